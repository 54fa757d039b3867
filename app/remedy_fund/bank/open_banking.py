"""Korean open banking: deposit transfers one by one, result inquiry and receiver inquiry as JSON.

A transfer counts as made only where the request and the bank behind it both say so; a short list
of the bank's codes is a definite refusal; everything else, silence included, is unknown.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from app.remedy_fund.bank.port import (
    Asked,
    ClaimAnswer,
    Finding,
    OrderFile,
    Payee,
    Payer,
    Received,
    Report,
    ReturnClaim,
    Unanswered,
)

_REQUEST_DONE, _BANK_DONE = "A0000", "000"
# No such account, holder not matching, account closed, limits: codes after which no money moves.
_DEFINITE_REFUSALS = frozenset({"412", "415", "416", "419", "420", "499", "815"})
_SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SERIAL_LENGTH, _INSTITUTION_LENGTH = 9, 10
_LARGEST_TRANSFER_WON = 10**12 - 1
_TRANSFER, _RESULT = "/v2.0/transfer/deposit/acnt_num", "/v2.0/transfer/result"
_RECEIVER = "/v2.0/inquiry/receive"
_CLAIM, _CLAIM_RESULT = "/v2.0/return/claim", "/v2.0/return/result"
_CLAIM_WORDS = 100
TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What the operator got from the clearing institute."""

    address: str
    institution_code: str
    token: str

    def __post_init__(self) -> None:
        """Refuse a code that no transaction id can begin with."""
        if len(self.institution_code) != _INSTITUTION_LENGTH or not self.institution_code.isalnum():
            raise ValueError("the institution code has ten letters or digits")


