"""Every door answers everybody exactly as the policy table says, and none opens undeclared."""

from collections.abc import Generator
from functools import partial
from re import findall
from typing import Any

import pytest
from sqlalchemy import text

from app.access.actor import WORKER, Actor, Role
from app.access.policy import May, decide
from app.db.work import Work, perform
from app.demo.stage import Answer
from app.people.queries import actor_of
from app.people.rules import grantable
from tests.access.doors import DoorOf, app_of, doors
from tests.access.sample import CASE, COMPANY, ENTERED_BY, ITEM, Sample
from tests.access.samples import SAMPLES
from tests.access.street import Neighbour, Street, open_street


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Generator[Street]:
    with open_street(tmp_path_factory.mktemp("street") / "town", "") as opened:
        ENTERED_BY["person"] = opened.player("lead").person_id
        yield opened


@pytest.fixture(scope="module")
def all_doors(street: Street) -> list[DoorOf]:
    return list(doors(app_of(street.stage)))


def row_of(door: DoorOf) -> str:
    """Return a door's name in the table of samples."""
    return f"{door.method} {door.path.removeprefix('/api/v1')}"


def test_every_door_declares_a_permission_or_why_it_is_open(all_doors: list[DoorOf]) -> None:
    undeclared = []
    for door in all_doors:
        may, why = door.declared.get("x-permission"), door.declared.get("x-public")
        known = may in set(May) and not why
        open_with_reason = may is None and bool(why and len(why) > 10)
        if not (known or open_with_reason) or door.declared.get("x-level") not in range(1, 6):
            undeclared.append(door.name)
    assert not undeclared


def test_every_door_of_the_api_has_a_row_of_samples(all_doors: list[DoorOf]) -> None:
    assert {row_of(door) for door in all_doors if door.rest} == set(SAMPLES)
    wanting = [row for row, sample in SAMPLES.items()
               if row.split()[0] in {"POST", "PATCH"} and sample.body is None
               and row != "POST /step-up-codes"]  # fmt: skip
    assert not wanting


# ----------------------------------------------------------------------------- everybody, everywhere


_ACTORS: dict[str, Actor] = {}


def actor_behind(street: Street, neighbour: Neighbour) -> Actor:
    """Return the actor that a neighbour's token stands for."""
    assert neighbour.player is not None
    account_id = neighbour.player.account_id
    if account_id in _ACTORS:
        return _ACTORS[account_id]
    find = partial(actor_of, account_id=account_id)
    actor = perform(street.stage.house.world, WORKER, find, reading=True)
    _ACTORS[account_id] = Actor(
        account_id=actor.account_id, person_id=actor.person_id, role=actor.role, unit=actor.unit,
        company_ids=actor.company_ids, scopes=frozenset(grantable(actor.role)),
    )  # fmt: skip
    return _ACTORS[account_id]


def expected(street: Street, door: DoorOf, sample: Sample, neighbour: Neighbour) -> int:
    """Return 401, 404 or 403 as the table says, and 0 where the door is to open."""
    if neighbour.player is None or not neighbour.enabled:
        return 401
    declared = (May(door.declared["x-permission"]), door.declared["x-level"])
    refused = _by_the_table(street, door, sample, neighbour, (*sample.first, declared))
    if not refused and sample.hides_from & neighbour.ties:
        return 404
    refused = refused or _by_the_table(street, door, sample, neighbour, sample.then)
    if not refused and sample.owners_only and neighbour.role is Role.PARTY:
        return _as_owner(neighbour)
    return refused


def _by_the_table(
    street: Street, door: DoorOf, sample: Sample, neighbour: Neighbour,
    asked: tuple[tuple[May, int], ...],
) -> int:  # fmt: skip
    actor, now = actor_behind(street, neighbour), street.stage.clock.now()
    for may, level in asked:
        about_the_firm = may is May.COMPANY_READ and "}" in door.path
        target = neighbour.to_company(level) if about_the_firm else sample.about(neighbour, level)
        answer = decide(actor, may, target, now)
        if not answer.allowed:
            unknown = (may, level) in sample.first and may is May.MEASURE_READ
            return 404 if answer.hidden or unknown else 403
    return 0


