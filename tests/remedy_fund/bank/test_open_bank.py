"""Open banking: a transfer counts only where both codes say so; silence is never a refusal."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.remedy_fund.bank.choice import BankWanted, bank_of
from app.remedy_fund.bank.folder import FolderBank
from app.remedy_fund.bank.open_banking import Contract, OpenBank
from app.remedy_fund.bank.port import Asked, Finding, Order, OrderFile, Payee, Unanswered
from tests.support.mock_bank import PAYER

CONTRACT = Contract(address="https://bank.test", institution_code="M202600001", token="t")
PAYEE = Payee(bank_code="088", account="110222333333", holder="한빛정밀(가상)")
ORDER_ID = "M202600001U000000001"
ASKED = Asked(order_id=ORDER_ID, message_id="OB1", amount_won=5000, sent_on=date(2026, 11, 23))
Answerer = Callable[[httpx.Request], httpx.Response]


def a_bank(answer: Answerer) -> OpenBank:
    client = httpx.Client(base_url=CONTRACT.address, transport=httpx.MockTransport(answer))
    return OpenBank(CONTRACT, PAYER, client)


def saying(told: Any, status: int = 200) -> OpenBank:
    return a_bank(lambda _request: httpx.Response(status, json=told))


def a_result(**more: Any) -> dict[str, Any]:
    one = {"bank_tran_id": ORDER_ID, "bank_tran_date": "20261123", "bank_rsp_code": "000",
           "tran_amt": "5000"}  # fmt: skip
    told = {"rsp_code": "A0000", "res_list": [one | more.pop("one", {})]}
    return told | more


def a_file(*, won: int = 5000, orders: int = 1) -> OrderFile:
    one = Order(order_id=ORDER_ID, amount_won=won, payee=PAYEE, words="피해구제기금 1")
    return OrderFile(
        message_id="OB1", created_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
        pay_on=date(2026, 11, 23), orders=(one,) * orders,
    )  # fmt: skip


def test_ids_have_twenty_characters_and_never_repeat() -> None:
    bank = saying({})
    found = {bank.order_id(date(2026, 11, day), day) for day in range(1, 30)}
    assert len(found) == 29
    assert bank.order_id(date(2026, 11, 23), 36) == "M202600001U000000010"
    with pytest.raises(ValueError, match="nine characters"):
        bank.order_id(date(2026, 11, 23), 36**9)


def test_a_transfer_is_one_item_with_the_name_check_on() -> None:
    sent = json.loads(saying({}).content(a_file()))
    assert (sent["req_cnt"], sent["name_check_option"]) == ("1", "on")
    assert sent["req_list"][0]["tran_amt"] == "5000"
    assert sent["req_list"][0]["bank_tran_id"] == ORDER_ID
    for wrong in (a_file(orders=2), a_file(won=10**12)):
        with pytest.raises(ValueError, match=r"."):
            saying({}).content(wrong)


def test_it_is_paid_where_the_request_and_the_bank_say_so() -> None:
    bank = saying(a_result())
    (report,) = bank.send("OB1", bank.content(a_file()))
    assert (report.finding, report.on) == (Finding.PAID, date(2026, 11, 23))


@pytest.mark.parametrize("code", ["412", "415", "416", "419", "420", "499", "815"])
def test_a_definite_code_is_a_refusal(code: str) -> None:
    bank = saying(a_result(one={"bank_rsp_code": code}))
    (report,) = bank.send("OB1", bank.content(a_file()))
    assert (report.finding, report.code) == (Finding.REFUSED, code)


@pytest.mark.invariant(25)
@pytest.mark.parametrize(
    ("told", "status"),
    [
        (a_result(rsp_code="A0001"), 200),
        (a_result(rsp_code="A0001", one={"bank_rsp_code": "412"}), 200),
        (a_result(one={"bank_rsp_code": "999"}), 200),
        (a_result(one={"bank_rsp_code": ""}), 200),
        (a_result(one={"bank_tran_id": "M202600001U000000002"}), 200),
        (a_result(one={"tran_amt": "4999"}), 200),
        (a_result(res_list=[]), 200),
        (a_result(res_list="?"), 200),
        (a_result(), 500),
        ([], 200),
        ({}, 200),
    ],
    ids=lambda told: "",
)
def test_anything_else_is_unknown(told: Any, status: int) -> None:
    bank = saying(told, status)
    with pytest.raises(Unanswered):
        bank.send("OB1", bank.content(a_file()))


@pytest.mark.invariant(25)
@pytest.mark.parametrize(
    "fault", [httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError]
)
def test_silence_is_unknown(fault: type[httpx.TransportError]) -> None:
    def silent(_request: httpx.Request) -> httpx.Response:
        raise fault("silence")

    bank = a_bank(silent)
    with pytest.raises(Unanswered):
        bank.send("OB1", bank.content(a_file()))
    with pytest.raises(Unanswered):
        bank.inquire(ASKED)


def test_an_answer_that_is_no_json_is_unknown() -> None:
    bank = a_bank(lambda _request: httpx.Response(200, text="<html>"))
    with pytest.raises(Unanswered):
        bank.inquire(ASKED)


def test_an_inquiry_names_the_original_and_says_what_became_of_it() -> None:
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, json.loads(request.content)))
        return httpx.Response(200, json=a_result())

    assert a_bank(answer).inquire(ASKED).finding is Finding.PAID
    path, told = asked[0]
    assert path == "/v2.0/transfer/result"
    assert told["req_list"][0]["org_bank_tran_id"] == ORDER_ID
    assert told["req_list"][0]["org_bank_tran_date"] == "20261123"
    # "Not found" has no code that could be relied on, so it stays unknown and nothing is sent again.
    assert saying(a_result(rsp_code="A0003", res_list=[])).inquire(ASKED).finding is Finding.UNKNOWN


def test_the_holder_is_named_or_is_not() -> None:
    named = {"rsp_code": "A0000", "bank_rsp_code": "000", "account_holder_name": "한빛정밀"}
    assert saying(named).holder_of(PAYEE, ORDER_ID) == "한빛정밀"
    assert saying(named | {"bank_rsp_code": "412"}).holder_of(PAYEE, ORDER_ID) is None


def test_a_bank_is_chosen_by_what_the_operator_set(tmp_path: Path) -> None:
    files = BankWanted(mode="files", account="1", holder="가", folder=tmp_path)
    assert isinstance(bank_of(files), FolderBank)
    token = tmp_path / "token"
    token.write_text("secret\n", "utf-8")
    whole = {"account": "1", "holder": "가", "folder": tmp_path, "address": "https://bank.test",
             "institution_code": "M202600001", "token_file": token}  # fmt: skip
    assert isinstance(bank_of(BankWanted(mode="open_banking", **whole)), OpenBank)
    for lacking in ({"address": ""}, {"institution_code": "M2"}, {"token_file": None}):
        with pytest.raises(ValueError, match=r"."):
            bank_of(BankWanted(mode="open_banking", **(whole | lacking)))
