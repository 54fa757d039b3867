"""Re-reads a finished public version in every way known here and tells what it still gives away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from app.discovery.confidentiality import leak_objects, leak_readers
from app.discovery.confidentiality.leak_covered import covered_pages
from app.discovery.confidentiality.leak_needles import Needle, needles
from app.discovery.confidentiality.problems import PdfUnreadable
from app.discovery.confidentiality.redaction.pages import opened
from app.discovery.confidentiality.redaction.words import folded, stands_in

# A file whose objects are of other kinds than they should be stops its reader in many ways.
_BROKEN = (
    pikepdf.PdfError, pikepdf.PasswordError, TypeError, AttributeError, LookupError, ValueError,
    RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that a public version gives away.

    `code` says how; `page` is 0 where no page is concerned; `secret` is the number of the secret in
    the list that was given, or -1. The secret itself is never repeated here.
    """

    code: str
    page: int = 0
    where: str = ""
    secret: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a re-reading came to, and which foreign readers read it and how much of it.

    `notes` give nothing away by themselves; they are for the person who decides on the version.
    """

    leaks: tuple[Leak, ...]
    readers: tuple[str, ...]
    notes: tuple[Leak, ...] = ()

    @property
    def clean(self) -> bool:
        """Tell if nothing was found."""
        return not self.leaks


def read_again(content: bytes, secrets: Sequence[str]) -> Reading:
    """Return everything that a PDF gives away of some secrets, and what it hides at all.

    Raise PdfUnreadable for what can not be read: what nobody can check is not public.
    """
    wanted = needles(secrets)
    try:
        others = leak_readers.readings(content) if wanted else []
        found = [
            *_in_bytes(content, wanted),
            *_in_objects(content, wanted),
            *_in_revisions(content, wanted),
            *(Leak(code) for code in leak_objects.extras(content)),
            *_on_pages(content, wanted),
            *(leak for one in others for leak in _in_text(one.text, wanted, Leak(one.code))),
        ]
    except _BROKEN as fault:
        raise PdfUnreadable from fault
    return Reading(tuple(dict.fromkeys(found)), tuple(one.reader for one in others))


def _in_bytes(content: bytes, wanted: Sequence[Needle]) -> Iterator[Leak]:
    for needle in wanted:
        if needle.lies_in(content):
            yield Leak("bytes", secret=needle.number)


def _in_objects(content: bytes, wanted: Sequence[Needle]) -> Iterator[Leak]:
    for name, stream in leak_objects.streams(content):
        for needle in wanted:
            if needle.lies_in(stream):
                yield Leak("object", where=name, secret=needle.number)
    for name, text in leak_objects.drawn_strings(content):
        yield from _in_text(text, wanted, Leak("drawn", where=name))


def _in_revisions(content: bytes, wanted: Sequence[Needle]) -> Iterator[Leak]:
    for number, earlier in enumerate(leak_objects.revisions(content), start=1):
        yield Leak("earlier_version", where=str(number))
        try:
            for leak in _in_objects(earlier, wanted):
                yield Leak("earlier_version", where=str(number), secret=leak.secret)
        except PdfUnreadable:
            continue  # its presence alone refuses the file already


def _on_pages(content: bytes, wanted: Sequence[Needle]) -> Iterator[Leak]:
    with opened(content) as pages:
        for number in range(1, pages.count + 1):
            with pages.page(number) as page:
                text = "".join(one.text for one in page.characters())
            yield from _in_text(text, wanted, Leak("text", page=number))
        yield from (Leak("covered", page=number) for number in covered_pages(pages))


def _in_text(text: str, wanted: Sequence[Needle], like: Leak) -> Iterator[Leak]:
    plain = folded(text)
    for needle in wanted:
        if stands_in(plain, needle.word):
            yield Leak(like.code, like.page, like.where, needle.number)
