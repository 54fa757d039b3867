"""Outsiders check proofs over HTTP; auditors read leaves; nobody else does."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role
from app.audit import merkle
from app.audit.checkpoint import PublicKey, verify
from app.audit.routes import router
from app.db.work import Work
from app.web import problems
from app.web.deps import Credentials, Desk
from tests.audit.conftest import OFFICER, Log

ACTORS = {
    "auditor": Actor(account_id="account_9", person_id="person_9", role=Role.AUDITOR),
    "officer": OFFICER,
}


def identify(_work: Work, credentials: Credentials) -> Actor:
    return ACTORS.get(credentials.secret, ANYBODY)


@pytest.fixture
def client(log: Log) -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.state.desk = Desk(log.world, identify)
    app.state.audit_public_key = log.signer.public
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


def as_(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {role}"}


def hashes(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in proof]


def test_a_stranger_checks_that_an_event_is_in_the_signed_log(client: TestClient, log: Log) -> None:
    log.write(11)
    log.sequence()
    key = PublicKey.parse(client.get("/api/v1/audit/checkpoint").json()["public_key"])
    for event_id in log.events:
        found = client.get(f"/api/v1/audit/proofs/{event_id}").json()
        assert found["state"] == "included"
        assert set(found) == {"event_id", "leaf_hash", "state", "position", "tree_size", "root",
                              "proof", "checkpoint"}  # fmt: skip
        said = verify(found["checkpoint"], key)
        assert merkle.verify_inclusion(
            bytes.fromhex(found["leaf_hash"]), found["position"], said.size,
            hashes(found["proof"]), said.root,
        )  # fmt: skip


def test_an_event_waits_until_a_checkpoint_covers_it(client: TestClient, log: Log) -> None:
    log.write(1)
    found = client.get(f"/api/v1/audit/proofs/{log.events[0]}").json()
    assert found["state"] == "waiting"
    assert re.fullmatch("[0-9a-f]{64}", found["leaf_hash"])
    assert found["checkpoint"] is None


@pytest.mark.parametrize("event_id", ["evt_" + "0" * 32, "x", "%00", "evt_%F0%9F", "한글"])
def test_an_unknown_event_is_not_found(client: TestClient, log: Log, event_id: str) -> None:
    log.write(1)
    answer = client.get(f"/api/v1/audit/proofs/{event_id}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not-in-the-log"


def test_before_the_first_signature_there_is_no_checkpoint(client: TestClient) -> None:
    for path in ("/api/v1/audit/checkpoint", "/api/v1/audit/consistency?first=1&second=1"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["code"] == "no-checkpoint-yet"


def test_the_note_itself_is_given_as_text(client: TestClient, log: Log) -> None:
    log.write(3)
    log.sequence()
    answer = client.get("/api/v1/audit/checkpoint", headers={"Accept": "text/plain"})
    assert answer.headers["content-type"].startswith("text/plain")
    assert verify(answer.text, log.signer.public).size == 3


def test_a_stranger_checks_that_the_log_only_grew(client: TestClient, log: Log) -> None:
    log.write(9)
    log.sequence()
    for first in range(1, 10):
        for second in range(first, 10):
            found = client.get(f"/api/v1/audit/consistency?first={first}&second={second}").json()
            roots = hashes([found["first_root"], found["second_root"]])
            assert merkle.verify_consistency(first, second, *roots, hashes(found["proof"]))


@pytest.mark.parametrize("query", ["first=0&second=2", "first=2&second=1", "first=1&second=4",
                                   "first=x&second=1", "first=1", "first=-1&second=2",
                                   "first=1&second=99999999999999999999"])  # fmt: skip
def test_sizes_that_the_log_never_had_are_refused(client: TestClient, log: Log, query: str) -> None:
    log.write(3)
    log.sequence()
    answer = client.get(f"/api/v1/audit/consistency?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_an_auditor_reads_leaves_page_by_page(client: TestClient, log: Log) -> None:
    log.write(5)
    seen: list[str] = []
    cursor = ""
    while True:
        answer = client.get(f"/api/v1/audit/leaves?limit=2{cursor}", headers=as_("auditor")).json()
        seen += [item["event_id"] for item in answer["items"]]
        if not answer["has_more"]:
            break
        cursor = f"&cursor={answer['next_cursor']}"
    assert seen == log.events[::-1]


def test_leaves_are_found_by_subject_actor_and_event(client: TestClient, log: Log) -> None:
    log.write(3)
    log.change(1)

    def count(query: str) -> int:
        found = client.get(f"/api/v1/audit/leaves?{query}", headers=as_("auditor"))
        return len(found.json()["items"])

    assert count(f"subject={log.papers[1]}") == 2
    assert count("actor_id=account_1") == 4
    assert count("actor_id=account_2") == 0
    assert count("event=sample_changed") == 4
    assert count("event=sample") == 0


def test_leaves_are_found_by_what_they_name_and_by_time(client: TestClient, log: Log) -> None:
    log.write(3)
    log.change(1)
    at = log.world.clock.now()

    def count(**query: str) -> int:
        path = "/api/v1/audit/leaves"
        found = client.get(path, params=query, headers=as_("auditor"))
        return len(found.json()["items"])

    assert count(thing=log.papers[1]) == 2
    assert count(thing="paper_" + "0" * 32) == 0
    assert count(from_at=at.isoformat()) == 4  # the first instant counts, the last does not
    assert count(until_at=at.isoformat()) == 0
    assert count(until_at=(at + timedelta(seconds=1)).isoformat(), thing=log.papers[0]) == 1


@pytest.mark.parametrize("query", ["cursor=%21", "cursor=WyJ4Il0", "limit=0", "limit=201",
                                   "subject=%00", "thing=%25", "from_at=2026-11-23", "unknown=1"])  # fmt: skip
def test_a_bad_question_is_answered_with_what_is_wrong(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/audit/leaves?{query}", headers=as_("auditor"))
    assert answer.status_code in {400, 422}
    assert answer.json()["errors"]


def test_nobody_but_an_auditor_reads_leaves(client: TestClient, log: Log) -> None:
    log.write(1)
    assert client.get("/api/v1/audit/leaves").status_code == 401
    assert client.get("/api/v1/audit/leaves", headers=as_("officer")).status_code == 403


def test_everybody_reads_what_the_log_holds_of_themselves(client: TestClient, log: Log) -> None:
    log.write(2)
    own = client.get("/api/v1/audit/own-leaves", headers=as_("officer")).json()
    assert [item["event_id"] for item in own["items"]] == log.events[::-1]
    assert client.get("/api/v1/audit/own-leaves", headers=as_("auditor")).json()["items"] == []
    assert client.get("/api/v1/audit/own-leaves").status_code == 401
