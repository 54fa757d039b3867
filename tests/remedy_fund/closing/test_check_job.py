"""The service checks the fund by itself, keeps what it found, and sounds the alarm."""

from pathlib import Path

from structlog.testing import capture_logs

from app.jobs.tasks import Tasks
from app.remedy_fund.closing import queries
from app.storage.local import LocalStore
from tests.remedy_fund.closing.conftest import FundYear
from tests.remedy_fund.closing.test_closing import break_budget


def checked(year: FundYear, folder: Path) -> list[str]:
    tasks = Tasks(year.desk.world, LocalStore(folder / "store"))
    with capture_logs() as logs:
        tasks.by_name()["check_fund"]({})
    return [entry["event"] for entry in logs if entry["log_level"] == "error"]


def test_a_sound_fund_is_noted_and_no_alarm_sounds(year: FundYear, tmp_path: Path) -> None:
    assert checked(year, tmp_path) == []
    shown = year.read(queries.last_check)
    assert (shown.sound, shown.postings) == (True, 12)


def test_a_fault_sounds_the_alarm_and_is_kept(year: FundYear, tmp_path: Path) -> None:
    break_budget(year)
    assert checked(year, tmp_path) == ["the fund is not sound"]
    assert [one.code for one in year.read(queries.last_check).findings] == ["budget_sums"]
    assert checked(year, tmp_path) == ["the fund is not sound"]
