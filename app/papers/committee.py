"""The papers of a committee: agenda, notice, minutes, written decision, correction. Pure."""

from dataclasses import dataclass

from app.kernel.text import Text
from app.papers.documents import Fact, Paper, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """A numbered part of a paper, with one or several paragraphs."""

    title: Text
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteePaper(Paper):
    """A paper of the committee; its kind gives the heading."""

    kind_label: Text
    case_number: Words
    respondent: Words
    opening: Words | None = None
    facts: tuple[Fact, ...] = ()
    sections: tuple[PaperSection, ...] = ()

    @property
    def template(self) -> str:
        """Return the template of the committee's papers."""
        return "committee"
