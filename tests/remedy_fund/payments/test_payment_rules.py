"""What follows from a bank's words, in whatever order and however often they come."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.lifecycle import StepNotAllowed
from app.remedy_fund.bank.port import DEFINITE, Finding
from app.remedy_fund.payments import rules
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, PAYMENT_RUN, Command, State
from app.remedy_fund.payments.rules import (
    LIVE,
    Attempt,
    Booking,
    CashPosting,
    Contradiction,
    Movement,
    Part,
    after,
    matches,
    run_content,
    same_holder,
)

DAY = date(2026, 11, 23)
A, F, B = Attempt, Finding, Booking


def heard(state: Attempt, findings: Any) -> tuple[Attempt, list[Booking], int]:
    """Return where an order stands after everything that was heard, what was booked, and how often
    the bank contradicted itself."""
    booked: list[Booking] = []
    contradictions = 0
    for finding in findings:
        try:
            change = after(state, finding)
        except Contradiction:
            contradictions += 1
            continue
        state = change.state
        booked += change.bookings
    return state, booked, contradictions


@pytest.mark.invariant(25)
@given(st.lists(st.sampled_from(Finding), max_size=12))
def test_money_is_booked_at_most_once_each_way_whatever_is_heard(findings: list[Finding]) -> None:
    state, booked, _ = heard(A.HANDING, findings)
    assert booked in ([], [B.REFUSE], [B.PAY], [B.PAY, B.RETURN])
    assert (state in {A.PAID, A.RETURNED}) == (B.PAY in booked)


@pytest.mark.invariant(25)
@pytest.mark.parametrize(
    ("told", "end"),
    [
        ((F.ACCEPTED, F.PAID), A.PAID),
        ((F.ACCEPTED, F.PAID, F.RETURNED), A.RETURNED),
        ((F.ACCEPTED, F.REFUSED), A.REFUSED),
        ((F.DUPLICATE, F.PAID), A.PAID),
    ],
    ids=["paid", "returned", "refused", "second copy"],
)
def test_order_and_repetition_do_not_matter(told: tuple[Finding, ...], end: Attempt) -> None:
    booked = {
        tuple(heard(A.HANDING, order * times)[1])
        for order in itertools.permutations(told)
        for times in (1, 2)
    }
    assert len(booked) == 1
    assert {heard(A.HANDING, order)[0] for order in itertools.permutations(told)} == {end}


@pytest.mark.invariant(25)
@pytest.mark.parametrize("state", [A.HANDED, A.UNKNOWN, A.PAID, A.REFUSED, A.RETURNED, A.VOID])
def test_nothing_but_the_banks_not_knowing_it_lets_an_unknown_order_go_out_again(
    state: Attempt,
) -> None:
    for finding in Finding:
        try:
            goes_out = after(state, finding).state is A.STORED
        except Contradiction:
            continue
        assert goes_out == (state is A.UNKNOWN and finding is F.NOT_KNOWN)


def test_only_definite_words_book_anything() -> None:
    for state, finding in itertools.product(Attempt, set(Finding) - DEFINITE):
        assert not after(state, finding).bookings


def test_what_cannot_be_is_a_contradiction_and_changes_nothing() -> None:
    for state, finding in ((A.PAID, F.REFUSED), (A.REFUSED, F.PAID), (A.REFUSED, F.RETURNED),
                           (A.RETURNED, F.REFUSED), (A.VOID, F.PAID)):  # fmt: skip
        with pytest.raises(Contradiction):
            after(state, finding)


def test_no_second_order_exists_while_one_may_still_pay() -> None:
    assert set(Attempt) - LIVE == {A.REFUSED, A.RETURNED, A.VOID}


@pytest.mark.invariant(24)
def test_only_listed_steps_are_taken() -> None:
    table = {(row.source, row.command): row.target for row in DISBURSEMENT.rows}
    for state, command in itertools.product(State, Command):
        if (state, command) in table:
            assert DISBURSEMENT.take(state, command).target == table[state, command]
        else:
            with pytest.raises(StepNotAllowed):
                DISBURSEMENT.take(state, command)
    assert {row.source for row in DISBURSEMENT.rows if row.command == Command.SEND} == {State.HELD}
    assert {row.source for row in DISBURSEMENT.rows if row.command == Command.CANCEL}.isdisjoint(
        {State.SENT, State.UNKNOWN, State.PAID, State.SETTLED}
    )
    assert PAYMENT_RUN.final("finished")


def a_part(**more: Any) -> Part:
    given_part: dict[str, Any] = {
        "disbursement_id": "disb_1", "award_id": "award_1", "application_id": "fapp_1",
        "amount_won": 5, "loan": False, "payee_fingerprint": "a" * 64,
        "sources": (("general", 3), ("suits", 2)),
    }  # fmt: skip
    return Part(**(given_part | more))


@pytest.mark.invariant(27)
def test_the_approved_content_changes_with_payee_amount_award_source_day_and_run() -> None:
    plain = run_content("prun_1", DAY, [a_part()])
    others = [
        run_content("prun_1", DAY, [a_part(payee_fingerprint="b" * 64)]),
        run_content("prun_1", DAY, [a_part(amount_won=6)]),
        run_content("prun_1", DAY, [a_part(award_id="award_2")]),
        run_content("prun_1", DAY, [a_part(sources=(("general", 5),))]),
        run_content("prun_1", DAY, [a_part(loan=True)]),
        run_content("prun_1", date(2026, 11, 24), [a_part()]),
        run_content("prun_2", DAY, [a_part()]),
        run_content("prun_1", DAY, [a_part(), a_part(disbursement_id="disb_2")]),
    ]
    assert plain not in others
    again = a_part(sources=(("suits", 2), ("general", 3)))
    assert run_content("prun_1", DAY, [again]) == plain


@pytest.mark.invariant(27)
@pytest.mark.parametrize(
    ("said", "known", "same"),
    [
        ("한빛정밀", "주식회사 한빛정밀", True),
        ("㈜한빛정밀", "(주) 한빛정밀", True),
        ("ＨＡＮＢＩＴ", "Hanbit", True),
        ("한빛정밀", "한빛정공", False),
        ("", "", False),
        ("주식회사", "㈜", False),
    ],
)
def test_a_holder_is_the_same_but_for_legal_form_and_spacing(
    said: str, known: str, same: bool
) -> None:
    assert same_holder(said, known) is same


def moved(line_id: str, won: int, day: date = DAY) -> Movement:
    return Movement(line_id=line_id, signed_won=won, booked_on=day)


def booked(transaction_id: str, won: int, day: date = DAY) -> CashPosting:
    return CashPosting(transaction_id=transaction_id, signed_won=won, effective_on=day)


@pytest.mark.invariant(26)
def test_a_movement_is_matched_by_amount_and_day_only_where_there_is_one_of_each() -> None:
    assert matches([moved("a", 5)], [booked("t", 5)]) == {"a": "t"}
    assert not matches([moved("a", 5)], [booked("t", -5)])
    assert not matches([moved("a", 5)], [booked("t", 5, date(2026, 11, 24))])
    assert not matches([moved("a", 5), moved("b", 5)], [booked("t", 5)])
    assert not matches([moved("a", 5)], [booked("t", 5), booked("u", 5)])


@pytest.mark.invariant(26)
@given(
    st.lists(st.tuples(st.integers(-3, 3), st.integers(1, 3)), max_size=12),
    st.lists(st.tuples(st.integers(-3, 3), st.integers(1, 3)), max_size=12),
)
def test_no_posting_is_matched_twice(
    lines: list[tuple[int, int]], postings: list[tuple[int, int]]
) -> None:
    movements = [moved(str(n), won, date(2026, 11, day)) for n, (won, day) in enumerate(lines)]
    entries = [booked(str(n), won, date(2026, 11, day)) for n, (won, day) in enumerate(postings)]
    found = matches(movements, entries)
    assert len(set(found.values())) == len(found)
    signed = {one.line_id: one.signed_won for one in movements}
    other = {one.transaction_id: one.signed_won for one in entries}
    assert all(signed[line] == other[transaction] for line, transaction in found.items())


def test_what_no_item_explains_is_the_difference() -> None:
    item = rules.Item(kind="in_transit", reference="t", signed_won=-30, on=DAY)
    found = rules.Reconciliation(
        on=DAY, ledger_won=70, bank_won=100, statement_on=DAY, items=(item,)
    )
    assert found.difference_won == 0
    assert set(rules.ITEM_LABELS) == {"in_transit", "bank_only", "statement_gap", "opening_gap"}
