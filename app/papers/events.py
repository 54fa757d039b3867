"""What has happened to a paper. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """A paper was set, numbered and stored. `about_id` is the complaint or measure it tells of."""

    case_id: str
    about_id: str
    template: str
    language: str
    registration_number: str
    sha256: str
    translation_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperWithheld(Event):
    """The parties read a paper only once what it tells of has been served."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class PaperReleased(Event):
    """A paper was opened to the parties that it is for."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class PaperReplaced(Event):
    """Another paper stands in the place of this one from now on."""

    case_id: str
    by_paper_id: str


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(Event):
    """A paper no longer holds, such as the order of an annulled measure."""

    case_id: str
