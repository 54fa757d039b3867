"""The books as an outside suite tries them over HTTP: its own checks, written again here."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Generator
from functools import partial
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.db.engine import make_engine
from app.kernel.clock import FrozenClock
from app.remedy_fund.ledger.conformance import router_for
from tests.support.books import a_world, at_once
from tests.support.house import ROOT


class Kit:
    """The outside suite: it knows four addresses and nothing else."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.names = itertools.count()

    def post(self, debit: str, credit: str, won: Any, key: str = "", **more: Any) -> dict[str, Any]:
        name = f"t{next(self.names)}"
        sides = (("DEBIT", debit), ("CREDIT", credit))
        body = {
            "idempotencyKey": key or name, "transactionId": name, "allowOverdraft": False,
            "legs": [{"accountId": account, "type": side, "amountSubunits": won, "currency": "KRW"}
                     for side, account in sides],
        }  # fmt: skip
        answer = self.client.post("/_lck/post", json=body | more)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def fund(self, account: str, won: int) -> None:
        assert self.post("world", account, won, allowOverdraft=True)["status"] == "APPLIED"

    def balance(self, account: str) -> int:
        found = self.client.get("/_lck/balance", params={"account": account, "currency": "KRW"})
        return int(found.json()["subunits"])

    def journal(self) -> list[dict[str, Any]]:
        return list(self.client.get("/_lck/journal").json())


@pytest.fixture
def kit(engine: Engine, clock: FrozenClock) -> Generator[Kit]:
    api = FastAPI()
    api.include_router(router_for(a_world(engine, clock)))
    with TestClient(api) as client:
        yield Kit(client)


def test_nothing_of_the_service_knows_these_doors() -> None:
    sources = (ROOT / "app").rglob("*.py")
    assert not [path for path in sources if "ledger.conformance" in path.read_text("utf-8")]


def test_a_database_that_is_not_for_tests_is_refused(clock: FrozenClock) -> None:
    engine = make_engine("sqlite:////var/lib/fund/books.db")
    with pytest.raises(RuntimeError, match="for tests"):
        router_for(a_world(engine, clock))


def test_a_reset_leaves_nothing_behind(kit: Kit) -> None:
    kit.fund("a", 500)
    assert kit.balance("a") == 500
    assert kit.client.post("/_lck/reset").status_code == 200
    assert kit.balance("a") == 0
    assert kit.journal() == []
    kit.fund("a", 12345)
    assert kit.balance("a") == 12345


@pytest.mark.invariant(1, 4)
def test_the_journal_sums_to_zero_and_folds_to_the_balances(kit: Kit) -> None:
    kit.fund("a", 500)
    for number in range(5):
        kit.post("a", "b", 10 + number)
    folded: dict[str, int] = defaultdict(int)
    sequence: dict[str, int] = defaultdict(int)
    for place, entry in enumerate(kit.journal(), start=1):
        assert entry["sequence"] == place
        sequence[entry["accountId"]] += 1
        assert entry["accountSequence"] == sequence[entry["accountId"]]
        sign = 1 if entry["type"] == "CREDIT" else -1
        folded[entry["accountId"]] += sign * entry["amountSubunits"]
    assert sum(folded.values()) == 0
    assert {name: kit.balance(name) for name in ("a", "b")} == {"a": folded["a"], "b": folded["b"]}


@pytest.mark.invariant(3, 9)
def test_a_refusal_is_an_answer_and_its_duplicate_hears_it_too(kit: Kit) -> None:
    kit.fund("a", 100)
    for _ in range(2):
        refused = kit.post("a", "b", 101, "key")
        assert (refused["status"], bool(refused["reason"])) == ("REJECTED", True)
    assert len(kit.journal()) == 2
    assert kit.post("a", "b", 100, "key")["status"] == "APPLIED"
    assert kit.balance("a") == 0


@pytest.mark.invariant(7, 8)
def test_a_duplicate_keeps_the_first_name_and_another_body_is_rejected(kit: Kit) -> None:
    kit.fund("a", 100)
    first = kit.post("a", "b", 10, "key")
    again = kit.post("a", "b", 10, "key")
    assert again == {**first, "status": "DUPLICATE"}
    assert kit.post("a", "b", 11, "key")["status"] == "REJECTED"
    assert kit.balance("b") == 10


@pytest.mark.invariant(12)
@pytest.mark.parametrize("won", [0, -5, 10**15 + 1])
def test_amounts_that_no_book_holds_are_rejected(kit: Kit, won: int) -> None:
    kit.fund("a", 100)
    assert kit.post("a", "b", won)["status"] == "REJECTED"


@pytest.mark.invariant(12)
def test_large_amounts_come_back_to_the_last_won(kit: Kit) -> None:
    kit.fund("a", 10**15)
    kit.post("a", "b", 10**15 - 1)
    assert (kit.balance("a"), kit.balance("b")) == (1, 10**15 - 1)


def test_entries_that_are_not_balanced_or_not_in_won_are_rejected(kit: Kit) -> None:
    kit.fund("a", 100)
    leg = {"accountId": "a", "type": "DEBIT", "amountSubunits": 5, "currency": "KRW"}
    other = {**leg, "accountId": "b", "type": "CREDIT"}
    for legs in ([], [leg], [leg, {**other, "amountSubunits": 6}],
                 [{**leg, "currency": "USD"}, {**other, "currency": "USD"}]):  # fmt: skip
        assert kit.post("a", "b", 1, legs=legs)["status"] == "REJECTED"
    assert kit.balance("a") == 100


@pytest.mark.invariant(2)
def test_no_update_of_a_hot_account_is_lost(kit: Kit) -> None:
    kit.fund("hot", 1)
    kit.fund("source", 500)
    answers = at_once([partial(kit.post, "source", "hot", 5)] * 60)
    assert Counter(answer["status"] for answer in answers if isinstance(answer, dict)) == {
        "APPLIED": 60
    }
    assert (kit.balance("hot"), kit.balance("source")) == (301, 200)


@pytest.mark.invariant(7)
def test_a_race_for_one_key_is_applied_once(kit: Kit) -> None:
    kit.fund("a", 500)
    answers = at_once([partial(kit.post, "a", "b", 5, "race-key")] * 40)
    told = [answer for answer in answers if isinstance(answer, dict)]
    assert Counter(answer["status"] for answer in told) == {"APPLIED": 1, "DUPLICATE": 39}
    assert len({answer["transactionId"] for answer in told}) == 1
    assert kit.balance("b") == 5
