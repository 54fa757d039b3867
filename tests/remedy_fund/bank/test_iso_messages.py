"""ISO 20022 messages: files that a bank finds nothing wrong with, and only sound answers are read."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.remedy_fund.bank.iso20022.reading import read
from app.remedy_fund.bank.iso20022.writing import is_iban, payment_file
from app.remedy_fund.bank.port import Finding, Order, OrderFile, Payee
from app.remedy_fund.bank.problems import MessageRefused
from tests.support.mock_bank import ACCOUNT, CLOSED, PAYER, open_bank

DAY = date(2026, 11, 23)
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"


def a_file(message_id: str, *orders: tuple[str, int, str]) -> OrderFile:
    return OrderFile(
        message_id=message_id, created_at=datetime(2026, 11, 23, 1, tzinfo=UTC), pay_on=DAY,
        orders=tuple(
            Order(order_id=order_id, amount_won=won, words="피해구제기금 1",
                  payee=Payee(bank_code="088", account=account, holder="한빛정밀(가상)"))
            for order_id, won, account in orders
        ),
    )  # fmt: skip


def a_notification(
    *, amount: str = "5000", currency: str = "KRW", side: str = "DBIT", head: str = "",
    extra: str = "",
) -> bytes:  # fmt: skip
    return f"""{head}<Document xmlns="{NAMESPACE}camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr>
    <MsgId>N1</MsgId><CreDtTm>2026-11-23T09:00:00+09:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id>
    <Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct><Ntry><Amt Ccy="{currency}">{amount}</Amt>
    <CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>
    <AcctSvcrRef>B1</AcctSvcrRef><BkTxCd/>{extra}</Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
    """.encode()


def test_a_bank_finds_nothing_wrong_with_a_payment_file_and_reads_it_whole(tmp_path: Path) -> None:
    content = payment_file(a_file("SF1", ("SS1", 5000, "110-1"), ("SS2", 10**15, CLOSED)), PAYER)
    with open_bank(tmp_path) as bank:
        answer = bank.http.post("/_mock/validate", content=content,
                                headers={"Accept": "application/json"})  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert b"5000</InstdAmt>" in content
    assert f"<IBAN>{CLOSED}</IBAN>".encode() in content


def test_the_same_file_gives_the_same_bytes() -> None:
    file = a_file("SF1", ("SS1", 5000, "110-1"))
    assert payment_file(file, PAYER) == payment_file(file, PAYER)


def test_answers_notifications_statements_and_returns_of_a_bank_are_read(tmp_path: Path) -> None:
    with open_bank(tmp_path, balance_won=1_000_000) as bank:
        ours = bank.ours()
        bank.behave("return-later", days=1, reason="AC04", end_to_end_id="SS1")
        ours.send(
            "SF1", payment_file(a_file("SF1", ("SS1", 5000, "1-1"), ("SS2", 7, CLOSED)), PAYER)
        )
        bank.scan()
        bank.days(2)
        found = [read(one.content) for one in ours.collect()]
    status = next(one for one in found if one.kind == "pain.002")
    assert [(r.order_id, r.finding, r.code) for r in status.reports] == [
        ("SS1", Finding.ACCEPTED, ""), ("SS2", Finding.REFUSED, "AC04"),
    ]  # fmt: skip
    returned = next(one for one in found if one.kind == "pacs.004").reports[0]
    assert (returned.finding, returned.order_id, returned.code) == (Finding.RETURNED, "SS1", "AC04")
    assert (returned.on, returned.amount_won) == (date(2026, 11, 24), 5000)
    lines = [line for one in found for line in one.notified]
    assert [(line.credit, line.signed_won, line.returned) for line in lines] == [
        (False, -5000, False), (True, 5000, True),
    ]  # fmt: skip
    sheets = [sheet for one in found for sheet in one.statements]
    assert [(s.day, s.opening_won, s.closing_won, s.missing_won) for s in sheets] == [
        (DAY, 1_000_000, 995_000, 0), (date(2026, 11, 24), 995_000, 1_000_000, 0),
    ]  # fmt: skip
    # The bank refers to one movement by one reference, wherever it tells of it.
    assert {line.reference for line in lines} == {
        line.reference for sheet in sheets for line in sheet.lines
    }


def test_a_second_copy_of_a_file_is_a_duplicate_and_no_refusal(tmp_path: Path) -> None:
    with open_bank(tmp_path, balance_won=1_000_000) as bank:
        content = payment_file(a_file("SF1", ("SS1", 5000, "1-1")), PAYER)
        for _copy in range(2):
            answer = bank.http.post("/payments", content=content)
        assert answer.status_code == 422
        reports = [r for one in bank.ours().collect() for r in read(one.content).reports]
    assert reports[-1].finding is Finding.DUPLICATE
    assert (reports[-1].message_id, reports[-1].order_id) == ("SF1", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"\xff\xfe\x00",
        b"<Document/>",
        f'<Document xmlns="{NAMESPACE}pain.001.001.09"/>'.encode(),
        f'<Document xmlns="{NAMESPACE}camt.053.001.08"/>'.encode(),
        f'<Document xmlns="{NAMESPACE}camt.053.001.02"><BkToCstmrStmt/></Document>'.encode(),
        a_notification(head="<!DOCTYPE Document>"),
        a_notification(head='<!DOCTYPE d [<!ENTITY a "aaaa">]>'),
        a_notification(head='<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        a_notification(amount="5000.50"),
        a_notification(amount="-5000"),
        a_notification(amount="1E3"),
        a_notification(amount="1000000000000001"),
        a_notification(amount="much"),
        a_notification(amount="NaN"),
        a_notification(amount="Infinity"),
        a_notification(currency="EUR"),
        a_notification(side="BOTH"),
        a_notification(extra="<Unheard/>"),
        a_notification().replace(b"<AcctSvcrRef>B1</AcctSvcrRef>", b""),
        a_notification().replace(b"2026-11-23</Dt>", b"2026-02-30</Dt>"),
    ],
)
def test_what_no_bank_may_say_is_refused_and_never_half_read(content: bytes) -> None:
    with pytest.raises(MessageRefused):
        read(content)


def test_whole_won_are_read_however_the_zeros_are_written() -> None:
    assert read(a_notification(amount="5000.00")).notified[0].amount_won == 5000


def test_a_pending_entry_is_no_movement() -> None:
    assert not read(a_notification().replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>")).notified


@given(st.binary(max_size=200))
def test_no_bytes_bring_down_the_reader(content: bytes) -> None:
    with pytest.raises(MessageRefused):
        read(content)


def test_an_iban_is_told_by_its_check_digits() -> None:
    assert is_iban(ACCOUNT)
    assert not is_iban("KR51MOCK0000000001")
    assert not is_iban("110-222-333333")
    assert not is_iban("")
