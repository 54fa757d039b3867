"""How a refusal looks on the wire: RFC 9457 problem documents, the same shape everywhere."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.kernel.problems import (
    FieldError,
    Invalid,
    Kind,
    Malformed,
    MethodNotAllowed,
    NotFound,
    Problem,
)
from app.kernel.text import Language, Text
from app.web.field_words import WORDS, words_for
from app.web.language import language_of

STATUS: dict[Kind, int] = {
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.HIDDEN: 404,
    Kind.METHOD: 405,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.TOO_LARGE: 413,
    Kind.INVALID: 422,
    Kind.TOO_MANY: 429,
    Kind.NOT_CONFIGURED: 409,
    Kind.UNAVAILABLE: 503,
}
MEDIA_TYPE = "application/problem+json"
# Facts that tell a stranger why something is hidden stay inside the audit log.
_NEVER_SHOWN = {"because", "permission"}

log = structlog.get_logger("web")


class InternalError(Problem):
    """Something broke; the cause is in the service's own log under the request id."""

    kind, slug = Kind.UNAVAILABLE, "internal-error"
    title = Text("서비스에 문제가 생겼습니다", "The service had a fault")


def document(problem: Problem, request: Request, language: Language) -> dict[str, Any]:
    """Return the problem document in one language, with both wordings of the detail."""
    body: dict[str, Any] = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title.get(language),
        "status": status_of(problem),
        "detail": problem.detail.get(language),
        "instance": request.url.path,
        "code": problem.slug,
        "request_id": request.scope.get("request_id", ""),
        "detail_ko": problem.detail.ko,
        "detail_en": problem.detail.en,
    }
    if problem.errors:
        body["errors"] = [_error(error, language) for error in problem.errors]
    if problem.basis:
        body["legal_basis"] = [{"act": b.act, "article": b.article} for b in problem.basis]
    hidden = _NEVER_SHOWN if problem.kind is Kind.HIDDEN else {"because"}
    extra = {k: v for k, v in problem.facts.items() if k not in hidden and k not in body}
    return body | extra


def _error(error: FieldError, language: Language) -> dict[str, str]:
    return {
        "pointer": error.pointer,
        "code": error.code,
        "detail": error.detail.get(language),
        "detail_ko": error.detail.ko,
        "detail_en": error.detail.en,
    }


def status_of(problem: Problem) -> int:
    """Return the status code of a problem."""
    return 500 if isinstance(problem, InternalError) else STATUS[problem.kind]


def answer(problem: Problem, request: Request) -> Response:
    """Return the problem as a response."""
    language = language_of(request)
    headers = {"Content-Language": language, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    if problem.kind in {Kind.TOO_MANY, Kind.UNAVAILABLE} or "retry_after_s" in problem.facts:
        headers["Retry-After"] = str(problem.facts.get("retry_after_s", 5))
    if problem.kind is Kind.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.kind is Kind.STALE and "current_etag" in problem.facts:
        headers["ETag"] = str(problem.facts["current_etag"])
    body = json.dumps(document(problem, request, language), ensure_ascii=False, default=str)
    return Response(body, status_code=status_of(problem), media_type=MEDIA_TYPE, headers=headers)


def from_validation(fault: RequestValidationError) -> Problem:
    """Return the problem that names each wrong field of a request."""
    found = fault.errors()
    errors = tuple(_field_error(error, fault.body) for error in found)
    if any(error["type"] == "json_invalid" for error in found):
        return Malformed(WORDS["json_invalid"], errors=errors)
    return Invalid(errors=errors)


def _place(loc: Sequence[Any], body: Any) -> Iterator[Any]:
    """Yield the way to a field in what was sent, without the names of kinds that are not in it."""
    for number, part in enumerate(loc, start=1):
        held = isinstance(body, list) or (isinstance(body, Mapping) and part in body)
        if held or number == len(loc) or not isinstance(body, Mapping):
            yield part
            with contextlib.suppress(LookupError, TypeError):
                body = body[part]


def _field_error(error: Mapping[str, Any], body: Any = None) -> FieldError:
    # The first part says where in the request it was: body, query, path, header or cookie.
    place = [str(part) for part in _place(error["loc"][1:], body)]
    cause = (error.get("ctx") or {}).get("error")
    words = cause.args[0] if isinstance(cause, ValueError) and cause.args else None
    if not isinstance(words, Text):
        words = words_for(error)
    code = getattr(cause, "code", "") or str(error["type"])
    return FieldError("/" + "/".join(place), code, words)


def install(app: FastAPI) -> None:
    """Make every failure of the application answer with a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_fault)


def present(problem: Problem, request: Request) -> Response:
    """Answer a page request with the portal's error page, anything else with a document."""
    page = getattr(request.app.state, "error_page", None)
    if page is not None and not request.url.path.startswith("/api/"):
        response: Response = page(problem, request)
        return response
    return answer(problem, request)


# What the framework refuses by itself: an unreadable request, a path or method that is not there.
_BY_FRAMEWORK: dict[int, type[Problem]] = {
    HTTPStatus.BAD_REQUEST: Malformed,
    HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowed,
}


async def _on_problem(request: Request, fault: Exception) -> Response:
    return (
        present(fault, request) if isinstance(fault, Problem) else await _on_fault(request, fault)
    )


async def _on_validation(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, RequestValidationError):
        return await _on_fault(request, fault)
    return present(from_validation(fault), request)


async def _on_http(request: Request, fault: Exception) -> Response:
    status = getattr(fault, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    response = present(_BY_FRAMEWORK.get(status, NotFound)(), request)
    for name, value in (getattr(fault, "headers", None) or {}).items():
        response.headers[name] = value
    return response


async def _on_fault(request: Request, fault: Exception) -> Response:
    log.error("fault", request_id=request.scope.get("request_id", ""), exc_info=fault)
    return present(InternalError(), request)
