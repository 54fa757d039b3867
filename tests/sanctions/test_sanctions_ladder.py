"""Pure rules: what may be drafted, what is owed, what counts; and the tables of lifecycles."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.law.book import load
from app.law.interest import Paid
from app.law.points import KFTC
from app.sanctions.facts import DISPOSITION_CLOCKS
from app.sanctions.lifecycle import (
    ADJUSTMENT,
    ENDED,
    MEASURE,
    OBJECTION,
    PROPOSAL,
    MeasureFacts,
    ObjectionFacts,
    State,
)
from app.sanctions.lifecycle.steps import STATE_LABELS
from app.sanctions.problems import NoRung
from app.sanctions.rules import kinds
from app.sanctions.rules.ladder import CaseSituation, Earlier, Ladder, permitted
from app.sanctions.rules.ledger import (
    ENTRY,
    REVERSAL,
    Account,
    LedgerLine,
    hundredths,
    past_record,
    remaining,
)
from app.sanctions.rules.living import living
from app.sanctions.rules.payment import Debt, balance

BOOK = load(demonstration=True)
DAY = date(2026, 11, 23)
ADOPTED = date(2026, 6, 1)
ANNOUNCED = "sme_technology_announced"
FACTS = MeasureFacts(on=DAY, today=DAY, decided_on=DAY)


def line(number: int, count: int, **more: object) -> LedgerLine:
    """Return an entry in a case of its own."""
    plain = LedgerLine(
        line_id=f"points_{number}", sequence=number, kind=ENTRY, reverses_id="",
        case_id=f"case_{number}", measure_id=f"measure_{number}", measure_kind="surcharge",
        regime=KFTC, violations=("SC-DOC",), points_hundredths=count, measured_on=DAY,
        known_on=DAY,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def score_case(*counts: int, state: str = "under_measure") -> CaseSituation:
    """Return a KFTC case whose respondent has entries of some hundredths."""
    account = Account(tuple(line(number, count) for number, count in enumerate(counts)))
    score = account.score(BOOK, as_of=DAY, known_at=DAY, regime=KFTC)
    return CaseSituation(track="kftc", state=state, violations=("TK-USE",), score=score)


def on_ladder(
    case: CaseSituation,
    *measures: Earlier,
    regime: str = KFTC,
    on: date = DAY,
    adopted_on: date | None = ADOPTED,
) -> Ladder:
    """Ask the ladder."""
    return permitted(BOOK, case, measures, regime=regime, decided_on=on, adopted_on=adopted_on)


def allowed(ladder: Ladder) -> set[str]:
    """Return the kinds that a ladder allows."""
    return {offer.measure.kind for offer in ladder.allowed}


def codes(ladder: Ladder, kind: str) -> set[str]:
    """Return why a kind is blocked."""
    offer = ladder.offer(kind)
    assert offer is not None
    return {reason.code for reason in offer.blocked}


@pytest.mark.invariant(35)
@pytest.mark.parametrize(
    ("counts", "request_", "suspension"),
    [
        ((500,), False, False),
        ((510,), True, False),
        ((260, 250, 200), True, False),
        ((500, 500), True, False),
        ((500, 510), True, True),
    ],
)
def test_thresholds_are_strictly_greater(
    counts: tuple[int, ...], request_: bool, suspension: bool
) -> None:
    ladder = on_ladder(score_case(*counts))
    assert ("bid_restriction_request" in allowed(ladder)) is request_
    assert ("business_suspension_request" in allowed(ladder)) is suspension


def test_an_open_request_is_obligatory_and_a_blocked_one_is_not() -> None:
    over, under = on_ladder(score_case(710)), on_ladder(score_case(500))
    opened, closed = over.offer("bid_restriction_request"), under.offer("bid_restriction_request")
    assert opened is not None
    assert opened.obligatory
    assert closed is not None
    assert not closed.obligatory
    assert codes(under, "bid_restriction_request") == {"threshold"}
    assert "5.0" in closed.blocked[0].reason.en or "5" in closed.blocked[0].reason.en


def test_orders_and_surcharges_wait_for_the_resolution() -> None:
    assert {"warning", "caution", "corrective_recommendation"} == allowed(
        on_ladder(score_case(state="investigating"))
    )
    resolved = allowed(on_ladder(score_case(state="resolved")))
    assert {"corrective_order", "surcharge", "criminal_referral", "administrative_fine"} == resolved


def test_no_order_or_surcharge_after_the_disposition_limit_but_a_referral() -> None:
    barred = replace(score_case(state="resolved"), disposition_last_on=date(2026, 11, 22))
    ladder = on_ladder(barred)
    assert codes(ladder, "surcharge") == codes(ladder, "corrective_order") == {"time_barred"}
    assert "criminal_referral" in allowed(ladder)
    last_day = replace(barred, disposition_last_on=DAY)
    assert "surcharge" in allowed(on_ladder(last_day))


def test_the_limits_that_bar_a_disposition_are_clocks_of_the_book() -> None:
    # Under a name that the book does not have, a limit would never be found.
    assert {load().clock(name).name for name in DISPOSITION_CLOCKS} == DISPOSITION_CLOCKS


def test_the_same_measure_is_not_taken_twice_at_once() -> None:
    standing = Earlier(measure_id="m1", kind="surcharge", state=State.APPROVED)
    ladder = on_ladder(score_case(state="resolved"), standing)
    assert codes(ladder, "surcharge") == {"already_there"}
    gone = replace(standing, state=State.ANNULLED)
    assert "surcharge" in allowed(on_ladder(score_case(state="resolved"), gone))


SME = CaseSituation(track="sme_technology", state="under_measure", violations=("ST-INF",))
BREACHED = Earlier(measure_id="m1", kind="corrective_recommendation", state=State.BREACHED)


def test_a_rung_opens_only_when_the_one_before_was_not_followed() -> None:
    waiting = replace(BREACHED, state=State.IN_FORCE)
    assert codes(on_ladder(SME, waiting, regime=ANNOUNCED), "corrective_order") == {"ladder"}
    ladder = on_ladder(SME, BREACHED, regime=ANNOUNCED)
    order = ladder.offer("corrective_order")
    assert order is not None
    assert (order.blocked, order.follows_id) == ((), "m1")
    assert codes(ladder, "announced_surcharge") == {"ladder"}


def test_a_rung_taken_is_not_taken_again_for_the_same_breach() -> None:
    order = Earlier(measure_id="m2", kind="corrective_order", state=State.COMPLIED, follows_id="m1")
    assert codes(on_ladder(SME, BREACHED, order, regime=ANNOUNCED), "corrective_order") == {
        "ladder"
    }
    annulled = replace(order, state=State.ANNULLED)
    assert "corrective_order" in allowed(on_ladder(SME, BREACHED, annulled, regime=ANNOUNCED))


@pytest.mark.parametrize(
    ("on", "adopted_on"), [(DAY, None), (date(2026, 5, 31), ADOPTED), (date(2026, 1, 20), DAY)]
)
def test_the_announced_ladder_is_closed_before_its_adoption(
    on: date, adopted_on: date | None
) -> None:
    chosen = kinds.regime_for(BOOK, "sme_technology", on, adopted_on)
    assert chosen.name == "sme_technology_enacted"
    ladder = on_ladder(SME, BREACHED, regime=chosen.name, on=on, adopted_on=adopted_on)
    assert "regime_not_in_force" in codes(ladder, "corrective_order")


def test_the_governing_rules_follow_track_and_adoption() -> None:
    assert kinds.regime_for(BOOK, "kftc", DAY, None).name == KFTC
    assert kinds.regime_for(BOOK, "sme_technology", ADOPTED, ADOPTED).name == ANNOUNCED
    with pytest.raises(NoRung):
        kinds.regime_for(BOOK, "referred_out", DAY, None)


def test_the_ladder_warns_of_points_that_are_not_configured() -> None:
    offer = on_ladder(score_case(state="investigating")).offer("corrective_recommendation")
    assert offer is not None
    assert len(offer.warnings) == 1


def test_a_breached_measure_lives_until_another_takes_its_place() -> None:
    dutiful = frozenset({"m1", "m2"})
    order = Earlier(measure_id="m2", kind="corrective_order", state=State.IN_FORCE, follows_id="m1")
    assert living([BREACHED], dutiful) == 1
    assert living([BREACHED, order], dutiful) == 1
    assert living([BREACHED, replace(order, state=State.ANNULLED)], dutiful) == 1
    assert living([BREACHED], dutiful, frozenset({"m1"})) == 0


def test_a_measure_without_a_duty_ends_with_its_service() -> None:
    warning = Earlier(measure_id="m1", kind="warning", state=State.ISSUED)
    assert living([warning], frozenset()) == 1
    assert living([replace(warning, state=State.IN_FORCE)], frozenset()) == 0


def test_money_before_the_due_day_bears_no_charge_and_after_it_does() -> None:
    debt = Debt(amount_won=100_000_000, due_on=DAY, charged=True)
    assert balance(BOOK, debt, DAY).owed_won == 100_000_000
    later = balance(BOOK, debt, date(2026, 12, 23))
    assert later.late_charge_won == 100_000_000 * 75 // 1000 * 30 // 365
    paid = replace(debt, payments=(Paid(DAY, 100_000_000),))
    assert balance(BOOK, paid, date(2027, 12, 23)).settled
    silent = replace(debt, charged=False)
    assert balance(BOOK, silent, date(2026, 12, 23)).late_charge is None


def test_refunds_are_no_longer_held_against_the_debt() -> None:
    debt = Debt(
        amount_won=80, due_on=None, charged=True, payments=(Paid(DAY, 120),), given_back_won=40
    )
    stands = balance(BOOK, debt, DAY)
    assert (stands.owed_won, stands.over_won, stands.paid_won) == (0, 0, 120)


def test_points_are_kept_as_whole_hundredths() -> None:
    assert hundredths(Fraction("2.6")) == 260
    with pytest.raises(ValueError, match="finer"):
        hundredths(Fraction(1, 3))


def test_a_reversal_counts_from_the_day_it_was_known() -> None:
    entry = line(1, 260)
    reversal = line(
        2, -260, kind=REVERSAL, reverses_id="points_1", case_id="case_1", known_on=date(2026, 12, 1)
    )
    account = Account((reversal, entry))
    before = account.score(BOOK, as_of=DAY, known_at=date(2026, 11, 30), regime=KFTC)
    after = account.score(BOOK, as_of=DAY, known_at=date(2026, 12, 1), regime=KFTC)
    assert (before.net, after.net) == (Fraction("2.6"), 0)
    assert account.before_and_after(BOOK, reversal, as_of=DAY, regime=KFTC) == (
        Fraction("2.6"), 0,
    )  # fmt: skip
    assert remaining("points_1", account.lines) == 0


def test_the_past_record_leaves_out_annulled_old_and_own_measures() -> None:
    old = line(4, 250, measured_on=date(2021, 11, 22))
    edge = line(5, 250, measured_on=date(2021, 11, 23))
    annulled = line(6, 250)
    reversal = line(7, -250, kind=REVERSAL, reverses_id="points_6")
    own = line(8, 250, measured_on=date(2026, 1, 1))
    lines = [old, edge, annulled, reversal, own]
    found = past_record(lines, DAY, 5, but_case="case_8", regime=KFTC)
    assert found == (1, Fraction("2.5"))
    assert past_record(lines, DAY, 5, but_case="case_8", regime="another Act") == (0, 0)


@pytest.mark.parametrize("table", [MEASURE, OBJECTION, ADJUSTMENT, PROPOSAL])
def test_every_table_draws_itself_and_names_every_state(table: object) -> None:
    assert table.diagram().startswith("stateDiagram-v2")  # type: ignore[attr-defined]


def test_every_state_of_a_measure_is_in_its_table() -> None:
    assert MEASURE.states() == set(STATE_LABELS) == set(State)
    assert all(state in MEASURE.states() for state in ENDED)


@pytest.mark.parametrize(
    ("state", "command", "facts", "code"),
    [
        ("approved", "issue", {"disposition_last_on": date(2026, 11, 22)}, "time_barred"),
        ("drafted", "countersign", {"posted_until": DAY}, "posting_over"),
        ("approved", "issue", {"posted_until": DAY}, "posting_over"),
        ("issued", "serve", {"posted_until": DAY}, "posting_over"),
        ("issued", "serve", {"on": date(2026, 11, 21), "posted_until": date(2026, 11, 22)},
         "posting_over"),
        ("issued", "serve", {"case_ready": False}, "case_not_ready"),
        ("issued", "serve", {"comply_by": DAY}, "comply_day_does_not_fit"),
        ("issued", "serve", {"comply_by": date(2027, 1, 1), "latest_comply_by": date(2026, 12, 23)},
         "comply_day_does_not_fit"),
        ("in_force", "accept", {}, "not_answerable"),
        ("in_force", "accept", {"answerable": True, "accepted": True}, "accepted_before"),
        ("in_force", "accept", {"answerable": True, "answer_due_on": date(2026, 11, 22)},
         "answer_late"),
        ("in_force", "note_silence", {"answerable": True, "answer_due_on": DAY},
         "answer_time_runs"),
        ("in_force", "record_payment", {}, "no_money"),
        ("in_force", "confirm_compliance", {"carries_money": True}, "money"),
        ("in_force", "find_breach", {"has_duty": False}, "no_duty"),
        ("in_force", "find_breach", {"answerable": True}, "no_duty"),
        ("in_force", "find_breach", {"due_on": DAY}, "still_in_time"),
        ("in_force", "file_objection", {"open_to_objection": False}, "no_objection"),
        ("paid", "file_objection", {"objections_open": 1}, "objection_pending"),
        ("paid", "record_refund", {}, "no_refund_due"),
    ],
)  # fmt: skip
def test_a_step_is_blocked_by_facts(
    state: str, command: str, facts: dict[str, object], code: str
) -> None:
    with pytest.raises(StepBlocked) as refused:
        MEASURE.take(state, command, replace(FACTS, **facts))  # type: ignore[arg-type]
    assert code in {reason["code"] for reason in refused.value.facts["reasons"]}


@pytest.mark.parametrize(
    ("state", "command"),
    [("drafted", "issue"), ("drafted", "serve"), ("issued", "countersign"), ("annulled", "serve"),
     ("cancelled", "redraft"), ("declined", "accept")],
)  # fmt: skip
def test_no_step_is_taken_out_of_order(state: str, command: str) -> None:
    with pytest.raises(StepNotAllowed):
        MEASURE.take(state, command, FACTS)


def test_a_late_objection_is_not_upheld_and_a_ruling_is_put_off_once() -> None:
    late = ObjectionFacts(late=True, last_on=DAY)
    with pytest.raises(StepBlocked):
        OBJECTION.take("filed", "uphold_in_part", late)
    assert OBJECTION.take("filed", "dismiss", late).target == "dismissed"
    with pytest.raises(StepBlocked):
        OBJECTION.take("filed", "extend", ObjectionFacts(late=False, extended=True))


def test_numbers_carry_a_check_character() -> None:
    assert kinds.number_text(2026, 1).en != kinds.number_text(2026, 2).en
    assert kinds.number_text(2026, 1).ko.startswith("제재-2026-000001-")
