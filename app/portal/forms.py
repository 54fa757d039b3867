"""Reading a page's form: checked against forgery, and nested the way the schemas are."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from app.kernel.problems import Malformed, Problem
from app.web import csrf
from app.web.deps import Door
from app.web.problems import from_validation

Form = TypeVar("Form", bound=BaseModel)
LARGEST_FORM_FIELDS = 300
_OURS = {csrf.FIELD, "idempotency_key", "version"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: flat values as typed, and the same nested by their dotted names."""

    values: dict[str, list[str]]

    def first(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        return self.values.get(name, [default])[0]

    @property
    def key(self) -> str:
        """The idempotency key of the page, so that a double click acts once."""
        return self.first("idempotency_key")

    @property
    def version(self) -> int | None:
        """The version of the thing that the page showed."""
        text = self.first("version")
        return int(text) if text.isdecimal() else None

    def nested(self, *, lists: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return the values as nested mappings; names in `lists` keep all their values."""
        root: dict[str, Any] = {}
        for name, values in self.values.items():
            if name in _OURS:
                continue
            *path, last = name.split(".")
            place = root
            for part in path:
                place = place.setdefault(part, {})
            place[last] = [v for v in values if v] if name in lists else values[0]
        return root

    def content(self) -> bytes:
        """Return what an idempotency key stands for: every value but the token."""
        kept = {name: values for name, values in self.values.items() if name != csrf.FIELD}
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).digest()


async def read(door: Door) -> Sent:
    """Read an urlencoded form; raises ForgedForm where it did not come from our own page."""
    request: Request = door.request
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media != "application/x-www-form-urlencoded":
        raise Malformed
    form = await request.form(max_fields=LARGEST_FORM_FIELDS)
    values: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    sent = Sent(values)
    csrf.check(door.desk.world.seal_key, request, sent.first(csrf.FIELD))
    return sent


def parse(schema: type[Form], data: dict[str, Any]) -> Form:
    """Return the data as a schema that REST takes too; raises the same problem for wrong fields."""
    try:
        return schema.model_validate(data)
    except ValidationError as fault:
        raise wrong_fields(fault) from fault


def wrong_fields(fault: ValidationError) -> Problem:
    """Return the problem that REST would answer for the same fields in a body."""
    errors = [{**error, "loc": ("body", *error["loc"])} for error in fault.errors()]
    return from_validation(RequestValidationError(errors))
