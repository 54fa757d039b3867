"""How an article is cited in Korean and in English, from the citation that the book holds. Pure.

`하도급법 제12조의3제1항제2호` is `Fair Transactions in Subcontracting Act, Article 12-3(1)(ii)`:
paragraphs (항) in figures, subparagraphs (호) in Roman numerals, items (목) in letters.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from app.kernel.problems import Basis
from app.kernel.text import Text

# Acts and rules by the short name under which the book cites them.
NAMES: Final[Mapping[str, str]] = {
    "하도급법": "Fair Transactions in Subcontracting Act",
    "하도급거래 공정화에 관한 법률": "Fair Transactions in Subcontracting Act",
    "상생협력법": "Win-Win Cooperation Act",
    "공정거래법": "Monopoly Regulation and Fair Trade Act",
    "중소기업기술보호법": "SME Technology Protection Act",
    "부정경쟁방지법": "Unfair Competition Prevention Act",
    "산업기술보호법": "Industrial Technology Protection Act",
    "대규모유통업법": "Large-Scale Retail Act",
    "가맹사업법": "Franchise Act",
    "대리점법": "Agency Transactions Act",
    "질서위반행위규제법": "Act on the Regulation of Violations of Public Order",
    "행정소송법": "Administrative Litigation Act",
    "행정절차법": "Administrative Procedures Act",
    "행정조사기본법": "Framework Act on Administrative Investigations",
    "변호사법": "Attorney-at-Law Act",
    "민법": "Civil Act",
    "국고금관리법": "Management of the National Funds Act",
    "국고금 관리법": "Management of the National Funds Act",
    "국가재정법": "National Finance Act",
    "보조금 관리에 관한 법률": "Subsidy Management Act",
    "공휴일에 관한 법률": "Public Holidays Act",
    "공공기록물 관리에 관한 법률": "Public Records Management Act",
    "공정거래위원회 사건절차규칙": "KFTC Case Procedure Rules",
    "사건절차규칙": "KFTC Case Procedure Rules",
    "과징금고시": "Subcontracting Surcharge Notice",
    "선급금 등 지연지급 시의 지연이율 고시": "Notice on the Rate of Late Interest",
    "수탁·위탁거래 사건처리지침": "Guideline on Win-Win Cases",
    "수탁·위탁거래 사건처리지침 예규 제14호": "Guideline on Win-Win Cases, Established Rule 14",
    "상생협력 성장전략(2026. 1. 21. 발표)": "Win-Win Growth Strategy, announced on 21 January 2026",
    "방위산업 상생협력 방안(2026. 1. 23. 발표)": "Win-Win Plan for the Defence Industry, announced on 23 January 2026",
    "공정거래협약 이행평가 기준(예규 제491호)": "Criteria for Evaluating Fair-Trade Agreements, Established Rule 491",
    "독점규제 및 공정거래에 관한 법률 일부개정법률안": "Bill to amend the Monopoly Regulation and Fair Trade Act",
    "피해구제 기금 시범 운영안": "Demonstration scheme of the remedy fund",
}  # fmt: skip
_DECREE: Final = "시행령"
_ITEMS: Final = "가나다라마바사아자차카타파하"
_DOTS: Final = str.maketrans("ㆍ‧・", "···")
_HANGUL: Final = re.compile(r"[ㄱ-ㆎ가-힣]")
_ONE: Final = r"(?:제\d+조(?:의\d+)?)?(?:제\d+항)?(?:제\d+호(?:의\d+)?)?(?:[가-하]목)?(?:\d+\))?"
_PLACE: Final = re.compile(
    r"(?:제(?P<article>\d+)조(?:의(?P<article_more>\d+))?)?"
    r"(?:제(?P<paragraph>\d+)항)?"
    r"(?:제(?P<subparagraph>\d+)호(?:의(?P<subparagraph_more>\d+))?)?"
    r"(?:(?P<item>[가-하])목)?(?:(?P<subitem>\d+)\))?"
)
_RANGE: Final = re.compile(rf"({_ONE})부터({_ONE})까지")
_ANNEX: Final = re.compile(r"별표(\d+)?(?:의(\d+))?")


def cited(basis: Basis | str) -> Text:
    """Return a citation in both languages."""
    told = str(basis)
    return Text(told, in_english(told))


@lru_cache(maxsize=2048)
def in_english(citation: str) -> str:
    """Return the English form of a citation; what is no known citation stays as it was written."""
    words = " ".join(citation.translate(_DOTS).split())
    whole = _one(words)
    if whole is not None:
        return whole
    found: list[str] = []
    for part in re.split(r"[,;·]\s*|\s및\s", words):
        one = _one(part.strip())
        if one is None:
            return citation
        found.append(one)
    return "; ".join(found)


def _one(words: str) -> str | None:
    """Return one Act with its places, or None where that is not what the words are."""
    act = max((name for name in NAMES if words.startswith(name)), key=len, default=None)
    if act is None:
        return words if words and not _HANGUL.search(words) else None
    rest, name = words.removeprefix(act).strip(), NAMES[act]
    if rest.startswith(_DECREE):
        rest, name = rest.removeprefix(_DECREE).strip(), f"Enforcement Decree of the {name}"
    if not rest:
        return name
    places = _places(rest)
    return None if places is None else f"{name}, {places}"


def _places(rest: str) -> str | None:
    if not _HANGUL.search(rest):
        return rest
    close = rest.replace(" ", "")
    annex = _ANNEX.fullmatch(close)
    if annex:
        return " ".join(("Annex", "-".join(filter(None, annex.groups())))).strip()
    span = _RANGE.fullmatch(close)
    parts = list(span.groups()) if span else re.split(r"[,·]|및", close)
    told = [_place(part) for part in parts]
    if not parts[0].startswith("제") or "조" not in parts[0] or not all(told):
        return None
    several = sum("조" in part for part in parts) > 1
    shown = [one or "" for one in told]
    return f"{'Articles' if several else 'Article'} {_joined(shown, span=bool(span))}"


def _joined(shown: list[str], *, span: bool) -> str:
    if span:
        return " to ".join(shown)
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _place(part: str) -> str | None:
    """Return one place, such as `12-3(1)(ii)`, or `(2)` where its article was named before it."""
    found = _PLACE.fullmatch(part)
    if not part or found is None:
        return None
    told = found.groupdict()
    item = told["item"]
    if item and item not in _ITEMS:
        return None
    article = "-".join(filter(None, (told["article"], told["article_more"])))
    numeral = _roman(int(told["subparagraph"])) if told["subparagraph"] else ""
    subparagraph = "-".join(filter(None, (numeral, told["subparagraph_more"])))
    letter = "abcdefghijklmn"[_ITEMS.index(item)] if item else ""
    inner = (told["paragraph"], subparagraph, letter, told["subitem"])
    return article + "".join(f"({one})" for one in inner if one)


def _roman(number: int) -> str:
    """Return a number below 90 in small Roman numerals; no article has more subparagraphs."""
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return tens[number // 10] + ones[number % 10] if number < len(tens) * 10 else str(number)
