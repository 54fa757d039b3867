"""The REST face of measures: one story over HTTP, versions, keys, and every door's row."""

from collections.abc import Generator
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor
from app.access.policy import May
from app.db.work import Work
from app.kernel.clock import FrozenClock
from app.sanctions.routes import measures, objections, points
from app.web import problems
from app.web.deps import Credentials, Desk
from tests.sanctions.scene import ITEMS, REASONS, Scene, open_scene

ROUTERS = (measures.router, objections.router, points.router)


class Speaker:
    """Somebody who speaks to the doors; keys count up by themselves."""

    def __init__(self, client: TestClient, name: str) -> None:
        self.client, self.name, self.count = client, name, 0

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.name}"})

    def post(self, path: str, body: Any = None, version: int | None = None) -> Any:
        self.count += 1
        headers = {
            "Authorization": f"Bearer {self.name}",
            "Idempotency-Key": f"{self.name}-{self.count}",
        }
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        return self.client.post(f"/api/v1{path}", json=body, headers=headers)


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene with the announced ladder adopted."""
    return open_scene(engine, clock, adopted_on=date(2026, 6, 1))


@pytest.fixture
def client(scene: Scene) -> Generator[TestClient]:
    """Yield a client on the routes of this package alone; the token names the actor."""

    def identify(_work: Work, credentials: Credentials) -> Actor:
        found: Actor = getattr(scene, credentials.secret or "nobody", ANYBODY)
        return found

    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.state.desk = Desk(scene.world, identify)
    with TestClient(app, base_url="http://127.0.0.1") as made:
        yield made


def test_an_order_is_drafted_signed_issued_served_and_objected_to_over_http(
    scene: Scene, client: TestClient
) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    examiner, lead = Speaker(client, "examiner"), Speaker(client, "lead")
    secretary, respondent = Speaker(client, "secretary"), Speaker(client, "respondent")

    ladder = examiner.get(f"/cases/{case_id}/measures/transitions").json()
    assert "corrective_order" in {offer["kind"] for offer in ladder["allowed"]}
    assert all(offer["reasons"] for offer in ladder["blocked"])

    body = {"kind": "corrective_order", "order_items": ITEMS, "reasons": REASONS,
            "comply_by": "2026-12-21"}  # fmt: skip
    drafted = examiner.post(f"/cases/{case_id}/measures", body)
    assert drafted.status_code == 201, drafted.text
    path = f"/measures/{drafted.json()['id']}"
    assert lead.post(f"{path}/countersignature").status_code == 428
    assert lead.post(f"{path}/countersignature", version=99).status_code == 412
    version = drafted.json()["version"]
    for speaker, step, form in (
        (lead, "countersignature", None),
        (secretary, "issue", None),
        (secretary, "service", {"served_on": "2026-11-23"}),
    ):
        answer = speaker.post(f"{path}/{step}", form, version=version)
        assert answer.status_code == 201, answer.text
        version = answer.json()["version"]
        assert answer.headers["etag"] == f'"v{version}"'
    assert respondent.get(path).json()["state"]["code"] == "in_force"
    steps = respondent.get(f"{path}/transitions").json()
    assert "file_objection" in {choice["command"] for choice in steps["allowed"]}

    filed = respondent.post(
        f"{path}/objections", {"grounds": "사실과 다름 (가상)"}, version=version
    )
    assert filed.status_code == 201, filed.text
    objection = filed.json()
    ruled = Speaker(client, "commissioner").post(
        f"/objections/{objection['id']}/ruling",
        {"command": "uphold", "reason": "이유 있음 (가상)"},
        version=objection["version"],
    )
    assert ruled.status_code == 201, ruled.text
    assert (ruled.json()["before_points"], ruled.json()["after_points"]) == ("2", "0")
    found = lead.get(f"/companies/{scene.company_id}/penalty-points?as_of=2026-11-23").json()
    assert found["net"] == "0"
    assert [(r["before"], r["after"]) for r in found["reversals"]] == [("2", "0")]


def test_refusals_name_reason_and_article(scene: Scene, client: TestClient) -> None:
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    body = {"kind": "corrective_order", "order_items": ITEMS, "reasons": REASONS}
    refused = Speaker(client, "examiner").post(f"/cases/{case_id}/measures", body)
    assert refused.status_code == 409
    assert refused.json()["code"] == "ladder-skipped"
    assert refused.json()["legal_basis"]
    stranger = Speaker(client, "nobody")
    assert stranger.get(f"/cases/{case_id}/measures").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "no_such_kind", "reasons": "가상"},
        {"kind": "corrective_order", "reasons": "가상", "surprise": 1},
        {"kind": "corrective_order", "reasons": "가상", "amount_won": "many"},
        {"kind": "corrective_order", "reasons": "가상", "decided_on": "2126-01-01"},
        {"kind": "surcharge", "reasons": "가상", "calculation": {"sums": "nine_steps", "lines": []}},
        {"kind": "surcharge", "reasons": "가상", "calculation": {"sums": "other"}},
    ],
    ids=["kind", "unknown field", "amount", "future", "no lines", "other sum"],
)  # fmt: skip
def test_bad_input_names_the_field(scene: Scene, client: TestClient, body: dict[str, Any]) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    refused = Speaker(client, "examiner").post(f"/cases/{case_id}/measures", body)
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["detail_ko"]


def test_every_door_declares_its_permission_and_its_name_in_both_languages() -> None:
    routes = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    assert len(routes) >= 30
    for route in routes:
        assert (route.openapi_extra or {})["x-permission"] in set(May)
        assert " · " in (route.summary or "")
        assert route.operation_id
