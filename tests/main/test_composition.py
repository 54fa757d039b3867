"""The composition root: every part is there, every problem has its page, the probes answer."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app import main as root
from app.db.events import ActRefused
from app.kernel.clock import FrozenClock
from app.kernel.problems import Problem
from app.settings import Settings
from app.web.problems import STATUS
from tests.access.doors import app_of, doors
from tests.support.town import open_town


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator:
    with open_town(tmp_path_factory.mktemp("main") / "town") as opened:
        yield opened


def problems() -> list[type[Problem]]:
    """Return every kind of problem that the service knows."""
    found, waiting = [], [Problem]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found += kind.__subclasses__()
    return [kind for kind in found if kind.__module__.startswith("app.")]


def test_every_problem_has_a_status_words_and_a_slug_of_its_own() -> None:
    slugs: dict[str, tuple[str, str]] = {}
    for kind in problems():
        assert kind.kind in STATUS
        assert kind.title.ko != kind.title.en
        named = (kind.title.ko, kind.title.en)
        assert slugs.setdefault(kind.slug, named) == named, kind


def test_every_slug_has_its_page(stage) -> None:
    for kind in problems():
        answer = stage.send("GET", f"/problems/{kind.slug}")
        assert answer.status == 200, kind.slug


def test_the_probes_answer(stage) -> None:
    assert stage.send("GET", "/healthz").body["status"] == "alive"
    ready = stage.send("GET", "/readyz")
    assert (ready.status, ready.body) == (200, {"schema": True, "evidence_store": True})


def test_no_two_doors_have_the_same_address_and_no_get_writes(stage) -> None:
    names = [door.name for door in doors(app_of(stage))]
    assert len(names) == len(set(names))


def test_the_app_has_no_documentation_of_a_foreign_host(stage) -> None:
    for path in ("/docs", "/redoc"):
        assert stage.send("GET", path).status == 404


def test_production_refuses_sqlite_local_folders_and_plain_addresses(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="production") as refused:
        Settings(environment="production", data_folder=tmp_path, _env_file=None)
    assert all(
        word in str(refused.value)
        for word in ("database_url", "key_folder", "evidence_folder", "https")
    )


def test_a_schema_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path / "d", embedded_worker=False, _env_file=None)
    house = root.build(settings, FrozenClock(root.SystemClock().now()))
    try:
        app = root.create_app(house)
        paths = {door.path for door in doors(app)}
        assert "/api/v1/cases" in paths
    finally:
        house.world.engine.dispose()


def test_a_refusal_carries_ids_and_codes_only() -> None:
    fields = set(ActRefused(subject="", problem="x", permission="", because="", door="").payload())
    assert fields == {"subject", "problem", "permission", "because", "door"}
