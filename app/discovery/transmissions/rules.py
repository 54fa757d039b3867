"""What may be sent of a case file and what may be refused, item by item and rule by rule. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.problems import Basis, FieldError
from app.kernel.text import Text

TRADE_SECRET_LEVEL = 4


class SuitAct(StrEnum):
    """The Act on which the suit rests."""

    WIN_WIN = "win_win"
    FAIR_TRADE = "fair_trade"
    SUBCONTRACTING = "subcontracting"
    RETAIL = "retail"
    FRANCHISE = "franchise"
    AGENCY = "agency"
    SME_TECHNOLOGY = "sme_technology"
    UNFAIR_COMPETITION = "unfair_competition"


class Category(StrEnum):
    """The three classes of record that the statutes let a court ask for."""

    STATEMENTS = "statements"
    PAPERS_LIST = "papers_list"
    OTHER_RECORDS = "other_records"


class RecordClass(StrEnum):
    """What a piece of the file is."""

    STATEMENT = "statement"
    SUBMITTED = "submitted"
    AGENCY_WRITTEN = "agency_written"
    CITED = "cited_in_decision"


class Choice(StrEnum):
    """What is decided on one item."""

    UNDECIDED = "undecided"
    SEND = "send"
    SEND_REDACTED = "send_redacted"
    LIST_ONLY = "list_only"
    IN_CAMERA = "in_camera"
    REFUSE = "refuse"


class Ground(StrEnum):
    """Why an item is not sent."""

    LENIENCY = "leniency"
    AGENCY_WRITTEN = "agency_written"
    OTHER_ACT = "other_act"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - the name of a ground
    OTHER = "other"


class Finding(StrEnum):
    """What the court found of an item."""

    INDISPENSABLE = "indispensable"
    SHOW = "show_in_camera"


CATEGORY_LABELS: dict[str, Text] = {
    Category.STATEMENTS: Text(
        "당사자·참고인·감정인 진술조서", "Statements of parties, witnesses and experts"
    ),
    Category.PAPERS_LIST: Text(
        "제출받거나 확보한 서류의 전체 목록", "Full list of papers submitted or seized"
    ),
    Category.OTHER_RECORDS: Text("그 밖의 조사기록", "Other records of the investigation"),
}
CLASS_LABELS: dict[str, Text] = {
    RecordClass.STATEMENT: Text("진술", "Statement"),
    RecordClass.SUBMITTED: Text("제출·확보 자료", "Submitted or seized"),
    RecordClass.AGENCY_WRITTEN: Text("기관 작성 서류", "Written by the agency"),
    RecordClass.CITED: Text("의결서 인용 서류", "Cited in the decision"),
}
CHOICE_LABELS: dict[str, Text] = {
    Choice.UNDECIDED: Text("미정", "Not decided"),
    Choice.SEND: Text("송부", "Sent"),
    Choice.SEND_REDACTED: Text("일부 가림 송부", "Sent with redactions"),
    Choice.LIST_ONLY: Text("목록만 송부", "Listed only"),
    Choice.IN_CAMERA: Text("비공개 제시(봉인)", "In camera, sealed"),
    Choice.REFUSE: Text("거부", "Refused"),
}
GROUND_LABELS: dict[str, Text] = {
    Ground.LENIENCY: Text("자진신고 관련 자료", "Leniency material"),
    Ground.AGENCY_WRITTEN: Text(
        "기관이 조사·심의를 위해 작성한 서류",
        "Papers the agency wrote for investigation or deliberation",
    ),
    Ground.OTHER_ACT: Text("다른 법률에 따른 비공개", "Closed by another Act"),
    Ground.TRADE_SECRET: Text("영업비밀", "Trade secret"),
    Ground.OTHER: Text("그 밖의 사유", "Another reason"),
}
SENT = frozenset({Choice.SEND, Choice.SEND_REDACTED, Choice.IN_CAMERA})
"""The choices by which the contents of an item leave the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The rules that govern one request; days are days of filing the suit."""

    code: str
    name: Text
    acts: frozenset[str]
    agency: str
    from_on: date | None
    until_on: date | None
    basis: Basis
    secrecy_basis: Basis | None
    duty: bool
    closed_list: bool
    grounds: tuple[str, ...]
    court_override: bool
    in_camera: bool
    notify_investigated: bool
    after_disposition: bool
    effort_needed: bool
    source: str

    def governs(self, act: str, filed_on: date) -> bool:
        """Tell whether a suit on an Act, filed on a day, falls under these rules."""
        begun = self.from_on is None or self.from_on <= filed_on
        lasting = self.until_on is None or filed_on <= self.until_on
        return act in self.acts and begun and lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as the rules look at it.

    `readers` says that the court named who may read; `contents_asked` that more than a mention
    in the list was asked for.
    """

    pointer: str
    label: str
    record_class: str
    category: str
    level: int
    choice: str = Choice.UNDECIDED
    ground: str = ""
    ground_article: str = ""
    reason: str = ""
    version_id: str = ""
    finding: str = ""
    readers: bool = False
    contents_asked: bool = True


