"""Fields that several forms share: names, addresses, telephone numbers, ids."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.kernel.text import Text
from app.people import phone, rules


class Form(BaseModel):
    """A form: unknown fields are refused, texts are not bent into numbers."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(BaseModel):
    """An answer: what one may see of a row."""

    model_config = ConfigDict(from_attributes=True)


def _email(written: str) -> str:
    return rules.normal_email(written)


def _phone(written: str) -> str:
    return phone.parse(written) if written.strip() else ""


def _line(written: str) -> str:
    one = " ".join(rules.normal_text(written).split())
    return "".join(symbol for symbol in one if symbol.isprintable())


def _needed(written: str) -> str:
    if not written:
        raise ValueError(Text("이 항목을 입력해 주세요", "Enter this field"))
    return written


def _day(value: Any) -> Any:
    # Strict forms take no strings for dates, but JSON has no other way to write one.
    if not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as fault:
        words = Text("날짜를 2026-11-23처럼 적어 주세요", "Write the date as in 2026-11-23")
        raise ValueError(words) from fault


Day = Annotated[date, BeforeValidator(_day)]
Email = Annotated[
    str, Field(max_length=254, examples=["hong@company.co.kr"]), AfterValidator(_email)
]
Phone = Annotated[str, Field(max_length=40, examples=["02-123-4567"]), AfterValidator(_phone)]
PersonName = Annotated[
    str,
    Field(min_length=2, max_length=50, examples=["홍길동"]),
    AfterValidator(_line),
    AfterValidator(_needed),
]
Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]
Address = Annotated[
    str, Field(max_length=300, examples=["서울특별시 중구 세종대로 110"]), AfterValidator(_line)
]
CompanyName = Annotated[
    str,
    Field(min_length=1, max_length=200, examples=["한빛정밀(가상)"]),
    AfterValidator(_line),
    AfterValidator(_needed),
]
Password = Annotated[
    str,
    Field(min_length=1, max_length=400, examples=["ginkgo-wharf-41-lamp"], repr=False),
]
Code = Annotated[str, Field(min_length=4, max_length=60, examples=["7K3M-Q2XD"], repr=False)]
CodeId = Annotated[str, Field(pattern=r"^otc_[A-Za-z0-9_-]{32}$")]
CaseId = Annotated[str, Field(pattern=r"^[a-z]+_[0-9a-f]{32}$", max_length=48)]
RowId = Annotated[str, Field(pattern=r"^[a-z]+_[0-9a-f]{32}$", max_length=48)]
