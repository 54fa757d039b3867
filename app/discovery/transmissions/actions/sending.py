"""The packages of a request: put on file, taken out once, confirmed, called back at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.actor import OPEN
from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.transmissions import links, regimes, rules, standing, store
from app.discovery.transmissions.events import (
    RecordPackageBuilt,
    RecordPackageDownloaded,
    RecordsAcknowledged,
    RecordsClawedBack,
    RecordsDelivered,
    RecordsRequested,
)
from app.discovery.transmissions.lifecycle import TRANSMISSION, Command, State
from app.discovery.transmissions.links import CLAWED_BACK_ACTS, DOWNLOADED_ACTS, SENT_ACTS
from app.discovery.transmissions.problems import (
    ClawedBack,
    DownloadSpent,
    DownloadWindowClosed,
    PackageHashDiffers,
    PackageNotReady,
)
from app.discovery.transmissions.quarantine import refuse_quarantined_items
from app.discovery.transmissions.rules import SENT, Choice
from app.discovery.transmissions.schemas import AcknowledgementIn, ClawbackIn
from app.discovery.transmissions.tables import (
    RecordTransmission,
    TransmissionItem,
    TransmissionPackage,
)
from app.kernel.problems import NotFound

RECORDS, IN_CAMERA = "records", "in_camera"
_CONFIDENTIAL_FROM_LEVEL = 3
_COPIED = (
    "case_id", "unit", "case_number", "court", "docket_number", "suit_act", "suit_filed_on",
    "regime", "categories", "scope", "effort", "protective_order", "named_readers",
    "recipient_account_id", "recipient_person_id", "recipient_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A package that lies in the store; `sha256` is of the sealed file."""

    kind: str
    store_key: str
    sha256: str
    size_bytes: int
    manifest_sha256: str
    item_ids: tuple[str, ...]
    level: int


def register_packages(
    work: Work, *, transmission_id: str, built: Sequence[Built]
) -> list[TransmissionPackage]:
    """Put the packages of a released request on file; run by the worker, once for each request.

    What was made for a request that was called back meanwhile, or made twice, is not registered.
    """
    work.require(May.JOB_RUN, OPEN)
    row = store.transmission(work, transmission_id, lock=True)
    if row.state != State.RELEASED or store.packages(work, row.id):
        return []
    packages = [work.add(_package(work, row, found)) for found in built]
    for package in packages:
        work.record(
            RecordPackageBuilt(
                subject=row.id, package_id=package.id, kind=package.kind, sha256=package.sha256,
                size_bytes=package.size_bytes, items=package.items,
            )
        )  # fmt: skip
        links.tell_chains(work, row, _listed(work, row, package.kind), SENT_ACTS)
    return packages


def take_package(work: Work, *, transmission_id: str, package_id: str) -> TransmissionPackage:
    """Count a download before its first byte; refused once the count, time or grant is over."""
    row, target = standing.known(work, transmission_id, lock=True)
    packages = {found.id: found for found in store.packages(work, row.id, lock=True)}
    package = packages.get(package_id)
    if package is None:
        raise NotFound
    work.require(May.TRANSMISSION_RECEIVE, standing.opened(target, row, package))
    check_open(work, row, package)
    refuse_quarantined_items(work, _listed(work, row, package.kind))
    package.downloads += 1
    package.last_downloaded_at = work.now
    work.record(
        RecordPackageDownloaded(
            subject=row.id, package_id=package.id, sha256=package.sha256,
            download=package.downloads,
        )
    )  # fmt: skip
    if package.level >= _CONFIDENTIAL_FROM_LEVEL:
        work.record(ConfidentialRead(subject=row.id, level=package.level, what="record_package"))
    links.tell_chains(work, row, _listed(work, row, package.kind), DOWNLOADED_ACTS)
    if row.state == State.RELEASED and all(found.downloads for found in packages.values()):
        _deliver(work, row)
    return package


