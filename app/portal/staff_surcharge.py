"""The surcharge form: what was typed as the computation takes it, and wrong fields where they stand."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.db.work import Work
from app.kernel.text import Language
from app.law.figures import STATUS_LABELS, Status
from app.law.surcharge_inputs import SEVERITY_LABELS
from app.portal.forms import Sent
from app.portal.staff_answers import named

CONTRACT_ROWS = 3
# The parts of a computation, whose wrong fields are named from the computation on.
_PARTS = {
    "lines", "contracts", "repeat", "inability", "waive_small", "waiver_reason",
    "not_imposed_reason", "severity", "flat_base_won", "severity_reason", "sums",
    "measured_won", "measured_reason",
}  # fmt: skip
_TAGS = re.compile(r"^calculation\.(nine_steps|flat|officer)\.")
_LINE = re.compile(r"^lines\.(\d+)")
_CONTRACT = re.compile(r"^contracts\.(\d+)")
LABELS = {
    "violations": "Violations found",
    "decided_on": "Day of the decision",
    "order_items": "What is ordered",
    "reasons": "Reasons for the measure",
    "comply_by": "Last day to comply",
    "amount_won": "Amount",
    "posted_until": "Last day of the posting",
    "points_waived_reason": "Reasons for imposing no points",
    "severity": "Severity",
    "severity_scored": "Severity by the score",
    "severity_reason": "Reasons for severity and amount",
    "violation_amount_won": "Violation amount",
    "rate": "Rate",
    "flat_base_won": "Amount within the band",
    "price_won": "Subcontract price",
    "waiver_reason": "Reasons for the waiver",
    "victims_rate": "More for the number of victims",
    "duration_rate": "More for duration",
    "retaliation_rate": "More for retaliation",
    "cure_rate": "Less for voluntary cure",
    "cooperation_rate": "Less for cooperation",
    "simplified_rate": "Less for a simplified decision",
    "impairment_rate": "Less for impaired capital",
    "debt_rate": "Less for debt",
    "market_rate": "Less for the market",
    "base": "Reasons for the rate or flat base inside its band",
    "victims": "Reasons for the aggravation by the number of victims",
    "duration": "Reasons for the aggravation by duration",
    "retaliation": "Reasons for the aggravation by retaliation",
    "cure": "Reasons for the mitigation by voluntary cure",
    "cooperation": "Reasons for the mitigation by cooperation",
    "simplified": "Reasons for the mitigation by a simplified decision",
    "measured_won": "Sum on which the ceiling is measured",
    "measured_reason": "How that sum was found, or why it cannot be",
}
_BANDS = {"nine_steps": ("severity_", "flat_"), "flat": ("announced_flat_",)}


def draft_data(sent: Sent, kind: str) -> dict[str, Any]:
    """Return a draft's form as the schema takes it: empty fields left out, order items one a line."""
    data: dict[str, Any] = _filled(sent.nested(lists=frozenset({"violations", "contracts"})))
    data.pop("then", None)
    data["kind"] = kind
    items = [line.strip() for line in sent.first("order_items").splitlines()]
    data["order_items"] = [item for item in items if item]
    if "calculation" in data:
        data["calculation"] = _calculation(data["calculation"], chosen(sent))
    return data


def chosen(sent: Sent) -> list[str]:
    """Return the violations that the draft is about."""
    return [code for code in sent.values.get("violations", []) if code]


def _filled(value: Any) -> Any:
    """Return a mapping without what was left empty."""
    if not isinstance(value, dict):
        return value
    kept = {name: _filled(inner) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if inner not in ("", {}, [])}


def _calculation(typed: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    lines = typed.pop("lines", {})
    contracts = typed.pop("contract_rows", {})
    if typed.get("sums") == "nine_steps":
        typed["lines"] = [{**lines.get(code, {}), "violation": code} for code in codes]
        typed["contracts"] = [contracts[row] for row in sorted(contracts)]
    return typed


def located(
    errors: list[dict[str, str]], sent: Sent, names: Mapping[str, str], language: Language
) -> list[dict[str, str]]:
    """Return wrong fields under the names that the form gave them, each with its label.

    `names` are the violations of the case by code.
    """
    codes, rows = chosen(sent), _contract_rows(sent)
    moved = [{**error, "field": _name(error["field"], codes, rows)} for error in errors]
    labels = {one["field"]: LABELS[one["field"].rpartition(".")[2]] for one in moved
              if one["field"].rpartition(".")[2] in LABELS}  # fmt: skip
    found = named(moved, labels, language)
    return [{**one, "message": _of(one["field"], names) + one["message"]} for one in found]


def _of(field: str, names: Mapping[str, str]) -> str:
    """Return the violation that a wrong field belongs to, where it belongs to one."""
    match = re.match(r"calculation\.lines\.([^.]+)\.", field)
    return f"{names[match[1]]} – " if match and match[1] in names else ""


def _contract_rows(sent: Sent) -> list[str]:
    names = [name for name, values in sent.values.items() if any(values)]
    found = (re.match(r"calculation\.contract_rows\.(\d+)\.", name) for name in names)
    return sorted({match[1] for match in found if match})


def _name(field: str, codes: list[str], rows: list[str]) -> str:
    inner = _TAGS.sub("", field).removeprefix("calculation.")
    if field.startswith("order_items"):
        return "order_items"
    if field.startswith("violations"):
        return "violations"
    if inner.split(".")[0] not in _PARTS:
        return field
    line, contract = _LINE.match(inner), _CONTRACT.match(inner)
    if line and int(line[1]) < len(codes):
        inner = f"lines.{codes[int(line[1])]}{inner[line.end() :]}"
    elif contract and int(contract[1]) < len(rows):
        inner = f"contract_rows.{rows[int(contract[1])]}{inner[contract.end() :]}"
    elif inner == "contracts":
        inner = "contract_rows.0.price_won"
    return f"calculation.{inner}"


def bands(work: Work, sums: str, on: date, language: Language) -> list[dict[str, Any]]:
    """Return the bands that the form may choose from, as the law of the day gives them."""
    found = [
        figure for figure in work.law.figures(on) if figure.name.startswith(_BANDS.get(sums, ()))
    ]
    return [
        {
            "label": figure.label.get(language),
            "shown": figure.shown(),
            "basis": str(figure.basis),
            "status": STATUS_LABELS[figure.status].get(language),
            "demonstration": figure.status is Status.DEMONSTRATION,
        }
        for figure in found
    ]


def severities(language: Language) -> list[dict[str, str]]:
    """Return how grave a violation may be."""
    return [
        {"value": str(code), "label": text.get(language)} for code, text in SEVERITY_LABELS.items()
    ]


def computation_shown(computation: Any, language: Language) -> dict[str, Any] | None:
    """Return a worked-out sum as the table of its steps needs it."""
    if computation is None:
        return None
    status = Status(computation.status)
    return {
        "amount_won": computation.amount_won,
        "steps": [
            {
                "number": step.number,
                "label": step.label[language],
                "amount_won": step.amount_won,
                "rate": step.rate,
                "formula": step.formula,
                "basis": step.basis,
                "rounding": step.rounding[language],
                "line": step.line,
            }
            for step in computation.steps
        ],
        "warnings": [warning[language] for warning in computation.warnings],
        "status": STATUS_LABELS[status].get(language),
        "demonstration": status is Status.DEMONSTRATION,
        "record": computation.ledger_record,
        "edition": computation.edition,
    }