class OpenBank:
    """One contract with the open-banking centre; an order is a file of its own."""

    per_file = 1
    checks_names = True

    def __init__(
        self, contract: Contract, payer: Payer, client: httpx.Client | None = None
    ) -> None:
        """Speak over `client`, or over one of its own."""
        self._contract, self._payer = contract, payer
        self._client = client or httpx.Client(base_url=contract.address, timeout=TIMEOUT_S)

    def order_id(self, day: date, serial: int) -> str:
        """Return a transaction id of 20 characters: institution, `U`, nine of the serial."""
        del day
        return f"{self._contract.institution_code}U{_in_base_36(serial)}"

    def message_id(self, day: date, serial: int) -> str:
        """Return an id for the one order that is sent at a time."""
        return f"OB{day:%y%m%d}{serial:09d}"

    def content(self, file: OrderFile) -> bytes:
        """Return the request of a transfer; raise ValueError for more than one or too much."""
        (order,) = file.orders
        if order.amount_won > _LARGEST_TRANSFER_WON:
            raise ValueError("a transfer has at most twelve digits")
        moment = file.created_at.strftime("%Y%m%d%H%M%S")
        request = {
            "cntr_account_type": "N", "cntr_account_num": self._payer.account,
            "wd_print_content": order.words[:20], "name_check_option": "on",
            "tran_dtime": moment, "req_cnt": "1",
            "req_list": [{
                "tran_no": "1", "bank_tran_id": order.order_id,
                "bank_code_std": order.payee.bank_code, "account_num": order.payee.account,
                "account_holder_name": order.payee.holder, "print_content": order.words[:20],
                "tran_amt": str(order.amount_won), "transfer_purpose": "TR",
                "req_client_name": self._payer.holder,
                "req_client_account_num": self._payer.account,
            }],
        }  # fmt: skip
        return json.dumps(request, ensure_ascii=False, sort_keys=True).encode()

    def send(self, message_id: str, content: bytes) -> Sequence[Report]:
        """Ask for the transfer; the answer is definite, or Unanswered is raised."""
        asked = json.loads(content)["req_list"][0]
        told = self._ask(_TRANSFER, content)
        report = _result(told, asked["bank_tran_id"], message_id, int(asked["tran_amt"]))
        if report.finding is Finding.UNKNOWN:
            raise Unanswered(code=report.code)
        return (report,)

    def inquire(self, asked: Asked) -> Report:
        """Ask for the result of a transfer by its own id; never says that it is not known."""
        request = {
            "check_type": "1", "tran_dtime": f"{asked.sent_on:%Y%m%d}000000", "req_cnt": "1",
            "req_list": [{
                "tran_no": "1", "org_bank_tran_id": asked.order_id,
                "org_bank_tran_date": f"{asked.sent_on:%Y%m%d}",
                "org_tran_amt": str(asked.amount_won),
            }],
        }  # fmt: skip
        told = self._ask(_RESULT, json.dumps(request, sort_keys=True).encode())
        return _result(told, asked.order_id, asked.message_id, asked.amount_won)

    def holder_of(self, payee: Payee, request_id: str) -> str | None:
        """Ask who holds an account; None where the bank gives no name."""
        request = {
            "bank_tran_id": request_id, "cntr_account_type": "N",
            "cntr_account_num": self._payer.account, "bank_code_std": payee.bank_code,
            "account_num": payee.account, "print_content": "", "tran_amt": "0",
            "req_client_name": self._payer.holder, "transfer_purpose": "TR",
        }  # fmt: skip
        told = self._ask(_RECEIVER, json.dumps(request, ensure_ascii=False).encode())
        done = told.get("rsp_code") == _REQUEST_DONE and told.get("bank_rsp_code") == _BANK_DONE
        name = told.get("account_holder_name")
        return str(name) if done and name else None

    def claim_return(self, claim: ReturnClaim) -> ClaimAnswer:
        """Claim a transfer back, whole; where it is not known whether it was, ask for that first.

        The claim names the original by its id, its day and its amount.
        """
        known = self._claimed(claim)
        return known or self._claim(claim)

    def _claimed(self, claim: ReturnClaim) -> ClaimAnswer | None:
        request = {
            "claim_bank_tran_id": claim.claim_id,
            "claim_bank_tran_date": f"{claim.claimed_on:%Y%m%d}",
        }
        told = self._ask(_CLAIM_RESULT, json.dumps(request, sort_keys=True).encode())
        if told.get("rsp_code") != _REQUEST_DONE or told.get("claim_normal_yn") not in {"Y", "N"}:
            return None
        code = str(told.get("bank_rsp_code") or "")
        return ClaimAnswer(taken=told["claim_normal_yn"] == "Y", code=code)

    def _claim(self, claim: ReturnClaim) -> ClaimAnswer:
        request = {
            "bank_tran_id": claim.claim_id, "org_bank_tran_id": claim.paid.order_id,
            "org_bank_tran_date": f"{claim.paid.sent_on:%Y%m%d}",
            "org_tran_amt": str(claim.paid.amount_won),
            "org_dps_bank_code_std": claim.payee.bank_code,
            "org_dps_account_num": claim.payee.account, "claim_code": claim.code,
            "claim_message": claim.words[:_CLAIM_WORDS], "total_return_yn": "Y",
            "return_account_num": self._payer.account,
        }  # fmt: skip
        told = self._ask(_CLAIM, json.dumps(request, ensure_ascii=False, sort_keys=True).encode())
        about = (told.get("org_bank_tran_id"), str(told.get("org_tran_amt")))
        code = str(told.get("bank_rsp_code") or "")
        same = about == (claim.paid.order_id, str(claim.paid.amount_won))
        if told.get("rsp_code") != _REQUEST_DONE or not code or (code == _BANK_DONE and not same):
            raise Unanswered(code=code or str(told.get("rsp_code") or ""))
        return ClaimAnswer(taken=code == _BANK_DONE, code=code)

    def collect(self) -> Sequence[Received]:
        """Return nothing: every answer comes with its question."""
        return ()

    def put_away(self, name: str) -> None:
        """Do nothing; there is nothing that waits."""
        del name

    def _ask(self, path: str, content: bytes) -> Mapping[str, Any]:
        headers = {
            "Authorization": f"Bearer {self._contract.token}",
            "Content-Type": "application/json; charset=UTF-8",
        }
        try:
            answer = self._client.post(path, content=content, headers=headers)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as silence:
            raise Unanswered from silence
        if not answer.is_success or not isinstance(told, dict):
            raise Unanswered(status=answer.status_code)
        return told


def _result(told: Mapping[str, Any], order_id: str, message_id: str, amount_won: int) -> Report:
    """Read the one result of an answer; what is not about this order says nothing of it."""
    found = told.get("res_list")
    one = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    about = one.get("bank_tran_id", one.get("org_bank_tran_id", ""))
    code = str(one.get("bank_rsp_code") or told.get("rsp_code") or "")
    finding = Finding.UNKNOWN
    if told.get("rsp_code") == _REQUEST_DONE and about == order_id:
        finding = _FINDINGS.get(code, Finding.UNKNOWN)
    if finding is Finding.PAID and str(one.get("tran_amt")) != str(amount_won):
        finding = Finding.UNKNOWN
    return Report(
        finding=finding, order_id=order_id, message_id=message_id, code=code,
        on=_day(str(one.get("bank_tran_date", ""))), amount_won=amount_won,
        reference=order_id,
    )  # fmt: skip


_FINDINGS = {_BANK_DONE: Finding.PAID} | dict.fromkeys(_DEFINITE_REFUSALS, Finding.REFUSED)
_DAY_LENGTH = 8


def _day(digits: str) -> date | None:
    if len(digits) != _DAY_LENGTH or not digits.isdecimal():
        return None
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _in_base_36(serial: int) -> str:
    symbols, rest = [], serial
    for _place in range(_SERIAL_LENGTH):
        rest, symbol = divmod(rest, len(_SYMBOLS))
        symbols.append(_SYMBOLS[symbol])
    if rest or serial < 0:
        raise ValueError("no nine characters are left for another order")
    return "".join(reversed(symbols))
