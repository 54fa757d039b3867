"""How an edition is given out as a file, through REST and through the portal alike."""

import base64
import hashlib

from starlette.responses import Response

from app.evaluations import queries
from app.web.deps import Door


async def give(door: Door, issue_id: str, form: str) -> Response:
    """Answer with an edition as a file; its digest stands in the header `Content-Digest`."""
    found = await door.do(lambda work: queries.file(work, issue_id, form), reading=True)
    digest = hashlib.sha256(found.content)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
        "ETag": f'"{digest.hexdigest()}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(found.content, headers=headers, media_type=found.media_type)
