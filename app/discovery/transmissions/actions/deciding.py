"""Deciding on a request as a whole, and releasing what was decided; by two persons."""

from datetime import timedelta

from app.access.policy import May
from app.cases.actions.exhibits import exhibit_ids
from app.db.work import Work
from app.discovery.confidentiality import store as confidentiality
from app.discovery.transmissions import regimes, rules, standing, store
from app.discovery.transmissions.entries import entry_of, in_scope, readers_named
from app.discovery.transmissions.events import RecordsDecided, RecordsReleased
from app.discovery.transmissions.lifecycle import TRANSMISSION, Command, State
from app.discovery.transmissions.problems import ItemsUnready, ListIncomplete
from app.discovery.transmissions.quarantine import refuse_quarantined_items
from app.discovery.transmissions.rules import Choice
from app.discovery.transmissions.schemas import DecisionIn, ReleaseIn
from app.discovery.transmissions.tables import RecordTransmission, TransmissionItem

BUILD_JOB = "build_transmission"


def decide(
    work: Work, *, transmission_id: str, form: DecisionIn, version: int | None
) -> RecordTransmission:
    """Decide on a request; what it comes to follows from the items, each of which is looked at."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_DECIDE, target)
    work.expect_version(row, version)
    items = in_scope(row, store.items(work, row.id))
    choices = [item.choice for item in items]
    command = Command(rules.outcome(choices))
    step = TRANSMISSION.take(row.state, command, standing.facts_of(work, row))
    _check_list(work, row)
    refuse_quarantined_items(work, items)
    _check_items(work, row, items, form.grant_level)
    row.state, row.grant_level = step.target, form.grant_level
    row.decided_by, row.decided_at = work.actor.person_id, work.now
    row.decision_reason = form.reason
    work.record(
        RecordsDecided(
            subject=row.id, case_id=row.case_id or "", state=row.state,
            sent=sum(choice in {Choice.SEND, Choice.SEND_REDACTED} for choice in choices),
            refused=choices.count(Choice.REFUSE), in_camera=choices.count(Choice.IN_CAMERA),
            grant_level=row.grant_level,
        )
    )  # fmt: skip
    return row


def release(
    work: Work, *, transmission_id: str, form: ReleaseIn, version: int | None
) -> RecordTransmission:
    """Release what another person decided, for a time; the package is made right afterwards."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_RELEASE, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.RELEASE, standing.facts_of(work, row))
    refuse_quarantined_items(work, in_scope(row, store.items(work, row.id)))
    row.state, row.released_by, row.released_at = step.target, work.actor.person_id, work.now
    row.expires_at = work.now + timedelta(days=form.expires_in_days)
    row.max_downloads = form.max_downloads
    work.record(
        RecordsReleased(
            subject=row.id, case_id=row.case_id or "", expires_at=row.expires_at,
            max_downloads=row.max_downloads,
        )
    )  # fmt: skip
    work.later(BUILD_JOB, {"transmission_id": row.id}, key=f"{BUILD_JOB}:{row.id}")
    return row


def _check_list(work: Work, row: RecordTransmission) -> None:
    if row.state != State.UNDER_REVIEW or row.case_id is None:
        return
    ids = {item.item_id for item in store.items(work, row.id)}
    listed = store.evidence(work, ids | confidentiality.version_item_ids(work, row.case_id))
    known = {found.exhibit_id for found in listed.values()}
    missing = [found for found in exhibit_ids(work, row.case_id) if found not in known]
    if missing:
        raise ListIncomplete(missing=len(missing))


def _check_items(
    work: Work, row: RecordTransmission, items: list[TransmissionItem], grant_level: int
) -> None:
    regime, readers = regimes.regime_of(row.regime), readers_named(work, row)
    present = store.evidence(work, [item.item_id for item in items])
    for item in items:
        # A mark may have raised or lowered the level since the list was made.
        item.level = present[item.item_id].level
    entries = [
        entry_of(row, item, readers=item.id in readers, pointer=f"/items/{item.sequence}")
        for item in items
    ]
    wrong = rules.open_faults(entries, regime, grant_level)
    if wrong:
        raise ItemsUnready(wrong[0].detail, errors=tuple(wrong), basis=(regime.basis,))
