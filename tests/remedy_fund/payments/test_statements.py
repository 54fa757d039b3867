"""Every won between the books and the bank is listed, and every movement is matched once."""

from datetime import date
from typing import Any

import pytest

from app.kernel.problems import Forbidden
from app.remedy_fund.bank.problems import BankNotConfigured, MessageRefused
from app.remedy_fund.payments import actions, queries, store
from app.remedy_fund.payments.delivering import Delivery
from app.remedy_fund.payments.problems import LineMatched, MatchDiffers, NothingProposed
from app.remedy_fund.payments.schemas import MatchIn, ReasonIn
from app.remedy_fund.payments.tables import BankMessage, BankStatement, StatementLine
from tests.support.mock_bank import MockBank
from tests.support.paying_office import PayingOffice

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
WHY = "출연 확인서와 금액이 같습니다."


def reconciled(office: PayingOffice, on: date = NEXT) -> dict[str, int]:
    """Return the sum of items by kind; what they do not explain must be nothing."""
    found = office.look(_reconciliation, on)
    assert found.difference_won == 0
    assert found.ledger_won == found.bank_won + sum(item.signed_won for item in found.items)
    sums: dict[str, int] = {}
    for item in found.items:
        sums[item.kind] = sums.get(item.kind, 0) + item.signed_won
    return sums


def _reconciliation(work: Any, on: date) -> Any:
    return queries.cash_reconciliation(work, on)


def queued(office: PayingOffice) -> list[tuple[str, int]]:
    """Return kind and amount of what is open."""
    return [(item.kind, item.amount_won) for item in office.look(_queue)]


def _queue(work: Any) -> Any:
    return queries.unmatched(work)


@pytest.mark.invariant(26)
def test_a_payment_is_in_transit_until_the_statement_shows_it(
    office: PayingOffice, bank: MockBank
) -> None:
    office.give(10_000)
    bank.receive(10_000, "출연")
    office.delivered(bank.ours(), office.award(4_000))
    assert reconciled(office) == {"in_transit": 10_000}
    bank.scan()
    office.watch(bank.ours())
    assert reconciled(office) == {"in_transit": 6_000}
    bank.days(1)
    office.watch(bank.ours())
    assert reconciled(office) == {}
    assert not queued(office)


@pytest.mark.invariant(26)
def test_a_receipt_that_nobody_booked_waits_and_is_matched_when_it_is_booked(
    office: PayingOffice, bank: MockBank
) -> None:
    bank.receive(7_000, "누구?")
    bank.days(1)
    office.watch(bank.ours())
    assert queued(office) == [("line", 7_000)]
    assert reconciled(office) == {"bank_only": -7_000}
    office.give(7_000, on=DAY)
    bank.days(1)
    office.watch(bank.ours())
    assert not queued(office)
    assert reconciled(office) == {}


@pytest.mark.invariant(26)
def test_two_receipts_alike_are_left_to_people(office: PayingOffice, bank: MockBank) -> None:
    first = office.give(7_000)
    office.give(7_000)
    bank.receive(7_000, "가")
    bank.receive(7_000, "나")
    bank.days(1)
    office.watch(bank.ours())
    assert queued(office) == [("line", 7_000), ("line", 7_000)]
    one, other = office.lines()
    form = MatchIn(transaction_id=first, reason=WHY)
    with pytest.raises(NothingProposed):
        office.do("checker", actions.confirm_match, line_id=one.id, version=None)
    office.do("officer", actions.propose_match, line_id=one.id, form=form, version=None)
    with pytest.raises(Forbidden):
        office.do("officer", actions.confirm_match, line_id=one.id, version=None)
    office.do("other_officer", actions.confirm_match, line_id=one.id, version=None)
    with pytest.raises(LineMatched):
        office.do("officer", actions.propose_match, line_id=other.id, form=form, version=None)
    with pytest.raises(LineMatched):
        office.do("officer", actions.propose_match, line_id=one.id, form=form, version=None)
    assert queued(office) == [("line", 7_000)]
    assert reconciled(office) == {"in_transit": 7_000, "bank_only": -7_000}


@pytest.mark.invariant(26)
def test_a_receipt_that_belongs_to_nothing_is_booked_as_such_by_two_persons(
    office: PayingOffice, bank: MockBank
) -> None:
    bank.receive(7_000, "누구?")
    bank.days(1)
    office.watch(bank.ours())
    (line,) = office.lines()
    office.do(
        "officer", actions.propose_match, line_id=line.id, form=MatchIn(reason=WHY), version=None
    )
    office.do("checker", actions.confirm_match, line_id=line.id, version=None)
    assert office.cash() == 7_000
    assert reconciled(office) == {}


