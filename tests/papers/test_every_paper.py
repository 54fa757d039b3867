"""Every paper, in both languages: self-checked, its text intact, and no word of who reported."""

import ast
import re
import shutil
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.cases.letters.actions import STEP
from app.cases.lifecycle import TRACKS
from app.cases.lifecycle.reasons import is_printed, printed_by
from app.db.engine import make_engine
from app.kernel.clock import SEOUL, FrozenClock
from app.kernel.text import LANGUAGES, Language
from app.papers import render as rendering
from app.papers.committee import CommitteePaper
from app.papers.documents import MeasurePaper, Paper
from app.papers.notices import NoticePaper
from app.papers.render import COMMITTEE, LETTERS, TEMPLATES, render
from app.papers.self_check import findings
from app.remedy_fund.closing import composing
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import open_scene
from tests.support.every_paper import CANARIES, CASE_NAMES, MARKS, NAMES, REASON, every_paper
from tests.support.every_report import REPORTS, STATEMENTS

HANGUL = re.compile(r"[가-힣]")
# How articles, Acts and exhibits are called in Korean.
ARTICLE = re.compile(r"제\d+(?:조|항|호|장)|시행령|별표|[가-힣]법 |고시")


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
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("case ", "committee "))]
)
def test_what_the_respondent_reads_names_no_complainant(
    press: Press, name: str, language: Language
) -> None:
    paper = press.papers[name]
    pdf = press.made(name, language)
    words = "".join(pages_of(pdf)) + inside(pdf)
    leaks = [one for one in CANARIES if one.replace(" ", "") in words or one in words]
    if isinstance(paper, NoticePaper | CommitteePaper):
        to_complainant = isinstance(paper, NoticePaper) and paper.audience == "complainant"
    else:
        to_complainant = True
    assert ("제보카나리" in leaks) if to_complainant else leaks == []


def worded(value: Any) -> Iterator[dict[str, str]]:
    """Yield every wording in both languages that the data of a paper hold."""
    if isinstance(value, dict):
        if set(value) == {"ko", "en"}:
            yield value
        for one in value.values():
            yield from worded(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from worded(one)


@pytest.mark.parametrize("name", NAMES)
def test_the_english_text_has_no_fixed_korean_words(press: Press, name: str) -> None:
    data = press.papers[name].as_data()
    heads = [data["subject"], *(data[key] for key in ("kind_label", "heading") if key in data), *(
        part for key in ("facts", "sections", "tables", "closing") for one in data.get(key, ())
        for part in (one.get("label"), one.get("title"), *(one.get("heads") or ()))
    )]  # fmt: skip
    fixed = [one["en"] for one in heads if isinstance(one, dict)]
    assert [one for one in fixed if HANGUL.search(one.replace(MARKS, ""))] == []
    articles = [one["en"] for one in worded(data) if ARTICLE.search(one["en"])]
    assert articles == []


@pytest.mark.parametrize("name", ["hearing_notified", "examiners_report"])
def test_a_case_that_nobody_reported_has_no_complainant_in_its_papers(
    press: Press, name: str
) -> None:
    of_both = {
        reported: next(
            str(paper.as_data()) for key, paper in press.papers.items()
            if name in key and key.endswith("ex officio") is not reported
        )
        for reported in (True, False)
    }  # fmt: skip
    assert "신고인" in of_both[True]
    assert "신고" not in of_both[False]
    assert "complain" not in of_both[False].lower()


def test_each_template_and_each_kind_of_paper_has_a_sample(press: Press) -> None:
    own = {paper.template for paper in press.papers.values()}
    assert own | {template for template, _ in REPORTS.values()} == TEMPLATES
    assert own == LETTERS | COMMITTEE
    files = {path.stem for path in Path(rendering.__file__).parent.glob("templates/*.typ")}
    assert files - {"letter", "measures", "words"} == TEMPLATES
    made = {type(paper).__name__ for paper in press.papers.values()}
    assert {one.__name__ for one in kinds_of(Paper)} == made


def kinds_of(kind: type[Paper]) -> set[type[Paper]]:
    """Return every kind of paper below one that the service knows."""
    below = set(kind.__subclasses__())
    return below.union(*(kinds_of(one) for one in below)) if below else below


def test_a_letter_prints_the_reason_of_the_steps_that_say_so_and_of_no_other(press: Press) -> None:
    promised = {
        printed_by(row.command, row.outcome)
        for track in TRACKS.values()
        for row in track.rows
        if is_printed(track, row)
    }
    told = {
        command
        for (event, command), name in CASE_NAMES.items()
        if event == STEP and REASON in str(press.papers[name].as_data())
    }
    assert promised == told


def test_whoever_sets_a_paper_does_so_with_a_template_that_has_a_sample() -> None:
    root = Path(rendering.__file__).parents[1]
    setting = {
        path.relative_to(root).as_posix() for path in root.rglob("*.py")
        if "from app.papers.render import render" in path.read_text(encoding="utf-8")
    }  # fmt: skip
    assert setting == {
        "papers/actions.py", "discovery/custody/exporting.py",
        "remedy_fund/closing/exporting.py", "remedy_fund/contributions/receipts.py",
        "remedy_fund/plans/giving_out.py",
    }  # fmt: skip


def test_each_kind_of_statement_of_the_fund_has_a_sample() -> None:
    source = Path(composing.__file__).read_text(encoding="utf-8")
    kinds = {
        ast.literal_eval(keyword.value) for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Statement"
        for keyword in call.keywords if keyword.arg == "kind"
    }  # fmt: skip
    assert kinds == set(STATEMENTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_self_checked_numbered_and_its_signs_are_intact(
    name: str, language: Language
) -> None:
    template, data = REPORTS[name]
    pdf = render(template, data(language), language=language)
    assert findings(pdf) == ()
    pages = pages_of(pdf)
    assert MARKS in "".join(pages)
    assert "[U+" not in "".join(pages)
    assert [f"{at}/{len(pages)}" in page for at, page in enumerate(pages, 1)] == [True] * len(pages)


@pytest.mark.parametrize("name", [*STATEMENTS, "plan"])
def test_reports_in_english_have_no_fixed_korean_words(name: str) -> None:
    key = "allocation plan" if name == "plan" else f"fund {name}"
    template, data = REPORTS[key]
    text = "".join(pages_of(render(template, data("en"), language="en")))
    assert HANGUL.findall(text.replace(MARKS, "").replace("기금-2026-", "")) == []
