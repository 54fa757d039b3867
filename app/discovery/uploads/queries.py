"""What the one who began an upload in parts may learn of it."""

from app.db.work import Work
from app.discovery.uploads import standing, store
from app.discovery.uploads.schemas import UploadOut


def upload(work: Work, upload_id: str, *, code: str = "") -> UploadOut:
    """Return which parts are there and where to go on; raise NotFound for anybody else's."""
    found = standing.known(work, upload_id, code)
    return UploadOut.of(found, store.item_of(work, found), store.parts(work, upload_id))
