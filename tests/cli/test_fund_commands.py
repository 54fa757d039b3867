"""The fund's commands: check, close, replay and statement import, with exit codes for scripts."""

import json
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import WORKER, Role
from app.db.work import Work, perform
from app.demo.stage import Player, Stage
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, legs
from tests.cli.conftest import Run
from tests.support.town import open_town

YEAR = 2025
REVIEW = {
    "held_on": "2026-02-10", "members": 9, "outsiders": 5, "present": 7, "approved": True,
    "resolution": "원안대로 의결한다. (가상)", "paper_reference": "심의회 2026-1",
}  # fmt: skip


@pytest.fixture
def town(data_folder: Path) -> Generator[Stage]:
    """Yield a service whose fund took in money in a year that is over."""
    with open_town(data_folder) as stage:
        post(stage, "cash", "unallocated", 1_000_000)
        yield stage


@pytest.fixture
def officer(town: Stage) -> Player:
    return town.player(Role.FUND_OFFICER, "기금담당 (가상)")


def login_of(town: Stage, player: Player) -> str:
    administrator = town.player(Role.ADMINISTRATOR, "관리자 (가상)")
    return str(administrator.get(f"/accounts/{player.account_id}")["login"])


def post(stage: Stage, debit: str, credit: str, won: int) -> None:
    kinds = {
        "unallocated": TransactionKind.CONTRIBUTION_RECEIVED,
        "unmatched": TransactionKind.RECEIPT_UNMATCHED,
    }

    def act(work: Work) -> None:
        accounts = [
            ledger.open_account(work, kind=AccountKind(code), code=code) for code in (debit, credit)
        ]
        entry = Entry(
            kind=kinds[credit], key=f"{credit}-{won}", scope="test", subject="test",
            effective_on=date(YEAR, 6, 30),
            legs=legs(debit=[(accounts[0], won)], credit=[(accounts[1], won)]),
        )  # fmt: skip
        ledger.post(work, entry)

    perform(stage.house.world, WORKER, act)


def test_a_sound_fund_is_told_to_be_so(run: Run, town: Stage) -> None:
    done = run("fund", "check")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "이상 없음 · sound\n읽은 분개 2건 · postings read: 2\n"
    told = json.loads(run("fund", "check", "--json").stdout)
    assert (told["sound"], told["postings"], told["findings"]) == (True, 2, [])


def test_what_is_wrong_is_named_and_the_exit_code_tells(run: Run, town: Stage) -> None:
    perform(
        town.house.world,
        WORKER,
        lambda work: ledger.reserve(
            work, account_id=ledger.open_account(work, kind=AccountKind.UNALLOCATED,
                                                 code="unallocated"),
            amount_won=5, subject="nobody", key="k",
        ),
    )  # fmt: skip
    done = run("fund", "check")
    assert done.exit_code == 1
    assert "1건 발견 · findings" in done.stdout
    assert "어느 지급에도 속하지 않는 예약금입니다" in done.stderr
    assert "Reserved money belongs to no payment" in done.stderr


def test_receipts_that_wait_are_told_with_their_age(run: Run, town: Stage) -> None:
    post(town, "cash", "unmatched", 70)
    done = run("fund", "check")
    assert done.exit_code == 0
    assert "확인 중인 입금 70원" in done.stderr


def test_a_year_is_closed_by_a_fund_officer_after_the_council(
    run: Run, town: Stage, officer: Player
) -> None:
    login = login_of(town, officer)
    early = run("fund", "close", YEAR, "--as", login)
    assert early.exit_code == 1
    assert run("fund", "close", YEAR, "--as", login, "--soft").stdout == (
        f"{YEAR}  가마감 · soft-closed\n"
    )
    refused = run("fund", "close", YEAR, "--as", login)
    assert refused.exit_code == 1
    assert "기금운용심의회의 심의를 거쳐야 합니다" in refused.stderr
    secretary = town.player(Role.SECRETARY, "심의담당 (가상)")
    secretary.post(f"/fund/years/{YEAR}/reviews", REVIEW)
    done = run("fund", "close", YEAR, "--as", login, "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    shown = officer.get(f"/fund/years/{YEAR}/closing")
    assert (told["state"], told["sha256"]) == ("closed", shown["sha256"])
    assert shown["identical"]
    again = json.loads(run("fund", "close", YEAR, "--as", login, "--json").stdout)
    assert again["sha256"] == told["sha256"]


def test_nobody_and_no_auditor_closes_a_year(run: Run, town: Stage) -> None:
    unknown = run("fund", "close", YEAR, "--as", "nobody@example.kr")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    auditor = login_of(town, town.player(Role.AUDITOR, "감사 (가상)"))
    refused = run("fund", "close", YEAR, "--as", auditor)
    assert refused.exit_code == 1
    assert "이 역할에는 없는 권한입니다" in refused.stderr


def test_a_plan_that_there_is_not_is_told(run: Run, town: Stage) -> None:
    done = run("fund", "replay", "plan_" + "0" * 32)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_statement_is_refused(
    run: Run, town: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = run("fund", "statement", "import", tmp_path / "none.xml")
    assert missing.exit_code == 2
    assert "파일을 읽을 수 없습니다" in missing.stderr
    file = tmp_path / "statement.xml"
    file.write_text("<nonsense/>", encoding="utf-8")
    nowhere = run("fund", "statement", "import", file)
    assert nowhere.exit_code == 1
    monkeypatch.setenv("SANGSAENG_BANK_ACCOUNT", "110-1")
    refused = run("fund", "statement", "import", file)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("command", [("fund", "check"), ("fund", "replay", "x")])
def test_a_folder_without_data_is_refused(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "파일이 없습니다" in done.stderr


@pytest.mark.parametrize(
    "command", [("check",), ("close",), ("replay",), ("statement",), ("statement", "import")]
)
def test_every_command_of_the_fund_explains_itself(run: Run, command: tuple[str, ...]) -> None:
    done = run("fund", *command, "--help")
    assert done.exit_code == 0
    assert any("가" <= letter <= "힣" for letter in done.stdout)
