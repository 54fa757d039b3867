"""The REST face of people over plain HTTP, and what of it rests in the database."""

import json
from collections.abc import Callable, Generator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import inspect, text

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import perform
from app.db.world import World
from app.people import queries
from app.people.identify import Identify
from app.people.routes import router
from app.web import problems
from app.web.deps import SESSION_COOKIE, Desk

Maker = Callable[..., Actor]
PASSWORD = "ginkgo-wharf-41-lamp"
API = "/api/v1"
count = iter(range(1_000_000))


@pytest.fixture
def client(world: World) -> Generator[TestClient]:
    """Yield a client of a service that has nothing but people."""
    app = FastAPI()
    app.state.desk = Desk(world=world, identify=Identify())
    problems.install(app)
    app.include_router(router)
    with TestClient(app, base_url="https://testserver") as made:
        yield made


def send(client: TestClient, path: str, body: Any = None, **headers: str) -> Any:
    """Post a body under a fresh Idempotency-Key."""
    key = {"Idempotency-Key": f"key-{next(count)}"}
    return client.post(API + path, json=body, headers=key | headers)


def newest_code(world: World) -> str:
    """Return the code in the newest message of the outbox page."""
    world.demonstration = True
    body = perform(world, ANYBODY, queries.messages, reading=True).items[0].body_en
    world.demonstration = False
    return body.partition("code is ")[2].partition(".")[0]


def register(client: TestClient, world: World, login: str = "hong@test.example") -> Any:
    """Open an account over HTTP."""
    asked = send(client, "/registration-codes", {"login": login})
    assert asked.status_code == 201
    return send(
        client, "/accounts",
        {"code_id": asked.json()["code_id"], "code": newest_code(world),
         "password": PASSWORD, "name": "홍길동", "phone": "010-1234-5678"},
    )  # fmt: skip


def test_one_registers_signs_out_and_signs_in_again(client: TestClient, world: World) -> None:
    done = register(client, world)
    assert done.status_code == 201
    assert done.json()["account"]["role"] == "party"
    own = client.get(f"{API}/account")
    assert own.json()["login"] == "hong@test.example"
    assert client.delete(f"{API}/sessions/current").status_code == 204
    assert client.get(f"{API}/account").status_code == 401
    again = send(client, "/sessions", {"login": "Hong@test.example", "password": PASSWORD})
    assert again.status_code == 201
    assert client.get(f"{API}/account").status_code == 200


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(
    client: TestClient, world: World
) -> None:
    cookie = register(client, world).headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    for mark in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"):
        assert mark in cookie


def test_an_old_cookie_does_not_stand_in_the_way_of_signing_in(
    client: TestClient, world: World
) -> None:
    register(client, world)
    client.cookies.set(SESSION_COOKIE, "long-gone", domain="testserver.local", path="/")
    assert client.get(f"{API}/account").status_code in {200, 401}
    client.cookies.clear()
    client.cookies.set(SESSION_COOKIE, "long-gone")
    assert client.get(f"{API}/account").status_code == 401
    done = send(client, "/sessions", {"login": "hong@test.example", "password": PASSWORD})
    assert done.status_code == 201
    assert client.delete(f"{API}/sessions/current").status_code == 204


def test_a_second_sign_in_ends_the_browsers_former_session(
    client: TestClient, world: World
) -> None:
    register(client, world)
    former = client.cookies[SESSION_COOKIE]
    send(client, "/sessions", {"login": "hong@test.example", "password": PASSWORD})
    assert client.cookies[SESSION_COOKIE] != former
    client.cookies.clear()
    client.cookies.set(SESSION_COOKIE, former)
    assert client.get(f"{API}/account").status_code == 401


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(
    client: TestClient, world: World
) -> None:
    register(client, world)
    client.cookies.clear()
    answers = [
        send(client, "/sessions", {"login": login, "password": "not the password"})
        for login in ("hong@test.example", "nobody@test.example")
    ]
    bodies = [{**answer.json(), "request_id": ""} for answer in answers]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert bodies[0] == bodies[1]


