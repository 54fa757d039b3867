"""The API's description is whole: both languages, an example for each body, every refusal."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.access.policy import May
from app.web.documented import PROBLEMS
from tests.access.doors import app_of
from tests.access.street import Street, open_street

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Generator[Street]:
    with open_street(tmp_path_factory.mktemp("openapi") / "town", "") as opened:
        yield opened


@pytest.fixture(scope="module")
def described(street: Street) -> dict[str, Any]:
    answer = street.stage.send("GET", "/api/v1/openapi.json")
    assert answer.status == 200
    body: dict[str, Any] = answer.body
    return body


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every operation with its name."""
    for path, item in described["paths"].items():
        for method in METHODS & set(item):
            yield f"{method.upper()} {path}", item[method]


def test_it_is_openapi_3_1_and_told_in_both_languages(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"]
    assert "공개 API" in described["info"]["description"]
    assert "public API" in described["info"]["description"]


def test_every_operation_has_an_id_of_its_own_a_tag_and_words_in_both_languages(
    described: dict[str, Any],
) -> None:
    ids = [operation["operationId"] for _, operation in operations(described)]
    assert len(ids) == len(set(ids)) > 90
    for name, operation in operations(described):
        korean, _, english = operation["summary"].partition(" · ")
        assert any("가" <= letter <= "힣" for letter in korean), name
        assert english.strip(), name
        assert english.isascii(), name
        assert operation["tags"], name
        assert operation.get("description"), name


def test_every_operation_documents_its_refusals_as_problem_documents(
    described: dict[str, Any],
) -> None:
    wanting = []
    for name, operation in operations(described):
        for status in PROBLEMS:
            content = operation["responses"].get(str(status), {}).get("content", {})
            if set(content) != {"application/problem+json"}:
                wanting.append((name, status, sorted(content)))
    assert wanting == []
    assert "ProblemDocument" in described["components"]["schemas"]


def _resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return described["components"]["schemas"][name] if name else schema


def _has_example(described: dict[str, Any], schema: dict[str, Any]) -> bool:
    schema = _resolved(described, schema)
    if schema.get("examples") or schema.get("example"):
        return True
    fields = schema.get("properties", {}).values()
    return any(_resolved(described, field).get("examples") for field in fields)


def test_every_body_that_asks_for_something_has_an_example(described: dict[str, Any]) -> None:
    wanting = []
    for name, operation in operations(described):
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        needed = schema and _resolved(described, schema).get("required")
        if needed and not (
            _has_example(described, schema) or "examples" in content["application/json"]
        ):
            wanting.append(name)
    assert wanting == []


def test_every_input_refuses_unknown_fields(described: dict[str, Any]) -> None:
    loose = [
        name
        for name, operation in operations(described)
        for media in operation.get("requestBody", {}).get("content", {}).values()
        if _resolved(described, media["schema"]).get("additionalProperties") is not False
    ]
    assert not loose


def _amounts(schema: Any, name: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(schema, list):
        for one in schema:
            yield from _amounts(one, name)
    elif isinstance(schema, dict):
        if name.endswith("_won") and schema.get("type") == "integer":
            yield schema
        for key, one in schema.items():
            held = key in {"anyOf", "items"}
            yield from _amounts(one, name if held else key)


def test_every_amount_that_is_asked_for_is_a_whole_number_of_won_within_bounds(
    described: dict[str, Any],
) -> None:
    schemas = described["components"]["schemas"]
    amounts = [(name, one) for name, schema in schemas.items() if name.endswith("In")
               for one in _amounts(schema)]  # fmt: skip
    assert len(amounts) > 30
    unbounded = [(name, one) for name, one in amounts
                 if not (0 <= one.get("minimum", -1) <= one.get("maximum", 0) <= 10**15)]  # fmt: skip
    assert unbounded == []


def test_every_operation_shows_its_row_in_the_table(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        may = operation.get("x-permission")
        assert may in set(May) or operation.get("x-public"), name


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    known = set(described["components"]["schemas"])
    waiting: list[Any] = [described]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            if isinstance(thing.get("$ref"), str):
                assert thing["$ref"].rpartition("/")[2] in known
            waiting += thing.values()
        elif isinstance(thing, list):
            waiting += thing


def test_generated_requests_get_no_fault(street: Street) -> None:
    """A few requests for every operation, generated from its schema, as an examiner and a party."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app_of(street.stage))
    cases = st.one_of(*(found.ok().as_strategy() for found in schema.get_all_operations()))
    tokens = [street.player(part).token for part in ("examiner", "owner", "lead", "secretary")]
    faults = []

    @settings(max_examples=150, deadline=None, derandomize=True, database=None,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=cases, token=st.sampled_from(tokens))
    def sent(case: Any, token: str) -> None:
        kwargs = case.as_transport_kwargs(base_url="http://127.0.0.1")
        kwargs["headers"] = {
            **{k: v for k, v in dict(kwargs.get("headers") or {}).items() if k.lower() != "host"},
            "Authorization": f"Bearer {token}", "Idempotency-Key": f"gen-{next(street.keys)}",
        }  # fmt: skip
        kwargs.pop("cookies", None)
        if isinstance(kwargs.get("data"), bytes):
            kwargs["content"] = kwargs.pop("data")
        method, path = kwargs.pop("method"), kwargs.pop("url")
        answer = street.stage.send(method, path.removeprefix("http://127.0.0.1"), **kwargs)
        if answer.status >= 500 or (
            answer.status >= 400 and answer.headers["content-type"] != "application/problem+json"
        ):
            faults.append((method, path, answer.status, str(answer.body)[:200]))

    before = next(street.keys)
    with capture_logs():
        sent()
    assert not faults
    assert next(street.keys) - before > 100
