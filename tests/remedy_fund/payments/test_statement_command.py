"""`sangsaeng fund statement import` takes a file of the bank into the books, the same one once."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.remedy_fund.closing.command_line import fund_commands
from app.remedy_fund.payments.tables import BankMessage, BankStatement, StatementLine
from tests.support.mock_bank import MockBank
from tests.support.paying_office import PayingOffice


def taken_in(office: PayingOffice, file: Path, *more: str) -> tuple[int, str]:
    """Run the command on the office's world; return exit code and output."""
    commands = fund_commands(lambda _folder: office.world)
    ran = CliRunner().invoke(commands, ["statement", "import", str(file), *more])
    return ran.exit_code, ran.stdout


def a_days_statement(office: PayingOffice, bank: MockBank, folder: Path) -> Path:
    """Return the file of a day on which a gift came in and a payment went out."""
    office.give(10_000)
    bank.receive(10_000, "출연")
    office.delivered(bank.ours(), office.award(4_000))
    bank.scan()
    office.watch(bank.ours())
    bank.days(1)
    found = [one for one in bank.ours().collect() if b"camt.053" in one.content]
    file = folder / found[0].name
    file.write_bytes(found[0].content)
    return file


@pytest.mark.invariant(26)
def test_a_statement_is_taken_in_whole_and_a_second_time_changes_nothing(
    office: PayingOffice, bank: MockBank, tmp_path: Path
) -> None:
    file = a_days_statement(office, bank, tmp_path)
    code, output = taken_in(office, file)
    assert code == 0
    assert output.splitlines()[1] == "모두 처리됨 · all taken in"
    (statement,) = office.rows(BankStatement)
    assert statement.closing_won == office.cash() == 6_000
    lines = office.rows(StatementLine)
    assert sorted(line.amount_won for line in lines) == [4_000, 10_000]
    assert all(line.state == "matched" for line in lines)
    messages = len(office.rows(BankMessage))
    code, output = taken_in(office, file, "--json")
    told = json.loads(output)
    assert (code, told["kind"], told["state"], told["aside"]) == (0, "camt.053", "read", 0)
    assert len(office.rows(BankMessage)) == messages
    assert [line.version for line in office.rows(StatementLine)] == [one.version for one in lines]


@pytest.mark.invariant(26)
def test_a_file_of_which_something_is_put_aside_ends_with_one_and_is_kept(
    office: PayingOffice, bank: MockBank, tmp_path: Path
) -> None:
    file = a_days_statement(office, bank, tmp_path)
    strange = tmp_path / "other.xml"
    account = office.world.fund_account.encode()
    strange.write_bytes(file.read_bytes().replace(account, account[:-1] + b"0"))
    code, output = taken_in(office, strange)
    assert code == 1
    assert "확인 필요" in output
    assert not office.rows(BankStatement)
