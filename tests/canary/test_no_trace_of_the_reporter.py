"""Nothing that a respondent, an evaluator or the public can open tells of the reporter.

Every door is taken from the application's own table of routes, so that a new one is looked at too;
every thing that the database holds is tried at it.
"""

import io
import json
import logging
from collections.abc import Generator
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.access.doors import DoorOf, app_of, doors
from tests.access.street import Street
from tests.canary.street import ask, open_canary_street, paths_of, things_of
from tests.canary.words import FIRM, PERSON, found_in, sung_in

# Whoever must find nothing, and the formats that each of them is given at least.
READERS = {
    "respondent": {"application/json", "text/html", "application/pdf"},
    "evaluator": {"application/json", "text/html", "text/csv"},
    "nobody": {"application/json", "text/html"},
}
# What a demonstration shows to anybody on purpose: its role picker and the mails it did not send.
DEMONSTRATION = frozenset({"/sign-in", "/messages", "/api/v1/messages"})
LOGGED = io.StringIO()


@pytest.fixture(scope="module")
def entries() -> Generator[list[Any]]:
    """Yield what the service logs from now on, in its own words."""
    with capture_logs() as captured:
        yield captured


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, entries: list[Any]) -> Generator[Street]:
    listener = logging.StreamHandler(LOGGED)
    logging.getLogger().addHandler(listener)
    folder = tmp_path_factory.mktemp("canary") / "town"
    with open_canary_street(folder) as opened:
        yield opened
    logging.getLogger().removeHandler(listener)


@pytest.fixture(scope="module")
def all_doors(street: Street) -> list[DoorOf]:
    return [door for door in doors(app_of(street.stage)) if door.path not in DEMONSTRATION]


def test_the_canaries_can_be_heard(street: Street) -> None:
    case_id = street.ids["case_id"]
    heard = sung_in(ask(street, street.player("owner"), "GET", f"/api/v1/cases/{case_id}"))
    assert heard & {PERSON, FIRM}
    exhibits = f"/api/v1/cases/{case_id}/exhibits"
    assert sung_in(ask(street, street.player("examiner"), "GET", exhibits))


@pytest.mark.parametrize("who", READERS)
def test_no_door_sings(street: Street, all_doors: list[DoorOf], who: str) -> None:
    player, things = street.neighbours[who].player, things_of(street)
    sang, formats = [], set()
    for door in (one for one in all_doors if one.method == "GET"):
        closed = player is None and not door.declared.get("x-public")
        for path in islice(paths_of(street, door, things), 1 if closed else None):
            answer = ask(street, player, "GET", path)
            assert answer.status < 500, (path, answer.body)
            if answer.status == 200:
                formats.add(answer.headers.get("content-type", "").partition(";")[0])
            sung = sung_in(answer)
            sang += [f"{path}: {sorted(sung)}"] if sung else []
    assert formats >= READERS[who]
    assert not sang, "\n".join(sang)


@pytest.mark.parametrize("who", READERS)
def test_no_search_sings(street: Street, all_doors: list[DoorOf], who: str) -> None:
    player, things = street.neighbours[who].player, things_of(street)
    sang = []
    for door in all_doors:
        asked = [field.alias for field in door.route.dependant.query_params]
        for name in {"q", "search", "text", "query"} & set(asked):
            path = next(paths_of(street, door, things))
            for word in (PERSON, FIRM):
                answer = ask(street, player, "GET", f"{path}?{name}={word[:3]}")
                sung = sung_in(answer)
                sang += [f"{path}: {sorted(sung)}"] if sung else []
    assert not sang, "\n".join(sang)


@pytest.mark.parametrize("who", READERS)
def test_no_refusal_sings(street: Street, all_doors: list[DoorOf], who: str) -> None:
    player, things = street.neighbours[who].player, things_of(street)
    sang = []
    for door in (one for one in all_doors if one.rest and one.method != "GET"):
        path = next(paths_of(street, door, things))
        answer = ask(street, player, door.method, path, json={"unknown": "field"})
        assert answer.status < 500, (path, answer.body)
        sung = sung_in(answer)
        sang += [f"{door.method} {path}: {sorted(sung)}"] if sung else []
    assert not sang, "\n".join(sang)


def test_no_log_line_and_no_leaf_sings(street: Street, entries: list[Any]) -> None:
    with street.stage.house.world.engine.connect() as connection:
        payloads = connection.execute(text("SELECT payload FROM audit_leaf")).scalars().all()
        outbox = connection.execute(text("SELECT data FROM outbox_entry")).scalars().all()
    assert payloads
    told = "\n".join(map(str, [*payloads, *outbox]))
    assert not found_in(told)
    assert not found_in(LOGGED.getvalue())
    assert not found_in(json.dumps(entries, ensure_ascii=False, default=str))
