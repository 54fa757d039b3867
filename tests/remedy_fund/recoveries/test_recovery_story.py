"""A recovery told over HTTP: from the claim taken over to the money of its owners and a write-off."""

import itertools
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import Work
from app.remedy_fund.approvals.routes import router as approvals
from app.remedy_fund.recoveries.routes import router as recoveries
from app.web import problems
from app.web.deps import Credentials, Desk
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, LOSS, RecoveryDesk

OFFICER = Actor("account_officer", "person_officer", Role.FUND_OFFICER, channel="test")
ACTORS = {
    "officer": OFFICER,
    **{
        name: Actor(f"account_{name}", f"person_{name}", Role.FUND_CHECKER, channel="test")
        for name in ("one", "two")
    },
    "party": Actor("account_party", "person_party", Role.PARTY, channel="test"),
}


@dataclass
class Counter:
    """The fund's doors, and those who come to them."""

    desk: RecoveryDesk
    client: TestClient
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def get(self, who: str, path: str) -> Any:
        """Return what a GET gives."""
        answer = self.client.get(f"/api/v1/fund{path}", headers=self._who(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, who: str, path: str, json: Any = None, **headers: str) -> httpx.Response:
        """Send a POST with a key of its own."""
        sent = self._who(who) | {"Idempotency-Key": f"key-{next(self.keys)}"} | headers
        return self.client.post(f"/api/v1/fund{path}", json=json or {}, headers=sent)

    def act(self, who: str, path: str, json: Any, about: str) -> Any:
        """Post on a thing at its present version."""
        version = self.get(who, about)["version"]
        answer = self.send(who, path, json, **{"If-Match": f'"v{version}"'})
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    def _who(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {who}"}


@pytest.fixture
def counter(desk: RecoveryDesk) -> Generator[Counter]:
    """Yield the doors of claims and approvals on the desk's database."""

    def identify(_work: Work, credentials: Credentials) -> Actor:
        known = ACTORS.get(credentials.secret, ANYBODY)
        return replace(known, stepped_up_at=desk.clock.now()) if known.account_id else known

    api = FastAPI()
    api.state.desk = Desk(desk.world, identify)
    api.include_router(recoveries)
    api.include_router(approvals)
    problems.install(api)
    with TestClient(api, raise_server_exceptions=False) as client:
        yield Counter(desk, client)


@pytest.mark.invariant(29)
def test_a_claim_is_demanded_paid_and_shared_out_to_the_last_won(counter: Counter) -> None:
    desk = counter.desk
    desk.paid(700_000, 300_000)
    (row,) = counter.get("officer", "/recoveries?kind=subrogated")["items"]
    claim = f"/recoveries/{row['id']}"
    cost = {"component": "costs", "amount_won": 30_000, "reason": "송달료 등 (가상)"}
    counter.act("officer", f"{claim}/charges", cost, about=claim)
    counter.act("officer", f"{claim}/demand", {"due_on": "2026-12-23"}, about=claim)
    money = {
        "amount_won": LOSS + 230_000, "received_on": "2026-11-23", "reference": "bank-story-1",
        "surplus_owner": "debtor",
    }  # fmt: skip
    receipt = counter.act("officer", f"{claim}/receipts", money, about=claim)
    assert sum(use["amount_won"] for use in receipt["uses"]) == LOSS + 230_000
    assert all(use["reason_ko"] and use["reason_en"] for use in receipt["uses"])
    found = counter.get("one", claim)
    assert (found["state"]["code"], found["owed_won"]) == ("closed", 0)

    residual = counter.get("one", f"/applications/{APPLICATION}/residual")
    assert residual["residual_won"] == LOSS - 1_000_000 + 200_000
    ask = {"owner": "debtor", "amount_won": 200_000, "reason": "초과 납부액 반환"}
    payout = counter.send("officer", f"/applications/{APPLICATION}/payouts", ask).json()
    path, transfer = f"/payouts/{payout['id']}", {"reference": "out-1", "paid_on": "2026-11-23"}
    own = counter.send("officer", f"{path}/transfer", transfer, **{"If-Match": '"v1"'})
    assert (own.status_code, own.json()["detail_en"]) == (403, "Another person must do this")
    paid = counter.act("one", f"{path}/transfer", transfer, about=path)
    assert (paid["state"]["code"], paid["reference"]) == ("paid", "out-1")
    left = counter.get("one", f"/applications/{APPLICATION}/residual")["residual_won"]
    assert left == LOSS - 1_000_000
    assert desk.balanced()


@pytest.mark.invariant(30)
def test_a_clawback_is_written_off_by_as_many_persons_as_the_amount_asks_for(
    counter: Counter,
) -> None:
    desk = counter.desk
    payment = desk.paid(12_000_000)
    form = {
        "disbursement_id": payment, "ground": "misuse", "principal_won": 12_000_000,
        "reason": "정산 결과 목적 외 사용 (가상)",
    }  # fmt: skip
    made = counter.send("officer", f"/applications/{APPLICATION}/clawbacks", form)
    assert made.status_code == 201, made.text
    claim = f"/recoveries/{made.json()['id']}"
    asked = counter.act("officer", f"{claim}/write-off-request", {"reason": "파산"}, about=claim)
    assert asked["required_persons"] == 2
    version = {"If-Match": f'"v{asked["version"]}"'}
    for who, waiting in (("one", 409), ("two", 201)):
        counter.send(
            who, f"/approvals/{asked['approval_id']}/approval", {"digest": asked["digest"]}
        )
        done = counter.send("officer", f"{claim}/write-off", **version)
        assert done.status_code == waiting, done.text
    assert counter.get("one", claim)["state"]["code"] == "written_off"
    assert desk.balanced()


def test_bad_input_is_told_in_both_languages_and_changes_nothing(counter: Counter) -> None:
    desk = counter.desk
    claim = f"/recoveries/{desk.claim_of(desk.paid(1_000_000)).id}"
    good = {"amount_won": 1000, "received_on": "2026-11-23", "reference": "b-1"}
    version = {"If-Match": '"v1"'}
    for wrong in (0, -1, 1.0, 1e3, True, "1000", 10**15 + 1, None):
        answer = counter.send("officer", f"{claim}/receipts", good | {"amount_won": wrong},
                              **version)  # fmt: skip
        assert answer.status_code == 422, (wrong, answer.text)
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/amount_won"
        assert error["detail_ko"]
        assert error["detail_en"]
    for wrong in ("5", "5.%", "1e3%", "-1%", "５%", "1000%", 5, True):
        bad = {"component": "interest", "rate": wrong, "reason": "사유"}
        answer = counter.send("officer", f"{claim}/charges", bad, **version)
        assert answer.status_code == 422, (wrong, answer.text)
    assert counter.send("officer", f"{claim}/receipts", good).status_code == 428
    assert counter.send(
        "officer", f"{claim}/receipts", good, **{"If-Match": '"v9"'}
    ).status_code == 412  # fmt: skip
    assert counter.send("party", f"{claim}/receipts", good, **version).status_code == 403
    late = good | {"received_on": "2026-11-24"}
    assert counter.send("officer", f"{claim}/receipts", late, **version).status_code == 422
    assert counter.get("officer", f"{claim}/receipts")["items"] == []
    assert desk.holds("cash") == 0


def test_the_same_request_again_gets_the_same_answer_and_books_nothing_twice(
    counter: Counter,
) -> None:
    desk = counter.desk
    claim = f"/recoveries/{desk.claim_of(desk.paid(1_000_000)).id}"
    form = {"amount_won": 1000, "received_on": "2026-11-23", "reference": "b-1"}
    headers = {"If-Match": '"v1"', "Idempotency-Key": "once"}
    answers = [counter.send("officer", f"{claim}/receipts", form, **headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.content for answer in answers}) == 1
    assert desk.holds("cash") == 1000


def test_lists_go_page_by_page_without_a_gap(counter: Counter) -> None:
    desk = counter.desk
    payments = {desk.paid(1_000_000) for _ in range(5)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = counter.get("officer", f"/recoveries?limit=2{cursor}")
        seen += [row["disbursement_id"] for row in page["items"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert sorted(seen) == sorted(payments)
