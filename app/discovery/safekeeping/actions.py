"""What a reading of the store brings about; run by the worker, one small transaction each."""

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import keeping
from app.discovery.evidence.actions import link
from app.discovery.safekeeping import store
from app.discovery.safekeeping.events import (
    EvidenceReread,
    RootKeyRotated,
    StoredObjectHarmed,
    StoreIncidentSettled,
)
from app.discovery.safekeeping.lifecycle import INCIDENT, Command
from app.discovery.safekeeping.rules import Copy, open_mark
from app.discovery.safekeeping.store import Owned
from app.discovery.safekeeping.tables import StoreIncident
from app.storage.scrub import Checked, Finding

_EVIDENCE = "evidence_item"
_PREFIX = {Copy.FIRST: "", Copy.SECOND: "copy_"}
_EXPECTED_AT_FIRST = {Finding.MISSING, Finding.WHOLE}
"""What may be found where a second copy was never made: it is lacking, or was just brought."""

_ACTS = {Command.RESTORE: "restored", Command.RECOVER: "found_whole"}


def note_new(work: Work) -> int:
    """Note objects that rows name and nobody has noticed yet; returns how many."""
    work.require(May.JOB_RUN, OPEN)
    fresh = store.unnoticed(work)
    store.note_new(work, fresh)
    return len(fresh)


def note_reading(work: Work, seen: Owned, checked: Checked, copy: Copy) -> bool:
    """Keep what the reading of an object found; tell if it is an incident that was not known.

    What the store did not answer for, and what no row names by now, is not noted.
    """
    work.require(May.JOB_RUN, OPEN)
    now = next(iter(store.owned(work, key=seen.key)), None)
    if now is None or now.sha256 != seen.sha256 or not checked.settled:
        return False
    found = Finding.WHOLE if checked.whole else checked.finding
    never_copied = copy is Copy.SECOND and not now.second_finding
    if not (never_copied and found is Finding.MISSING):
        store.keep_reading(work, seen.key, copy=copy, finding=found, read_at=checked.checked_at)
    if never_copied and found in _EXPECTED_AT_FIRST:
        return False
    return _judge(work, now, checked, copy)


def note_copied(work: Work, key: str) -> None:
    """Note that the second copy of an object was brought, and read once."""
    work.require(May.JOB_RUN, OPEN)
    if store.owned(work, key=key):
        store.keep_reading(
            work, key, copy=Copy.SECOND, finding=Finding.WHOLE, read_at=work.now
        )  # fmt: skip


def note_rotation(work: Work, *, root_key: str, objects: int, rewrapped: int, failed: int) -> None:
    """Record that the keys of all objects were put under a root key; run by an operator."""
    work.require(May.JOB_RUN, OPEN)
    work.record(
        RootKeyRotated(subject=root_key, objects=objects, rewrapped=rewrapped, failed=failed)
    )


def end_pass(work: Work, *, within_days: int, second_copies: bool, passed: bool) -> int:
    """Keep what is promised; close incidents of what is no longer kept; return how many."""
    work.require(May.JOB_RUN, OPEN)
    store.keep_promise(work, within_days=within_days, second_copies=second_copies, passed=passed)
    if not passed:
        return 0
    store.forget_readings(work)
    rows = store.incidents_without_object(work)
    for row in rows:
        _settle(work, row, Command.LAPSE)
    return len(rows)


def _judge(work: Work, seen: Owned, checked: Checked, copy: Copy) -> bool:
    incident = store.open_incident(work, seen.key, copy)
    if checked.finding is Finding.WHOLE:
        if incident is not None:
            _settle(work, incident, Command.RECOVER)
        elif copy is Copy.FIRST:
            _read_whole(work, seen)
        return False
    known = incident is not None and incident.finding == checked.finding
    if incident is None:
        incident = work.add(_incident(work, seen, checked, copy))
    if not known:
        incident.finding = checked.finding
        _harmed(work, seen, incident, copy)
    if checked.restored:
        work.session.flush()
        _settle(work, incident, Command.RESTORE)
    return not known


def _read_whole(work: Work, seen: Owned) -> None:
    """Put on the chain of a piece of evidence that it was hashed again, and to the same hash."""
    if seen.kind == _EVIDENCE:
        link(work, keeping.locked(work, seen.owner_id), _ACTS[Command.RECOVER])
        work.record(EvidenceReread(subject=seen.owner_id, sha256=seen.sha256))


def _incident(work: Work, seen: Owned, checked: Checked, copy: Copy) -> StoreIncident:
    return StoreIncident(
        id=work.new_id("inc"), object_key=seen.key, kind=seen.kind, owner_id=seen.owner_id,
        item_id=seen.item_id, copy_read=copy, finding=checked.finding, sha256=seen.sha256,
        state=INCIDENT.initial, open_mark=open_mark(copy, seen.key), noticed_at=work.now,
    )  # fmt: skip


def _harmed(work: Work, seen: Owned, incident: StoreIncident, copy: Copy) -> None:
    _on_the_chain(work, incident, f"{_PREFIX[copy]}found_damaged")
    work.record(
        StoredObjectHarmed(
            subject=incident.id, object_key=seen.key, kind=seen.kind, owner_id=seen.owner_id,
            item_id=seen.item_id or "", copy=copy, finding=incident.finding, sha256=seen.sha256,
        )
    )  # fmt: skip


def _settle(work: Work, incident: StoreIncident, command: Command) -> None:
    incident.state = INCIDENT.take(incident.state, command).target
    incident.settled_at, incident.open_mark = work.now, None
    if command in _ACTS:
        _on_the_chain(work, incident, f"{_PREFIX[Copy(incident.copy_read)]}{_ACTS[command]}")
    work.record(
        StoreIncidentSettled(
            subject=incident.id, object_key=incident.object_key, item_id=incident.item_id or "",
            copy=incident.copy_read, state=incident.state,
        )
    )  # fmt: skip


def _on_the_chain(work: Work, incident: StoreIncident, act: str) -> None:
    if incident.kind == _EVIDENCE and incident.item_id:
        item = keeping.locked(work, incident.item_id)
        link(work, item, act, purpose=incident.finding, legal_basis=incident.id)
