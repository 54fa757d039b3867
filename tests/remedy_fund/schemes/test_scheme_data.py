"""The scheme's data: every figure has its origin, and a broken page stops start-up."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.kernel.problems import Kind
from app.law.reading import LawDataError
from app.remedy_fund.schemes import book
from app.remedy_fund.schemes.kinds import RecoveryStep, Rounding, Scheme, SchemeStatus
from app.remedy_fund.schemes.parsing import read_schemes
from app.remedy_fund.schemes.problems import NoEnactedScheme
from app.remedy_fund.schemes.schemas import SchemeOut

DATA = Path(book.__file__).parent / "data"
PAGE = "scheme_demonstration_2026.toml"
DAY = date(2026, 11, 23)


def shipped() -> Scheme:
    scheme = book.applying(book.known_schemes(), DAY, demonstration=True)
    assert scheme is not None
    return scheme


def broken(folder: Path, old: str, new: str) -> Path:
    """Return a folder of data in which one passage is replaced."""
    for path in DATA.glob("*.toml"):
        words = path.read_text(encoding="utf-8")
        if path.name == PAGE:
            assert old in words
            words = words.replace(old, new, 1)
        (folder / path.name).write_text(words, encoding="utf-8")
    return folder


def test_real_use_knows_no_scheme() -> None:
    assert book.applying(book.known_schemes(), DAY, demonstration=False) is None
    assert not any(s.status is SchemeStatus.ENACTED for s in book.known_schemes())


def test_the_problem_of_no_scheme_says_that_nothing_is_configured() -> None:
    assert NoEnactedScheme.kind is Kind.NOT_CONFIGURED
    assert NoEnactedScheme.slug == "no-enacted-scheme"


def test_the_demonstration_says_so_in_its_name_and_in_every_part() -> None:
    scheme = shipped()
    assert "시범" in scheme.name.ko
    assert "시범" in scheme.name.en
    assert scheme.status is SchemeStatus.DEMONSTRATION
    parts = [
        *scheme.benefits.values(), *scheme.purposes.values(), *scheme.tiers,
        *scheme.approval_tiers, *scheme.terms.values(), *scheme.ceilings.values(),
        *scheme.figures.values(),
    ]  # fmt: skip
    proposed = [part for part in parts if part.origin.status is SchemeStatus.PROPOSED]
    assert proposed == [scheme.figures["surcharge_share_ratio"]]
    others = {part.origin.status for part in parts} - {SchemeStatus.PROPOSED}
    assert others == {SchemeStatus.DEMONSTRATION}
    assert all(part.origin.basis.act and part.origin.source for part in parts)


def test_the_figures_are_read_exactly() -> None:
    scheme = shipped()
    assert scheme.surcharge_share_ratio == Fraction(1, 5)
    assert (scheme.objection_days, scheme.answer_days, scheme.answer_extension_days) == (30, 14, 10)
    assert str(scheme.figures["objection_days"].origin.basis) == "보조금 관리에 관한 법률 제37조"
    assert scheme.rounding is Rounding.TREASURY_10
    assert scheme.recovery_order == tuple(RecoveryStep)
    assert set(scheme.benefits) == {
        "litigation_cost", "valuation_cost", "bridging_loan", "advance_on_award",
    }  # fmt: skip
    loan = scheme.benefit("bridging_loan").loan
    assert loan is not None
    assert loan.yearly_rate.exact == Fraction(15, 1000)


@pytest.mark.parametrize(
    ("amount_won", "persons"),
    [(1, 1), (10_000_000, 1), (10_000_001, 2), (100_000_000, 2), (100_000_001, 3), (10**15, 3)],
)
def test_approval_tiers_begin_and_end_to_the_won(amount_won: int, persons: int) -> None:
    assert shipped().persons_for(amount_won) == persons


def test_the_narrowest_purpose_pays_first() -> None:
    assert shipped().purposes_for("litigation_cost") == ("litigation", "proof", "general")
    assert shipped().purposes_for("bridging_loan") == ("liquidity", "general")


def test_what_is_shown_names_the_status_of_every_figure() -> None:
    shown = SchemeOut.of(shipped()).model_dump(mode="json")
    ratio = next(f for f in shown["figures"] if f["name"] == "surcharge_share_ratio")
    assert (ratio["value"], ratio["shown"], ratio["status"]) == ("1/5", "20%", "proposed")
    assert shown["benefits"][0]["figures"][0]["status_ko"] == "시범(시연용) 값"


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('[figures.de_minimis_won]\n', '[figures.de_minimis_won]\nstray = 1\n', "unknown keys"),
        ('edition = "2026-1"\n', 'edition = "2026-1"\nstray = 1\n', "unknown keys"),
        ("[defaults]\n", "[defaults]\nstray = 1\n", "unknown keys"),
        ("[figures.de_minimis_won]", "[figures.smallest_won]", "exactly"),
        ("value = 100_000\n", "value = 100000.0\n", "whole number"),
        ("value = 100_000\n", "value = true\n", "whole number"),
        ('unit = "won"', 'unit = "days"', "counted in won"),
        ('values = ["treasury_10"]', 'values = ["treasury_10", "exact"]', "one rounding"),
        ('values = ["treasury_10"]', 'values = ["nearest"]', "some of"),
        ('"costs", "fund_principal"', '"fund_principal"', "order of recovery"),
        ("from_won = 10_000_001", "from_won = 10_000_002", "gap or an overlap"),
        ("from_won = 10_000_001", "from_won = 10_000_000", "gap or an overlap"),
        ("to_won = 100_000_000\n", "", "gap or an overlap"),
        ("persons = 2", "persons = 4", "fewer persons"),
        ("from_won = 1\n", "from_won = 2\n", "begin at one won"),
        ('purpose = "liquidity"', 'purpose = "litigation"', "does not pay it"),
        ('purpose = "liquidity"', 'purpose = "unheard"', "does not pay it"),
        ('status = "proposed"', 'status = "certain"', "certain"),
        ('source = "bill_2025_09"', 'source = "hearsay"', "unknown source"),
        ('kind = "loan"', 'kind = "gift"', "gift"),
        ('all_of = ["small_enterprise"]', 'all_of = ["poor"]', "poor"),
        ('benefits = ["bridging_loan"]\n\n[[tiers]]', 'benefits = []\n\n[[tiers]]', "one tier"),
        ('value = "80%"', 'value = "120%"', "at most 1"),
        ("from = 2025-01-01\n", "", "`from` is missing"),
    ],
)  # fmt: skip
def test_a_broken_page_stops_start_up(tmp_path: Path, old: str, new: str, word: str) -> None:
    with pytest.raises(LawDataError, match=word):
        read_schemes(broken(tmp_path, old, new))


@pytest.mark.parametrize("second_from", ["2026-06-30", "2026-07-02"])
def test_editions_neither_overlap_nor_leave_a_gap(tmp_path: Path, second_from: str) -> None:
    folder = broken(tmp_path, "from = 2025-01-01\n", "from = 2025-01-01\nto = 2026-06-30\n")
    _second_edition(folder, second_from)
    with pytest.raises(LawDataError, match="gap or an overlap"):
        read_schemes(folder)


def test_the_edition_is_chosen_by_the_day(tmp_path: Path) -> None:
    folder = broken(tmp_path, "from = 2025-01-01\n", "from = 2025-01-01\nto = 2026-06-30\n")
    _second_edition(folder, "2026-07-01")
    schemes = read_schemes(folder)
    on = {
        day: book.applying(schemes, day, demonstration=True)
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2024, 12, 31))
    }
    assert [scheme and scheme.edition for scheme in on.values()] == ["2026-1", "2026-2", None]


def _second_edition(folder: Path, first_day: str) -> None:
    words = (DATA / PAGE).read_text(encoding="utf-8")
    words = words.replace("from = 2025-01-01", f"from = {first_day}")
    words = words.replace('edition = "2026-1"', 'edition = "2026-2"')
    (folder / "scheme_second.toml").write_text(words, encoding="utf-8")
