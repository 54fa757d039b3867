"""How a chain of custody is given out as a paper: made outside any Work, noted, and only then sent."""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from app.db.work import Work
from app.discovery.custody import actions, queries
from app.discovery.custody.linked_data import MEDIA_TYPE, linked_data
from app.discovery.custody.paper import TEMPLATE, report_data
from app.discovery.custody.schemas import CustodyChain, Described
from app.discovery.files.file_names import content_disposition
from app.papers.render import render
from app.web.deps import Door


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper is made of, as its reader may know it at one instant."""

    chain: CustodyChain
    described: Described
    at: datetime
    demonstration: bool
    proofs_at: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its code on the chain, its media type, its ending, and how it is made."""

    code: str
    media_type: str
    ending: str
    make: Callable[[Facts], bytes]


def _report(facts: Facts) -> bytes:
    data = report_data(
        facts.chain, facts.described, made_at=facts.at, verify_at=facts.proofs_at,
        demonstration=facts.demonstration,
    )  # fmt: skip
    return render(TEMPLATE, data, language="ko")


REPORT = Paper("report", "application/pdf", "pdf", _report)
LINKED_DATA = Paper(
    "linked_data", MEDIA_TYPE, "jsonld", lambda facts: linked_data(facts.chain, facts.described)
)


async def export(door: Door, item_id: str, paper: Paper, *, code: str = "") -> Response:
    """Answer with a chain of custody as a paper; that it was given out is the chain's next link."""

    proofs_at = f"{door.request.base_url}api/v1/audit/proofs/"

    def known(work: Work) -> Facts:
        chain = queries.chain(work, item_id, code=code)
        described = queries.described(work, item_id, code=code)
        return Facts(chain, described, work.now, work.world.demonstration, proofs_at)

    facts = await door.do(known, reading=True)
    content = await asyncio.to_thread(paper.make, facts)
    digest = hashlib.sha256(content)
    await door.do(
        lambda work: actions.note_export(
            work, item_id=item_id, paper=paper.code, sha256=digest.hexdigest(),
            links=len(facts.chain.items), code=code,
        )
    )  # fmt: skip
    headers = {
        "Content-Disposition": content_disposition(f"custody-{item_id[-12:]}.{paper.ending}"),
        "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
        "ETag": f'"{digest.hexdigest()}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, headers=headers, media_type=paper.media_type)
