"""The rooms of settlements as the pages know them: what they list, begin and let one do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.dates import format_day
from app.kernel.problems import NotFound
from app.kernel.text import Language, Text
from app.portal.settlement_fields import shown_at
from app.settlements.consent_decisions import actions as consent_actions
from app.settlements.consent_decisions import queries as consents
from app.settlements.consent_decisions.schemas import ConsentDecisionIn, ConsentStepIn
from app.settlements.mediation import actions as mediation_actions
from app.settlements.mediation import queries as mediations
from app.settlements.mediation.schemas import MediationIn, MediationStepIn
from app.settlements.schemas import Choice
from app.settlements.self_corrections import actions as cure_actions
from app.settlements.self_corrections import queries as cures
from app.settlements.self_corrections.schemas import SelfCorrectionIn, SelfCorrectionStepIn
from app.settlements.simplified_decisions import actions as simplified_actions
from app.settlements.simplified_decisions import queries as simplified
from app.settlements.simplified_decisions.schemas import SimplifiedIn, SimplifiedStepIn


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its name in addresses, its words, its queries, acts and schemas."""

    name: str
    title: Text
    begin_label: Text
    listing: Callable[[Work, str], Any]
    one: Callable[[Work, str], Any]
    begin: Callable[..., Any]
    step: Callable[..., Any]
    key: str
    begin_schema: type[BaseModel]
    step_schema: type[BaseModel]


ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room(
            "mediations", Text("분쟁조정", "Mediation"),
            Text("분쟁조정 신청·의뢰", "Apply for or refer to mediation"),
            mediations.mediations, mediations.mediation, mediation_actions.begin,
            mediation_actions.take_step, "mediation_id", MediationIn, MediationStepIn,
        ),
        Room(
            "consent-decisions", Text("동의의결", "Consent decision"),
            Text("동의의결 신청", "Apply for a consent decision"),
            consents.decisions, consents.decision, consent_actions.apply,
            consent_actions.take_step, "consent_id", ConsentDecisionIn, ConsentStepIn,
        ),
        Room(
            "self-corrections", Text("자진시정", "Self-correction"),
            Text("자진시정 신고", "Report a self-correction"),
            cures.corrections, cures.correction, cure_actions.file,
            cure_actions.take_step, "correction_id", SelfCorrectionIn, SelfCorrectionStepIn,
        ),
        Room(
            "simplified-decisions", Text("약식의결", "Simplified decision"),
            Text("약식의결 제안", "Propose a simplified decision"),
            simplified.proposals, simplified.proposal, simplified_actions.propose,
            simplified_actions.take_step, "simplified_id", SimplifiedIn, SimplifiedStepIn,
        ),
    )
}  # fmt: skip


# Disputes on technology are mediated or arbitrated.
_TECHNOLOGY = replace(
    ROOMS["mediations"],
    title=Text("기술분쟁 조정·중재", "Technology mediation and arbitration"),
    begin_label=Text("조정·중재 신청·의뢰", "Apply for or refer to mediation or arbitration"),
)


def room_of(name: str, track: str = "") -> Room:
    """Return a room by its name in addresses, in the words of a track, or raise NotFound."""
    if name not in ROOMS:
        raise NotFound
    technology = name == _TECHNOLOGY.name and track == "sme_technology"
    return _TECHNOLOGY if technology else ROOMS[name]


def forum_of(one: Any) -> str:
    """Return where a dispute is settled; empty for what is no dispute."""
    return one.forum.code if hasattr(one, "forum") else ""


def rooms_shown(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return every room of a case with its settlements, as the reader may know them."""
    return [_room(work, room_of(name, case.track), case, language) for name in ROOMS]


def _room(work: Work, room: Room, case: CaseOut, language: Language) -> dict[str, Any]:
    found = room.listing(work, case.id)
    base = f"/settlements/{case.id}/{room.name}"
    return {
        "title": room.title.get(language),
        "begin_label": room.begin_label.get(language),
        "begin_url": base if found.may_begin else "",
        "items": [_card(one, base, language) for one in found.items],
    }


def _card(one: Any, base: str, language: Language) -> dict[str, Any]:
    known = one.model_dump()
    shown = shown_at(forum_of(one))
    return {
        "id": one.id,
        "state": known["state"][language],
        "facts": [
            {"key": label.get(language), "value": _shown(known[name], language)}
            for name, label in shown.items()
            if known.get(name)
        ],
        "allowed": [
            {"label": label_of(step, language), "url": f"{base}/{one.id}/{step.command}",
             "hint": step.basis}
            for step in one.steps.allowed
        ],
        "blocked": [
            {"label": label_of(step, language), "reasons": reasons_of(step, language)}
            for step in one.steps.blocked
        ],
    }  # fmt: skip


def label_of(step: Choice, language: Language) -> str:
    """Return what a step is called."""
    return step.label_ko if language == "ko" else step.label_en


def reasons_of(step: Choice, language: Language) -> list[dict[str, str]]:
    """Return why a step is blocked, with articles."""
    return [
        {"reason": r.ko if language == "ko" else r.en, "basis": ", ".join(r.basis)}
        for r in step.reasons
    ]


def _shown(value: Any, language: Language) -> str:
    if isinstance(value, date):
        return format_day(value, language)
    return str(value[language]) if isinstance(value, dict) else str(value)
