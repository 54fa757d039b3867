"""Whatever is sent, the service answers with a problem document and never with a fault."""

import json
from collections.abc import Callable, Generator
from pathlib import Path
from re import findall
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.demo.stage import Answer
from tests.access.doors import DoorOf, app_of, doors
from tests.access.samples import SAMPLES
from tests.access.street import Street, open_street
from tests.access.test_every_door import row_of, versions

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
DEEP = "[" * 30_000 + "]" * 30_000
# Values that are put in place of every field of a valid body.
ODD: tuple[Any, ...] = (
    None, True, -1, 10**18, 1.5, "", " ", "x" * 70_000, "a\x00b", "\ud800", "가" * 3000,
    "9999-12-31", "0001-01-01", "2026-02-30", "=cmd|' /C calc'!A0", [], ["\ud800"], {}, {"a": {}},
    [[]], "999999999999999999", "-0", "NaN", "١٢٣", "\u202e", "case_" + "0" * 32,
)  # fmt: skip
TURNS = 6
BODIES: tuple[bytes, ...] = (
    b"", b"{", b"null", b"[]", b'"x"', b"1", b"\xff\xfe\x00", b'{"a": 1, "a": 2}', b"NaN",
    DEEP.encode(), b'{"unknown_field": 1}', b"\x00" * 64, b'{"\\ud800": "\\ud800"}', b" " * 2000,
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"},
    {"Content-Type": "application/json; charset=utf-7"}, {"Content-Type": ""},
    {"Content-Type": "multipart/form-data"}, {"Idempotency-Key": ""},
    {"Idempotency-Key": "x" * 5000}, {"Idempotency-Key": "\x7f\x01"}, {"If-Match": "*"},
    {"If-Match": '"v0"'}, {"If-Match": 'W/"v1"'}, {"If-Match": '"v99999999999999999999"'},
    {"If-Match": "nonsense, more"}, {"If-Match": ""}, {"Content-Length": "-5"},
    {"Content-Length": "9" * 6000}, {"Content-Length": "1"}, {"Content-Length": "99999999999"},
    {"Content-Length": "x"}, {"Host": "evil.example"}, {"Host": ""}, {"Host": "127.0.0.1:99999999"},
    {"Accept-Language": "x;q=" + "9" * 400}, {"Authorization": "Bearer"},
    {"Authorization": "Bearer \x00"}, {"Authorization": "Basic eDp4"}, {"Cookie": "a=b; ; =;;\x01"},
    {"X-Request-ID": "<script>"}, {"Origin": "null"}, {"Content-Encoding": "gzip"},
)  # fmt: skip
ODD_IDS = (
    "x",
    "..",
    "%00",
    "%2e%2e%2f",
    "%ED%A0%80",
    "0" * 300,
    "'; DROP TABLE cases;--",
    "%F0%9F",
)
QUERIES = (
    "cursor=x", "cursor=" + "A" * 399, "cursor=W10", "cursor=WzEsMl0", "cursor=WyJ4IiwieSJd",
    "cursor=W251bGwsbnVsbF0", "cursor=WyJcdWQ4MDAiLCAieCJd", "cursor=WyJhXHUwMDAwYiIsICJ4Il0",
    "cursor=W251bGxd", "cursor=W1tdXQ", "cursor=WyJcdTAwMDAiXQ", "cursor=WzFd", "cursor=", "limit=0", "limit=-1", "limit=201",
    "limit=x", "limit=1e9", "unknown=1", "limit=1&limit=2", "%00=1", "state=%00", "search=%00",
    "search=%ED%A0%80", "open=maybe", "as_of=9999-12-31", "as_of=0001-01-01", "as_of=x",
    "decided_on=9999-12-31", "decided_on=0001-01-01", "first=-1&second=0", "first=9&second=1",
    "first=" + "9" * 30 + "&second=1", "regime=%00", "event=%00", "role=superuser", "purpose=X%00",
    "known_at=0001-01-01", "subject=x", "lang=xx", "on=0001-01-01", "track=%00", "actor_id=%F0",
)  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def street(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Street]:
    folder: Path = tmp_path_factory.mktemp("bad-input")
    url = ""
    if request.param == "postgresql":
        databases = request.getfixturevalue("postgresql_databases")
        name, url = databases.create()
    with open_street(folder / "town", url) as opened:
        yield opened
    if url:
        databases.drop(name)


