"""What may be done with a request for records now, as buttons, and what may not, and why."""

from typing import Any

from app.db.work import Work
from app.discovery.transmissions import queries
from app.discovery.transmissions.answers import StepChoice, TransmissionOut
from app.discovery.transmissions.openings import Openings
from app.kernel.text import Language, Text

# The page on which each step is taken; deciding is one page, whatever it comes to.
PAGES = {
    "review": "steps/review", "withdraw": "steps/withdrawal", "revise": "steps/finding",
    "grant": "steps/decision", "grant_in_part": "steps/decision", "refuse": "steps/decision",
    "release": "steps/release", "claw_back": "steps/clawback", "acknowledge": "receipt",
}  # fmt: skip
_DECIDE = Text("송부 여부 결정", "Decide on the request")
_MATCH = Text("사건 연결", "Match with a case")
_EXTEND = Text("추가 자료 반영", "Take up later evidence")
_RECIPIENT = Text("받는 쪽·공개키", "Recipient and key")
_KINDS = {"claw_back": "danger", "withdraw": "danger", "revise": "secondary"}
_ORDER = ["primary", "secondary", "danger"]
# Reasons that concern who asks, not the request.
_NOT_THEIRS = {"role", "tie", "level", "scope"}


def steps_shown(
    work: Work, asked: TransmissionOut, open_to: Openings, language: Language
) -> dict[str, Any]:
    """Return buttons for what may be done, the steps that are blocked, and other people's."""
    found = queries.transitions(work, asked.id)
    path = f"/transmissions/{asked.id}"
    buttons = [
        _button(f"{path}/{PAGES[step.command]}", _words(step), _KINDS.get(step.command, "primary"))
        for step in found.allowed
        if not _decides(step) or step.command == open_to.outcome
    ]
    beside = (
        (open_to.match, "match", _MATCH, "primary"),
        (open_to.mark_items, "list", _EXTEND, "secondary"),
        (open_to.name_recipient, "recipient", _RECIPIENT, "secondary"),
    )
    buttons += [_button(f"{path}/steps/{n}", words, k) for may, n, words, k in beside if may]
    buttons.sort(key=lambda button: _ORDER.index(button["kind"]))
    by_facts = [step for step in found.blocked if not _for_others(step)]
    others = [_words(step).get(language) for step in found.blocked if _for_others(step)]
    return {
        "allowed": [{**one, "label": one["label"].get(language)} for one in buttons],
        "blocked": _blocked(by_facts, language),
        "others": list(dict.fromkeys(others)),
    }


def _button(url: str, label: Text, kind: str) -> dict[str, Any]:
    return {"url": url, "label": label, "kind": kind}


def _decides(step: StepChoice) -> bool:
    return PAGES[step.command] == PAGES["grant"]


def _words(step: StepChoice) -> Text:
    """Return the name of a step; before it is taken nobody knows what deciding comes to."""
    return _DECIDE if _decides(step) else Text(step.label_ko, step.label_en)


def _for_others(step: StepChoice) -> bool:
    return any(reason.code in _NOT_THEIRS for reason in step.reasons)


def _blocked(steps: list[StepChoice], language: Language) -> list[dict[str, Any]]:
    named = {_words(step).get(language): step for step in steps}
    return [
        {
            "label": label,
            "reasons": [
                {
                    "reason": reason.ko if language == "ko" else reason.en,
                    "basis": ", ".join(reason.basis),
                }
                for reason in step.reasons
            ],
        }
        for label, step in named.items()
    ]
