"""Files of the bank: matched by number, by amount, or by two persons; nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from app.collection.messages import camt, spreadsheet
from app.collection.messages.lines import Line, number_in, payment_number
from app.collection.problems import FileRefused, ReceiptSettled
from app.collection.rules.matching import How, Match, Open, match
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import AnnulmentIn
from tests.collection.collection_desk import HEAD, Desk, open_desk

MILLION = 1_000_000
DAY = date(2026, 11, 23)


@pytest.fixture
def desk(engine: Engine, clock: FrozenClock) -> Desk:
    return open_desk(engine, clock)


def row(
    number: str, won: int, words: str = "", *, on: str = "2026-11-23", payer: str = "가상"
) -> str:
    return f"110-1,{number},{on},{won},{payer},{words}"


def line(won: int, words: str = "", on: date = DAY) -> Line:
    return Line(account="110-1", reference="A", booked_on=on, amount_won=won, words=words)


def entry(number: str, won: int, words: str, *, status: str = "BOOK", way: str = "CRDT") -> str:
    """Return an entry of a notification."""
    return (
        f"<Ntry><NtryRef>{number}</NtryRef><Amt Ccy='KRW'>{won}</Amt><CdtDbtInd>{way}</CdtDbtInd>"
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><BkTxCd/>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{words}</EndToEndId></Refs><RltdPties><Dbtr><Pty>"
        f"<Nm>가상 납부자</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"
    )


def notification(*entries: str, kind: str = "camt.054.001.08") -> str:
    """Return a notification with entries."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:{kind}'>"
        "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T09:00:00</CreDtTm>"
        "</GrpHdr><Ntfctn><Id>N1</Id><Acct><Id><Othr><Id>110-1</Id></Othr></Id></Acct>"
        f"{''.join(entries)}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )


def test_a_number_is_found_in_any_text_and_only_with_its_check_character() -> None:
    number = payment_number(2026, 7)
    assert number_in(f"입금 {number.lower()} 감사") == number
    assert number_in(f"과징금({number.replace('-', '')})") == number
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")
    assert number_in(wrong) == ""
    assert number_in(f"{number} {payment_number(2026, 8)}") == ""


def test_matching_asks_the_number_first_then_the_amount_then_people() -> None:
    one = Open("r1", payment_number(2026, 1), DAY, frozenset({100, 40}))
    two = Open("r2", payment_number(2026, 2), DAY, frozenset({100}))
    assert match(line(7, one.payment_number), [one, two]) == Match("r1", How.NUMBER)
    assert match(line(40), [one, two]) == Match("r1", How.AMOUNT)
    assert match(line(100), [one, two]) is None
    assert match(line(100, payment_number(2026, 9)), [one]) is None
    assert match(line(40, on=date(2026, 11, 22)), [one]) is None
    gone = Open("r3", payment_number(2026, 3), DAY, frozenset(), takes_money=False)
    assert match(line(7, gone.payment_number), [gone]) is None


def test_booked_credits_of_a_notification_are_read_and_nothing_else() -> None:
    content = notification(
        entry("A1", 1000, "X1"),
        entry("A2", 5, "X2", way="DBIT"),
        entry("A3", 5, "X3", status="PDNG"),
    )
    kind, lines = camt.read(content.encode())
    assert (kind, [(one.reference, one.amount_won, one.payer) for one in lines]) == (
        "camt.054", [("A1", 1000, "가상 납부자")])  # fmt: skip
    assert "X1" in lines[0].words
    assert Decimal(1000) == lines[0].amount_won


@pytest.mark.parametrize(
    "content",
    [
        "<a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<Document",
        notification(entry("A1", 1000, "X"), kind="camt.052.001.08"),
        notification(entry("A1", -5, "X")), notification(entry("A1", 5, "X").replace("KRW", "USD")),
    ],
    ids=["other", "entity", "cut", "kind", "negative", "dollars"],
)  # fmt: skip
def test_xml_that_is_no_statement_is_refused(content: str) -> None:
    with pytest.raises(FileRefused):
        camt.read(content.encode())


