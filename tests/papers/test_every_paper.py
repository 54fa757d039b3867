"""Every paper, in both languages: self-checked, its text intact, and no word of who reported."""

import re
import shutil
import zlib
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.db.engine import make_engine
from app.kernel.clock import SEOUL, FrozenClock
from app.kernel.text import LANGUAGES, Language
from app.papers.committee import CommitteePaper
from app.papers.documents import MeasurePaper, Paper
from app.papers.notices import NoticePaper
from app.papers.render import render
from app.papers.self_check import findings
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import open_scene
from tests.support.every_paper import CANARIES, MARKS, NAMES, every_paper

HANGUL = re.compile(r"[가-힣]")


@dataclass
class Press:
    """The papers, each set once in each language."""

    papers: dict[str, Paper]
    kept: dict[tuple[str, Language], bytes] = field(default_factory=dict)

    def made(self, name: str, language: Language) -> bytes:
        """Return a paper's file."""
        key = (name, language)
        if key not in self.kept:
            paper = self.papers[name]
            self.kept[key] = render(paper.template, paper.as_data(), language=language)
        return self.kept[key]


@pytest.fixture(scope="module")
def press(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Press]:
    """Yield every paper."""
    path = tmp_path_factory.mktemp("papers") / "papers.db"
    shutil.copyfile(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    clock = FrozenClock(datetime(2026, 11, 23, 10, tzinfo=SEOUL).astimezone(UTC))
    yield Press(every_paper(open_scene(engine, clock, book=BOOK)))
    engine.dispose()


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page without white space, which line ends would disturb."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return ["".join(text.replace("\ufffe", "").split()) for text in found]


def inside(pdf: bytes) -> str:
    """Return all that a file holds, its metadata, outlines and streams among it."""
    found = [pdf]
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    joined = b"\n".join(found)
    return joined.decode("utf-8", "ignore") + joined.decode("utf-16-be", "ignore")


def test_the_names_are_those_of_the_papers_that_are_made(press: Press) -> None:
    assert set(press.papers) == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_self_checked_numbered_and_its_signs_are_intact(
    press: Press, name: str, language: Language
) -> None:
    pdf, paper = press.made(name, language), press.papers[name]
    assert findings(pdf) == ()
    pages = pages_of(pdf)
    whole = "".join(pages)
    assert MARKS in whole
    assert paper.registration_number.replace(" ", "") in whole
    assert paper.verification_code in whole
    assert "[U+" not in whole
    assert [f"{at}/{len(pages)}" in page for at, page in enumerate(pages, 1)] == [True] * len(pages)
    title = heading(paper, language)
    assert title.replace(" ", "") in whole


def heading(paper: Paper, language: Language) -> str:
    """Return what stands over a paper, or nothing where its template has it."""
    if isinstance(paper, MeasurePaper):
        own = paper.template == "measure"
        return paper.heading.get(language) if own else ""
    if isinstance(paper, CommitteePaper | NoticePaper):
        return paper.kind_label.get(language)
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("case ")])
def test_what_the_respondent_reads_names_no_complainant(
    press: Press, name: str, language: Language
) -> None:
    paper = press.papers[name]
    assert isinstance(paper, NoticePaper)
    pdf = press.made(name, language)
    words = "".join(pages_of(pdf)) + inside(pdf)
    leaks = [one for one in CANARIES if one.replace(" ", "") in words or one in words]
    if paper.audience == "complainant":
        assert "제보카나리" in leaks
    else:
        assert leaks == []


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("case ", "committee "))]
)
def test_the_english_text_has_no_fixed_korean_words(press: Press, name: str) -> None:
    data = press.papers[name].as_data()
    fixed = [data["kind_label"], data["subject"], *(
        part for key in ("facts", "sections", "tables") for one in data.get(key, ())
        for part in (one.get("label"), one.get("title"), *(one.get("heads") or ()))
    )]  # fmt: skip
    words = [one["en"] for one in fixed if isinstance(one, dict)]
    assert [one for one in words if HANGUL.search(one.replace(MARKS, ""))] == []
