"""Every row of the procedure that is done names code that exists and a test that shows it."""

from pathlib import Path

import pytest

from scripts import procedure_table
from scripts.procedure_table import Shown, faults, page, realised, rows, shown

# Rows of the tracks themselves; the others are shown by the rooms that realise them.
OWN = (
    "K1", "K2", "K3", "K4", "K5", "K8", "K9", "K11", "K12", "K22", "K23", "K24",
    "M1", "M2", "M3", "M4", "M5", "M6", "T1", "T2",
)  # fmt: skip


def test_every_row_of_the_tracks_is_shown_by_a_test_and_named_code_exists() -> None:
    named = {one.row for one in shown()}
    assert [row for row in OWN if row not in named] == []
    assert [by for row in OWN for by in rows()[row]["by"] if not realised(by)] == []


def test_no_marker_names_a_row_that_is_not_there() -> None:
    assert [one for one in shown() if one.row not in rows()] == []


def test_all_rows_are_on_the_page_in_order() -> None:
    kftc, win_win, technology = (
        [f"K{n}" for n in range(1, 25)], [f"M{n}" for n in range(1, 7)], ["T1", "T2", "T3"]
    )  # fmt: skip
    assert list(rows()) == [*kftc, *win_win, *technology]
    lines = [line for line in page().splitlines() if line.startswith("| K22 ")]
    assert "closed → registered" in lines[0]
    assert "test_kftc_rights.py" in lines[0]


def test_markers_are_read_by_decorator_and_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_one.py").write_text(
        'import pytest\n\n@pytest.mark.step("K1", "K2")\ndef test_a(): ...\n'
    )
    (folder / "test_two.py").write_text(
        'import pytest\npytestmark = pytest.mark.step("K3")\n\ndef test_b(): ...\n'
    )
    assert shown(tmp_path) == [
        Shown("K1", "tests/test_one.py", "test_a"), Shown("K2", "tests/test_one.py", "test_a"),
        Shown("K3", "tests/test_two.py", "test_b"),
    ]  # fmt: skip


def test_what_is_wanting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [one for one in shown() if one.row != "K24"]
    wanting = faults([*found, Shown("K99", "tests/x.py", "test_x")])
    assert "K24: no test shows it" in wanting
    assert "tests/x.py::test_x names K99" in wanting
    monkeypatch.setattr(procedure_table, "shown", list)
    assert procedure_table.main() == 1
    assert realised("kftc:no_such_command") == realised("app.no_such.module") == ""
