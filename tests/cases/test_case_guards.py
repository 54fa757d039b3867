"""Each guard blocks on its own fact, names its article, and lets the step pass otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.cases.lifecycle import guards as g
from app.cases.lifecycle.guards import CaseFacts

TODAY = date(2026, 11, 23)
READY = CaseFacts(today=TODAY)
DAY = timedelta(days=1)

# guard, facts that block, facts that do not, code, article
CASES: list[tuple[Any, dict[str, Any], dict[str, Any], str, str]] = [
    (g.examiner_assigned, {}, {"examiner_assigned": True}, "no_examiner", ""),
    (g.proof_attached, {}, {"exhibits": 1}, "no_proof", "제8조의2"),
    (g.supplements_settled, {"supplements_open": 1}, {}, "supplement_open", ""),
    (g.not_extended_before, {"pre_review_extended": True}, {}, "extended_before", "제12조"),
    (g.no_data_request_open, {"data_requests_open": 1}, {}, "data_request_open", ""),
    (g.data_request_open, {}, {"data_requests_open": 1}, "no_data_request", ""),
    (g.not_time_barred, {"disposition_last_on": TODAY - DAY}, {"disposition_last_on": TODAY},
     "time_barred", "제22조제4항"),
    (g.time_barred, {"disposition_last_on": TODAY}, {"disposition_last_on": TODAY - DAY},
     "not_time_barred", "제22조제4항"),
    (g.time_barred, {}, {"disposition_last_on": TODAY - DAY}, "not_time_barred", "제22조제4항"),
    (g.opinion_settled, {"opinion_due_on": TODAY}, {"opinion_due_on": TODAY - DAY},
     "opinion_pending", "제25조"),
    (g.opinion_settled, {}, {"opinion_received": True}, "opinion_pending", "제25조"),
    (g.hearing_notice_long_enough, {"hearing_on": TODAY + 9 * DAY},
     {"hearing_on": TODAY + 10 * DAY}, "hearing_too_soon", "제37조"),
    (g.hearing_day_reached, {"hearing_on": TODAY + DAY}, {"hearing_on": TODAY},
     "hearing_ahead", ""),
    (g.hearing_day_reached, {}, {"hearing_on": TODAY - DAY}, "hearing_ahead", ""),
    (g.measure_drafted, {}, {"measures_drafted": 1}, "no_measure", ""),
    (g.measures_ended, {"measures_living": 2}, {}, "measure_living", ""),
    (g.objections_ruled, {"objections_open": 1}, {}, "objection_open", "제96조"),
    (g.suspended_six_months, {"suspended_on": date(2026, 5, 23)},
     {"suspended_on": date(2026, 5, 22)}, "suspension_short", "제56조"),
    (g.suspended_six_months, {}, {"suspended_on": date(2020, 1, 1)}, "suspension_short", "제56조"),
    (g.closing_not_notified, {"closing_notified": True}, {}, "notified", "제61조"),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "blocking", "passing", "code", "article"), CASES)
def test_a_guard_blocks_on_its_fact_alone(
    guard: Any, blocking: dict[str, Any], passing: dict[str, Any], code: str, article: str
) -> None:
    blocked = guard(replace(READY, **blocking))
    assert blocked is not None
    assert blocked.code == code
    assert blocked.reason.ko
    assert blocked.reason.en
    assert article in "; ".join(str(basis) for basis in blocked.basis)
    assert guard(replace(READY, **passing)) is None


def test_every_guard_is_tried() -> None:
    tried = {guard for guard, *_ in CASES}
    own = {one for name, one in vars(g).items()
           if callable(one) and getattr(one, "__module__", "") == g.__name__
           and not name.startswith("_") and one is not CaseFacts}  # fmt: skip
    assert own == tried
