"""The demonstration: seeded once within bounds, with known numbers, on a clock that only goes on."""

import re
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from app.audit.verify import verify
from app.db.work import audited_tables
from app.demo import opening, records
from app.demo.stage import Stage
from app.kernel.clock import SEOUL, FrozenClock
from app.main import House, create_app
from app.settings import SettingsRefused
from tests.support.site import Site

URL = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Seeded:
    """A folder in which the stories were played, and what was told."""

    folder: Path
    told: list[str]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    house = opening.open_house(folder, reset=False, base_url=URL)
    told: list[str] = []
    opening.seed(house, stories_too=True, tell=told.append)
    house.world.engine.dispose()
    return Seeded(folder, told)


@pytest.fixture
def house(seeded: Seeded) -> Generator[House]:
    """Yield the house of a second start."""
    opened = opening.open_house(seeded.folder, reset=False, base_url=URL)
    opening.seed(opened, stories_too=True, tell=pytest.fail)
    yield opened
    opened.world.engine.dispose()


def ask(house: House, path: str) -> Any:
    """Return what the examiner's printed token is answered."""
    stage = Stage(house, create_app(house), FrozenClock(house.world.clock.now()))
    token = (house.settings.data_folder / opening.TOKEN_FILE).read_text().strip()
    try:
        answer = stage.send("GET", path, headers={"Authorization": f"Bearer {token}"})
    finally:
        stage.close()
    assert answer.status == 200, answer.body
    return answer.body


def test_each_story_is_told_in_both_languages(seeded: Seeded) -> None:
    assert len(seeded.told) == 11
    assert all(" · " in words for words in seeded.told)


def test_a_second_start_plays_nothing_again(seeded: Seeded) -> None:
    opened = opening.open_house(seeded.folder, reset=False, base_url=URL)
    opening.seed(opened, stories_too=True, tell=pytest.fail)
    create_app(opened)
    opened.world.engine.dispose()


def test_the_examiner_finds_cases_at_every_stage(house: House) -> None:
    found = ask(house, "/api/v1/cases")["items"]
    states = Counter(case["state"] for case in found)
    assert states == {
        "under_measure": 5, "investigating": 1, "pre_review": 1, "received": 1, "closed": 1,
    }  # fmt: skip


def test_the_line_that_is_printed_is_the_first_call(house: House) -> None:
    line = opening.first_call(house)
    assert line.startswith("curl -H 'Authorization: Bearer ")
    assert line.endswith(f"' {URL}/api/v1/cases")


def test_the_clock_starts_at_ten_of_the_fixed_today(house: House) -> None:
    now = house.world.clock.now().astimezone(SEOUL)
    assert (now.date().isoformat(), now.hour) == ("2026-11-23", 10)


def test_after_an_earlier_run_the_clock_goes_on_from_the_newest_record(seeded: Seeded) -> None:
    later = opening.today_at_ten() + timedelta(hours=3)
    opened = opening.open_house(seeded.folder, reset=False, base_url=URL)
    opened.world.clock = FrozenClock(later)
    stage = Stage(opened, create_app(opened), FrozenClock(later))
    stage.player(opening.Role.PARTY, "김나중")
    stage.close()
    opening.seed(opened, stories_too=True, tell=pytest.fail)
    assert opened.world.clock.now() >= later
    opened.world.engine.dispose()


def test_the_log_of_the_demonstration_is_sound(house: House) -> None:
    house.worker.drain()
    report = verify(
        house.world.engine,
        public_key=house.keys.public,
        audited_tables=audited_tables(),
        witness_path=house.settings.witness,
        seal_key=house.keys.seal_key,
    )
    assert report.ok, report.as_dict()


def test_a_court_got_a_part_of_the_records_and_reads_why_not_the_rest(house: House) -> None:
    site = Site(house)
    site.enter_as("court@demo.example")
    home = site.page.text
    assert home.count("요구 접수") == 1
    done = re.findall(r'href="(/transmissions/trm_[0-9a-f]+)"', home)[-1]
    page = " ".join(re.sub(r"<[^>]+>", " ", site.get(done)).split())
    assert "송부하지 않는 기록 1건" in page
    assert "영업비밀 상생협력법 제40조" in page
    assert "일부 가림 송부" in page
    assert "수령 확인을 마쳤습니다" in page
    key = (house.settings.data_folder / records.KEY_FILE).read_text().strip()
    assert str(x25519.Identity.from_str(key).to_public()) in page


def test_every_firm_says_that_it_is_fictional(house: House) -> None:
    for case in ask(house, "/api/v1/cases")["items"]:
        assert case["respondent_name"].endswith("(가상)")


def test_seeding_that_was_cut_short_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    opening.open_house(folder, reset=False, base_url=URL).world.engine.dispose()
    (folder / "half").write_text("left over")
    again = opening.open_house(folder, reset=False, base_url=URL)
    assert not (folder / "half").exists()
    opening.seed(again, stories_too=False, tell=lambda _words: None)
    again.world.engine.dispose()
    (folder / "kept").write_text("by the user")
    opening.open_house(folder, reset=False, base_url=URL).world.engine.dispose()
    assert (folder / "kept").exists()
    opening.open_house(folder, reset=True, base_url=URL).world.engine.dispose()
    assert not (folder / "kept").exists()
    assert not (folder / opening.SEEDED).exists()


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SettingsRefused, match="holds other files"):
        opening.open_house(tmp_path, reset=True, base_url=URL)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("name", ["SANGSAENG_KEY_FOLDER", "SANGSAENG_DATABASE_URL"])
def test_settings_of_a_real_service_do_not_reach_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "postgresql://localhost/real")
    opened = opening.open_house(tmp_path / "data", reset=False, base_url=URL)
    opened.world.engine.dispose()
    assert opened.settings.database.startswith("sqlite")
    assert opened.settings.keys == tmp_path / "data" / "keys"


@pytest.mark.parametrize(
    ("place", "hosts"),
    [
        ("http://127.0.0.1:8000", {"127.0.0.1", "localhost", "[::1]"}),
        ("http://[::1]:8000", {"127.0.0.1", "localhost", "[::1]"}),
        ("http://0.0.0.0:8000", {"*"}),
    ],
)
def test_only_where_every_address_is_open_any_host_name_is_answered(
    tmp_path: Path, place: str, hosts: set[str]
) -> None:
    opened = opening.open_house(tmp_path / "data", reset=False, base_url=place)
    opened.world.engine.dispose()
    assert set(opened.settings.allowed_hosts) == hosts