def _as_owner(neighbour: Neighbour) -> int:
    if not neighbour.member:
        return 404
    return (
        0 if neighbour.ties and neighbour.player and "respondent" in neighbour.player.name else 403
    )


def versions(street: Street) -> dict[str, int]:
    """Return the present version of everything, by id."""
    found: dict[str, int] = {}
    with street.stage.house.world.engine.connect() as connection:
        from app.tables import METADATA  # noqa: PLC0415 - the whole schema, here only

        for table in METADATA.tables.values():
            if {"id", "version"} <= set(table.c.keys()):
                rows = connection.execute(text(f'SELECT id, version FROM "{table.name}"'))
                found |= {row.id: row.version for row in rows}
    return found


def knock(street: Street, door: DoorOf, sample: Sample, who: Neighbour, known: dict[str, int],
          ids: dict[str, str] | None = None) -> Answer:  # fmt: skip
    """Try a door as somebody, with a valid body and the present version."""
    things = {**street.ids, "token_id": "tok_" + "0" * 32, **(ids or {})}
    names = findall(r"{(\w+)}", door.path)
    path = door.path.format(**{name: things[name] for name in names})
    main = next((things[n] for n in reversed(names) if things[n] in known and n != "person_id"), "")
    headers = {"If-Match": f'"v{known.get(main, 1)}"'}
    if door.method == "POST":
        headers["Idempotency-Key"] = f"knock-{next(street.keys)}"
    if who.player is not None:
        headers["Authorization"] = f"Bearer {who.player.token}"
    more: dict[str, Any] = {} if sample.body is None else {"json": sample.body}
    if door.path.endswith("/evidence") and door.method == "POST":
        more = dict(sample.body)
    query = f"?{sample.query}" if sample.query else ""
    return street.stage.send(door.method, path + query, headers=headers, **more)


@pytest.fixture
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every act run to its end and be undone, so that nobody's standing changes meanwhile."""

    def undone(work: Work) -> None:
        work.session.flush()
        work.session.rollback()

    monkeypatch.setattr(Work, "finish", undone)


@pytest.mark.usefixtures("nothing_is_kept")
def test_every_door_answers_everybody_as_the_table_says(
    street: Street, all_doors: list[DoorOf]
) -> None:
    known = versions(street)
    wrong = []
    asked = 0
    for door in (d for d in all_doors if d.rest):
        sample = SAMPLES[row_of(door)]
        for name, who in those_who_differ(street, sample).items():
            got = knock(street, door, sample, who, known)
            asked += 1
            assert got.status < 500, (door.name, name, got.body)
            if not right(street, door, sample, who, got.status):
                want = "" if sample.open_to else expected(street, door, sample, who)
                code = got.body.get("code") if isinstance(got.body, dict) else ""
                wrong.append(f"{door.name} as {name}: {got.status} {code}, wanted {want or 'in'}")
    assert not wrong, "\n".join(wrong)
    assert asked > 2000


def those_who_differ(street: Street, sample: Sample) -> dict[str, Neighbour]:
    """Return everybody where ties matter, else one person of each role, nobody and the disabled."""
    everybody = street.neighbours
    if not sample.open_to and sample.about in {CASE, COMPANY, ITEM}:
        return everybody
    chosen = {who.role: name for name, who in reversed(everybody.items()) if who.enabled}
    return {name: everybody[name] for name in {*chosen.values(), "nobody", "disabled_examiner"}}


def right(street: Street, door: DoorOf, sample: Sample, who: Neighbour, status: int) -> bool:
    """Tell whether an answer is the one that is due."""
    if sample.open_to:
        return status in sample.open_to or (not who.enabled and status == 401)
    due = expected(street, door, sample, who)
    if due == 403 and status == 409 and sample.first:
        return True  # the table of steps speaks first, to those who may read its state
    if due:
        return status == due
    opened = status not in {401, 403, 404}
    # What follows on an open door may name a thing of the body that is not there.
    return opened or (status == 404 and row_of(door) in _NAMES_NOBODY)


_NAMES_NOBODY = {
    "POST /receivables",
    "POST /tokens/{token_id}/revocation", "POST /walls", "POST /walls/declarations",
    "POST /cases/{case_id}/evidence",
}  # fmt: skip