def class_of(side: str) -> RecordClass:
    """Return what a piece is taken for until somebody says otherwise."""
    return RecordClass.AGENCY_WRITTEN if side == "examiner" else RecordClass.SUBMITTED


def category_of(record_class: str, asked: Collection[str], choice: str = Choice.UNDECIDED) -> str:
    """Return the category under which an item falls.

    Of submitted papers the second category asks for the list alone; a paper that is itself sent,
    or whose sending is refused, falls under the other records.
    """
    if record_class == RecordClass.STATEMENT:
        return Category.STATEMENTS
    if record_class != RecordClass.SUBMITTED or Category.PAPERS_LIST not in asked:
        return Category.OTHER_RECORDS
    refused = choice == Choice.REFUSE and Category.OTHER_RECORDS in asked
    return Category.OTHER_RECORDS if refused or choice in SENT else Category.PAPERS_LIST


def contents_asked(record_class: str, asked: Collection[str]) -> bool:
    """Tell whether a paper itself may have been asked for, and not just a mention in the list."""
    papers = {RecordClass.SUBMITTED, RecordClass.CITED}
    return record_class not in papers or Category.OTHER_RECORDS in asked


def in_scope(record_class: str, asked: Collection[str]) -> bool:
    """Tell whether an item is among what the court asked for."""
    return category_of(record_class, asked) in asked


def faults(entry: Entry, regime: Regime) -> list[FieldError]:
    """Return what is wrong with the decision on an item under the rules of the request."""
    checks = {
        Choice.REFUSE: _refusal_faults,
        Choice.IN_CAMERA: _in_camera_faults,
        Choice.SEND: _sending_faults,
        Choice.SEND_REDACTED: _redacted_faults,
        Choice.LIST_ONLY: _listing_faults,
    }
    check = checks.get(Choice(entry.choice))
    found = check(entry, regime) if check else []
    if entry.choice in SENT and not entry.contents_asked:
        found = [("contents_not_asked", _CONTENTS_NOT_ASKED), *found]
    return [_fault(entry, *fault) for fault in found]


def open_faults(entries: Iterable[Entry], regime: Regime, grant_level: int) -> list[FieldError]:
    """Return every reason why the items may not be decided on as they stand."""
    found: list[FieldError] = []
    for entry in entries:
        if entry.choice == Choice.UNDECIDED:
            found.append(_fault(entry, "undecided", _UNDECIDED))
        found += faults(entry, regime)
        full = entry.choice in {Choice.SEND, Choice.IN_CAMERA}
        if full and entry.level > grant_level:
            found.append(_fault(entry, "above_grant", _ABOVE_GRANT.format(level=grant_level)))
    return found


def outcome(choices: Sequence[str]) -> str:
    """Return how the request as a whole comes out; nothing on file is nothing refused."""
    if choices and all(choice == Choice.REFUSE for choice in choices):
        return "refuse"
    whole = {Choice.SEND, Choice.LIST_ONLY}
    return "grant" if all(choice in whole for choice in choices) else "grant_in_part"


