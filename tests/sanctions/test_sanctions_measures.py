"""Measures from draft to the end on both databases: four eyes, service, compliance, breach."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER, Role
from app.kernel.clock import FrozenClock
from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.kernel.problems import Forbidden, Invalid, NotConfigured, NotFound, Stale
from app.law.book import RegimeNotInForce, load
from app.sanctions import actions, queries
from app.sanctions.problems import LadderSkipped
from app.sanctions.schemas.compliance import ComplianceIn, OwnFinding
from app.sanctions.schemas.measure import (
    AcceptanceIn,
    BreachIn,
    ComplianceReportIn,
    DismissalIn,
    MeasureIn,
    ReasonIn,
)
from tests.sanctions.scene import ITEMS, Scene, Told, open_scene

ADOPTED = date(2026, 6, 1)
NEXT_MONTH = date(2026, 12, 20)


PROVED = ComplianceIn(findings=[OwnFinding(item=1, exhibit="소갑제7호증 (가상)")])


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene in which the announced ladder is adopted."""
    return open_scene(engine, clock, adopted_on=ADOPTED)


def breach(scene: Scene, measure_id: str) -> None:
    """Find a breach and let the next measure be proposed."""
    form = BreachIn(facts="기한까지 이행하지 않음")
    scene.do(
        scene.examiner,
        lambda work: actions.find_breach(work, measure_id=measure_id, form=form, version=None).id,
    )
    scene.do(WORKER, lambda work: actions.propose_next(work, Told(measure_id)))


def kinds(scene: Scene, case_id: str) -> set[str]:
    """Return the kinds that the ladder of a case allows today."""
    found = scene.see(scene.secretary, lambda work: queries.ladder(work, case_id))
    return {offer.kind for offer in found.allowed}


