"""What a party sends in a case: further documents, the consent, an opinion, a withdrawal, files."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, queries
from app.cases.lifecycle import Command
from app.cases.schemas import ConsentIn, StepIn, SupplementAnswerIn, WithdrawIn
from app.cases.schemas.case import CaseOut, SupplementOut
from app.db.work import Work
from app.discovery.rules import Place
from app.kernel.problems import NotFound, Problem
from app.portal.complaint_evidence import at_field, take_files
from app.portal.evidence_files import LEVELS, refused_files
from app.portal.forms import Sent, parse, read
from app.portal.my_case_acts import consent_answers
from app.portal.pages import go, problem_errors, render, summary
from app.portal.visit import Option, fresh_key, shown, wrong
from app.portal.complaint_words import NOTICES
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = APIRouter(include_in_schema=False)
