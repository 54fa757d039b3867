"""REST for complaints that are being written."""

from typing import Annotated

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.cases import actions, queries
from app.cases.schemas import DraftIn, DraftOpened, DraftOut
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/drafts", tags=["complaints"], responses=PROBLEMS)
ANYBODY_WRITES = needs(None, public="anyone may begin a complaint; a draft opens to its code only")

Code = Annotated[
    str, Header(alias="X-Resume-Code", description="Resume code, where nobody is signed in")
]


class ResumeIn(BaseModel):
    """The resume code that was told when the draft was begun."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=8, max_length=40, examples=["7K3M-Q2XD-91VF-T0PA"])


@router.post("", response_model=DraftOpened, status_code=201, openapi_extra=ANYBODY_WRITES,
             operation_id="open_draft", summary="신고서 작성 시작 · Begin a complaint")  # fmt: skip
async def open_draft(door: At) -> Response:
    """Begin a draft. The resume code is shown once; with it the draft opens on any device."""

    def opened(work: Work) -> DraftOpened:
        draft, code = actions.open_draft(work)
        return DraftOpened(**DraftOut.of(draft).model_dump(), resume_code=code)

    return await door.act(opened, status=201)


@router.post("/resume", response_model=DraftOut, openapi_extra=ANYBODY_WRITES,
             operation_id="resume_draft", summary="신고서 이어쓰기 · Resume a complaint")  # fmt: skip
async def resume_draft(form: ResumeIn, door: At) -> Response:
    """Open a draft by its resume code."""
    return await door.act(lambda work: DraftOut.of(actions.resume_draft(work, code=form.code)))


@router.get("/{draft_id}", response_model=DraftOut, openapi_extra=ANYBODY_WRITES,
            operation_id="get_draft", summary="작성 중인 신고서 · One draft")  # fmt: skip
async def get_draft(draft_id: str, door: At, code: Code = "") -> Response:
    """Return a draft as it was typed."""
    return await door.read(lambda work: queries.draft(work, draft_id, code))


@router.patch("/{draft_id}", response_model=DraftOut, openapi_extra=ANYBODY_WRITES,
              operation_id="save_draft", summary="임시저장 · Save a draft")  # fmt: skip
async def save_draft(draft_id: str, form: DraftIn, door: At, code: Code = "") -> Response:
    """Keep sections as typed; needs If-Match, so that two devices do not overwrite each other."""
    version = door.version
    return await door.act(
        lambda work: DraftOut.of(
            actions.save_draft(work, draft_id=draft_id, form=form, version=version, code=code)
        )
    )
