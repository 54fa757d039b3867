"""Notices in the course of a case: what is told, asked or announced to one side of it. Pure."""

from dataclasses import dataclass

from app.kernel.text import Text
from app.papers.committee import PaperSection
from app.papers.documents import Fact, Paper, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table of a paper: its title, the heads of its columns, and its lines."""

    title: Text
    heads: tuple[Text, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is answered by ticking one box."""

    words: Words
    answers: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyForm:
    """The part of a paper that is filled in, signed and sent back."""

    title: Text
    note: Words
    questions: tuple[Question, ...]
    signed_by: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePaper(Paper):
    """A notice of a case. `audience` is the side that reads it: complainant, respondent or parties.

    A notice that goes to the respondent, alone or with others, names no complainant.
    """

    kind: str
    kind_label: Text
    audience: str
    opening: Words
    facts: tuple[Fact, ...]
    sections: tuple[PaperSection, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    closing: tuple[PaperSection, ...] = ()  # what stands behind the tables
    form: ReplyForm | None = None

    @property
    def template(self) -> str:
        """Return the template of notices."""
        return "notice"