def check_open(work: Work, row: RecordTransmission, package: TransmissionPackage) -> None:
    """Raise the reason why a package is not given out now, if there is one."""
    if row.state == State.CLAWED_BACK:
        raise ClawedBack
    if row.expires_at is None:
        raise PackageNotReady
    if standing.expired(work, row):
        raise DownloadWindowClosed(expires_at=row.expires_at.isoformat())
    if package.downloads >= row.max_downloads:
        raise DownloadSpent(max_downloads=row.max_downloads)


def acknowledge(
    work: Work, *, transmission_id: str, form: AcknowledgementIn, version: int | None
) -> RecordTransmission:
    """Confirm receipt with the hash of every package; another hash is a warning, not a receipt."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_RECEIVE, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.ACKNOWLEDGE, standing.facts_of(work, row))
    packages = store.packages(work, row.id, lock=True)
    if sorted(found.sha256 for found in packages) != sorted(form.sha256):
        raise PackageHashDiffers(packages=len(packages))
    for package in packages:
        package.acknowledged_sha256 = package.sha256
    row.state, row.acknowledged_at = step.target, work.now
    work.record(RecordsAcknowledged(subject=row.id, case_id=row.case_id or ""))
    return row


def claw_back(
    work: Work, *, transmission_id: str, form: ClawbackIn, version: int | None
) -> RecordTransmission:
    """Call the records back: the next request for a package is refused; may begin a new sending."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_RELEASE, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.CLAW_BACK, standing.facts_of(work, row))
    row.state, row.clawed_back_at, row.clawback_reason = step.target, work.now, form.reason
    replacement = _replacement(work, row) if form.replace else None
    listed = [item for kind in (RECORDS, IN_CAMERA) for item in _listed(work, row, kind)]
    links.tell_chains(work, row, listed, CLAWED_BACK_ACTS)
    work.record(
        RecordsClawedBack(
            subject=row.id, case_id=row.case_id or "",
            replacement_id=replacement.id if replacement else "",
        )
    )  # fmt: skip
    return row


def _package(work: Work, row: RecordTransmission, found: Built) -> TransmissionPackage:
    return TransmissionPackage(
        id=work.new_id("pkg"), transmission_id=row.id, kind=found.kind,
        store_key=found.store_key, sha256=found.sha256, size_bytes=found.size_bytes,
        manifest_sha256=found.manifest_sha256, items=len(found.item_ids), level=found.level,
        built_at=work.now,
    )  # fmt: skip


def _deliver(work: Work, row: RecordTransmission) -> None:
    step = TRANSMISSION.take(row.state, Command.DELIVER, standing.facts_of(work, row))
    row.state, row.delivered_at = step.target, work.now
    told = regimes.regime_of(row.regime).notify_investigated
    work.record(
        RecordsDelivered(subject=row.id, case_id=row.case_id or "", notify_investigated=told)
    )


def _replacement(work: Work, row: RecordTransmission) -> RecordTransmission:
    copied = {name: getattr(row, name) for name in _COPIED}
    new = work.add(
        RecordTransmission(
            id=work.new_id("trm"), **copied, filed_by=row.filed_by,
            filed_by_person=row.filed_by_person, filed_at=work.now, replaces_id=row.id,
            state=TRANSMISSION.initial,
        )
    )  # fmt: skip
    work.record(
        RecordsRequested(
            subject=new.id, case_id=new.case_id or "", regime=new.regime, suit_act=new.suit_act,
            suit_filed_on=new.suit_filed_on, categories=tuple(new.categories),
            replaces_id=row.id,
        )
    )  # fmt: skip
    return new


def _listed(work: Work, row: RecordTransmission, kind: str) -> list[TransmissionItem]:
    chosen = {Choice.IN_CAMERA} if kind == IN_CAMERA else SENT - {Choice.IN_CAMERA}
    return [
        item
        for item in store.items(work, row.id)
        if item.choice in chosen and rules.in_scope(item.record_class, row.categories)
    ]