def test_the_sixth_sign_in_after_five_failures_is_told_to_wait(
    client: TestClient, world: World
) -> None:
    register(client, world)
    body = {"login": "hong@test.example", "password": "not the password"}
    codes = [send(client, "/sessions", body).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    refused = send(client, "/sessions", body, **{"X-Forwarded-For": "203.0.113.9"})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_a_reset_is_asked_for_alike_whether_the_address_is_known_or_not(
    client: TestClient, world: World
) -> None:
    register(client, world)
    unknown = send(client, "/password-codes", {"login": "nobody@test.example"})
    known = send(client, "/password-codes", {"login": "hong@test.example"})
    assert unknown.status_code == known.status_code == 201
    assert unknown.json().keys() == known.json().keys()
    body = {"code_id": known.json()["code_id"], "code": "0000-0000", "password": PASSWORD + "2"}
    wrong = send(client, "/passwords", body)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong-code")


def test_a_reset_ends_the_former_session_and_password(client: TestClient, world: World) -> None:
    register(client, world)
    former = client.cookies[SESSION_COOKIE]
    client.cookies.clear()
    world.clock.advance(minutes=1)  # type: ignore[attr-defined]
    asked = send(client, "/password-codes", {"login": "hong@test.example"})
    body = {
        "code_id": asked.json()["code_id"], "code": newest_code(world), "password": PASSWORD + "2",
    }  # fmt: skip
    assert send(client, "/passwords", body).status_code == 201
    assert client.get(f"{API}/account").status_code == 200
    client.cookies.clear()
    client.cookies.set(SESSION_COOKIE, former)
    assert client.get(f"{API}/account").status_code == 401
    client.cookies.clear()
    old = {"login": "hong@test.example", "password": PASSWORD}
    assert send(client, "/sessions", old).status_code == 401


def test_a_wrong_form_names_each_field_in_both_languages(client: TestClient) -> None:
    answer = send(
        client, "/accounts",
        {"code_id": "otc_" + "a" * 32, "code": "7K3M-Q2XD", "password": PASSWORD, "name": "홍길동",
         "phone": "12", "birth_on": "1990.13.40", "role": "administrator"},
    )  # fmt: skip
    assert answer.status_code == 422
    errors = {error["pointer"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"/phone", "/birth_on", "/role"}
    assert errors["/phone"]["detail_ko"] != errors["/phone"]["detail_en"]


def test_a_weak_password_is_refused_before_anything_else(client: TestClient) -> None:
    answer = send(
        client, "/accounts",
        {"code_id": "otc_" + "a" * 32, "code": "x7K3", "password": "password1234", "name": "홍길동"},
    )  # fmt: skip
    assert answer.json()["errors"][0]["pointer"] == "/password"


def issued(client: TestClient, *scopes: str) -> dict[str, Any]:
    """Issue a token over HTTP."""
    answer = send(client, "/tokens", {"label": "ERP", "scopes": list(scopes)})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_tokens_secret_is_shown_once_even_to_a_repeat(client: TestClient, world: World) -> None:
    register(client, world)
    body = {"label": "ERP", "scopes": ["companies:read"], "lasts_days": 30}
    key = {"Idempotency-Key": "same"}
    first = client.post(f"{API}/tokens", json=body, headers=key)
    second = client.post(f"{API}/tokens", json=body, headers=key)
    assert first.json()["secret"].startswith("ssg_")
    assert second.headers["idempotent-replayed"] == "true"
    assert second.json()["secret"] is None
    assert second.json()["id"] == first.json()["id"]
    assert len(client.get(f"{API}/tokens").json()["items"]) == 1


def test_a_token_opens_its_scopes_until_it_is_revoked(client: TestClient, world: World) -> None:
    register(client, world)
    token = issued(client, "companies:read", "accounts:read")
    session = dict(client.cookies)
    client.cookies.clear()
    bearer = {"Authorization": f"Bearer {token['secret']}"}
    assert client.get(f"{API}/companies", headers=bearer).status_code == 200
    assert client.get(f"{API}/account", headers=bearer).json()["channel"] == "token"
    assert client.get(f"{API}/tokens", headers=bearer).status_code == 403
    refused = send(client, "/companies", {"name": "가나(가상)"}, **bearer)
    assert refused.status_code == 403
    client.cookies.update(session)
    path = f"/tokens/{token['id']}/revocation"
    assert send(client, path).status_code == 428
    assert send(client, path, **{"If-Match": '"v9"'}).status_code == 412
    assert send(client, path, **{"If-Match": '"v1"'}).status_code == 201
    client.cookies.clear()
    assert client.get(f"{API}/companies", headers=bearer).status_code == 401


def test_a_second_factor_changes_the_cookie(client: TestClient, world: World) -> None:
    register(client, world)
    world.clock.advance(minutes=1)  # type: ignore[attr-defined]
    former = client.cookies[SESSION_COOKIE]
    asked = send(client, "/step-up-codes")
    body = {"code_id": asked.json()["code_id"], "code": newest_code(world)}
    assert send(client, "/step-ups", body).status_code == 201
    assert client.cookies[SESSION_COOKIE] != former
    assert client.get(f"{API}/account").json()["stepped_up"] is True


def test_companies_and_mandates_over_http(client: TestClient, world: World) -> None:
    world.demonstration = True
    register(client, world)
    world.demonstration = True
    wrong = send(client, "/companies", {"name": "한빛(가상)", "business_number": "102-81-00005"})
    assert wrong.json()["errors"][0]["code"] == "brn.check_digit"
    done = send(client, "/companies", {"name": "한빛(가상)", "business_number": "102-81-00004"})
    assert done.json()["company"]["business_number"] == "102-81-00004"
    path = f"/companies/{done.json()['company_id']}"
    read = client.get(API + path)
    assert read.headers["etag"] == '"v1"'
    changed = client.patch(
        API + path, json={"size": "small"}, headers={"If-Match": read.headers["etag"]}
    )
    assert (changed.status_code, changed.json()["size"]) == (200, "small")
    mandate = send(
        client, f"{path}/mandates",
        {"representative_email": "counsel@test.example", "power_of_attorney": "위임장",
         "until_on": "2026-12-31"},
    )  # fmt: skip
    assert mandate.status_code == 201, mandate.text
    early = send(
        client, f"{path}/mandates",
        {"representative_email": "counsel@test.example", "power_of_attorney": "위임장",
         "until_on": "2026-01-01"},
    )  # fmt: skip
    assert early.json()["errors"][0]["pointer"] == "/until_on"
    ended = send(client, f"/mandates/{mandate.json()['id']}/revocation", **{"If-Match": '"v1"'})
    assert ended.json()["revoked_at"] is not None


def test_what_is_not_ones_own_is_not_found(
    client: TestClient, world: World, someone: Maker
) -> None:
    register(client, world)
    other = someone(Role.PARTY)
    for path in (
        f"/accounts/{other.account_id}", "/companies/com_" + "0" * 32, "/companies/%00",
        "/companies/x/members", "/companies/com_" + "0" * 32 + "/mandates",
    ):  # fmt: skip
        assert client.get(API + path).status_code == 404, path


def test_every_route_says_what_it_needs(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation.get("x-permission") or operation.get("x-public"), where
            assert " · " in operation["summary"], where
            assert operation["operationId"], where


def test_no_secret_rests_in_clear_in_the_database(client: TestClient, world: World) -> None:
    register(client, world)
    secrets = [client.cookies[SESSION_COOKIE], newest_code(world), PASSWORD]
    token = issued(client, "companies:read")
    secrets += [token["secret"], token["secret"].split("_", 2)[2]]
    world.clock.advance(minutes=1)  # type: ignore[attr-defined]
    send(client, "/step-up-codes")
    secrets.append(newest_code(world))
    kept = everything(world)
    assert "hong@test.example" in kept
    for secret in secrets:
        assert len(secret) >= 8
        assert secret not in kept
        assert secret.replace("-", "") not in kept


def everything(world: World) -> str:
    """Return every value of every table as one text."""
    found = []
    with world.engine.connect() as connection:
        for table in inspect(world.engine).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
            found += [json.dumps(dict(row), default=repr, ensure_ascii=False) for row in rows]
    return "\n".join(found)


def test_a_session_answer_is_never_cached(client: TestClient, world: World) -> None:
    answer = register(client, world)
    assert answer.headers["cache-control"] == "no-store"
