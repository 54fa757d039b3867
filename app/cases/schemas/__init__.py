"""What the doors of this package take and give."""

from app.cases.schemas.case import (
    AssignIn,
    CaseOut,
    CasePage,
    CaseRow,
    ConsentIn,
    StepIn,
    StepOut,
    SupplementAnswerIn,
    SupplementIn,
    SupplementOut,
    Timeline,
    TransitionsOut,
    WithdrawIn,
)
from app.cases.schemas.complaint import ComplaintIn, Filing
from app.cases.schemas.draft import DraftIn, DraftOpened, DraftOut

__all__ = [
    "AssignIn",
    "CaseOut",
    "CasePage",
    "CaseRow",
    "ComplaintIn",
    "ConsentIn",
    "DraftIn",
    "DraftOpened",
    "DraftOut",
    "Filing",
    "StepIn",
    "StepOut",
    "SupplementAnswerIn",
    "SupplementIn",
    "SupplementOut",
    "Timeline",
    "TransitionsOut",
    "WithdrawIn",
]
