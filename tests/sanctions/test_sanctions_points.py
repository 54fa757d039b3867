"""The ledger of points on both databases: posting, thresholds, claims, annulment, replay."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden, Invalid, NotConfigured, NotFound
from app.law.points import Change, PointEntry, accumulate
from app.sanctions import actions, queries
from app.sanctions.problems import LadderSkipped
from app.sanctions.schemas.measure import AnnulmentIn, DatedIn, DismissalIn
from app.sanctions.schemas.points import AdjustmentIn, AdjustmentOut, DecisionIn, PointsOut
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, Told, open_scene
from tests.sanctions.test_sanctions_money import PLAIN


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene whose agency has entered the rate tables."""
    return open_scene(engine, clock, book=BOOK)


def issue(scene: Scene, kind: str, code: str) -> str:
    """Issue a measure in a case of its own; returns the case's id."""
    case_id = scene.case("kftc", "decision_written", [code])
    form: dict[str, Any] = {}
    if kind == "surcharge":
        line = {**PLAIN["lines"][0], "violation": code}  # type: ignore[index]
        form = {"order_items": [], "calculation": {**PLAIN, "lines": [line], "repeat": REPEAT}}
    scene.issue(scene.draft(case_id, kind, **form).id)
    return case_id


# The examiner states the record himself, so that the sum does not follow from this ledger.
REPEAT = {"measures": 0, "points": "0", "rate": "0", "reason": "다른 법의 조치 (가상)"}


def points(scene: Scene, reader: Any = None, **days: date) -> PointsOut:
    """Return the company's points as the lead sees them, or another reader."""
    return scene.see(
        reader or scene.lead, lambda work: queries.penalty_points(work, scene.company_id, **days)
    )


def kinds(scene: Scene, case_id: str) -> dict[str, bool]:
    """Return the kinds that the ladder of a case allows, and whether they are obligatory."""
    found = scene.see(scene.secretary, lambda work: queries.ladder(work, case_id))
    return {offer.kind: offer.obligatory for offer in found.allowed}


def claim(scene: Scene, item: str, **more: Any) -> AdjustmentOut:
    """Claim mitigation as the respondent."""
    form = AdjustmentIn.model_validate(
        {"item": item, "applies_from": "2026-01-01", "proof": "을 제3호증", **more}
    )
    return scene.do(
        scene.respondent,
        lambda work: queries.adjustment(
            work, actions.claim_adjustment(work, company_id=scene.company_id, form=form).id
        ),
    )


def decide(scene: Scene, claimed: AdjustmentOut, command: str) -> AdjustmentOut:
    """Decide on a claim as the lead."""
    form = DecisionIn.model_validate({"command": command, "reason": "검토 결과 (가상)"})
    return scene.do(
        scene.lead,
        lambda work: queries.adjustment(
            work,
            actions.decide_adjustment(
                work, adjustment_id=claimed.id, form=form, version=claimed.version
            ).id,
        ),
    )


def annul(scene: Scene, measure_id: str) -> None:
    """Annul a measure as the lead."""
    form = AnnulmentIn(reason="직권 취소 (가상)")
    scene.do(
        scene.lead,
        lambda work: actions.annul(work, measure_id=measure_id, form=form, version=None).id,
    )


def test_each_measure_posts_the_points_of_its_table(scene: Scene) -> None:
    issue(scene, "surcharge", "TK-USE")
    issue(scene, "surcharge", "SC-DOC")
    issue(scene, "corrective_order", "SC-DOC")
    found = points(scene)
    assert [entry.points for entry in found.ledger] == ["2.6", "2.5", "2"]
    assert {entry.points_status for entry in found.ledger} == {"enacted"}


