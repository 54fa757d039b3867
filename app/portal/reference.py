"""The API reference as plain pages: made from the application's own OpenAPI document."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

from app.kernel.problems import NotFound
from app.kernel.text import Text
from app.portal.api_examples import Sample, answers_of, body_of, curl_line
from app.portal.pages import render
from app.portal.visit import visitor
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_OPEN = needs(None, public="the documents of the API hold nothing of any case")
_VERBS = ("get", "post", "put", "patch", "delete")

TAGS = {
    "complaints": Text("신고서", "Complaints"),
    "cases": Text("사건", "Cases"),
    "measures": Text("처분", "Measures"),
    "objections": Text("이의신청·제안", "Objections and proposals"),
    "penalty points": Text("벌점", "Penalty points"),
    "evidence": Text("증거", "Evidence"),
    "papers": Text("공문서", "Papers"),
    "accounts": Text("계정·로그인", "Accounts and sessions"),
    "tokens": Text("API 토큰", "API tokens"),
    "companies": Text("기업·대리인", "Companies and representatives"),
    "walls": Text("차단벽", "Walls"),
    "law": Text("법령 자료", "Law"),
    "calendar": Text("달력", "Calendar"),
    "audit": Text("감사 기록", "Audit log"),
}


@router.get("/api", openapi_extra=_OPEN)
async def index(door: At) -> Response:
    """List every operation by subject."""
    await visitor(door)
    document = door.request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for operation in _operations(document):
        groups.setdefault(operation["tag"], []).append(_short(operation, door))
    listed = [{"tag": tag, "label": _label(tag, door), "items": groups[tag]} for tag in groups]
    return render(door, "reference.html", groups=listed, version=document["info"]["version"])


@router.get("/api/{tag}", openapi_extra=_OPEN)
async def by_tag(tag: str, door: At) -> Response:
    """Describe the operations of one subject: parameters, body, answers, a line to try."""
    await visitor(door)
    document = door.request.app.openapi()
    found = [o for o in _operations(document) if o["tag"] == tag]
    if not found:
        raise NotFound
    operations = [_described(operation, document, door) for operation in found]
    tags = list(dict.fromkeys(o["tag"] for o in _operations(document)))
    others = [{"label": _label(t, door), "url": f"/api/{t}", "current": t == tag} for t in tags]
    context: dict[str, Any] = {
        "label": _label(tag, door),
        "operations": operations,
        "others": others,
    }
    return render(door, "reference_tag.html", **context)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, verbs in document["paths"].items():
        for verb in _VERBS:
            if verb in verbs:
                tag = next(iter(verbs[verb].get("tags", [])), "other")
                yield {**verbs[verb], "tag": tag, "path": path, "verb": verb.upper()}


def _label(tag: str, door: Door) -> str:
    return TAGS[tag].get(door.language) if tag in TAGS else tag


def _short(operation: dict[str, Any], door: Door) -> dict[str, Any]:
    korean, _, english = operation.get("summary", "").partition(" · ")
    return {
        "id": operation["operationId"],
        "verb": operation["verb"],
        "path": operation["path"],
        "summary": korean if door.language == "ko" else english or korean,
        "summary_other": english if door.language == "ko" else korean,
        "permission": operation.get("x-permission") or "",
    }


def _described(operation: dict[str, Any], document: dict[str, Any], door: Door) -> dict[str, Any]:
    sample = Sample(document)
    body = body_of(operation, sample)
    base = str(door.request.base_url).rstrip("/")
    return {
        **_short(operation, door),
        "description": operation.get("description", ""),
        "public": operation.get("x-public") or "",
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "body": body,
        "answers": answers_of(operation, sample, door.language),
        "curl": curl_line(operation, body, base),
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one.get("schema", {})
    kinds = [part.get("type", "") for part in schema.get("anyOf", [schema])]
    return {
        "name": one["name"],
        "place": one["in"],
        "required": one.get("required", False),
        "kind": next((kind for kind in kinds if kind and kind != "null"), ""),
        "text": one.get("description", ""),
    }
