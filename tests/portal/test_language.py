"""Every sentence of the portal exists in Korean and English, and amounts and days are written so."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.kernel.text import LANGUAGES, Language
from app.portal import language_catalogue as words
from app.portal.pages import templates

HANGUL = re.compile(r"[가-힣]")
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_page_lacks_in_a_language(language: Language) -> None:
    assert words.missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_files_translate_a_sentence_differently(language: Language) -> None:
    assert len(list(words.merged_catalogue(language))) > 0


def test_a_sentence_without_translation_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ _("Never said before") }} {{ _("번역 없음") }}')
    assert words.missing("ko", tmp_path) == ["Never said before", "번역 없음"]
    assert words.missing("en", tmp_path) == ["번역 없음"]


def test_a_template_that_cannot_be_parsed_is_no_template_without_words(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ _("Half a ')
    with pytest.raises(Exception, match=r"unexpected|unclosed|end of"):
        words.missing("ko", tmp_path)


def frame(language: Language) -> dict[str, object]:
    """Return what `base.html` needs, as for a stranger in the demonstration."""
    return {
        **words.wording(language),
        "actor": None,
        "demo": True,
        "today": date(2026, 11, 23),
        "page_path": "/?",
        "help_phone": "02-0000-0000",
        "csrf_token": "0" * 64,
        "request_id": "request-1",
        "nav": [],
        "footer_links": [],
        "errors": [],
        "wide": False,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_interface_renders_in_both_languages(language: Language) -> None:
    html = templates().get_template("style_page.html").render(**frame(language))
    assert f'<html lang="{language}"' in html
    assert ("화면 구성 요소" in html) is (language == "ko")
    assert ("Interface components" in html) is (language == "en")


def test_the_english_interface_speaks_korean_only_in_names() -> None:
    html = templates().get_template("style_page.html").render(**frame("en"))
    spoken = [line.strip() for line in TAG.sub("\n", html).splitlines() if HANGUL.search(line)]
    left = [line for line in spoken if HANGUL.search(line.replace("(가상)", ""))]
    assert all(line in {"한국어", "상생", "상생 Sangsaeng"} for line in left), left


@pytest.mark.parametrize(
    ("value", "language", "short", "written"),
    [
        (date(2026, 11, 3), "ko", False, "2026. 11. 3."),
        (date(2026, 11, 3), "en", False, "3 Nov 2026"),
        ("2026-11-03", "ko", True, "11. 3."),
        ("2026-11-03", "en", True, "3 Nov"),
        (datetime(2026, 11, 2, 16, tzinfo=UTC), "ko", False, "2026. 11. 3."),
    ],
)
def test_a_day_is_written_as_people_write_it(
    value: date | str, language: Language, short: bool, written: str
) -> None:
    assert words.format_date(value, language=language, short=short) == written


def test_an_instant_is_shown_as_the_clock_in_seoul_shows_it() -> None:
    at = datetime(2026, 11, 2, 16, 5, tzinfo=UTC)
    assert words.format_instant(at, language="ko") == "2026. 11. 3. 01:05"
    assert words.format_instant(at.isoformat(), language="en") == "3 Nov 2026 01:05"
