"""A bank over two folders: files are laid out whole, once, and with a mark that tells of it."""

from datetime import date
from pathlib import Path

import pytest

from app.remedy_fund.bank.folder import FolderBank
from app.remedy_fund.bank.port import Asked, Finding, Payee
from tests.support.mock_bank import PAYER

ASKED = Asked(order_id="SS1", message_id="SF1", amount_won=5, sent_on=date(2026, 11, 23))


@pytest.fixture
def bank(tmp_path: Path) -> FolderBank:
    return FolderBank(tmp_path, PAYER)


@pytest.mark.invariant(25)
def test_what_was_not_laid_out_the_bank_cannot_have(bank: FolderBank) -> None:
    assert bank.inquire(ASKED).finding is Finding.NOT_KNOWN
    bank.send("SF1", b"<file/>")
    assert bank.inquire(ASKED).finding is Finding.UNKNOWN


@pytest.mark.invariant(25)
def test_a_file_that_was_taken_is_not_laid_out_again(bank: FolderBank, tmp_path: Path) -> None:
    bank.send("SF1", b"<file/>")
    laid = tmp_path / "out" / "SF1.xml"
    assert laid.read_bytes() == b"<file/>"
    laid.unlink()
    bank.send("SF1", b"<file/>")
    assert not laid.exists()


def test_nothing_half_written_lies_in_the_folder(bank: FolderBank, tmp_path: Path) -> None:
    bank.send("SF1", b"<file/>")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["SF1.xml"]


def test_a_message_waits_until_it_is_put_away(bank: FolderBank, tmp_path: Path) -> None:
    assert bank.collect() == ()
    (tmp_path / "in").mkdir()
    for name in ("b.xml", ".hidden.xml", "half.tmp"):
        (tmp_path / "in" / name).write_bytes(b"x")
    assert [one.name for one in bank.collect()] == ["b.xml"]
    assert [one.name for one in bank.collect()] == ["b.xml"]
    bank.put_away("b.xml")
    bank.put_away("b.xml")
    assert not bank.collect()
    assert (tmp_path / "read" / "b.xml").exists()


def test_ids_are_short_enough_for_every_bank_and_tell_the_day(bank: FolderBank) -> None:
    day = date(2026, 11, 23)
    assert bank.order_id(day, 7) == "SS261123000000007"
    assert bank.message_id(day, 7) == "SF261123000000007"


def test_files_do_not_ask_for_names(bank: FolderBank) -> None:
    assert not bank.checks_names
    assert bank.holder_of(Payee(bank_code="088", account="1", holder="가"), "SS1") is None
