"""The self-check finds each thing that is wrong with a file, and calls a good one self-checked."""

import io
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.papers.render import render
from app.papers.self_check import RULES, VERDICT, findings
from tests.support.papers import a_surcharge

ROOT = Path(__file__).parents[2]


@cache
def good() -> bytes:
    """Return a paper with tables, several pages and a link."""
    paper = a_surcharge()
    return render(paper.template, paper.as_data(), language="ko")


def broken(change: Callable[[Pdf], None]) -> set[str]:
    """Return the rules that a good paper breaks once it was changed."""
    made = io.BytesIO()
    with Pdf.open(io.BytesIO(good())) as pdf:
        change(pdf)
        pdf.save(made)
    return {one.rule for one in findings(made.getvalue())}


def elements(pdf: Pdf, kind: str) -> list[Any]:
    return [
        one for one in pdf.objects
        if isinstance(one, Dictionary) and one.get(Name.S) == Name(f"/{kind}") and Name.P in one
    ]  # fmt: skip


def no_mark(pdf: Pdf) -> None:
    with pdf.open_metadata() as told:
        del told["pdfaid:part"]


def no_accessible_mark(pdf: Pdf) -> None:
    with pdf.open_metadata() as told:
        del told["{http://www.aiim.org/pdfua/ns/id/}part"]


def no_title(pdf: Pdf) -> None:
    with pdf.open_metadata() as told:
        del told["{http://purl.org/dc/elements/1.1/}title"]


def font_outside(pdf: Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get(Name.Type) == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def attachment(pdf: Pdf) -> None:
    pdf.attachments["secret.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="secret.txt")


def untagged_text(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"0 0 10 10 re f", prepend=False)


def unknown_mark(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 9999>> BDC 0 0 1 1 re f EMC", prepend=False)


def heads_without_scope(pdf: Pdf) -> None:
    for one in elements(pdf, "TH"):
        del one[Name.A]


def no_heads(pdf: Pdf) -> None:
    for one in elements(pdf, "TH"):
        one.S = Name.TD


def heading_skipped(pdf: Pdf) -> None:
    for one in elements(pdf, "H2"):
        one.S = Name.H4


def figure(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.Figure


def bare_link(pdf: Pdf) -> None:
    for page in pdf.pages:
        for one in page.obj.get(Name.Annots, Array()):
            del one[Name.Contents]


def no_tabs(pdf: Pdf) -> None:
    for page in pdf.pages:
        if Name.Annots in page.obj:
            page.obj.Tabs = Name.R


def without(name: Name) -> Callable[[Pdf], None]:
    """Return a change that takes an entry out of the catalogue."""

    def change(pdf: Pdf) -> None:
        del pdf.Root[name]

    return change


def odd_kind(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.Banner


BREAKS: dict[str, tuple[str, Callable[[Pdf], None]]] = {
    "archive mark": ("pdfa: identified in its metadata", no_mark),
    "accessible mark": ("pdfua: identified in its metadata", no_accessible_mark),
    "output intent": ("pdfa: output intent", without(Name.OutputIntents)),
    "font": ("pdfa: fonts embedded, with Unicode", font_outside),
    "script": ("pdfa: no script and no action", script),
    "attachment": ("pdfa: nothing outside the file", attachment),
    "not marked": ("pdfua: marked as tagged", without(Name.MarkInfo)),
    "no language": ("pdfua: language", without(Name.Lang)),
    "no title": ("pdfua: title is shown", no_title),
    "title not shown": ("pdfua: title is shown", without(Name.ViewerPreferences)),
    "no bookmarks": ("pdfua: bookmarks", without(Name.Outlines)),
    "no structure": ("pdfua: structure tree", without(Name.StructTreeRoot)),
    "odd kind": ("pdfua: known kinds of structure", odd_kind),
    "heading skipped": ("pdfua: headings in order", heading_skipped),
    "table without heads": ("pdfua: tables with headers", no_heads),
    "head without scope": ("pdfua: tables with headers", heads_without_scope),
    "figure": ("pdfua: figures with words", figure),
    "bare link": ("pdfua: links with words", bare_link),
    "untagged": ("pdfua: no content without a tag", untagged_text),
    "unknown mark": ("pdfua: no content without a tag", unknown_mark),
    "tabs": ("pdfua: tab order", no_tabs),
}  # fmt: skip


def test_a_paper_of_ours_is_self_checked() -> None:
    assert findings(good()) == ()


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_found(name: str) -> None:
    rule, change = BREAKS[name]
    assert rule in broken(change)


def test_every_rule_is_broken_by_one_of_the_tests() -> None:
    assert set(RULES) - {rule for rule, _ in BREAKS.values()} == {"pdfa: open to every reader"}


def test_a_locked_or_ruined_file_is_no_readable_one() -> None:
    made = io.BytesIO()
    with Pdf.open(io.BytesIO(good())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert [one.rule for one in findings(made.getvalue())] == ["readable"]
    assert [one.rule for one in findings(b"no pdf")] == ["readable"]
    open_to_all = io.BytesIO()
    with Pdf.open(io.BytesIO(good())) as pdf:
        pdf.save(open_to_all, encryption=pikepdf.Encryption(user="", owner="y"))
    assert "pdfa: open to every reader" in {one.rule for one in findings(open_to_all.getvalue())}


def test_the_program_names_files_and_findings(tmp_path: Path) -> None:
    fine, bad = tmp_path / "fine.pdf", tmp_path / "bad.pdf"
    fine.write_bytes(good())
    bad.write_bytes(b"no pdf")
    told = subprocess.run(
        [sys.executable, "scripts/self_check.py", fine, bad],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert told.returncode == 1
    assert f"fine.pdf: {VERDICT}, {len(RULES)} rules" in told.stdout
    assert "readable" in told.stdout
    assert "certified" not in told.stdout
