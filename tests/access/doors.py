"""Every door of the service as the application itself lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.demo.stage import Stage

# What frameworks and probes need; they hold nothing of anybody.
PLUMBING = frozenset({"/api/v1/openapi.json", "/healthz", "/readyz", "/static"})


@dataclass(frozen=True)
class DoorOf:
    """A method on a path, with what the route declares of itself."""

    method: str
    path: str
    declared: dict[str, Any]
    route: APIRoute

    @property
    def name(self) -> str:
        """Return `POST /api/v1/…`."""
        return f"{self.method} {self.path}"

    @property
    def rest(self) -> bool:
        """Tell whether it belongs to the API and not to the portal."""
        return self.path.startswith("/api/v1/")


def app_of(stage: Stage) -> FastAPI:
    """Return the application of a stage."""
    return stage._client._transport.app


def doors(app: FastAPI) -> Iterator[DoorOf]:
    """Yield every door but the plumbing."""
    for context in iter_route_contexts(app.routes):
        if context.path in PLUMBING:
            continue
        for method in sorted(set(context.methods or ()) - {"HEAD", "OPTIONS"}):
            declared = getattr(context, "openapi_extra", None) or {}
            yield DoorOf(method, context.path, declared, context.original_route)