@pytest.mark.parametrize(
    "content",
    ["", "가,나\n", HEAD + "110-1,,2026-11-23,5,x,y\n", HEAD + "110-1,A,먼 날,5,x,y\n",
     HEAD + "110-1,A,2026-11-23,-5,x,y\n", HEAD + "110-1,A,2026-11-23,0,x,y\n"],
    ids=["empty", "heading", "number", "day", "negative", "nought"],
)  # fmt: skip
def test_a_list_that_cannot_be_read_names_its_lines(content: str) -> None:
    with pytest.raises(FileRefused):
        spreadsheet.read(content.encode())


def test_a_list_in_the_old_korean_encoding_is_read() -> None:
    found = spreadsheet.read((HEAD + row("A1", 1000, "메모")).encode("cp949"))
    assert (found[0].amount_won, found[0].words) == (1000, "메모")


@pytest.mark.step("K21")
def test_a_receipt_with_its_number_pays_once_however_often_it_comes(desk: Desk) -> None:
    one = desk.surcharge()
    first = row("A1", 200 * MILLION, one.payment_number)
    second = row("A2", 1_000 * MILLION, one.payment_number)
    assert desk.take(second, first, first).matched == 2
    again = desk.take(first, second, row("A3", 5, "누구"))
    assert (again.lines, again.known_before, again.matched, again.waiting) == (3, 2, 0, 1)
    assert desk.take(first, second, row("A3", 5, "누구")).id == again.id
    paid = desk.see(one.id)
    assert (paid.paid_won, paid.stage.code) == (1_200 * MILLION, "settled")
    assert desk.scene.measure(one.measure_id).state.code == "paid"


def test_a_bank_notification_pays_like_a_list(desk: Desk) -> None:
    one = desk.surcharge()
    taken = desk.take(content=notification(entry("A1", 1_200 * MILLION, one.payment_number)))
    assert (taken.format, taken.matched) == ("camt.054", 1)
    assert desk.see(one.id).owed_won == 0


def test_more_than_is_owed_is_kept_and_is_to_be_given_back(desk: Desk) -> None:
    one = desk.surcharge()
    desk.take(row("A1", 1_300 * MILLION, one.payment_number))
    assert desk.see(one.id).refund_due_won == 100 * MILLION


def test_an_amount_alone_is_proposed_and_counts_once_a_person_confirms(desk: Desk) -> None:
    one = desk.surcharge()
    taken = desk.take(row("A1", 1_200 * MILLION, "과징금"))
    assert (taken.matched, taken.proposed) == (0, 1)
    receipt = desk.waiting()[0]
    assert (receipt.receivable_id, receipt.how) == (one.id, "amount")
    desk.confirm(receipt.id, by=desk.scene.secretary)
    assert desk.see(one.id).stage.code == "settled"
    with pytest.raises(ReceiptSettled):
        desk.confirm(receipt.id)


def test_what_nobody_knows_waits_with_its_age_until_two_persons_agree(
    desk: Desk, clock: FrozenClock
) -> None:
    one = desk.surcharge()
    desk.take(row("A1", 77 * MILLION, "모르는 돈"), row("A2", 5, "남의 돈"))
    clock.set_day(date(2026, 12, 3))
    queue = {receipt.reference: receipt for receipt in desk.waiting()}
    assert {receipt.age_days for receipt in queue.values()} == {10}
    desk.propose(queue["A1"].id, one.id)
    with pytest.raises(Forbidden):
        desk.confirm(queue["A1"].id, by=desk.scene.secretary)
    desk.confirm(queue["A1"].id)
    desk.propose(queue["A2"].id, None)
    desk.confirm(queue["A2"].id)
    assert desk.waiting() == []
    assert desk.see(one.id).paid_won == 77 * MILLION
    assert desk.see(one.id, date(2026, 11, 23)).paid_won == 77 * MILLION


def test_money_for_what_was_annulled_waits_for_people(desk: Desk) -> None:
    one = desk.surcharge()
    form = AnnulmentIn(reason="취소 (가상)")
    desk.scene.do(
        desk.scene.lead,
        lambda work: sanctions.annul(work, measure_id=one.measure_id, form=form, version=None).id,
    )
    assert desk.take(row("A1", 5, one.payment_number)).waiting == 1
