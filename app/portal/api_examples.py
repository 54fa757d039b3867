"""Examples for the API reference, taken from the schemas' own examples or made from their shape."""

import json
from dataclasses import dataclass
from typing import Any

from app.kernel.text import Language, Text

_DEEPEST = 6
_PLAIN: dict[str, Any] = {"string": "…", "integer": 1, "number": 1, "boolean": True, "null": None}
_FORMATS = {"date": "2026-11-23", "date-time": "2026-11-23T01:00:00Z", "binary": "…"}
SAME_FOR_ALL = {"400", "401", "403", "404", "409", "412", "413", "422", "428", "429", "503"}
_NO_BODY = Text("본문 없음", "No body")


@dataclass(frozen=True, slots=True)
class Sample:
    """Makes an example of a schema of one OpenAPI document."""

    document: dict[str, Any]

    def of(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """Return an example: the schema's own, or one made from its parts."""
        schema = self._resolved(schema)
        if schema.get("examples"):
            return schema["examples"][0]
        for name in ("example", "const", "default"):
            if schema.get(name) is not None:
                return schema[name]
        if schema.get("enum"):
            return schema["enum"][0]
        return self._made(schema, depth)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        reference = schema.get("$ref", "")
        if reference:
            found: dict[str, Any] = self.document
            for part in reference.removeprefix("#/").split("/"):
                found = found[part]
            return found
        options = schema.get("anyOf") or schema.get("allOf") or schema.get("oneOf")
        if options and not schema.get("examples"):
            named = [one for one in options if one.get("type") != "null"]
            return self._resolved(named[0]) if named else {}
        return schema

    def _made(self, schema: dict[str, Any], depth: int) -> Any:
        kind = schema.get("type")
        if kind == "array" and depth < _DEEPEST:
            return [self.of(schema.get("items", {}), depth + 1)]
        if kind == "object" or "properties" in schema:
            parts = schema.get("properties", {}) if depth < _DEEPEST else {}
            return {name: self.of(part, depth + 1) for name, part in parts.items()}
        return _FORMATS.get(schema.get("format", ""), _PLAIN.get(schema.get("type", ""), "…"))


def body_of(operation: dict[str, Any], sample: Sample) -> dict[str, str] | None:
    """Return the media type and an example of what an operation takes."""
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, described in content.items():
        example = described.get("example") or sample.of(described.get("schema", {}))
        return {"media_type": media_type, "example": pretty(example)}
    return None


def answers_of(
    operation: dict[str, Any], sample: Sample, language: Language
) -> list[dict[str, str]]:
    """Return the answers that are an operation's own; refusals that all share stand elsewhere."""
    answers = []
    for status, described in operation.get("responses", {}).items():
        if status in SAME_FOR_ALL:
            continue
        content = described.get("content", {})
        media_type = next(iter(content), "")
        example = ""
        if "json" in media_type:
            part = content[media_type]
            example = pretty(part.get("example") or sample.of(part.get("schema", {})))
        answers.append({
            "status": status,
            "media_type": media_type or _NO_BODY.get(language),
            "example": example,
        })  # fmt: skip
    return answers


def curl_line(operation: dict[str, Any], body: dict[str, str] | None, base: str) -> str:
    """Return a command that can be pasted into a shell."""
    verb = operation["verb"]
    parts = [f"curl -X {verb} {base}{operation['path']}"]
    if operation.get("x-permission"):
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if verb == "POST":
        parts.append('-H "Idempotency-Key: $(uuidgen)"')
    if verb in ("PUT", "PATCH", "DELETE"):
        parts.append("-H 'If-Match: \"v1\"'")
    if body and "json" in body["media_type"]:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d '{json.dumps(json.loads(body['example']), ensure_ascii=False)}'")
    elif body:
        parts.append("-F 'file=@drawing.pdf'")
    return " \\\n  ".join(parts)


def pretty(example: Any) -> str:
    """Return an example as people read JSON."""
    return json.dumps(example, ensure_ascii=False, indent=2)