_Fault = tuple[str, Text]
_UNDECIDED = Text("아직 결정하지 않은 항목입니다.", "This item is not decided.")
_ABOVE_GRANT = Text(
    "허용한 비밀등급 {level}보다 높은 항목입니다. 등급을 높이거나 다르게 결정해 주세요.",
    "The item is above level {level}, the highest that was granted.",
)
_UNKNOWN_GROUND = Text(
    "‘{ground}’은(는) {basis}에 없는 거부 사유입니다.",
    "“{ground}” is no ground of refusal under {basis}.",
)
_CONTENTS_NOT_ASKED = Text(
    "‘그 밖의 조사기록’은 요구되지 않아 서류 자체는 보낼 수 없습니다.",
    "The other records were not asked for, so the paper itself is not sent.",
)
_NO_GROUND = Text("거부 사유를 골라 주세요.", "Choose the ground of refusal.")
_NOT_AGENCY_WRITTEN = Text(
    "기관이 작성한 서류가 아니거나 의결서에 인용된 서류는 이 사유로 거부할 수 없습니다.",
    "Only what the agency wrote, and its decision does not cite, may be refused so.",
)
_NO_ARTICLE = Text("비공개를 정한 법률과 조문을 적어 주세요.", "Name the Act and article.")
_NO_REASON = Text("거부하는 까닭을 적어 주세요.", "Say why it is refused.")
_OVERRIDDEN = Text(
    "법원이 반드시 필요하다고 인정한 자료는 영업비밀을 이유로 거부할 수 없습니다({basis}).",
    "The court found it indispensable, so a trade secret is no ground ({basis}).",
)
_MUST_BE_SHOWN = Text(
    "법원이 제시를 명한 자료입니다. 비공개 제시 또는 송부로 결정해 주세요.",
    "The court ordered it to be shown: decide on in camera or on sending.",
)
_NO_IN_CAMERA = Text(
    "{basis}에는 비공개 제시 절차가 없습니다.", "{basis} knows no showing in camera."
)
_NO_READERS = Text(
    "영업비밀은 법원이 범위나 열람자를 정한 때에만 보낼 수 있습니다.",
    "A trade secret is sent only where the court has set its scope or its readers.",
)
_NO_VERSION = Text("가림 처리한 판의 번호를 적어 주세요.", "Name the redacted version.")
_NOT_A_LISTED_PAPER = Text(
    "목록만 요구된 서류가 아닙니다.", "This is not a paper of which only the list is asked."
)


def _refusal_faults(entry: Entry, regime: Regime) -> list[_Fault]:
    checks: list[tuple[bool, str, Text]] = [
        (not entry.ground, "ground_missing", _NO_GROUND),
        (
            bool(entry.ground) and entry.ground not in regime.grounds,
            "ground_unknown",
            _ground_words(entry, regime),
        ),
        (
            entry.ground == Ground.AGENCY_WRITTEN
            and entry.record_class != RecordClass.AGENCY_WRITTEN,
            "ground_class",
            _NOT_AGENCY_WRITTEN,
        ),
        (entry.ground == Ground.OTHER_ACT and not entry.ground_article, "article", _NO_ARTICLE),
        (not entry.reason, "reason", _NO_REASON),
        (
            entry.ground == Ground.TRADE_SECRET
            and regime.court_override
            and entry.finding == Finding.INDISPENSABLE,
            "overridden",
            _OVERRIDDEN.format(basis=regime.basis),
        ),
        (entry.finding == Finding.SHOW, "showing_ordered", _MUST_BE_SHOWN),
    ]
    return [(code, words) for wrong, code, words in checks if wrong]


def _ground_words(entry: Entry, regime: Regime) -> Text:
    known = GROUND_LABELS.get(entry.ground, Text(entry.ground or "-", entry.ground or "-"))
    return Text(
        _UNKNOWN_GROUND.ko.format(ground=known.ko, basis=regime.basis),
        _UNKNOWN_GROUND.en.format(ground=known.en, basis=regime.basis),
    )


def _in_camera_faults(_entry: Entry, regime: Regime) -> list[_Fault]:
    if regime.in_camera:
        return []
    return [("no_in_camera", _NO_IN_CAMERA.format(basis=regime.basis))]


def _sending_faults(entry: Entry, _regime: Regime) -> list[_Fault]:
    secret = entry.level >= TRADE_SECRET_LEVEL
    return [("readers_missing", _NO_READERS)] if secret and not entry.readers else []


def _redacted_faults(entry: Entry, _regime: Regime) -> list[_Fault]:
    return [] if entry.version_id else [("version_missing", _NO_VERSION)]


def _listing_faults(entry: Entry, _regime: Regime) -> list[_Fault]:
    if entry.category == Category.PAPERS_LIST:
        return []
    return [("not_listed", _NOT_A_LISTED_PAPER)]


def _fault(entry: Entry, code: str, words: Text) -> FieldError:
    return FieldError(
        entry.pointer, code, Text(f"{entry.label}: {words.ko}", f"{entry.label}: {words.en}")
    )
