"""Facts about requests for records; ids, codes, days and numbers only. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class RecordsRequested(Event):
    """A court or agency asked for the records of a case."""

    case_id: str
    regime: str
    suit_act: str
    suit_filed_on: date
    categories: tuple[str, ...]
    follows_id: str = ""
    replaces_id: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordsMatched(Event):
    """It was settled whose case file a request is about."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class RecordsRecipientNamed(Event):
    """Who receives the records, or with which key, was settled anew."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class RecordsReviewBegun(Event):
    """The item list of a request was made."""

    case_id: str
    items: int


@dataclass(frozen=True, kw_only=True)
class RecordsListExtended(Event):
    """Evidence that came later was taken up in the item list."""

    items: int


@dataclass(frozen=True, kw_only=True)
class RecordItemMarked(Event):
    """It was said what an item is and what is to become of it."""

    transmission_id: str
    item_id: str
    record_class: str
    choice: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class CourtFindingEntered(Event):
    """The court found items indispensable, or ordered them shown."""

    finding_id: str
    finding: str
    items: int


@dataclass(frozen=True, kw_only=True)
class RecordsDecided(Event):
    """It was decided what of the records is sent."""

    case_id: str
    state: str
    sent: int
    refused: int
    in_camera: int
    grant_level: int


@dataclass(frozen=True, kw_only=True)
class RecordsReleased(Event):
    """A second officer released what was decided; the package is made next."""

    case_id: str
    expires_at: datetime
    max_downloads: int


@dataclass(frozen=True, kw_only=True)
class RecordPackageBuilt(Event):
    """A sealed package lies ready for the recipient."""

    package_id: str
    kind: str
    sha256: str
    size_bytes: int
    items: int


@dataclass(frozen=True, kw_only=True)
class RecordPackageDownloaded(Event):
    """A package was given out; written before its first byte left."""

    package_id: str
    sha256: str
    download: int


@dataclass(frozen=True, kw_only=True)
class RecordsDelivered(Event):
    """Every package of a request was taken out by its recipient."""

    case_id: str
    notify_investigated: bool


@dataclass(frozen=True, kw_only=True)
class RecordsAcknowledged(Event):
    """The recipient confirmed receipt with the hashes it computed."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class RecordsClawedBack(Event):
    """The records were called back; every link is dead from now on."""

    case_id: str
    replacement_id: str


@dataclass(frozen=True, kw_only=True)
class RecordsRequestWithdrawn(Event):
    """Who asked asks no longer."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class InvestigatedPartyTold(Event):
    """The investigated party was told that records were sent, with the list."""

    case_id: str
    company_id: str
    items: int
