"""Which Act and which agency a matter belongs to, judged line by line with the article. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.agencies import AGENCIES
from app.law.book import Book
from app.law.jurisdiction import Reach, Work, reach

_SUBCONTRACTING_ACT = "하도급법"
_WIN_WIN_ACT = "상생협력법"
_SUPERIOR = "FT-SUP"


class Way(StrEnum):
    """What follows from the judgement."""

    STAY = "stay"  # the matter is where it belongs
    ENTER_FACTS = "enter_facts"  # a fact is missing
    TO_WIN_WIN = "to_win_win"  # the Subcontracting Act does not reach the deal
    TO_SUBCONTRACTING = "to_subcontracting"  # the Subcontracting Act goes first
    ASK_KFTC = "ask_kftc"  # no order of the ministry's own; the KFTC must be asked
    ASK_KFTC_ON_BREACH = "ask_kftc_on_breach"  # an order first; then the KFTC, if it is ignored
    REFER_OUT = "refer_out"  # another body


WAY_WORDS: dict[Way, Text] = {
    Way.STAY: Text("현재 절차에서 처리합니다", "It is dealt with here"),
    Way.ENTER_FACTS: Text("판단에 필요한 사실을 입력하세요", "Enter the facts that are missing"),
    Way.TO_WIN_WIN: Text(
        "하도급법이 적용되지 않습니다. 상생협력법 절차로 이첩을 검토하세요",
        "The Subcontracting Act does not apply; consider handing it over under the Win-Win Act",
    ),
    Way.TO_SUBCONTRACTING: Text("하도급법이 먼저 적용됩니다", "The Subcontracting Act goes first"),
    Way.ASK_KFTC: Text(
        "시정명령을 할 수 없고 공정거래위원회에 조치를 요구해야 합니다",
        "No order may be made; the KFTC must be asked to act",
    ),
    Way.ASK_KFTC_ON_BREACH: Text(
        "시정명령을 할 수 있고, 이행하지 않으면 공정거래위원회에 조치를 요구합니다",
        "An order may be made; if it is not followed, the KFTC is asked to act",
    ),
    Way.REFER_OUT: Text("소관 기관으로 이송합니다", "It is referred to the body in charge"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The facts of a matter; None is a fact that nobody has entered. Sizes are in won.

    `under_subcontracting` and `under_fair_trade` are the officer's judgement whether the conduct
    is also a violation of those Acts; `procedure` is dispute or survey on the Win-Win track.
    """

    track: str
    codes: tuple[str, ...]
    on: date
    procedure: str = ""
    work: Work | None = None
    giver_is_sme: bool | None = None
    giver_size_won: int | None = None
    taker_size_won: int | None = None
    under_subcontracting: bool | None = None
    under_fair_trade: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the test: what is asked, the answer (None: not known), why and by what."""

    code: str
    question: Text
    answer: bool | None
    reason: Text
    basis: Basis


@dataclass(frozen=True, slots=True)
class Judgement:
    """The lines in the order in which a lawyer asks them, and what follows from them."""

    lines: tuple[Line, ...]
    way: Way
    agency: str

    @property
    def words(self) -> Text:
        """What follows, in words."""
        return WAY_WORDS[self.way]


def judge(book: Book, matter: Matter) -> Judgement:
    """Judge where a matter belongs. Raises `NotInTheBook` for an unknown violation."""
    first = book.violation(matter.codes[0])
    if matter.track == "referred_out":
        line = _other_body(first.agency, first.basis)
        return Judgement((line,), Way.REFER_OUT, first.agency)
    if matter.track == "sme_technology":
        return Judgement((_no_trade_needed(),), Way.STAY, first.agency)
    return _win_win(book, matter) if matter.track == "mss_win_win" else _kftc(book, matter)


def _kftc(book: Book, matter: Matter) -> Judgement:
    acts = {book.violation(code).basis.act for code in matter.codes}
    made = _subcontracting if _SUBCONTRACTING_ACT in acts else _other_act
    return made(book, matter)


def _reach(book: Book, matter: Matter) -> Reach | None:
    if matter.work is None or matter.giver_is_sme is None:
        return None
    return reach(
        book,
        work=matter.work,
        prime_is_sme=matter.giver_is_sme,
        prime_sales_won=matter.giver_size_won,
        subcontractor_sales_won=matter.taker_size_won,
        on=matter.on,
    )


def _reach_line(book: Book, matter: Matter) -> Line:
    found = _reach(book, matter)
    question = Text(
        "하도급법의 규모 요건에 해당하는가", "Do the sizes bring it under the Subcontracting Act?"
    )
    if found is None:
        missing = Text(
            "위탁의 종류와 원사업자의 중소기업 여부를 입력하세요",
            "Enter the kind of work and whether the giver is an SME",
        )
        return Line("size", question, None, missing, Basis(_SUBCONTRACTING_ACT, "제2조제2항"))
    return Line("size", question, found.applies, found.reason, found.basis)


def _subcontracting(book: Book, matter: Matter) -> Judgement:
    line = _reach_line(book, matter)
    ways = {True: Way.STAY, False: Way.TO_WIN_WIN, None: Way.ENTER_FACTS}
    return Judgement((line,), ways[line.answer], "mss" if line.answer is False else "kftc")


def _other_act(book: Book, matter: Matter) -> Judgement:
    if _SUPERIOR not in matter.codes:
        return Judgement((_own_act(book, matter.codes[0]),), Way.STAY, "kftc")
    line = _reach_line(book, matter)
    first = Line(
        "subcontracting_first",
        Text("하도급법이 적용되어 거래상 지위 남용을 적용하지 않는가",
             "Does the Subcontracting Act exclude the abuse of a superior position?"),
        line.answer, line.reason, Basis(_SUBCONTRACTING_ACT, "제28조"),
    )  # fmt: skip
    lines = (line, first, _own_act(book, _SUPERIOR))
    return Judgement(lines, Way.TO_SUBCONTRACTING if line.answer else Way.STAY, "kftc")


def _own_act(book: Book, code: str) -> Line:
    violation = book.violation(code)
    return Line(
        "own_act",
        Text("공정거래위원회가 맡는 법률인가", "Is it an Act that the KFTC enforces?"),
        answer=True,
        reason=Text(
            f"{violation.basis.act}은(는) 공정거래위원회 소관입니다", "The KFTC enforces this Act"
        ),
        basis=violation.basis,
    )


def _win_win(book: Book, matter: Matter) -> Judgement:
    lines = tuple(_win_win_lines(book, matter))
    others = (matter.under_subcontracting, matter.under_fair_trade)
    if any(others):
        survey = matter.procedure == "survey"
        return Judgement(lines, Way.ASK_KFTC if survey else Way.ASK_KFTC_ON_BREACH, "mss")
    missing = not matter.procedure or None in others
    return Judgement(lines, Way.ENTER_FACTS if missing else Way.STAY, "mss")


def _win_win_lines(book: Book, matter: Matter) -> Iterator[Line]:
    survey = matter.procedure == "survey"
    yield Line(
        "procedure",
        Text("실태조사로 드러난 사건인가", "Was it found by a survey?"),
        survey if matter.procedure else None,
        Text("실태조사 사건", "Found by a survey") if survey else Text("분쟁 사건", "A dispute"),
        Basis(_WIN_WIN_ACT, "제27조" if survey else "제28조"),
    )
    yield _reach_line(book, matter)
    yield _judged(
        "subcontracting",
        Text("하도급법 위반에도 해당하는가", "Is it also a violation of the Subcontracting Act?"),
        matter.under_subcontracting,
    )
    yield _judged(
        "fair_trade",
        Text(
            "공정거래법 제45조제1항 위반에도 해당하는가",
            "Is it also an unfair practice under the Fair Trade Act?",
        ),
        matter.under_fair_trade,
    )
    if matter.under_subcontracting or matter.under_fair_trade:
        yield _order_line(survey=survey)


def _judged(code: str, question: Text, answer: bool | None) -> Line:  # noqa: FBT001 - what was judged
    words = {
        True: Text("담당자가 해당한다고 판단했습니다", "The officer judged that it is"),
        False: Text("담당자가 해당하지 않는다고 판단했습니다", "The officer judged that it is not"),
        None: Text("아직 판단하지 않았습니다", "Not judged yet"),
    }
    return Line(code, question, answer, words[answer], Basis(_WIN_WIN_ACT, "제26조제1항"))


def _order_line(*, survey: bool) -> Line:
    question = Text("중소벤처기업부가 시정명령을 할 수 있는가", "May the ministry make an order?")
    if survey:
        reason = Text(
            "다른 법률 위반에도 해당하는 실태조사 사건은 공정위에 조치를 요구합니다",
            "A surveyed matter that is also a violation of another Act goes to the KFTC",
        )
        article = Basis(_WIN_WIN_ACT, "제27조제2항")
        return Line("order", question, answer=False, reason=reason, basis=article)
    reason = Text(
        "분쟁 사건은 시정명령을 할 수 있고, 이행하지 않으면 공정위에 요구합니다",
        "In a dispute an order may be made; if it is ignored, the KFTC is asked",
    )
    article = Basis(_WIN_WIN_ACT, "제28조제3항·제4항")
    return Line("order", question, answer=True, reason=reason, basis=article)


def _no_trade_needed() -> Line:
    return Line(
        "no_trade_needed",
        Text("거래 관계가 있어야 하는가", "Is a deal between the parties needed?"),
        answer=False,
        reason=Text("거래 관계와 규모를 따지지 않습니다", "Neither a deal nor the sizes matter"),
        basis=Basis("중소기업기술보호법", "제2조제3호"),
    )


def _other_body(agency: str, basis: Basis) -> Line:
    body = AGENCIES[agency]
    return Line(
        "other_body",
        Text("다른 기관의 소관인가", "Does another body deal with it?"),
        answer=True,
        reason=Text(f"{body.ko} 소관입니다", f"The {body.en} deals with it"),
        basis=basis,
    )