@pytest.fixture(autouse=True)
def faults() -> Generator[list[Any]]:
    """Yield what the service notes of its own faults; written out in full each would take a second."""
    with capture_logs() as noted:
        yield noted
    causes = {repr(entry["exc_info"]) for entry in noted if entry["event"] == "fault"}
    assert not causes


@pytest.fixture(scope="module")
def knocks(street: Street) -> Callable[..., Answer]:
    """Return a way to send anything to a door as somebody whom it may open to."""
    known = versions(street)

    def knock(door: DoorOf, *, who: str = "", ids: dict[str, str] | None = None, query: str = "",
              headers: dict[str, str] | None = None, **more: Any) -> Answer:  # fmt: skip
        things = {**street.ids, "token_id": "tok_" + "0" * 32, **(ids or {})}
        names = findall(r"{(\w+)}", door.path)
        path = door.path.format(**{name: things[name] for name in names})
        main = next((things[name] for name in reversed(names) if things[name] in known), "")
        player = street.player(who or speaker(door))
        sent = {
            "Authorization": f"Bearer {player.token}", "If-Match": f'"v{known.get(main, 1)}"',
            "Idempotency-Key": f"bad-{next(street.keys)}", **(headers or {}),
        }  # fmt: skip
        return street.stage.send(door.method, f"{path}?{query}".rstrip("?"), headers=sent, **more)

    return knock


_SPEAKERS = {
    "cases:file": "owner", "cases:withdraw": "owner", "consents:answer": "owner",
    "supplements:answer": "owner", "measures:countersign": "lead", "measures:issue": "lead",
    "cases:assign": "lead", "figures:enter": "lead", "figures:approve": "secretary",
    "points:decide": "lead", "points:read": "lead", "measures:serve": "secretary",
    "payments:record": "secretary", "relations:set": "secretary", "measures:accept": "respondent",
    "measures:report": "respondent", "objections:file": "respondent", "companies:register": "lead",
    "objections:rule": "commissioner", "mandates:grant": "respondent", "walls:set": "auditor",
    "audit:read": "auditor", "accounts:manage": "administrator", "invitations:send": "administrator",
    "messages:read": "administrator", "accounts:read": "stranger",
}  # fmt: skip


def speaker(door: DoorOf) -> str:
    """Return who tries a door: somebody who gets past the permission, where there is one."""
    if "draft" in door.path:
        return "owner"
    return _SPEAKERS.get(door.declared.get("x-permission") or "", "examiner")


def api(street: Street, *methods: str) -> list[DoorOf]:
    """Return the doors of the API by method."""
    return [
        d for d in doors(app_of(street.stage)) if d.rest and (not methods or d.method in methods)
    ]


def faults_of(answer: Answer) -> str:
    """Return what is wrong with an answer to bad input, or nothing."""
    if answer.status >= 500:
        return f"a fault: {answer.status} {str(answer.body)[:300]}"
    return _misshapen(answer) if answer.status >= 400 else ""


def _misshapen(answer: Answer) -> str:
    if answer.headers.get("content-type") != "application/problem+json":
        return f"no problem document: {answer.status} {answer.headers.get('content-type')}"
    body = answer.body
    wanting = {"type", "title", "status", "detail", "instance", "code", "request_id", "detail_ko",
               "detail_en"} - set(body)  # fmt: skip
    if wanting or body["status"] != answer.status:
        return f"the document lacks {wanting} or tells another status"
    nameless = [e for e in body.get("errors", []) if not (
        e["pointer"].startswith("/") and e["detail_ko"] and e["detail_en"])]  # fmt: skip
    return f"fields without a name or words: {nameless}" if nameless else ""


