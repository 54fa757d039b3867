"""How far a complaint is: what is wrong in each part, and what its list of tasks shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from app.cases.schemas import complaint as schema
from app.kernel.problems import FieldError
from app.kernel.text import Language, Text
from app.people.business_number import InvalidBusinessNumber
from app.people.business_number import parse as parse_business_number
from app.portal.complaint_pages import CONSENTS, PAGES, STORY, TECHNOLOGY, VIOLATION, FormPage
from app.portal.complaint_words import OWN_WORDS
from app.portal.drafting import OpenDraft, value_at
from app.portal.forms import wrong_fields

GROUPS: dict[str, type[BaseModel]] = {
    "complainant": schema.ComplainantIn,
    "respondent": schema.RespondentIn,
    "violation": schema.ViolationIn,
    "consents": schema.ConsentsIn,
    "statement": schema.StatementIn,
}
# Where a rule about several fields at once is shown.
_WHOLE = {
    "respondent": "respondent.address",
    "violation": "violation.trade_ended_on",
    "consents": "consents.collection",
    "statement": "statement.true",
}
# Texts that must be there count as empty rather than absent, so that they get their own words.
_EMPTY: dict[str, dict[str, Any]] = {
    "complainant": {"name": "", "address": "", "phone": ""},
    "respondent": {"name": ""},
    "violation": {"codes": [], "narrative": {"what": ""}},
    "consents": {},
    "statement": {"signature": ""},
}
_CHOICES = {"kind", "identity", "act", "size"}
_UNDECIDED = {"notify_respondent": "later"}
_PROOF = Text("입증 자료를 한 건 이상 올려 주세요", "Upload at least one piece of proof")
_OPTIONAL = Text("자료가 없으면 비워 두어도 됩니다.", "May be left empty if there is none.")
_LAST = Text(
    "앞의 다섯 항목을 마치면 열립니다.", "Opens when the five sections above are complete."
)


def cleaned(section: str, typed: Mapping[str, Any], *, technical: bool) -> dict[str, Any]:
    """Return a section as the schema takes it: choices not made are left out."""
    values = {**_EMPTY[section], **_without_blanks(typed)}
    if section == "violation":
        values["narrative"] = {"what": "", **values.get("narrative", {})}
        if technical:
            values["technology"] = {"name": "", **values.get("technology", {})}
        else:
            values.pop("technology", None)
    return values


def _without_blanks(typed: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in typed.items():
        if isinstance(value, Mapping):
            kept[name] = _without_blanks(value)
        elif not (value == "" and _may_be_absent(name)) and _UNDECIDED.get(name) != value:
            kept[name] = value
    return kept


def _may_be_absent(name: str) -> bool:
    return name in _CHOICES or name.endswith("_won")


def section_errors(section: str, opened: OpenDraft) -> list[FieldError]:
    """Return what is wrong with a section as it was typed, each at its field."""
    typed = opened.sections.get(section, {})
    found: list[FieldError] = []
    try:
        GROUPS[section].model_validate(cleaned(section, typed, technical=opened.technical))
    except ValidationError as fault:
        problem = wrong_fields(fault)
        found = [_placed(section, error) for error in problem.errors]
    return [*found, *_number_error(section, typed, opened)]


def _placed(section: str, error: FieldError) -> FieldError:
    name = ".".join([section, *(p for p in error.pointer.split("/") if p and not p.isdecimal())])
    name = _WHOLE.get(name, name)
    return FieldError("/" + name.replace(".", "/"), error.code, OWN_WORDS.get(name, error.detail))


def _number_error(section: str, typed: Mapping[str, Any], opened: OpenDraft) -> list[FieldError]:
    written = str(typed.get("business_number", "")).strip()
    if not written:
        return []
    try:
        parse_business_number(written, demonstration=opened.demonstration)
    except InvalidBusinessNumber as fault:
        return [FieldError(f"/{section}/business_number", fault.code, fault.words)]
    return []


def page_errors(page: FormPage, opened: OpenDraft) -> list[FieldError]:
    """Return what is wrong on one page."""
    return [
        error
        for error in section_errors(page.section, opened)
        if error.pointer[1:].replace("/", ".").startswith(page.names)
    ]


def page_state(page: FormPage, opened: OpenDraft) -> str:
    """Return how far a page is: not_started, in_progress, problem or completed."""
    section = opened.sections.get(page.section, {})
    typed = [name for name in page.fields if value_at(section, name)]
    if not typed:
        return "not_started"
    errors = page_errors(page, opened)
    if not errors:
        return "completed"
    names = {error.pointer.removeprefix(f"/{page.section}/").replace("/", ".") for error in errors}
    return "problem" if names & set(typed) else "in_progress"


def _joined(states: Sequence[str]) -> str:
    if "problem" in states:
        return "problem"
    if set(states) == {"completed"}:
        return "completed"
    return "not_started" if set(states) == {"not_started"} else "in_progress"


def what_happened_pages(opened: OpenDraft) -> list[FormPage]:
    """Return the pages that make up what happened; the technology is asked for where it matters."""
    return [VIOLATION, STORY, *([TECHNOLOGY] if opened.technical else [])]


def evidence_state(opened: OpenDraft) -> str:
    """Return how far the evidence is; without technology it may stay empty."""
    if opened.files:
        return "completed"
    return "not_started"


def complete(opened: OpenDraft) -> bool:
    """Tell whether everything but the statement at the end is there."""
    pages = [p for p in PAGES.values() if p is not TECHNOLOGY or opened.technical]
    written = all(not page_errors(page, opened) for page in pages)
    return written and (bool(opened.files) or not opened.proof_needed)


def tasks(opened: OpenDraft, language: Language) -> list[dict[str, str]]:
    """Return the six tasks with their states."""
    base = f"/complaints/{opened.draft.id}"
    listed = [_task(PAGES[slug], opened, base, language) for slug in ("complainant", "respondent")]
    happened = _joined([page_state(page, opened) for page in what_happened_pages(opened)])
    first = next(
        (p for p in what_happened_pages(opened) if page_state(p, opened) != "completed"), VIOLATION
    )
    listed.append({
        "label": Text("위반 내용", "What happened").get(language),
        "url": _url(base, first.slug if happened != "not_started" else VIOLATION.slug, happened),
        "state": happened,
    })  # fmt: skip
    hint = (_PROOF if opened.proof_needed else _OPTIONAL).get(language)
    listed.append({
        "label": Text("증거", "Evidence").get(language),
        "url": f"{base}/evidence",
        "state": evidence_state(opened),
        "hint": "" if opened.files else hint,
    })  # fmt: skip
    listed.append(_task(CONSENTS, opened, base, language))
    ready = complete(opened)
    listed.append({
        "label": Text("확인과 제출", "Check and submit").get(language),
        "url": f"{base}/check",
        "state": "not_started" if ready else "blocked",
        "hint": "" if ready else _LAST.get(language),
    })  # fmt: skip
    return listed


def _task(page: FormPage, opened: OpenDraft, base: str, language: Language) -> dict[str, str]:
    state = page_state(page, opened)
    return {
        "label": page.title.get(language),
        "url": _url(base, page.slug, state),
        "state": state,
        "hint": "",
    }


def _url(base: str, slug: str, state: str) -> str:
    return f"{base}/{slug}" + ("?check=yes" if state in ("problem", "in_progress") else "")
