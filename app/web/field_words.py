"""What is said of a wrong field: for every fault that a schema can find, how to mend it. Pure."""

from collections.abc import Mapping
from typing import Any

from app.kernel.text import Text

ENTER = Text("이 항목을 입력해 주세요", "Enter this field")
_LOOK_AGAIN = Text("값을 다시 확인해 주세요", "Look at this value again")
_UNKNOWN = Text("알 수 없는 항목입니다. 빼고 보내 주세요", "Unknown field; leave it out")
_CHOOSE = Text("정해진 값 중에서 골라 주세요", "Choose one of the values offered")
_TRUTH = Text("예 또는 아니오를 골라 주세요", "Choose yes or no")
_TEXT = Text("글자로 적어 주세요", "Write this as text")
_WHOLE = Text("정수로 적어 주세요", "Write a whole number")
_NUMBER = Text("숫자로 적어 주세요", "Write a number")
_DAY = Text("날짜를 2026-11-21처럼 적어 주세요", "Write the date as 2026-11-21")
_INSTANT = Text(
    "날짜와 시각을 2026-11-21T14:00:00+09:00처럼 적어 주세요",
    "Write date and time as 2026-11-21T14:00:00+09:00",
)
_TIME = Text("시각을 14:00처럼 적어 주세요", "Write the time as 14:00")
_SPAN = Text("기간을 P3D처럼 적어 주세요", "Write the length of time as P3D")
_PAST = Text("지난 날짜를 적어 주세요", "Write a date in the past")
_FUTURE = Text("앞으로의 날짜를 적어 주세요", "Write a date in the future")
_ADDRESS = Text("인터넷 주소를 https://로 시작해 적어 주세요", "Write a web address with https://")
_FORM = Text("형식이 맞지 않습니다", "Not in the form that is asked for")
_SEVERAL = Text("목록으로 보내 주세요", "Send this as a list")
_NAMED = Text("이름과 값으로 된 묶음으로 보내 주세요", "Send this as an object of names and values")
_TOO_LONG = Text("너무 깁니다. 줄여 주세요", "Too long; shorten it")
_TOO_SHORT = Text("너무 짧습니다", "Too short")

WORDS: dict[str, Text] = {
    "missing": ENTER,
    "extra_forbidden": _UNKNOWN,
    "json_invalid": Text("JSON 형식이 아닙니다", "Not valid JSON"),
    "string_too_short": _TOO_SHORT,
    "bytes_too_short": _TOO_SHORT,
    "too_short": Text("하나 이상 골라 주세요", "Choose at least one"),
    "too_long": Text("너무 많습니다. 줄여 주세요", "Too many; choose fewer"),
    "date_past": _PAST,
    "datetime_past": _PAST,
    "date_future": _FUTURE,
    "datetime_future": _FUTURE,
    **dict.fromkeys(("string_too_long", "bytes_too_long", "url_too_long"), _TOO_LONG),
    **dict.fromkeys(
        ("enum", "literal_error", "union_tag_invalid", "union_tag_not_found"), _CHOOSE
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), _TRUTH),
    **dict.fromkeys(("string_type", "string_unicode", "bytes_type"), _TEXT),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _WHOLE),
    **dict.fromkeys(
        (
            "float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing",
            "decimal_max_digits", "decimal_max_places", "decimal_whole_digits",
        ),
        _NUMBER,
    ),
    **dict.fromkeys(
        (
            "date_type", "date_parsing", "date_from_datetime_parsing",
            "date_from_datetime_inexact",
        ),
        _DAY,
    ),
    **dict.fromkeys(
        (
            "datetime_type", "datetime_parsing", "datetime_object_invalid",
            "datetime_from_date_parsing", "timezone_naive", "timezone_aware", "timezone_offset",
        ),
        _INSTANT,
    ),
    **dict.fromkeys(("time_type", "time_parsing"), _TIME),
    **dict.fromkeys(("time_delta_type", "time_delta_parsing"), _SPAN),
    **dict.fromkeys(("url_type", "url_parsing", "url_syntax_violation", "url_scheme"), _ADDRESS),
    **dict.fromkeys(
        (
            "string_pattern_mismatch", "string_not_ascii", "bytes_invalid_encoding", "uuid_type",
            "uuid_parsing", "uuid_version", "json_type",
        ),
        _FORM,
    ),
    **dict.fromkeys(
        ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), _SEVERAL
    ),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type", "invalid_key"), _NAMED
    ),
}  # fmt: skip
_LIMITS: dict[str, tuple[str, Text]] = {
    "greater_than": ("gt", Text("{}보다 커야 합니다", "Must be more than {}")),
    "greater_than_equal": ("ge", Text("{} 이상이어야 합니다", "Must be {} or more")),
    "less_than": ("lt", Text("{}보다 작아야 합니다", "Must be less than {}")),
    "less_than_equal": ("le", Text("{} 이하여야 합니다", "Must be {} or less")),
    "multiple_of": ("multiple_of", Text("{}의 배수여야 합니다", "Must be a multiple of {}")),
}
# Of these a value that is not there is the only fault, whatever it was to have been.
_WANTS_A_VALUE = {_TOO_SHORT, _TEXT, _WHOLE, _NUMBER, _DAY, _INSTANT, _TIME, _SPAN, _ADDRESS, _FORM}


def words_for(error: Mapping[str, Any]) -> Text:
    """Return what is said of a fault that a schema found in a field."""
    code, given = str(error["type"]), error.get("input")
    if code in _LIMITS:
        name, limit = _LIMITS[code]
        bound = (error.get("ctx") or {})[name]
        shown = f"{bound:,}" if isinstance(bound, int | float) else str(bound)
        return Text(limit.ko.format(shown), limit.en.format(shown))
    # A text that was cleaned before it was measured is told to be short like a list.
    if isinstance(given, str) and code in {"too_short", "too_long"}:
        code = f"string_{code}"
    found = WORDS.get(code, _LOOK_AGAIN)
    return ENTER if given in (None, "") and found in _WANTS_A_VALUE else found
