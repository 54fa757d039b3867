"""Many clients at once, on each database: every filing is received, and received once.

The service answers on a real port; each client repeats under its own key until it is answered.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from app import main as root
from app.access.actor import WORKER, Role
from app.audit.verify import verify
from app.cases.numbers import number_told
from app.cases.tables import Case, CaseStep
from app.db.tables import AnsweredKey, AuditLeaf, ReactionReceipt
from app.db.work import audited_tables, begin
from app.demo.complaints import complaint
from app.demo.stage import Player, Stage
from app.kernel.clock import SEOUL, FrozenClock
from app.papers.tables import IssuedPaper
from app.people.tables import CaseTie
from app.settings import Settings
from tests.support.served import served

CLIENTS, PEOPLE, TRIES = 64, 8, 40
DAY = date(2026, 3, 2)
COMPLAINT = complaint(["SC-CUT"], "대한모터스(가상)", "납품 뒤에 하도급대금을 깎았습니다.")


@dataclass
class Served:
    """The service on a port, and the stage on which its people get their accounts."""

    address: str
    house: root.House
    stage: Stage

    def post(
        self, player: Player, path: str, form: Any, *, key: str, version: int | None = None
    ) -> httpx.Response:
        """Send one POST, again under the same key where no answer came or the service was busy."""
        headers = {"Authorization": f"Bearer {player.token}", "Idempotency-Key": key}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        for _ in range(TRIES):
            try:
                answer = httpx.post(
                    f"{self.address}/api/v1{path}", json=form, headers=headers, timeout=60
                )
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return answer
            time.sleep(0.05)
        raise AssertionError(f"{path}: no answer in {TRIES} tries")

    def rows(self, *columns: Any) -> list[Any]:
        """Return columns of all rows."""
        with begin(self.house.world, WORKER, reading=True) as work:
            return list(work.session.execute(select(*columns)))


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Generator[Served]:
    """Yield the service on a port, over a database of either kind; its worker waits to be told."""
    clock = FrozenClock(datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=SEOUL).astimezone(UTC))
    settings = Settings(
        environment="demo", data_folder=tmp_path / "data", database_url=database_url,
        embedded_worker=False, _env_file=None,
    )  # fmt: skip
    house = root.build(settings, clock)
    root.prepare(house)
    app = root.create_app(house)
    stage = Stage(house, app, clock)
    with served(app) as address:
        yield Served(address, house, stage)
    stage.close()
    house.world.engine.dispose()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in as many threads, let go together, and return what they gave."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait(60)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def filing(service: Served, player: Player, number: int) -> Callable[[], httpx.Response]:
    """Return the act of filing the complaint with a number."""
    form = complaint(["SC-CUT"], f"상대{number % 5}(가상)", f"{number}번째 신고입니다.")
    return lambda: service.post(player, "/complaints", form, key=f"filing-{number}")


@pytest.mark.slow
def test_sixty_four_filings_at_once_are_each_received_exactly_once(service: Served) -> None:
    people = [service.stage.player(Role.PARTY, f"신고인{place}") for place in range(PEOPLE)]
    acts = [filing(service, people[n % PEOPLE], n) for n in range(CLIENTS)]
    twice = [act for place, act in enumerate(acts) if place % 4 == 0]
    before = max(key for (key,) in service.rows(AuditLeaf.id))
    answers = at_once(*acts, *twice)

    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}
    _each_pair_got_one_answer(answers[:CLIENTS:4], answers[CLIENTS:])
    _numbered_without_gaps(service, answers)
    _filed_once(service, before)
    _reactions_took_effect_once(service)
    _log_is_sound(service)


def _each_pair_got_one_answer(firsts: list[httpx.Response], seconds: list[httpx.Response]) -> None:
    for first, second in zip(firsts, seconds, strict=True):
        assert first.json() == second.json()
        replayed = [answer.headers.get("idempotent-replayed") for answer in (first, second)]
        assert sorted(replayed, key=str) == [None, "true"]


def _numbered_without_gaps(service: Served, answers: list[httpx.Response]) -> None:
    told = {answer.json()["case_id"]: answer.json() for answer in answers}
    assert len(told) == CLIENTS
    kept = service.rows(Case.id, Case.number, Case.number_serial, Case.number_type)
    assert sorted(serial for _, _, serial, _ in kept) == list(range(1, CLIENTS + 1))
    assert {kind for *_, kind in kept} == {"SUB"}
    for case_id, number, serial, _ in kept:
        filed = told[case_id]
        assert (filed["number"], f"-{serial:06d}-" in number) == (number, True)
        assert number_told(filed["number"]) == number_told(filed["number_en"]) is not None
    assert len({filed["public_reference"] for filed in told.values()}) == CLIENTS


def _filed_once(service: Served, last_before: int) -> None:
    kept = service.rows(AuditLeaf.id, AuditLeaf.event, AuditLeaf.subject)
    leaves = [(event, subject) for key, event, subject in kept if key > last_before]
    filed = [subject for event, subject in leaves if event == "complaint_filed"]
    cases = [case_id for (case_id,) in service.rows(Case.id)]
    assert sorted(filed) == sorted(cases)
    assert Counter(event for event, _ in leaves) == {
        "complaint_filed": CLIENTS, "case_tie_set": 2 * CLIENTS, "company_registered": CLIENTS,
    }  # fmt: skip
    ties = service.rows(CaseTie.case_id, CaseTie.kind)
    assert Counter(ties) == Counter(
        (case_id, kind) for case_id in cases for kind in ("complainant", "respondent")
    )
    steps = Counter(case_id for (case_id,) in service.rows(CaseStep.case_id))
    assert steps == Counter(dict.fromkeys(cases, 2))
    assert len([k for (k,) in service.rows(AnsweredKey.key) if k.startswith("filing-")]) == CLIENTS


def _reactions_took_effect_once(service: Served) -> None:
    drain = service.house.worker.drain
    at_once(drain, drain)  # two workers race for the same news
    drain()
    done = Counter(reaction for (reaction,) in service.rows(ReactionReceipt.reaction))
    assert done["issue_receipt"] == CLIENTS
    receipts = service.rows(col(IssuedPaper.case_id), col(IssuedPaper.template))
    assert Counter(receipts) == Counter(
        (case_id, "receipt") for (case_id,) in service.rows(Case.id)
    )


def _log_is_sound(service: Served) -> None:
    house = service.house
    report = verify(
        house.world.engine,
        public_key=house.keys.public,
        witness_path=house.settings.witness,
        seal_key=house.keys.seal_key,
        audited_tables=audited_tables(),
    )
    assert [finding.text.en for finding in report.findings] == []
    positions = sorted(position for (position,) in service.rows(AuditLeaf.position))
    assert positions == list(range(len(positions)))


def test_of_two_officials_who_take_the_same_step_one_wins_and_the_other_learns_why(
    service: Served,
) -> None:
    party = service.stage.player(Role.PARTY, "김하늘")
    leads = [service.stage.player(Role.LEAD, n, unit="subcontract") for n in ("한과장", "두과장")]
    for turn in range(4):
        filed = service.post(party, "/complaints", COMPLAINT, key=f"turn-{turn}").json()
        won, lost = _both_begin(service, leads, filed)
        assert won.status_code == HTTPStatus.CREATED
        assert won.json()["state"]["code"] == "pre_review"
        assert lost.status_code == HTTPStatus.PRECONDITION_FAILED
        assert lost.headers["content-type"] == "application/problem+json"
        assert lost.headers["etag"] == won.headers["etag"]
        assert lost.json()["current_etag"] == won.headers["etag"]
        taken = service.rows(CaseStep.case_id, CaseStep.command)
        assert taken.count((filed["case_id"], "begin_pre_review")) == 1


def _both_begin(
    service: Served, leads: list[Player], filed: dict[str, Any]
) -> list[httpx.Response]:
    path, form = f"/cases/{filed['case_id']}/transitions", {"command": "begin_pre_review"}

    def begin_as(lead: Player) -> Callable[[], httpx.Response]:
        return lambda: service.post(lead, path, form, key=path, version=filed["version"])

    answers = at_once(*map(begin_as, leads))
    return sorted(answers, key=lambda answer: answer.status_code)


def test_a_key_that_comes_with_another_body_is_refused_and_changes_nothing(
    service: Served,
) -> None:
    party = service.stage.player(Role.PARTY, "김하늘")
    other = json.loads(json.dumps(COMPLAINT))
    other["respondent"]["name"] = "다른회사(가상)"
    first = service.post(party, "/complaints", COMPLAINT, key="one")
    again = service.post(party, "/complaints", COMPLAINT, key="one")
    refused = service.post(party, "/complaints", other, key="one")
    assert (first.status_code, again.json()) == (HTTPStatus.CREATED, first.json())
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert refused.json()["code"] == "idempotency-key-reused"
    assert len(service.rows(Case.id)) == 1


def test_the_same_key_in_other_hands_is_another_key(service: Served) -> None:
    people = [service.stage.player(Role.PARTY, name) for name in ("김하늘", "이바다")]
    answers = at_once(
        *(lambda p=p: service.post(p, "/complaints", COMPLAINT, key="one") for p in people)
    )
    assert [answer.status_code for answer in answers] == [HTTPStatus.CREATED] * 2
    assert len({answer.json()["case_id"] for answer in answers}) == 2
