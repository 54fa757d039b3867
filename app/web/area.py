"""A router whose routes are looked through only for the paths that are its own."""

import re
from functools import cached_property
from typing import cast

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

_VARIES = re.compile(r"\{[^}]*\}")


class Area(APIRouter):
    """The routes of one room or group of pages; it takes in no other router.

    A request is compared with one route after another until one fits. An area says of all of its
    hundreds of neighbours' requests at once that they are not its own.
    """

    @cached_property
    def _paths(self) -> re.Pattern[str]:
        paths = {cast("APIRoute", route).path for route in self.routes}
        return re.compile("|".join(_VARIES.sub("[^/]+", path) for path in sorted(paths)))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Compare a request with the routes of the area, if one of them can be meant."""
        path: str = scope["path"].removeprefix(scope.get("root_path", ""))
        if self._paths.fullmatch(path) is None:
            return Match.NONE, {}
        return super().matches(scope)
