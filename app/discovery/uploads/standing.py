"""How the one who asks stands to an upload in parts: it is one's own, or it is not there."""

import contextlib

from app.access.actor import Role
from app.cases.problems import CaseClosed, DraftFiled
from app.db.work import Work
from app.discovery.evidence import standing
from app.discovery.evidence.rules import Place
from app.discovery.uploads import store
from app.discovery.uploads.tables import UploadSession
from app.kernel.problems import NotFound, Unauthenticated


def known(work: Work, upload_id: str, code: str = "") -> UploadSession:
    """Return an upload that the actor began; raise NotFound for anybody else's.

    A place that has closed since takes nothing more, but its uploads can be read and given up.
    """
    found = store.session(work, upload_id)
    if found is None:
        # A stranger hears the same of what is there and what is not.
        raise Unauthenticated if work.actor.role is Role.PUBLIC else NotFound
    with contextlib.suppress(DraftFiled, CaseClosed):
        standing.uploads_to(work, place_of(found, code))
    if found.account_id != work.actor.account_id:
        raise NotFound(because="other_account")
    return found


def place_of(upload: UploadSession, code: str) -> Place:
    """Return where an upload goes; `code` opens a draft that is nobody's."""
    return Place(case_id=upload.case_id, draft_id=upload.draft_id, code=code)
