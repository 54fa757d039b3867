"""Pairs of an original and its public version: asked for, submitted, checked, issued."""

from dataclasses import asdict

from app.access.policy import May
from app.db.work import Work
from app.discovery.confidentiality import standing, store
from app.discovery.confidentiality.events import (
    PublicVersionAsked,
    PublicVersionChecked,
    PublicVersionIssued,
    PublicVersionSubmitted,
)
from app.discovery.confidentiality.leaks import Reading
from app.discovery.confidentiality.lifecycle import PUBLIC_VERSION, Command
from app.discovery.confidentiality.problems import PairWrong
from app.discovery.confidentiality.schemas.redactions import PairIn, SubmissionIn
from app.discovery.confidentiality.sealed_words import closed_all
from app.discovery.confidentiality.tables import PublicVersion, Redaction
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import link
from app.discovery.evidence.tables import EvidenceItem

_MOST_FINDINGS = 200


def ask(work: Work, *, item_id: str, form: PairIn) -> PublicVersion:
    """Ask the one who brought evidence for a public version of it."""
    found = standing.listed(work, item_id)
    standing.on_case(work, found.case_id, May.EVIDENCE_REDACT)
    item = evidence.locked_item(work, item_id)
    row = work.add(
        PublicVersion(
            id=work.new_id("pub"), item_id=item_id, case_id=found.case_id, source="submitter",
            state=PUBLIC_VERSION.initial, reason=form.reason, due_on=form.due_on, secrets=[],
            asked_by=work.actor.person_id, asked_at=work.now, findings=[], readers=[],
            item_sha256=item.sha256,
        )
    )  # fmt: skip
    link(work, item, "public_version_asked")
    work.record(PublicVersionAsked(subject=row.id, item_id=item_id, source=row.source))
    return row


def begun_by_redaction(work: Work, redaction: Redaction, version: EvidenceItem) -> PublicVersion:
    """Begin the pair of a redaction that passed; the act that passed it has asked."""
    made = PUBLIC_VERSION.take(PUBLIC_VERSION.initial, Command.MAKE)
    row = work.add(
        PublicVersion(
            id=work.new_id("pub"), item_id=redaction.item_id, version_item_id=version.id,
            case_id=redaction.case_id, source="redaction", redaction_id=redaction.id,
            state=made.target, secrets=[], asked_by=redaction.person_id, asked_at=work.now,
            checked_at=work.now, findings=list(redaction.findings), readers=list(redaction.readers),
            item_sha256=redaction.source_sha256, version_sha256=version.sha256,
        )
    )  # fmt: skip
    work.record(PublicVersionAsked(subject=row.id, item_id=row.item_id, source=row.source))
    return row


def submit(
    work: Work, *, public_version_id: str, form: SubmissionIn, version: int | None
) -> PublicVersion:
    """Offer an uploaded PDF as the public version: the side that brought the original, or an official."""
    seen = store.get(work, PublicVersion, public_version_id)
    original = standing.listed(work, seen.item_id)
    standing.on_case(work, seen.case_id, May.EVIDENCE_UPLOAD)
    row = store.locked(work, PublicVersion, public_version_id)
    work.expect_version(row, version)
    taken = PUBLIC_VERSION.take(row.state, Command.SUBMIT)
    offered = standing.of_case(work, row.case_id, form.version_item_id)
    standing.refuse_other_than_pdf(offered)
    # An official may hand in what a party brought on paper.
    if offered.id == row.item_id or offered.side not in {original.item.side, "examiner"}:
        raise PairWrong
    row.state, row.submitted_at = taken.target, work.now
    row.version_item_id, row.version_sha256 = offered.id, offered.sha256
    row.secrets, row.findings = closed_all(work, form.secrets), []
    link(work, offered, "offered_public")
    work.record(
        PublicVersionSubmitted(subject=row.id, item_id=row.item_id, version_item_id=offered.id)
    )
    return row


def checked(
    work: Work, *, public_version_id: str, reading: Reading, sha256: str, version: int | None
) -> PublicVersion:
    """Keep what re-reading a submitted version found: it passes, or it is refused."""
    seen = store.get(work, PublicVersion, public_version_id)
    standing.may_redact(work, seen.item_id)
    row = store.locked(work, PublicVersion, public_version_id)
    work.expect_version(row, version)
    command = Command.PASS if reading.clean else Command.LEAK
    row.state = PUBLIC_VERSION.take(row.state, command).target
    if row.version_sha256 != sha256:
        raise PairWrong
    row.checked_at, row.readers = work.now, list(reading.readers)
    row.findings = [asdict(leak) for leak in reading.leaks[:_MOST_FINDINGS]]
    version_id = row.version_item_id or ""
    act = "public_checked" if reading.clean else "public_leaked"
    link(work, evidence.locked_item(work, version_id), act)
    work.record(
        PublicVersionChecked(
            subject=row.id, version_item_id=version_id, clean=reading.clean,
            findings=len(reading.leaks),
        )
    )  # fmt: skip
    return row


def issue(work: Work, *, public_version_id: str, version: int | None) -> PublicVersion:
    """Let a checked public version be shown in place of the original; by another person."""
    seen = store.get(work, PublicVersion, public_version_id)
    standing.may_confirm(work, seen.case_id, asked_by=seen.asked_by)
    row = store.locked(work, PublicVersion, public_version_id)
    work.expect_version(row, version)
    row.state = PUBLIC_VERSION.take(row.state, Command.ISSUE).target
    row.issued_by, row.issued_at = work.actor.person_id, work.now
    original = evidence.locked_item(work, row.item_id)
    public = evidence.locked_item(work, row.version_item_id or "")
    link(work, original, "public_issued")
    link(work, public, "issued_public")
    work.record(
        PublicVersionIssued(
            subject=row.id, item_id=row.item_id, version_item_id=public.id, sha256=public.sha256
        )
    )
    return row