@pytest.mark.invariant(26)
def test_a_posting_of_another_amount_is_no_match(office: PayingOffice, bank: MockBank) -> None:
    other = office.give(6_999)
    bank.receive(7_000, "누구?")
    bank.days(1)
    office.watch(bank.ours())
    (line,) = office.lines()
    for transaction_id in (other, "ltxn_none"):
        form = MatchIn(transaction_id=transaction_id, reason=WHY)
        with pytest.raises(MatchDiffers):
            office.do("officer", actions.propose_match, line_id=line.id, form=form, version=None)


@pytest.mark.invariant(26)
def test_a_gap_in_a_statement_is_explained_by_the_notification_or_stays_open(
    office: PayingOffice, bank: MockBank
) -> None:
    office.give(10_000)
    bank.receive(10_000, "출연")
    bank.days(1)
    bank.behave("statement-gap")
    office.delivered(bank.ours(), office.award(4_000))
    bank.scan()
    waiting = {one.name: one for one in bank.ours().collect()}
    bank.days(1)
    for name, one in waiting.items():
        if name.startswith("camt.054") and b"DBIT" in one.content:
            (bank.folder / "in" / name).unlink()
    office.watch(bank.ours())
    assert ("statement_gap", 4_000) in queued(office)
    # The order is open, so the books still have the money that the bank has not.
    assert reconciled(office, date(2026, 11, 25)) == {"statement_gap": 4_000}
    told = next(one for name, one in waiting.items() if b"DBIT" in one.content)
    office.do("officer", actions.import_statement, content=told.content)
    assert not queued(office)
    assert reconciled(office, date(2026, 11, 25)) == {}


@pytest.mark.invariant(25, 26)
def test_second_copies_and_another_order_of_messages_change_nothing(
    office: PayingOffice, bank: MockBank
) -> None:
    office.give(10_000)
    bank.receive(10_000, "출연")
    bank.behave("return-later", days=1)
    award = office.award(4_000)
    office.delivered(bank.ours(), award)
    bank.scan()
    bank.days(3)
    for received in reversed(bank.ours().collect()):
        for _copy in range(2):
            office.do("officer", actions.import_statement, content=received.content)
    office.watch(bank.ours())
    assert office.of(award).state == "returned"
    assert office.cash() == bank.balance() == 10_000
    assert office.earmark() == (10_000, 4_000)
    assert len(office.lines()) == len({line.transaction_id for line in office.lines()}) == 3
    assert reconciled(office, date(2026, 11, 26)) == {}
    assert len(office.rows(BankStatement)) == 3


def test_a_message_that_another_worker_keeps_at_this_moment_is_kept_once(
    office: PayingOffice, bank: MockBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = bank.ours()
    (bank.folder / "in" / "answer.xml").write_text("<a/>", "utf-8")
    Delivery(office.world, ours).collect({})
    (bank.folder / "in" / "answer.xml").write_text("<a/>", "utf-8")
    # Each looks before the other has written.
    monkeypatch.setattr(store, "message_by_digest", lambda *_: None)
    Delivery(office.world, ours).collect({})
    assert len(office.rows(BankMessage)) == 1
    assert not ours.collect()


def test_a_message_that_cannot_be_read_is_refused_at_the_door_and_kept_from_the_folder(
    office: PayingOffice, bank: MockBank
) -> None:
    for content in (b"nonsense", "한글".encode("euc-kr")):
        with pytest.raises(MessageRefused):
            office.do("officer", actions.import_statement, content=content)
        (bank.folder / "in" / "bad.xml").write_bytes(content)
        office.watch(bank.ours())
    assert [item[0] for item in queued(office)] == ["message", "message"]
    row = office.rows(BankMessage)[0]
    why = ReasonIn(reason="은행에 다시 요청함")
    office.do("officer", actions.settle_message, message_id=row.id, form=why, version=None)
    assert [item[0] for item in queued(office)] == ["message"]


def test_another_firms_account_moves_nothing(office: PayingOffice, bank: MockBank) -> None:
    bank.receive(7_000, "출연")
    content = next(iter(bank.ours().collect())).content.replace(
        b"KR50MOCK0000000001", b"KR23MOCK0000000002"
    )
    kept = office.do("officer", actions.import_statement, content=content)
    assert (kept.state, office.rows(StatementLine)) == ("aside", [])


def test_without_an_account_nothing_is_imported(office: PayingOffice) -> None:
    office.world.fund_account = ""
    with pytest.raises(BankNotConfigured):
        office.do("officer", actions.import_statement, content=b"<x/>")
