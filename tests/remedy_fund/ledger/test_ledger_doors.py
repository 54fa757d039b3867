"""The books over REST: who may read them, pages that skip nothing, one transaction, the balance."""

from collections.abc import Generator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import Work
from app.kernel.clock import FrozenClock
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.routes import router
from app.web import problems
from app.web.deps import Credentials, Desk
from tests.support.books import DAY, OFFICER, Books, a_world

WHO = {
    "officer": OFFICER,
    "party": Actor("account_party", "person_party", Role.PARTY, channel="test"),
}


class Reader:
    """Somebody who asks the doors, and the books behind them."""

    def __init__(self, client: TestClient, books: Books) -> None:
        self.client, self.books = client, books

    def get(self, path: str, who: str = "officer", **query: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        return self.client.get(f"/api/v1/fund{path}", params=query, headers=headers)


@pytest.fixture
def reader(engine: Engine, clock: FrozenClock) -> Generator[Reader]:
    world = a_world(engine, clock)
    books = Books(world)
    books.open("cash", "earmark:a", "earmark:b")
    books.give("earmark:a", 1000)

    def identify(_work: Work, credentials: Credentials) -> Actor:
        return WHO.get(credentials.secret, ANYBODY)

    api = FastAPI()
    api.state.desk = Desk(world, identify)
    api.include_router(router)
    problems.install(api)
    with TestClient(api, raise_server_exceptions=False) as client:
        yield Reader(client, books)


def test_the_books_are_for_those_who_keep_and_check_them(reader: Reader) -> None:
    for path in ("/accounts", "/trial-balance", "/transactions/ltxn_x"):
        assert reader.get(path, "party").status_code == 403
        assert reader.get(path, "").status_code == 401


def test_accounts_say_what_is_held_reserved_and_free(reader: Reader) -> None:
    reader.books.reserve("earmark:a", 300, "r")
    listed = reader.get("/accounts").json()["items"]
    assert [one["code"] for one in listed] == ["cash", "earmark:a", "earmark:b"]
    assert [listed[1][f"{name}_won"] for name in ("balance", "reserved", "available")] == [
        1000, 300, 700,
    ]  # fmt: skip
    earmarks = reader.get("/accounts", kind="earmark", limit=1).json()
    assert earmarks["has_more"]
    rest = reader.get("/accounts", kind="earmark", cursor=earmarks["next_cursor"]).json()
    assert [one["code"] for one in rest["items"]] == ["earmark:b"]


def test_postings_come_in_pages_without_a_gap(reader: Reader) -> None:
    for number in range(5):
        reader.books.move("earmark:a", "earmark:b", 10, f"k{number}")
    path = f"/accounts/{reader.books.account('earmark:b')}/postings"
    seen, cursor = [], {}
    while True:
        page = reader.get(path, limit=2, **cursor).json()
        seen += page["items"]
        if not page["has_more"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert [one["account_version"] for one in seen] == [1, 2, 3, 4, 5]
    assert [one["balance_after_won"] for one in seen] == [10, 20, 30, 40, 50]
    assert {one["amount_won"] for one in seen} == {-10}


def test_a_transaction_tells_what_took_it_back(reader: Reader) -> None:
    posted = reader.books.move("earmark:a", "earmark:b", 10, "k")
    back = reader.books.do(lambda work: actions.reverse(
        work, posted.transaction_id, key="back", effective_on=DAY))  # fmt: skip
    told = reader.get(f"/transactions/{posted.transaction_id}").json()
    assert told["reversed_by"] == back.transaction_id
    assert sum(leg["amount_won"] for leg in told["postings"]) == 0
    reversal = reader.get(f"/transactions/{back.transaction_id}").json()
    assert (reversal["kind"], reversal["reverses"]) == ("reversal", posted.transaction_id)


@pytest.mark.invariant(13)
def test_the_trial_balance_balances_and_takes_both_axes(reader: Reader, clock: FrozenClock) -> None:
    told = reader.get("/trial-balance").json()
    assert told["debit_won"] == told["credit_won"] == 1000
    known = clock.now().isoformat()
    clock.advance(hours=1)
    reader.books.give("earmark:b", 5)
    then = reader.get("/trial-balance", effective_on="2026-11-23", known_at=known).json()
    assert (then["debit_won"], then["final"]) == (1000, True)
    assert reader.get("/trial-balance", effective_on="2026-11-22").json()["debit_won"] == 0


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/accounts/lacc_cash_none/postings", {}, 404),
        ("/transactions/ltxn_none", {}, 404),
        ("/accounts", {"kind": "pocket"}, 422),
        ("/accounts", {"cursor": "zzz"}, 422),
        ("/accounts", {"limit": 0}, 422),
        ("/trial-balance", {"effective_on": "2026-02-30"}, 422),
        ("/trial-balance", {"known_at": "2026-11-23T10:00:00"}, 422),
        ("/trial-balance", {"known_at": "yesterday"}, 422),
    ],
)
def test_bad_questions_are_answered_with_a_problem(
    reader: Reader, path: str, query: dict[str, Any], status: int
) -> None:
    answer = reader.get(path, **query)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
