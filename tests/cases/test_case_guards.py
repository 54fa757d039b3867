"""Each guard blocks on its own fact, names its article, and lets the step pass otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.cases.lifecycle import guards as g
from app.cases.lifecycle import ministry_guards as m
from app.cases.lifecycle import right_guards as r
from app.cases.lifecycle.guards import CaseFacts, MinistryFacts, Notices

TODAY = date(2026, 11, 23)
READY = CaseFacts(today=TODAY)
DAY = timedelta(days=1)

# guard, facts that block, facts that do not, code, article
CASES: list[tuple[Any, dict[str, Any], dict[str, Any], str, str]] = [
    (g.examiner_assigned, {}, {"examiner_assigned": True}, "no_examiner", ""),
    (g.complainant_known, {"ex_officio": True}, {}, "no_complainant", ""),
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
    (g.settlement_performed, {}, {"settlement_performed": True}, "settlement_not_performed",
     "제24조의6"),
    (g.no_mediation_open, {"mediations_open": 1}, {}, "mediation_open", "제4조의4"),
    (g.measures_ended_or_deliberation_asked, {"measures_living": 1},
     {"measures_living": 1, "notices": Notices(deliberation_asked=True)}, "measure_living", ""),
    (r.material_objection_in_time, {"notices": Notices(material_due_on=TODAY - DAY)},
     {"notices": Notices(material_due_on=TODAY)}, "no_objection_time", "제15조의2"),
    (r.material_objection_in_time, {}, {"notices": Notices(material_due_on=TODAY)},
     "no_objection_time", "제15조의2"),
    (r.measure_is_the_examiners, {"notices": Notices(resolved=True)}, {}, "resolved", "제61조"),
    (r.measure_is_the_examiners, {"notices": Notices(deliberation_asked=True)}, {},
     "asked_before", "제61조"),
    (r.reinvestigation_in_time,
     {"notices": Notices(without_disposition=True, reinvestigation_due_on=TODAY - DAY)},
     {"notices": Notices(without_disposition=True, reinvestigation_due_on=TODAY)},
     "no_reinvestigation", "제96조의2"),
    (r.reinvestigation_in_time, {"notices": Notices(reinvestigation_due_on=TODAY)},
     {"notices": Notices(without_disposition=True, reinvestigation_due_on=TODAY)},
     "no_reinvestigation", "제96조의2"),
    (r.no_reinvestigation_open, {"notices": Notices(reinvestigations_open=1)}, {},
     "reinvestigation_open", "제96조의2"),
    (r.reinvestigation_open, {}, {"notices": Notices(reinvestigations_open=1)}, "no_request",
     "제96조의2"),
    (r.examiner_is_another,
     {"examiner_id": "per_1", "notices": Notices(former_examiners=frozenset({"per_1"}))},
     {"examiner_id": "per_2", "notices": Notices(former_examiners=frozenset({"per_1"}))},
     "same_examiner", "제96조의2"),
    (m.visit_notice_long_enough, {"ministry": MinistryFacts(visit_on=TODAY + 6 * DAY)},
     {"ministry": MinistryFacts(visit_on=TODAY + 7 * DAY)}, "visit_too_soon", "제40조제2항"),
    (m.visit_day_reached, {"ministry": MinistryFacts(visit_on=TODAY)},
     {"ministry": MinistryFacts(visit_on=TODAY, visit_notified=True)}, "not_announced",
     "제40조제2항"),
    (m.visit_day_reached,
     {"ministry": MinistryFacts(visit_on=TODAY + DAY, visit_notified=True)},
     {"ministry": MinistryFacts(visit_on=TODAY, visit_notified=True)}, "not_announced",
     "제40조제2항"),
    (m.data_time_long_enough, {"ministry": MinistryFacts(until_on=TODAY + 6 * DAY)},
     {"ministry": MinistryFacts(until_on=TODAY + 7 * DAY)}, "data_time_short", "제14호"),
    (m.opinion_time_long_enough, {"ministry": MinistryFacts(until_on=TODAY + 9 * DAY)},
     {"ministry": MinistryFacts(until_on=TODAY + 10 * DAY)}, "opinion_time_short", "제14호"),
    (m.data_day_passed, {"ministry": MinistryFacts(data_due_on=TODAY)},
     {"ministry": MinistryFacts(data_due_on=TODAY - DAY)}, "data_in_time", "제14호"),
    (m.refused_often_enough, {"ministry": MinistryFacts(data_refusals=2)},
     {"ministry": MinistryFacts(data_refusals=3)}, "refusals_too_few", "제14호"),
    (m.opinion_time_over, {"ministry": MinistryFacts(opinion_until_on=TODAY)},
     {"ministry": MinistryFacts(opinion_until_on=TODAY - DAY)}, "opinion_pending", "제14호"),
    (m.opinion_time_over, {}, {"ministry": MinistryFacts(opinion_given=True)}, "opinion_pending",
     "제14호"),
    (m.investigation_not_extended, {"ministry": MinistryFacts(investigation_extended=True)}, {},
     "extended_before", "제14호"),
    (m.request_not_extended, {"ministry": MinistryFacts(kftc_request_extended=True)}, {},
     "extended_before", "제26조제2항"),
    (m.extension_within_limit,
     {"ministry": MinistryFacts(until_on=TODAY + DAY, longest_until_on=TODAY)},
     {"ministry": MinistryFacts(until_on=TODAY, longest_until_on=TODAY)}, "extension_too_long",
     "제14호"),
    (m.reached_by_other_act, {}, {"ministry": MinistryFacts(under_other_act=True)},
     "not_of_the_kftc", "제26조제1항"),
    (m.reached_by_other_act, {"ministry": MinistryFacts(under_other_act=False)},
     {"ministry": MinistryFacts(under_other_act=True)}, "not_of_the_kftc", "제26조제1항"),
    (m.surveyed, {}, {"ministry": MinistryFacts(survey=True)}, "dispute", "제28조제4항"),
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
    own = {one for page in (g, m, r) for name, one in vars(page).items()
           if callable(one) and getattr(one, "__module__", "") == page.__name__
           and not name.startswith("_") and not isinstance(one, type)}  # fmt: skip
    assert own == tried
