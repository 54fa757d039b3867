"""Cost indexation: whether a contract must have it, and what points it takes off."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import percent, won
from app.law.figures import Figure


@dataclass(frozen=True, slots=True)
class IndexationClaim:
    """What a company proves about indexation: shares and rises as exact rates."""

    contract_share: Fraction = Fraction(0)
    passed_on: Fraction = Fraction(0)
    price_rise: Fraction = Fraction(0)
    extra_points: Fraction = Fraction(0)


def indexation_mitigation(book: Book, claim: IndexationClaim, on: date) -> dict[str, Fraction]:
    """Return the mitigation items that a claim earns, by item, before the common ceiling.

    The share of contracts counts only where at least half of the rise was passed on; that gate
    does not reach the price rise itself (choice `gate`).
    """
    gate_met = claim.passed_on >= book.figure("indexation_gate", on).exact
    both = book.choice("gate").value == "both"
    items: dict[str, Fraction] = {}
    share = _share_item(book, claim.contract_share, on)
    if share and gate_met:
        items[share] = book.figure(f"points.{share}", on).exact
    rise = _rise_item(claim.price_rise)
    if rise and (gate_met or not both):
        items[rise] = book.figure(f"points.{rise}", on).exact
        extra = min(claim.extra_points, book.figure("points.price_rise_extra", on).exact)
        if rise == "price_rise_10" and extra > 0:
            items["price_rise_extra"] = extra
    return items


def _share_item(book: Book, share: Fraction, on: date) -> str:
    if share >= book.figure("indexation_share_high", on).exact:
        return "indexation_share_50"
    return "indexation_share_10" if share >= book.figure("indexation_share_low", on).exact else ""


def _rise_item(rise: Fraction) -> str:
    bands = (("price_rise_10", 10), ("price_rise_5", 5), ("price_rise_1", 1))
    return next((item for item, floor in bands if rise >= Fraction(floor, 100)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedContract:
    """A contract and the facts on which its duty of indexation turns."""

    contracted_on: date
    win_win: bool
    giver_is_small: bool
    duration_days: int
    price_won: int
    opted_out_in_writing: bool
    main_share: Fraction
    energy_share: Fraction


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the test: what was asked, what was found, and the article."""

    code: str
    label: Text
    holds: bool
    shown: str
    basis: str


@dataclass(frozen=True, slots=True)
class IndexationDuty:
    """Whether a contract must state indexation, with every line of the test."""

    required: bool
    covered: tuple[Finding, ...]
    exempt: tuple[Finding, ...]


_SMALL = Text("위탁기업이 소기업", "The giver of the work is a small enterprise")
_SHORT = Text("거래기간이 90일 이하", "The contract runs 90 days or less")
_LITTLE = Text("대금이 1억 원 이하", "The price is KRW 100 million or less")
_OPTED = Text("쌍방이 서면으로 합의하여 제외", "Both sides opted out in writing")
_MAIN = Text("주요 원재료가 대금의 10% 이상", "A main material makes up 10% of the price or more")
_ENERGY = Text("에너지 비용이 대금의 10% 이상", "Energy makes up 10% of the price or more")
_NOT_YET = Text("에너지 연동 시행 전 계약", "Energy was not yet indexed on the day of the contract")


def indexation_duty(book: Book, contract: IndexedContract) -> IndexationDuty:
    """Return whether indexation terms are needed: something is covered, and nothing exempts."""
    on = contract.contracted_on
    short, little = (
        book.figure("indexation_short_days", on),
        book.figure("indexation_small_sum", on),
    )
    covered = _covered(book, contract)
    exempt = (
        Finding("small", _SMALL, contract.giver_is_small, "", str(short.basis)),
        _line("short", _SHORT, contract.duration_days <= short.number,
              f"{contract.duration_days} ≤ {short.number}", short),
        _line("little", _LITTLE, contract.price_won <= little.number,
              f"{won(contract.price_won)} ≤ {won(little.number)}", little),
        Finding("opted_out", _OPTED, contract.opted_out_in_writing, "", str(short.basis)),
    )  # fmt: skip
    required = any(line.holds for line in covered) and not any(line.holds for line in exempt)
    return IndexationDuty(required, covered, exempt)


def _covered(book: Book, contract: IndexedContract) -> tuple[Finding, ...]:
    on = contract.contracted_on
    share = book.figure("indexation_main_share", on)
    main = _line("main", _MAIN, contract.main_share >= share.exact,
                 f"{percent(contract.main_share)} ≥ {percent(share.exact)}", share)  # fmt: skip
    name = "indexation_energy_win_win" if contract.win_win else "indexation_energy"
    if not book.has_figure(name, on):
        return main, Finding("energy", _NOT_YET, holds=False, shown="", basis=str(share.basis))
    energy = _line("energy", _ENERGY, contract.energy_share >= share.exact,
                   f"{percent(contract.energy_share)} ≥ {percent(share.exact)}",
                   book.figure(name, on))  # fmt: skip
    return main, energy


def _line(code: str, label: Text, holds: bool, shown: str, figure: Figure) -> Finding:  # noqa: FBT001
    return Finding(code, label, holds, shown, str(figure.basis))
