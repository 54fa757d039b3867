"""The CSV of an edition is read back as it was written, and no cell of it runs."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from app.evaluations.exports import COLUMNS, FORMULA, HEAD, as_csv, canonical, digest, safe, unsafe
from app.evaluations.programmes import Sort
from app.evaluations.rules import row_of, told
from tests.evaluations import histories as slow

HEADED = {
    "issue_number": "평가자료-2026-0001", "edition": 1, "programme": "shared_growth_index",
    "period_first": "2026-01-01", "period_last": "2026-09-30", "known_at": "2026-11-23",
}  # fmt: skip
cells = st.text(max_size=12) | st.sampled_from([*FORMULA, "'"]).flatmap(
    lambda first: st.text(max_size=8).map(lambda rest: first + rest)
)


@given(cells)
def test_any_text_is_read_back_from_its_cell(text: str) -> None:
    assert unsafe(safe(text)) == text


@given(cells)
def test_no_text_stands_in_a_cell_as_a_formula(text: str) -> None:
    assert not safe(text).startswith(FORMULA)


def test_every_sign_that_begins_a_formula_is_made_harmless_and_numbers_stay_numbers() -> None:
    for sign in ("=", "+", "-", "@", "\t", "\r"):
        assert safe(f"{sign}1+1") == f"'{sign}1+1"
    assert (safe(-5), safe(None), safe(True), safe(["a", "b"])) == ("-5", "", "yes", "a;b")


@given(slow.firms(), slow.periods(), cells)
def test_the_file_says_every_fact_in_columns_that_never_move(
    firm: slow.Firm, period: slow.Period, label: str
) -> None:
    allowed = frozenset(Sort) - {Sort.LEFT_OUT}
    rows = [{**row_of(f), "label_ko": label, "label_en": "x"} for f in told(firm, period, allowed)]
    content = as_csv(HEADED, rows)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert tuple(read[0]) == COLUMNS
    assert len(read) == len(rows) + 1
    for line, row in zip(read[1:], rows, strict=True):
        found = dict(zip(COLUMNS, line, strict=True))
        assert [found[name] for name in HEAD] == [str(HEADED[name]) for name in HEAD]
        for name, value in row.items():
            assert found[name] == safe(value)
            assert not found[name].startswith(FORMULA)
        assert unsafe(found["label_ko"]) == label


def test_the_digest_is_of_the_one_text_form() -> None:
    text = canonical({"b": 1, "a": "가"})
    assert text == '{"a":"가","b":1}'
    assert json.loads(text) == {"a": "가", "b": 1}
    assert digest(text) == ("6a338187fb939bcfaae6b82e2c12f67b29eaa069d75ce409abd9f859edb25669")
