"""Going on as nobody: what a tipster sends is counted in memory alone, and nothing of it is kept."""

from datetime import datetime
from threading import Lock

from app.access.actor import ANYBODY
from app.cases.ex_officio import TIPS_BY_SOURCE
from app.people.problems import TooManyTries
from app.people.rules import source_of
from app.web.deps import Credentials, Door

_MOST_SOURCES = 10_000


class SourceGate:
    """Counts requests of each source within a window, in the memory of this process only."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._seen: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def admit(self, address: str, now: datetime) -> None:
        """Count one request; raise TooManyTries for one too many from one source."""
        source, limit = source_of(address), TIPS_BY_SOURCE
        with self._lock:
            seen = [at for at in self._seen.pop(source, []) if now - at < limit.window]
            if len(self._seen) >= _MOST_SOURCES:
                self._seen.pop(next(iter(self._seen)))
            self._seen[source] = seen
            if len(seen) >= limit.most:
                raise TooManyTries(retry_after_s=int(limit.window.total_seconds()))
            seen.append(now)


def go_on_as_nobody(door: Door) -> None:
    """Forget who asks and from where; raise TooManyTries where one source sends too much."""
    gate: SourceGate | None = getattr(door.request.app.state, "tip_gate", None)
    if gate is None:
        gate = door.request.app.state.tip_gate = SourceGate()
    gate.admit(door.credentials.address, door.desk.world.clock.now())
    door.credentials = Credentials()
    door.actor = ANYBODY