def test_coas_with_seven_point_one_must_be_requested(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-CUT")
    issue(scene, "surcharge", "SC-DOC")
    case_id = issue(scene, "corrective_order", "SC-DOC")
    assert scene.net() == "7.1"
    assert kinds(scene, case_id)["bid_restriction_request"] is True
    assert "business_suspension_request" not in kinds(scene, case_id)
    assert scene.draft(case_id, "bid_restriction_request", order_items=[]).points is None


def test_seven_less_two_of_mitigation_asks_for_nothing(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-DOC")
    issue(scene, "surcharge", "SC-TERM")
    case_id = issue(scene, "corrective_order", "SC-DOC")
    assert scene.net() == "7"
    for item in ("indexation_share_50", "price_rise_5"):
        assert decide(scene, claim(scene, item), "accept").state.code == "accepted"
    found = points(scene)
    assert (found.gross, found.mitigation, found.net) == ("7", "2", "5")
    assert "bid_restriction_request" not in kinds(scene, case_id)
    with pytest.raises(LadderSkipped) as refused:
        scene.draft(case_id, "bid_restriction_request", order_items=[])
    assert refused.value.facts["reasons"][0]["code"] == "threshold"


def test_exactly_five_asks_for_no_bid_restriction_and_five_point_one_does(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-DOC")
    case_id = issue(scene, "surcharge", "SC-TERM")
    assert scene.net() == "5"
    assert "bid_restriction_request" not in kinds(scene, case_id)
    referral = issue(scene, "criminal_referral", "TK-USE")
    assert scene.net() == "10.1"
    assert {"bid_restriction_request", "business_suspension_request"} <= set(kinds(scene, referral))


def test_exactly_ten_asks_for_no_suspension(scene: Scene) -> None:
    for code in ("SC-DOC", "SC-TERM", "SC-KEEP", "SC-BUY"):
        case_id = issue(scene, "surcharge", code)
    assert scene.net() == "10"
    allowed = kinds(scene, case_id)
    assert "bid_restriction_request" in allowed
    assert "business_suspension_request" not in allowed


def test_a_rejected_claim_takes_nothing_off(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-DOC")
    claimed = claim(scene, "indexation_share_50")
    assert scene.net() == "2.5"
    assert decide(scene, claimed, "reject").state.code == "rejected"
    assert scene.net() == "2.5"


def test_an_item_whose_value_is_unknown_is_not_configured(scene: Scene) -> None:
    with pytest.raises(NotConfigured):
        claim(scene, "standard_contract")


def test_the_one_who_claims_does_not_decide(scene: Scene) -> None:
    form = AdjustmentIn.model_validate(
        {"item": "indexation_share_50", "applies_from": "2026-01-01", "proof": "소갑 제1호증"}
    )
    claimed = scene.do(
        scene.examiner,
        lambda work: queries.adjustment(
            work, actions.claim_adjustment(work, company_id=scene.company_id, form=form).id
        ),
    )
    decision = DecisionIn(command="accept")
    same_person = scene.person("examiner", scene.lead.role, unit="subcontract")
    with pytest.raises(Forbidden):
        scene.do(
            same_person,
            lambda work: actions.decide_adjustment(
                work, adjustment_id=claimed.id, form=decision, version=None
            ),
        )


def test_annulment_takes_points_away_and_shows_before_and_after(
    scene: Scene, clock: FrozenClock
) -> None:
    issue(scene, "surcharge", "SC-CUT")
    case_id = issue(scene, "surcharge", "SC-DOC")
    [measure] = scene.see(scene.lead, lambda work: queries.measures(work, case_id)).items
    clock.set_day(date(2026, 12, 15))
    annul(scene, measure.id)
    found = points(scene)
    assert found.net == "2.6"
    assert [entry.points for entry in found.ledger] == ["2.6", "2.5", "-2.5"]
    [reversal] = found.reversals
    assert (reversal.before, reversal.after) == ("5.1", "2.6")
    assert reversal.entry_id == found.ledger[1].id


@pytest.mark.invariant(34)
def test_a_score_is_replayed_as_of_any_day_with_the_knowledge_of_any_day(
    scene: Scene, clock: FrozenClock
) -> None:
    first = issue(scene, "surcharge", "SC-CUT")
    clock.set_day(date(2026, 12, 1))
    issue(scene, "surcharge", "SC-DOC")
    clock.set_day(date(2026, 12, 15))
    [measure] = scene.see(scene.lead, lambda work: queries.measures(work, first)).items
    annul(scene, measure.id)
    assert scene.net(date(2026, 11, 22)) == "0"
    assert scene.net(date(2026, 11, 30), date(2026, 11, 30)) == "2.6"
    assert scene.net(date(2026, 12, 14), date(2026, 12, 14)) == "5.1"
    assert scene.net(date(2026, 12, 14)) == "2.5"  # with today's knowledge
    clock.set_day(date(2029, 12, 1))
    assert scene.net() == "2.5"
    clock.set_day(date(2029, 12, 2))
    assert scene.net() == "0"


def test_a_stayed_measure_counts_with_a_warning(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["SC-DOC"])
    served = scene.served(case_id, "corrective_order")
    form = DatedIn(reason="법원 결정 (가상)")
    scene.do(
        scene.secretary,
        lambda work: actions.stay(work, measure_id=served.id, form=form, version=None).id,
    )
    found = points(scene)
    assert (found.net, len(found.warnings)) == ("2", 1)


def test_a_crossed_score_is_proposed_and_cannot_be_dismissed_while_it_is_crossed(
    scene: Scene, clock: FrozenClock
) -> None:
    issue(scene, "surcharge", "SC-CUT")
    case_id = issue(scene, "surcharge", "SC-DOC")
    [measure] = scene.see(scene.lead, lambda work: queries.measures(work, case_id)).items
    news = Told("points", {"measure_id": measure.id})
    for _ in range(2):
        scene.do(WORKER, lambda work: actions.propose_on_threshold(work, news))
    [proposal] = scene.see(scene.lead, lambda work: queries.proposals(work, case_id)).items
    assert (proposal.kind.code, proposal.obligatory) == ("bid_restriction_request", True)

    def dismiss(work: Any) -> str:
        form = DismissalIn(reason="가상")
        return actions.dismiss_proposal(work, proposal_id=proposal.id, form=form, version=None).id

    from app.kernel.lifecycle import StepBlocked  # noqa: PLC0415 - one use

    with pytest.raises(StepBlocked):
        scene.do(scene.examiner, dismiss)
    annul(scene, measure.id)
    scene.do(scene.examiner, dismiss)


def test_a_company_sees_its_own_points_only(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-CUT")
    before = points(scene, scene.respondent)
    assert (before.net, before.ledger, before.lines) == ("0", [], [])  # not served yet
    case_id = scene.case("kftc", "decision_written", ["SC-DOC"])
    scene.served(case_id, "corrective_order")
    own = points(scene, scene.respondent)
    assert (own.net, len(own.ledger)) == ("2", 1)
    assert points(scene).net == "4.6"
    with pytest.raises(NotFound):
        scene.see(scene.complainant, lambda work: queries.penalty_points(work, scene.company_id))


def test_earlier_measures_of_the_ledger_must_be_weighed_as_repeats(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-CUT")
    scene.clock.set_day(date(2026, 12, 1))
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    with pytest.raises(Invalid) as refused:
        scene.draft(case_id, "surcharge", order_items=[], calculation=PLAIN)
    assert refused.value.errors[0].pointer == "/calculation/repeat/rate"


def test_an_item_is_claimed_once_for_a_time_whatever_its_band(scene: Scene) -> None:
    def claim(item: str, start: str, end: str | None = None) -> str:
        form = AdjustmentIn.model_validate(
            {"item": item, "applies_from": start, "applies_to": end, "proof": "을 제1호증"}
        )
        return scene.do(
            scene.examiner,
            lambda work: actions.claim_adjustment(work, company_id=scene.company_id, form=form).id,
        )

    claim("indexation_share_10", "2026-01-01", "2026-06-30")
    for item in ("indexation_share_10", "indexation_share_50"):
        with pytest.raises(Invalid) as refused:
            claim(item, "2026-06-30")
        assert refused.value.errors[0].pointer == "/item"
    claim("indexation_share_50", "2026-07-01")
    claim("price_rise_1", "2026-01-01")


def test_what_an_annulment_in_part_took_away_covers_no_other_measure() -> None:
    codes = ("TK-USE", "SC-CUT")
    heavy = PointEntry("e1", "c1", "surcharge", codes, Fraction("2.6"), date(2026, 3, 2))
    order = PointEntry("e2", "c1", "corrective_order", ("TK-USE",), Fraction(2), date(2026, 3, 2))
    day = date(2026, 12, 1)

    def net(first: PointEntry) -> Fraction:
        return accumulate([first, order], [], as_of=day, known_at=day, book=BOOK).net

    assert net(heavy) == Fraction("2.6")
    cut = Change(date(2026, 6, 1), Fraction("2.6"), ("SC-CUT",))
    assert net(replace(heavy, changes=(cut,))) == Fraction("4.6")
