"""Papers come out whole, in both languages, with nothing that was typed read as source."""

import dataclasses
import hashlib
import json
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pypdfium2
import pytest
import typst

from app.kernel.problems import Unavailable
from app.kernel.text import LANGUAGES, Language, Text
from app.papers import fonts
from app.papers import render as rendering
from app.papers.documents import Fact, MeasurePaper, Paper
from app.papers.render import LETTERS, displayable, render
from tests.support.notices import a_notice
from tests.support.papers import HASH, a_measure, a_receipt, a_surcharge
from tests.support.papers import papers as own_papers

FONT_DIGESTS = {
    "Pretendard-Regular.otf": "3ffbacde6ab8411f1d2db54bb9b1f0b3ee2a738932033722cf0388c06aed1c93",
    "Pretendard-Bold.otf": "2e91915fab54df71cc9598ebf608b2bdb54c6fe3c066ac61dff0bc44fca71cc7",
    "NotoSansKR-Regular.otf": "69975a0ac8472717870aefeab0a4d52739308d90856b9955313b2ad5e0148d68",
    "OFL-Pretendard.txt": "b04538c9abec39a3db75108cf0af0fd9c77032fe8aa2cf38345b4d250e98e38e",
    "OFL-NotoSansKR.txt": "6a73f9541c2de74158c0e7cf6b0a58ef774f5a780bf191f2d7ec9cc53efe2bf2",
}


def papers() -> dict[str, Paper]:
    """Return one full paper for each template of letters."""
    return {"notice": a_notice(), **own_papers()}


def made(paper: Paper, language: Language = "ko") -> bytes:
    return render(paper.template, paper.as_data(), language=language)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages without white space, which line ends would disturb."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return squeezed(found)


def squeezed(text: str) -> str:
    return "".join(text.replace("\ufffe", "").split())


def test_there_is_a_sample_for_every_letter() -> None:
    samples = papers()
    assert set(samples) == LETTERS
    assert all(paper.template == name for name, paper in samples.items())


