"""The refusals that every door may give, as the API reference shows them."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict


class WrongField(BaseModel):
    """One wrong field of a request."""

    pointer: str
    code: str
    detail: str
    detail_ko: str
    detail_en: str


class LegalBasis(BaseModel):
    """An article that a refusal rests on."""

    act: str
    article: str


class ProblemDocument(BaseModel):
    """A refusal (RFC 9457); further members name facts such as `allowed` or `current_etag`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    detail_ko: str
    detail_en: str
    errors: list[WrongField] = []
    legal_basis: list[LegalBasis] = []


def _example(status: int, slug: str, ko: str, en: str) -> dict[str, Any]:
    example = {
        "type": f"/problems/{slug}", "title": ko, "status": status, "detail": ko,
        "instance": "/api/v1/…", "code": slug, "request_id": "p5Zk1QyT0oY2n7aB",
        "detail_ko": ko, "detail_en": en,
    }  # fmt: skip
    return {
        "description": f"{ko} · {en}",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/ProblemDocument"},
                "example": example,
            }
        },
    }


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _example(400, "malformed", "요청을 읽을 수 없습니다", "The request cannot be read"),
    401: _example(401, "sign-in-needed", "로그인이 필요합니다", "Sign in first"),
    403: _example(
        403, "not-allowed", "이 일을 할 권한이 없습니다", "You are not allowed to do this"
    ),
    404: _example(
        404, "not-found", "없거나 볼 수 없는 페이지입니다", "Not found, or not yours to see"
    ),
    409: _example(409, "step-blocked", "아직 할 수 없는 단계입니다", "This step is blocked"),
    412: _example(412, "changed-elsewhere", "다른 곳에서 수정되었습니다", "Changed elsewhere"),
    413: _example(413, "too-large", "허용된 크기를 넘었습니다", "Larger than allowed"),
    422: _example(
        422, "invalid", "입력 내용을 확인해 주세요", "There is a problem with the request"
    ),
    428: _example(428, "version-required", "읽은 판을 적어 주세요", "Name the version you read"),
    429: _example(429, "too-many-requests", "잠시 뒤에 다시 시도해 주세요", "Try again in a while"),
    503: _example(503, "unavailable", "지금은 처리할 수 없습니다", "Cannot do this just now"),
}


def install(app: FastAPI) -> None:
    """Let the API's description carry the problem document's schema, which no route returns."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                separate_input_output_schemas=False,
            )
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            known = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= known.pop("$defs", {}) | {"ProblemDocument": known}
            _name_bounds(schemas)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _name_bounds(part: Any) -> None:
    """Give bounds that stand behind a validator of ours the names that JSON Schema has for them."""
    if isinstance(part, list):
        for one in part:
            _name_bounds(one)
    elif isinstance(part, dict):
        if part.get("type") == "integer" and "le" in part:
            least = part.pop("ge")
            part["minimum"] = int(max(least, part.get("minimum", least)))
            part["maximum"] = part.pop("le")
        for one in part.values():
            _name_bounds(one)
