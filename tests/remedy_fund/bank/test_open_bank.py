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
from app.remedy_fund.bank.port import (
    Asked,
    ClaimAnswer,
    Finding,
    NoReturnClaims,
    Order,
    OrderFile,
    Payee,
    ReturnClaim,
    Unanswered,
)
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


CLAIM = ReturnClaim(
    claim_id="M202600001U000000009", claimed_on=date(2026, 11, 24), code="05",
    words="시스템 오류", paid=ASKED, payee=PAYEE,
)  # fmt: skip


def claims(told: Any, before: Any = None) -> tuple[OpenBank, list[Any]]:
    """Return a bank that answers a claim, and says `before` when it is asked for one."""
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, json.loads(request.content)))
        known = request.url.path == "/v2.0/return/result"
        return httpx.Response(200, json=(before or {"rsp_code": "A0003"}) if known else told)

    return a_bank(answer), asked


def a_claim(**more: Any) -> dict[str, Any]:
    told = {"rsp_code": "A0000", "bank_rsp_code": "000", "org_bank_tran_id": ORDER_ID,
            "org_tran_amt": "5000"}  # fmt: skip
    return told | more


def test_a_claim_for_a_return_names_the_original_its_day_and_the_reason() -> None:
    bank, asked = claims(a_claim())
    assert bank.claim_return(CLAIM) == ClaimAnswer(taken=True, code="000")
    (_, inquiry), (path, sent) = asked
    assert path == "/v2.0/return/claim"
    assert inquiry == {"claim_bank_tran_id": CLAIM.claim_id, "claim_bank_tran_date": "20261124"}
    assert sent["bank_tran_id"] == CLAIM.claim_id
    assert (sent["org_bank_tran_id"], sent["org_bank_tran_date"]) == (ORDER_ID, "20261123")
    assert (sent["claim_code"], sent["org_tran_amt"]) == ("05", "5000")
    assert (sent["org_dps_bank_code_std"], sent["org_dps_account_num"]) == ("088", PAYEE.account)


def test_a_claim_that_the_bank_has_already_is_not_made_again() -> None:
    bank, asked = claims(a_claim(), before={"rsp_code": "A0000", "claim_normal_yn": "Y"})
    assert bank.claim_return(CLAIM).taken
    assert [path for path, _sent in asked] == ["/v2.0/return/result"]


def test_a_claim_is_refused_where_the_bank_says_so_and_unsure_otherwise() -> None:
    refused, _ = claims(a_claim(bank_rsp_code="429"))
    assert refused.claim_return(CLAIM) == ClaimAnswer(taken=False, code="429")
    for unsure in ({"rsp_code": "A0001"}, {"bank_rsp_code": ""}, {"org_tran_amt": "4999"},
                   {"org_bank_tran_id": "M202600001U000000002"}):  # fmt: skip
        bank, _ = claims(a_claim(**unsure))
        with pytest.raises(Unanswered):
            bank.claim_return(CLAIM)


def test_a_bank_of_files_takes_no_claims(tmp_path: Path) -> None:
    with pytest.raises(NoReturnClaims):
        FolderBank(tmp_path, PAYER).claim_return(CLAIM)