TITLES = {
    "receipt": Text("신고 접수증", "Receipt of Complaint"),
    "corrective_recommendation": Text("시정권고서", "Corrective Recommendation"),
    "corrective_order": Text("시정명령서", "Corrective Order"),
    "surcharge_order": Text("과징금 납부명령서", "Surcharge Order"),
    "measure": Text("공표", "Publication"),
    "referral": Text("신고 이송서", "Referral of a Complaint"),
    "notice": Text("피신고인 통지 동의서", "Consent Form"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(LETTERS))
def test_every_paper_shows_its_head_and_foot(template: str, language: Language) -> None:
    paper = papers()[template]
    found = text_of(made(paper, language))
    expected = [
        TITLES[template].get(language),
        paper.agency.get(language),
        paper.sender.get(language),
        paper.registration_number,
        "2026. 11. 22." if language == "ko" else "22 November 2026",
        paper.verification_code,
        paper.verification_url,
        "SHA-256",
        "문가온",
    ]
    assert [words for words in expected if squeezed(words) not in found] == []


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_every_page_is_numbered_and_every_page_of_a_demonstration_says_so(template: str) -> None:
    document = pypdfium2.PdfDocument(made(papers()[template]))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    document.close()
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
        assert squeezed("시연용 – 효력 없음") in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_paper_carries_no_demonstration_band(language: Language) -> None:
    found = text_of(made(a_receipt(demonstration=False), language))
    assert "시연용" not in found
    assert "Demonstration" not in found


def test_a_receipt_shows_rare_syllables_hanja_and_whole_hashes() -> None:
    found = text_of(made(a_receipt()))
    for words in (
        "뷁동현",
        "똠방각하",
        "契約擔當",
        HASH,
        HASH[::-1],
        "1,482,133바이트",
        "기한 경과",
    ):
        assert squeezed(words) in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_surcharge_order_prints_every_step_of_the_calculation(language: Language) -> None:
    paper = a_surcharge()
    found = text_of(made(paper, language))
    for step in paper.steps:
        assert squeezed(str(step.formula)) in found
    total = "159,000,000원 (1억 5,900만 원)" if language == "ko" else "KRW 159,000,000"
    assert squeezed(total) in found
    assert squeezed("7.5%") in found


def test_figures_that_no_enacted_law_gives_are_named_in_a_warning() -> None:
    found = text_of(made(a_surcharge()))
    assert squeezed("시행 중인 법령의 원문으로 확인되지 않은 수치") in found
    assert squeezed("시연용 수치") in found
    assert squeezed("기관 입력 수치") in found
    assert squeezed("확인되지 않은 수치") not in text_of(made(papers()["corrective_order"]))


INJECTIONS = (
    "#panic()",
    '#panic("x")',
    "$x$",
    "{{7*7}}",
    "{% raw %}",
    "\\",
    "\\u{1F600}",
    "\"quoted\" 'single' `raw`",
    "*bold* _emphasis_ = heading",
    "// comment /* block */",
    "--- ... -> => != ~",
    '#import "letter.typ": *',
    "<label> @reference [content]",
    "https://example.invalid/?q=#x",
    "&lt;script&gt;<script>alert(1)</script>",
    "[31m\u2028\u202e",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", INJECTIONS)
def test_typed_text_is_shown_literally(typed: str, language: Language) -> None:
    order = papers()["corrective_order"]
    assert isinstance(order, MeasurePaper)
    paper = dataclasses.replace(
        order,
        addressee=typed,
        subject=typed,
        findings=(typed, f"앞 {typed} 뒤"),
        facts=(Fact(label=typed, value=typed),),
    )
    found = text_of(made(paper, language))
    assert found.count(squeezed(displayable(typed))) >= 6
    assert squeezed(f"앞{displayable(typed)}뒤") in found


SYLLABLES, LATIN = "가나다라마바사아자차카타파하" * 286, "abcdefghij" * 400


def an_order_with_very_long_text() -> Paper:
    return a_measure(
        "corrective_order",
        Text("시정명령", "Corrective order"),
        Text("제목", "Subject"),
        findings=("첫째 줄\n둘째 줄\r\n\n넷째 줄", SYLLABLES, LATIN),
        respondent=LATIN,
        facts=(Fact(label=LATIN[:400], value=SYLLABLES[:400]),),
    )


def test_lines_and_very_long_text_are_kept_whole() -> None:
    found = text_of(made(an_order_with_very_long_text()))
    assert "첫째줄둘째줄넷째줄" in found
    assert len(SYLLABLES) > 4000
    assert sum(found.count(syllable) for syllable in "가하") >= 2 * 286
    assert found.count("abcdefghij") >= 780


def reach(pdf: bytes) -> tuple[float, float]:
    """Return how near any text comes to the left and the right edge, in points."""
    lefts, rights = [], []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        textpage = page.get_textpage()
        for index in range(textpage.count_rects()):
            left, _, right, _ = textpage.get_rect(index)
            lefts.append(left)
            rights.append(page.get_width() - right)
    document.close()
    return min(lefts), min(rights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_over_the_edge_of_the_page(language: Language) -> None:
    margin_points = 60
    for paper in (*papers().values(), an_order_with_very_long_text()):
        assert min(reach(made(paper, language))) >= margin_points


def test_characters_without_a_glyph_are_named_by_code_point() -> None:
    assert displayable("가😀나\u202e다\x00") == "가[U+1F600]나[U+202E]다[U+0000]"
    assert displayable({"이름": ["\ud800", True, 3, None]}) == {"이름": ["[U+D800]", True, 3, None]}
    found = text_of(made(a_receipt(complainant="상생😀\u202e회사\ud800")))
    assert "상생[U+1F600][U+202E]회사[U+D800]" in found


def test_decomposed_syllables_are_composed() -> None:
    assert displayable("한글") == "한글"


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_the_same_data_give_the_same_bytes(template: str) -> None:
    paper = papers()[template]
    assert made(paper) == made(paper)
    assert made(paper) != made(paper, "en")


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib, json, sys; from app.papers.render import render;"
        "data = json.load(sys.stdin);"
        "print(hashlib.sha256(render('surcharge_order', data, language='ko')).hexdigest())"
    )
    paper = a_surcharge()
    printed = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(paper.as_data()),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.strip()
    assert printed == hashlib.sha256(made(paper)).hexdigest()


def test_threads_may_set_papers_at_the_same_time() -> None:
    samples = list(papers().values())
    expected = [made(paper) for paper in samples]
    got: dict[int, bytes] = {}

    def work(index: int) -> None:
        got[index] = made(samples[index % len(samples)])

    threads = [threading.Thread(target=work, args=(i,)) for i in range(2 * len(samples))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[index] for index in sorted(got)] == expected * 2


def test_papers_are_archivable_tagged_and_in_their_language() -> None:
    pdf = made(a_receipt())
    assert b"pdfaid:part>2<" in pdf
    assert b"pdfaid:conformance>A<" in pdf
    assert b"pdfuaid:part>1<" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("CreationDate").startswith("D:20261122")
    assert document.get_metadata_value("Title") == "신고 접수증 기술유용조사과-2026-0147"
    document.close()


def test_no_template_gives_a_warning() -> None:
    for paper in papers().values():
        for language in LANGUAGES:
            _, warnings = rendering._compiler().compile_with_warnings(
                input=str(rendering._FOLDER / f"{paper.template}.typ"),
                format="pdf",
                sys_inputs={
                    "data": json.dumps(displayable(paper.as_data())),
                    "language": language,
                },
                pdf_standards=list(rendering.PDF_STANDARDS),
            )
            assert warnings == []


@pytest.mark.parametrize("template", ["letter", "../render", "no_such_paper", ""])
def test_an_unknown_template_is_refused(template: str) -> None:
    with pytest.raises(Unavailable) as refusal:
        render(template, {}, language="ko")
    assert refusal.value.facts == {"template": template}


def test_data_that_do_not_fit_the_template_are_refused_without_repeating_them() -> None:
    with pytest.raises(Unavailable) as refusal:
        render("receipt", {"complainant": "비밀"}, language="ko")
    assert "비밀" not in str(refusal.value)
    assert isinstance(refusal.value.__cause__, typst.TypstError)


def test_the_typefaces_are_the_ones_that_were_reviewed() -> None:
    digests = {
        name: hashlib.sha256((fonts.FOLDER / name).read_bytes()).hexdigest()
        for name in FONT_DIGESTS
    }
    assert digests == FONT_DIGESTS
    readme = (fonts.FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(digest in readme for digest in FONT_DIGESTS.values())
    assert {path.name for path in fonts.FOLDER.glob("*.otf")} == set(fonts.FILES)


def test_the_typefaces_cover_every_hangul_syllable() -> None:
    assert set(range(0xAC00, 0xD7A4)) <= fonts.coverage()
    assert {ord(sign) for sign in "契約書①※→−×÷「」·…"} <= fonts.coverage()


FULL_MAP = b"cmap" + struct.pack(">III", 0, 28, 0)


@pytest.mark.parametrize(
    ("font", "wrong"),
    [
        (struct.pack(">4sH6x", b"OTTO", 0), "no table"),
        (struct.pack(">4sH6x", b"OTTO", 1) + FULL_MAP + struct.pack(">HH", 0, 0), "no full"),
        (
            struct.pack(">4sH6x", b"OTTO", 1)
            + FULL_MAP
            + struct.pack(">HHHHI", 0, 1, 3, 10, 12)
            + struct.pack(">H10xI", 4, 0),
            "format 4",
        ),
    ],
)
def test_a_typeface_that_can_not_be_read_is_refused(font: bytes, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        fonts._code_points(font)
