"""Cursors that only the service writes, the language asked for, and forms of our own pages."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from app.kernel.problems import Invalid
from app.web import csrf, paging
from app.web.language import LANGUAGE_COOKIE, language_of

TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40)


def request(query: str = "", **headers: str) -> Request:
    """Return a request with a query and headers."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "query_string": query.encode(), "headers": raw, "path": "/"})


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_a_cursor_brings_back_what_it_was_made_of(values: list[str]) -> None:
    assert paging.decode(paging.encode(*values), len(values)) == values


@given(st.integers(-(2**62) + 1, 2**62 - 1))
def test_a_cursor_of_numbers_brings_back_the_number(value: int) -> None:
    assert paging.decode(paging.encode(value), 1, kind=int) == [value]


@given(st.one_of(st.text(max_size=60), st.binary(max_size=40).map(repr)))
def test_nothing_else_is_a_cursor(text: str) -> None:
    with contextlib.suppress(Invalid):
        values = paging.decode(text, 2)
        assert values is not None
        assert all(isinstance(value, str) for value in values)


@pytest.mark.parametrize(
    "values", [(None,), (1,), (True,), ([],), ({"a": 1},), ("a\x00",), ("\ud800",), (1.5,), ()]
)
def test_values_of_another_kind_are_refused(values: tuple[Any, ...]) -> None:
    with pytest.raises(Invalid):
        paging.decode(paging.encode(*values), 1)
    with pytest.raises(Invalid):
        paging.decode(paging.encode("a", "b"), 1)
    with pytest.raises(Invalid):
        paging.decode(paging.encode(2**62), 1, kind=int)


def test_the_first_page_has_no_cursor() -> None:
    assert paging.decode(None, 2) is None
    with pytest.raises(Invalid):
        paging.decode_day("2026-02-30")


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "ko"),
        ("lang=en", {"accept_language": "ko"}, "en"),
        ("lang=ko", {"accept_language": "en"}, "ko"),
        ("lang=fr", {"accept_language": "en"}, "en"),
        ("", {"cookie": f"{LANGUAGE_COOKIE}=en"}, "en"),
        ("lang=ko", {"cookie": f"{LANGUAGE_COOKIE}=en"}, "ko"),
        ("", {"accept_language": "en-GB,ko;q=0.8"}, "en"),
        ("", {"accept_language": "ko-KR,en;q=0.9"}, "ko"),
        ("", {"accept_language": "en;q=0.5,ko;q=0.5"}, "ko"),
        ("", {"accept_language": "en;q=nonsense"}, "ko"),
        ("", {"accept_language": "de, fr"}, "ko"),
        ("", {"accept_language": "EN"}, "en"),
        ("", {"accept_language": ";;;,,,q=;=" * 100}, "ko"),
    ],
)
def test_the_language_is_the_one_asked_for_and_korean_otherwise(
    query: str, headers: dict[str, str], language: str
) -> None:
    assert language_of(request(query, **headers)) == language


KEY = b"k" * 32


def test_a_form_of_our_own_page_is_taken() -> None:
    cookie = csrf.new_cookie()
    token = csrf.token_for(KEY, cookie)
    for site in ({}, {"sec_fetch_site": "same-origin"}, {"sec_fetch_site": "none"}):
        csrf.check(KEY, request(cookie=f"{csrf.CSRF_COOKIE}={cookie}", **site), token)


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, "x"),
        ({"cookie": f"{csrf.CSRF_COOKIE}=abc"}, ""),
        ({"cookie": f"{csrf.CSRF_COOKIE}=abc"}, csrf.token_for(KEY, "abd")),
        ({"cookie": f"{csrf.CSRF_COOKIE}=abc"}, csrf.token_for(b"other", "abc")),
        ({"cookie": f"{csrf.CSRF_COOKIE}="}, csrf.token_for(KEY, "")),
        ({"cookie": f"{csrf.CSRF_COOKIE}=abc", "sec_fetch_site": "cross-site"},
         csrf.token_for(KEY, "abc")),
        ({"cookie": f"{csrf.CSRF_COOKIE}=abc", "sec_fetch_site": "same-site"},
         csrf.token_for(KEY, "abc")),
    ],
)  # fmt: skip
def test_a_forged_form_is_refused(headers: dict[str, str], token: str) -> None:
    with pytest.raises(csrf.ForgedForm):
        csrf.check(KEY, request(**headers), token)
