"""A wrong field is told in the reader's language, and an empty one is asked to be filled in."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import AnyHttpUrl, BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core._pydantic_core import list_all_errors

import app.main  # noqa: F401 - so that the schemas of every door are loaded
from app.kernel.problems import FieldError
from app.portal.forms import wrong_fields
from app.web.field_words import WORDS, words_for
from app.web.fields import Day, Line, MaybeWon, Paragraph

# Neither JSON nor a form can be wrong in these ways; they are about Python's own objects and calls.
OUT_OF_REACH = re.compile(
    r"argument|attribute|dataclass|frozen|instance|subclass|callable|sentinel|ellipsis|fraction"
    r"|complex|recursion|named_tuple|ordered_dict|counter|deque|hashable|iteration|needs_python"
    r"|default_factory|none_required|assertion"
)
ENTER = "이 항목을 입력해 주세요"
ODD: tuple[Any, ...] = ("", "x", " ", [], ["", 1], {}, {"a": 1}, 0, -1, 1.5, 10**30, True, None,
                        "x" * 9000, ["x"] * 900, "2026-02-30", "2026-11-21T10:00:00")  # fmt: skip


class Colour(StrEnum):
    RED = "red"


def told(kind: Any, value: Any) -> FieldError:
    """Return what is said of a value in a field of a kind."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    return wrong_fields(refused.value).errors[0]


@pytest.mark.parametrize(
    "kind",
    [Annotated[Line, Field(min_length=2)], Annotated[Paragraph, Field(min_length=2)],
     Annotated[str, Field(min_length=2)], Day, date, datetime, int, float, AnyHttpUrl],
    ids=["line", "paragraph", "str", "day", "date", "datetime", "int", "float", "url"],
)  # fmt: skip
@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_field_is_asked_to_be_filled_in(kind: Any, empty: Any) -> None:
    found = told(kind, empty)
    if not (empty is None and found.code == "value_error"):
        assert (found.detail.ko, found.detail.en) == (ENTER, "Enter this field")


def test_a_short_text_is_short_and_an_empty_list_asks_for_a_choice() -> None:
    assert told(Annotated[Line, Field(min_length=2)], "가").detail.ko == "너무 짧습니다"
    assert told(Annotated[Line, Field(max_length=2)], "가나다").detail.ko.startswith("너무 깁니다")
    assert told(Annotated[list[Line], Field(min_length=1)], []).detail.ko.startswith("하나 이상")
    assert told(Colour, "").detail.ko == "정해진 값 중에서 골라 주세요"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (date, "어제", "날짜를 2026-11-21처럼 적어 주세요"),
        (datetime, "어제", "날짜와 시각을 2026-11-21T14:00:00+09:00처럼 적어 주세요"),
        (int, "열", "정수로 적어 주세요"),
        (AnyHttpUrl, "여기", "인터넷 주소를 https://로 시작해 적어 주세요"),
        (MaybeWon, -1, "0 이상이어야 합니다"),
        (Annotated[int, Field(gt=1000)], 1, "1,000보다 커야 합니다"),
        (Annotated[date, Field(ge=date(2026, 1, 1))], "2025-01-01", "2026-01-01 이상이어야 합니다"),
    ],
)
def test_an_invalid_value_is_told_how_it_is_written(kind: Any, value: Any, said: str) -> None:
    assert told(kind, value).detail.ko == said


def test_every_fault_that_a_schema_can_find_has_words() -> None:
    for known in list_all_errors():
        code = str(known["type"])
        if OUT_OF_REACH.search(code) or code == "value_error":
            continue
        said = words_for({"type": code, "input": "x", "ctx": known.get("example_context")})
        assert code in WORDS or not said.ko.startswith("값을 다시"), code
        assert not re.search(r"Input|should|valid", said.ko), code


def schemas(above: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    """Yield every schema of the service that takes input."""
    for one in above.__subclasses__():
        if one.__module__.startswith("app.") and one.model_config.get("extra") == "forbid":
            yield one
        yield from schemas(one)


def test_whatever_our_schemas_are_given_they_answer_in_both_languages() -> None:
    wrong, tried = set(), 0
    for schema in schemas():
        for value in ODD:
            try:
                schema.model_validate(dict.fromkeys(schema.model_fields, value))
            except ValidationError as fault:
                tried += 1
                wrong |= {
                    (schema.__name__, error.pointer, error.code)
                    for error in wrong_fields(fault).errors
                    if error.detail.ko.startswith("값을 다시")
                    or not re.search("[가-힣]", error.detail.ko)
                }
    assert not wrong
    assert tried > 500