def report(found: list[str]) -> None:
    """Fail with every different fault, once for each door."""
    assert not found, "\n".join(dict.fromkeys(found))


def test_no_body_that_cannot_be_read_is_a_fault(
    street: Street, knocks: Callable[..., Answer]
) -> None:
    wrong = []
    for door in api(street, "POST", "PATCH"):
        for body in BODIES:
            answer = knocks(door, content=body, headers={"Content-Type": "application/json"})
            if fault := faults_of(answer):
                wrong.append(f"{door.name} {body[:20]!r}: {fault}")
    report(wrong)


def _places(body: Any, above: tuple[Any, ...] = ()) -> Generator[tuple[Any, ...]]:
    """Yield the way to every field of a body, however deep."""
    inside = (
        body.items()
        if isinstance(body, dict)
        else enumerate(body)
        if isinstance(body, list)
        else ()
    )
    for name, value in inside:
        yield (*above, name)
        yield from _places(value, (*above, name))


def _spoiled(body: Any, fields: tuple[Any, ...], odd: Any) -> Any:
    """Return a body with an odd value in the place of one field."""
    if not fields:
        return odd
    copy = dict(body) if isinstance(body, dict) else list(body)
    copy[fields[0]] = _spoiled(copy[fields[0]], fields[1:], odd)
    return copy


def test_no_odd_value_in_any_field_is_a_fault(
    street: Street, knocks: Callable[..., Answer]
) -> None:
    wrong = []
    tried = 0
    for door in api(street, "POST", "PATCH"):
        body = SAMPLES[row_of(door)].body
        if not body or "files" in body:
            continue
        for place, fields in enumerate(_places(body)):
            # Each field meets a few of the odd values; over all doors each value meets many fields.
            for turn in range(TURNS):
                odd = ODD[(place * TURNS + turn + len(door.path)) % len(ODD)]
                tried += 1
                content = json.dumps(_spoiled(body, fields, odd)).encode()
                answer = knocks(door, content=content, headers={"Content-Type": "application/json"})
                if fault := faults_of(answer):
                    wrong.append(f"{door.name} {fields} {str(odd)[:20]!r}: {fault}")
    report(wrong)
    assert tried > 500


def test_unknown_fields_are_refused_by_name(street: Street, knocks: Callable[..., Answer]) -> None:
    for door in api(street, "POST", "PATCH"):
        body = SAMPLES[row_of(door)].body
        if not body or "files" in body:
            continue
        answer = knocks(door, json={**body, "state": "closed", "version": 9})
        named = {error["pointer"] for error in answer.body.get("errors", [])}
        assert answer.status == 422, (door.name, answer.body)
        assert {"/state", "/version"} - named <= {f"/{name}" for name in body}, (
            door.name,
            named,
        )


def test_no_odd_header_is_a_fault(street: Street, knocks: Callable[..., Answer]) -> None:
    wrong = []
    for door in api(street, "POST")[::4] + api(street, "PATCH", "GET")[::6]:
        body = SAMPLES[row_of(door)].body
        for headers in HEADERS:
            more = {} if door.method == "GET" or not body or "files" in body else {
                "content": json.dumps(body).encode()}  # fmt: skip
            raw = {name: value.encode("latin-1") for name, value in headers.items()}
            answer = knocks(door, headers={"Content-Type": "application/json", **raw}, **more)
            if fault := faults_of(answer):
                wrong.append(f"{door.name} {headers}: {fault}"[:400])
    report(wrong)


def test_no_odd_id_is_a_fault(street: Street, knocks: Callable[..., Answer]) -> None:
    wrong = []
    for door in api(street):
        names = findall(r"{(\w+)}", door.path)
        for odd in ODD_IDS if names else ():
            body = SAMPLES[row_of(door)].body
            more = {"json": body} if body and "files" not in body else {}
            answer = knocks(door, ids=dict.fromkeys(names, odd), **more)
            if fault := faults_of(answer):
                wrong.append(f"{door.name} {odd[:20]!r}: {fault}")
    report(wrong)


