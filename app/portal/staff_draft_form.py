"""The form of a draft: what stands in its fields, what the kind needs, which points would come."""

from dataclasses import dataclass, replace
from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.problems import NotFound
from app.kernel.text import Language
from app.law.figures import Status
from app.law.kinds import NAMED, Rung
from app.portal.forms import Sent
from app.portal.staff_points import expected, preview
from app.portal.staff_surcharge import (
    CONTRACT_ROWS,
    bands,
    chosen,
    computation_shown,
    severities,
)
from app.sanctions import queries as sanctions
from app.sanctions.schemas.calculation import ComputationOut
from app.sanctions.schemas.measure import LadderOut, MeasureOut, OfferOut


@dataclass(frozen=True)
class Draft:
    """A draft being written: a new one of a kind in a case, or an old one written anew."""

    language: Language
    case_id: str = ""
    kind: str = ""
    measure_id: str = ""

    @property
    def url(self) -> str:
        """The address of the form."""
        if self.measure_id:
            return f"/measures/{self.measure_id}/redraft"
        return f"/queue/{self.case_id}/measures/new/{self.kind}"


def whole(work: Work, wanted: Draft) -> Draft:
    """Return the draft with its case and kind, which a draft written anew has already."""
    if not wanted.measure_id:
        return wanted
    found = sanctions.measure(work, wanted.measure_id)
    return replace(wanted, case_id=found.case_id, kind=found.kind.code)


def draft_page(
    work: Work, wanted: Draft, sent: Sent | None, computation: ComputationOut | None
) -> dict[str, Any]:
    """Return everything that the form shows; only for those who may draft."""
    language = wanted.language
    work.require(May.MEASURE_DRAFT, cases.target_of(work, wanted.case_id))
    case = cases.case(work, wanted.case_id)
    before = sanctions.measure(work, wanted.measure_id) if wanted.measure_id else None
    offer = _offer(sanctions.ladder(work, wanted.case_id), wanted.kind)
    typed = _typed(sent, before, case.violations, work.today.isoformat())
    day = _day(typed["decided_on"], work)
    rung = _rung(work, offer)
    line, unknown, demonstration = expected(
        work, kind=offer.kind, regime=offer.regime, violations=typed["violations"], on=day
    )
    if typed.get("points_waived_reason"):
        line, unknown = None, None
    return {
        "case": case,
        "number": case.number if language == "ko" else case.number_en,
        "offer": offer,
        "redrafting": before is not None,
        "measure": before,
        "url": wanted.url,
        "typed": typed,
        "announced": rung is not None and rung.status is Status.ANNOUNCED,
        "posted": rung is not None and rung.posted_for == NAMED,
        "waivable": rung is not None and bool(rung.points) and rung.points_may_be_waived,
        "needs_items": bool(work.law.measure(offer.kind).paper),
        "opened": _opened(typed),
        "severities": severities(language),
        "bands": bands(work, offer.calculated, day, language),
        "contract_rows": CONTRACT_ROWS,
        "computation": computation_shown(computation, language),
        "points": preview(
            work, case_id=case.id, company_id=case.respondent_company_id, draft=line,
            regime=offer.regime, language=language,
        ),
        "points_unknown": unknown.detail if unknown else None,
        "points_demonstration": demonstration,
    }  # fmt: skip


def _rung(work: Work, offer: OfferOut) -> Rung | None:
    """Return the rung itself; a regime that is only announced has enacted rungs too."""
    return work.law.measure(offer.kind).rung(offer.regime)


_FOLDED = ("repeat", "inability", "waive_small", "waiver_reason", "not_imposed_reason")
_UNFOLDED = ("severity", "severity_scored", "severity_reason", "violation_amount_won", "rate",
             "flat_base_won", "base")  # fmt: skip


def _opened(typed: dict[str, Any]) -> set[str]:
    """Return which folded parts hold something: violations by code, and `rest` for the others."""
    found = set()
    for name, value in typed.items():
        _, _, inner = name.partition("calculation.")
        part, _, field = inner.partition(".")
        if value and part == "lines" and field.rpartition(".")[2] not in _UNFOLDED:
            found.add(field.partition(".")[0])
        elif value and part in _FOLDED:
            found.add("rest")
    return found


def _offer(ladder: LadderOut, kind: str) -> OfferOut:
    for offer in (*ladder.allowed, *ladder.blocked):
        if offer.kind == kind:
            return offer
    raise NotFound


def _day(text: str, work: Work) -> Any:
    try:
        return parse_day(text)
    except ValueError:
        return work.today


def _typed(
    sent: Sent | None, before: MeasureOut | None, violations: list[Any], today: str
) -> dict[str, Any]:
    """Return what stands in the fields: what was typed, the draft as it was, or the beginning."""
    codes = [one.code for one in violations]
    if sent is not None:
        flat = {name: values[0] for name, values in sent.values.items()}
        return {"decided_on": today, **flat, "violations": chosen(sent) or codes}
    if before is None:
        return {"decided_on": today, "violations": codes}
    return {
        "decided_on": before.decided_on.isoformat(),
        "violations": [one.code for one in before.violations],
        "order_items": "\n".join(before.order_items),
        "reasons": before.reasons,
        "comply_by": before.comply_by.isoformat() if before.comply_by else "",
        "amount_won": str(before.amount_won or ""),
        "posted_until": before.posted_until.isoformat() if before.posted_until else "",
        "points_waived_reason": before.points_waived_reason,
    }