def test_the_author_may_not_countersign_even_through_another_account(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    second_account = scene.person("examiner", Role.LEAD, unit="subcontract")
    with pytest.raises(Forbidden):
        scene.countersign(draft.id, second_account)
    assert scene.countersign(draft.id).state.code == "approved"


def test_whoever_wrote_an_earlier_version_may_not_countersign_either(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    other = scene.person("examiner2", Role.WORKER)
    form = MeasureIn(kind="corrective_order", order_items=ITEMS, reasons="고쳐 씀 (가상)")
    scene.do(
        other, lambda work: actions.redraft(work, measure_id=draft.id, form=form, version=None).id
    )
    with pytest.raises(Forbidden):
        scene.countersign(draft.id, scene.person("examiner", Role.LEAD, unit="subcontract"))


def test_a_returned_draft_is_written_anew_and_signed(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    with pytest.raises(Invalid):
        scene.do(
            scene.lead,
            lambda work: actions.return_measure(
                work, measure_id=draft.id, form=ReasonIn(), version=None
            ),
        )
    scene.do(
        scene.lead,
        lambda work: (
            actions.return_measure(
                work, measure_id=draft.id, form=ReasonIn(reason="주문을 고칠 것"), version=None
            ).id
        ),
    )
    assert scene.case_row(case_id).measures_drafted == 1
    form = MeasureIn(kind="corrective_order", order_items=ITEMS, reasons="고쳐 씀 (가상)")
    scene.do(
        scene.examiner,
        lambda work: actions.redraft(work, measure_id=draft.id, form=form, version=None).id,
    )
    assert scene.issue(draft.id).number is not None


def test_a_stale_version_is_refused(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    with pytest.raises(Stale):
        scene.do(
            scene.lead,
            lambda work: actions.countersign(work, measure_id=draft.id, version=draft.version + 1),
        )


def test_an_order_is_issued_and_served_when_the_decision_is_written_and_takes_the_case_along(
    scene: Scene,
) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    with pytest.raises(StepBlocked):
        scene.issue(draft.id)
    assert (scene.measure(draft.id).number, scene.measure(draft.id).points) == (None, None)

    written = scene.case("kftc", "decision_written", ["TK-USE"])
    served = scene.served(written, "corrective_order", comply_by="2026-12-20")
    assert (served.state.code, served.served_on) == ("in_force", date(2026, 11, 23))
    row = scene.case_row(written)
    assert (row.state, row.measures_drafted, row.measures_living) == ("under_measure", 0, 1)
    assert served.due_on == date(2026, 12, 21)  # the day named is a Sunday


def test_numbers_have_no_gaps(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    other = scene.case("kftc", "decision_written", ["SC-CUT"])
    first = scene.issue(scene.draft(case_id, "corrective_order").id)
    second = scene.issue(scene.draft(other, "corrective_order").id)
    assert (first.number or "").startswith("제재-2026-000001-")
    assert (second.number_en or "").startswith("MSR-2026-000002-")


def test_the_parties_see_a_measure_from_its_service_on(
    scene: Scene,
) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    draft = scene.draft(case_id, "administrative_fine", amount_won=5_000_000, order_items=[])
    for party in (scene.respondent, scene.complainant):
        with pytest.raises(NotFound):
            scene.measure(draft.id, party)
        assert scene.see(party, lambda work: queries.measures(work, case_id)).items == []
    scene.issue(draft.id)
    for party in (scene.respondent, scene.complainant):
        with pytest.raises(NotFound):
            scene.measure(draft.id, party)
    scene.serve(draft.id)
    assert scene.measure(draft.id, scene.respondent).amount_won == 5_000_000
    seen = scene.measure(draft.id, scene.complainant)
    assert (seen.amount_won, seen.reasons, seen.balance, seen.drafted_by) == (
        5_000_000,
        "",
        None,
        "",
    )


def test_a_recommendation_is_accepted_within_ten_days_and_then_counts_as_an_order(
    engine: Engine, clock: FrozenClock
) -> None:
    scene = open_scene(engine, clock, book=_with_recommendation_points())
    case_id = scene.case("kftc", "investigating", ["TK-USE"])
    served = scene.served(case_id, "corrective_recommendation", comply_by="2026-12-31")
    assert scene.case_row(case_id).state == "under_measure"
    with pytest.raises(StepBlocked):  # nothing to breach before it is accepted
        breach(scene, served.id)
    scene.do(
        scene.respondent,
        lambda work: (
            actions.answer(
                work, measure_id=served.id, form=AcceptanceIn(accepted=True), version=None
            ).id
        ),
    )
    accepted = scene.measure(served.id)
    assert (accepted.state.code, accepted.accepted_on) == ("in_force", date(2026, 11, 23))
    with pytest.raises(StepBlocked):
        breach(scene, served.id)


def test_silence_over_ten_days_declines_a_recommendation(
    engine: Engine, clock: FrozenClock
) -> None:
    scene = open_scene(engine, clock, book=_with_recommendation_points())
    case_id = scene.case("kftc", "investigating", ["TK-USE"])
    served = scene.served(case_id, "corrective_recommendation")

    def silent(work: object) -> str:
        return actions.note_silence(work, measure_id=served.id, version=None).id  # type: ignore[arg-type]

    clock.set_day(date(2026, 12, 3))
    with pytest.raises(StepBlocked):
        scene.do(scene.examiner, silent)
    clock.set_day(date(2026, 12, 4))
    with pytest.raises(StepBlocked):
        scene.do(
            scene.respondent,
            lambda work: actions.answer(
                work, measure_id=served.id, form=AcceptanceIn(accepted=True), version=None
            ),
        )
    scene.do(scene.examiner, silent)
    assert scene.measure(served.id).state.code == "declined"


def _with_recommendation_points() -> object:
    from app.law.figures import AgencyEntry  # noqa: PLC0415 - one use

    entry = AgencyEntry(
        "points.kftc_recommendation", "1.0", date(2020, 1, 1), "내부 문서", "per_1", "per_2"
    )
    return load(demonstration=True).with_entries([entry])


def test_unknown_points_stop_the_issue_and_say_what_is_not_configured(scene: Scene) -> None:
    case_id = scene.case("kftc", "investigating", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_recommendation")
    scene.countersign(draft.id)
    with pytest.raises(NotConfigured):
        scene.do(
            scene.secretary, lambda work: actions.issue(work, measure_id=draft.id, version=None)
        )
    assert scene.measure(draft.id).number is None


def test_compliance_reported_and_confirmed_ends_a_measure(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    served = scene.served(case_id, "corrective_order", comply_by="2026-12-21")
    scene.do(
        scene.respondent,
        lambda work: (
            actions.report_compliance(
                work, measure_id=served.id, form=ComplianceReportIn(report="폐기함"), version=None
            ).id
        ),
    )
    scene.do(
        scene.examiner,
        lambda work: (
            actions.confirm_compliance(work, measure_id=served.id, form=PROVED, version=None).id
        ),
    )
    assert scene.measure(served.id).state.code == "complied"
    assert scene.case_row(case_id).measures_living == 0


def test_the_announced_ladder_is_refused_before_its_adoption(
    engine: Engine, clock: FrozenClock
) -> None:
    scene = open_scene(engine, clock, adopted_on=date(2026, 11, 24))
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    served = scene.served(case_id, "corrective_recommendation", comply_by=NEXT_MONTH.isoformat())
    assert served.regime.code == "sme_technology_enacted"
    with pytest.raises(RegimeNotInForce):
        scene.draft(case_id, "corrective_order")
    with pytest.raises(RegimeNotInForce):
        scene.draft(case_id, "announced_surcharge")


def test_the_announced_ladder_is_climbed_rung_by_rung(scene: Scene, clock: FrozenClock) -> None:
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    assert kinds(scene, case_id) == {"corrective_recommendation"}
    first = scene.served(case_id, "corrective_recommendation", comply_by=NEXT_MONTH.isoformat())
    assert first.regime.code == "sme_technology_announced"
    with pytest.raises(LadderSkipped):
        scene.draft(case_id, "corrective_order", comply_by="2026-12-22")
    with pytest.raises(StepBlocked):  # there is still time
        breach(scene, first.id)

    clock.set_day(date(2026, 12, 22))
    breach(scene, first.id)
    [proposed] = scene.see(scene.secretary, lambda work: queries.proposals(work, case_id)).items
    assert (proposed.kind.code, proposed.state.code) == ("corrective_order", "open")
    assert scene.case_row(case_id).measures_living == 1
    order = scene.served(case_id, "corrective_order", comply_by="2027-01-20")
    assert order.follows_measure_id == first.id
    assert scene.case_row(case_id).measures_living == 1
    [taken] = scene.see(scene.secretary, lambda work: queries.proposals(work, case_id)).items
    assert (taken.state.code, taken.taken_by_measure_id) == ("taken", order.id)

    clock.set_day(date(2027, 1, 22))
    breach(scene, order.id)
    points = scene.served(case_id, "penalty_points", order_items=[])
    assert (points.points, points.points_status, points.demonstration) == (
        "3", "demonstration", True,
    )  # fmt: skip
    breach(scene, points.id)
    calculation = {
        "sums": "flat", "severity": "very_grave", "flat_base_won": "30억",
        "severity_reason": "핵심 기술을 해외 경쟁사에 넘김 (가상)",
    }  # fmt: skip
    fine = scene.served(case_id, "announced_surcharge", order_items=[], calculation=calculation)
    assert (fine.amount_won, fine.demonstration) == (3_000_000_000, True)
    assert fine.due_on is not None
    assert fine.due_on > date(2027, 1, 22)


def test_a_proposal_is_dismissed_with_a_reason_and_lets_the_case_end(
    scene: Scene, clock: FrozenClock
) -> None:
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    first = scene.served(case_id, "corrective_recommendation", comply_by=NEXT_MONTH.isoformat())
    clock.set_day(date(2026, 12, 22))
    breach(scene, first.id)
    [proposed] = scene.see(scene.secretary, lambda work: queries.proposals(work, case_id)).items
    form = DismissalIn(reason="당사자가 조정으로 합의함 (가상)")
    scene.do(
        scene.examiner,
        lambda work: (
            actions.dismiss_proposal(work, proposal_id=proposed.id, form=form, version=None).id
        ),
    )
    assert scene.case_row(case_id).measures_living == 0


def test_a_step_out_of_order_is_refused_and_says_what_is_possible(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    draft = scene.draft(case_id, "corrective_order")
    with pytest.raises(StepNotAllowed) as refused:
        scene.do(
            scene.secretary, lambda work: actions.issue(work, measure_id=draft.id, version=None)
        )
    assert "countersign" in refused.value.facts["allowed"]
    found = scene.see(scene.lead, lambda work: queries.transitions(work, draft.id))
    assert {choice.command for choice in found.allowed} == {"countersign", "return"}
    assert {choice.command for choice in found.blocked} == {"redraft", "cancel"}


def test_a_kind_added_to_the_book_needs_no_code(
    engine: Engine, clock: FrozenClock, tmp_path: Path
) -> None:
    page = tmp_path / "extra.toml"
    page.write_text(
        """
        [wall_notice]
        ko = "위반사실 공표"
        en = "Publication of the violation"
        carries = "act"
        [wall_notice.under.sme_technology_announced]
        basis = "중소기업기술보호법 제8조의3"
        start = 2026-01-21
        on = "non_compliance"
        follows = ["corrective_recommendation"]
        drafted_in = ["under_measure"]
        status = "announced"
        source = "growth_strategy"
        """,
        encoding="utf-8",
    )
    book = load(page, demonstration=True)
    scene = open_scene(engine, clock, book=book, adopted_on=ADOPTED)
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    first = scene.served(case_id, "corrective_recommendation", comply_by=NEXT_MONTH.isoformat())
    assert "wall_notice" not in kinds(scene, case_id)
    clock.set_day(date(2026, 12, 22))
    breach(scene, first.id)
    assert kinds(scene, case_id) == {"corrective_order", "wall_notice"}
    served = scene.served(case_id, "wall_notice", order_items=[])
    assert served.kind.ko == "위반사실 공표"


def test_a_draft_names_each_wrong_field(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    with pytest.raises(Invalid) as refused:
        scene.draft(
            case_id, "corrective_order", order_items=[], violations=["SC-CUT"],
            comply_by="2026-11-01", amount_won=1,
        )  # fmt: skip
    pointers = {error.pointer for error in refused.value.errors}
    assert pointers == {"/violations/0", "/order_items", "/comply_by", "/amount_won"}


def test_the_worker_makes_the_paper_of_an_issued_measure_and_service_opens_it(
    scene: Scene,
) -> None:
    from app.papers.tables import IssuedPaper  # noqa: PLC0415 - one use

    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    issued = scene.issue(scene.draft(case_id, "corrective_order").id)
    scene.do(WORKER, lambda work: actions.issue_paper(work, Told(issued.id)))

    def papers(work: object) -> list[tuple[str, str, str]]:
        from sqlmodel import select  # noqa: PLC0415 - one use

        rows = work.session.exec(select(IssuedPaper)).all()  # type: ignore[attr-defined]
        return [(row.subject_id, row.template, row.audience) for row in rows]

    assert scene.see(WORKER, papers) == [(issued.id, "corrective_order", "agency")]
    scene.serve(issued.id)
    assert scene.see(WORKER, papers) == [(issued.id, "corrective_order", "parties")]