def test_no_odd_query_is_a_fault_and_unknown_parameters_are_refused(
    street: Street, knocks: Callable[..., Answer]
) -> None:
    wrong = []
    for door in api(street, "GET"):
        known = {query.alias for query in door.route.dependant.query_params}
        for query in QUERIES:
            if query.partition("=")[0] not in known | {"unknown", "lang", "%00"}:
                continue
            answer = knocks(door, query=query)
            if fault := faults_of(answer):
                wrong.append(f"{door.name}?{query[:40]}: {fault}")
        refused = knocks(door, query="no_such_condition=1")
        if (refused.status, refused.body.get("code")) != (400, "unknown-parameter"):
            wrong.append(f"{door.name} took an unknown parameter: {refused.status}")
    report(wrong)


def test_every_post_asks_for_an_idempotency_key(street: Street) -> None:
    wrong = []
    for door in api(street, "POST"):
        path = door.path.format(**{**street.ids, "token_id": "tok_" + "0" * 32})
        headers = {
            "Authorization": f"Bearer {street.player(speaker(door)).token}",
            "If-Match": '"v1"',
        }
        body = SAMPLES[row_of(door)].body
        more = dict(body) if body and "files" in body else {"json": body or {}}
        answer = street.stage.send("POST", path, headers=headers, **more)
        needs_no_key = "A session is opened or a code sent each time it is asked for"
        if answer.status == 400 and answer.body["code"] == "idempotency-key-missing":
            continue
        if not _without_key(door):
            wrong.append(f"{door.name}: {answer.status} ({needs_no_key}?)")
    report(wrong)


def _without_key(door: DoorOf) -> bool:
    # Codes and sessions are new each time; where words stand is a question that changes nothing.
    return door.path.removeprefix("/api/v1") in {
        "/registration-codes", "/accounts", "/sessions", "/password-codes", "/passwords",
        "/step-up-codes", "/step-ups", "/invitations/acceptance",
        "/evidence/{item_id}/word-boxes",
    }  # fmt: skip


def test_a_length_that_lies_and_a_body_that_is_too_long_are_refused(street: Street) -> None:
    owner = street.player("owner")
    limit = street.stage.house.settings.body_limit_bytes
    headers = {"Authorization": f"Bearer {owner.token}", "Content-Type": "application/json"}

    async def lying() -> Any:
        for _ in range(limit // 65_536 + 2):
            yield b" " * 65_536

    for more in ({"content": b" " * (limit + 1)}, {"content": lying()}):
        keyed = {**headers, "Idempotency-Key": f"long-{next(street.keys)}"}
        answer = street.stage.send("POST", "/api/v1/complaints", headers=keyed, **more)
        assert answer.status == 413
        assert not faults_of(answer)


def test_an_unknown_path_or_method_is_a_problem_too(street: Street) -> None:
    for method, path, status in (
        ("GET", "/api/v1/nothing", 404), ("PUT", "/api/v1/cases", 405), ("TRACE", "/api/v1/cases", 405),
        ("POST", "/api/v1/openapi.json", 405), ("GET", "/api/v2/cases", 404),
    ):  # fmt: skip
        answer = street.stage.send(method, path)
        assert answer.status == status
        assert not faults_of(answer), answer.headers


def test_nothing_that_was_sent_changed_the_log_behind_its_back(street: Street) -> None:
    from app.audit.verify import verify  # noqa: PLC0415 - the last word of this file
    from app.db.work import audited_tables  # noqa: PLC0415

    street.stage.settle()
    house = street.stage.house
    found = verify(house.world.engine, public_key=house.keys.public, seal_key=house.keys.seal_key,
                   witness_path=house.settings.witness, audited_tables=audited_tables())  # fmt: skip
    assert found.ok, found.as_dict()
