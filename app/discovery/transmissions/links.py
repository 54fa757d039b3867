"""What the chains of custody say of records on their way to a court: what it was that went."""

from collections.abc import Iterable, Mapping

from app.db.work import Work
from app.discovery.evidence import actions as evidence
from app.discovery.evidence import store as chain
from app.discovery.transmissions import regimes, versions
from app.discovery.transmissions.rules import Choice
from app.discovery.transmissions.tables import RecordTransmission, TransmissionItem

Acts = Mapping[str, str]
SENT_ACTS: Acts = {
    Choice.SEND: "sent_to_court",
    Choice.SEND_REDACTED: "redacted_sent_to_court",
    Choice.IN_CAMERA: "shown_in_camera",
}
DOWNLOADED_ACTS: Acts = {
    Choice.SEND: "downloaded_by_court",
    Choice.SEND_REDACTED: "redacted_downloaded_by_court",
    Choice.IN_CAMERA: "downloaded_in_camera",
}
CLAWED_BACK_ACTS: Acts = {
    Choice.SEND: "clawed_back",
    Choice.SEND_REDACTED: "redacted_clawed_back",
    Choice.IN_CAMERA: "in_camera_clawed_back",
}


def tell_chains(
    work: Work, row: RecordTransmission, items: Iterable[TransmissionItem], acts: Acts
) -> None:
    """Add to the chain of each item what became of it, by the way in which it went.

    Of a redacted version the original's chain and the version's own both tell, with the hash of
    the version: the original did not leave.
    """
    basis = f"{regimes.regime_of(row.regime).basis}; {row.court} {row.docket_number}"
    told: dict[str, tuple[str, str]] = {}
    for item in items:
        act, version = acts[item.choice], None
        if item.choice == Choice.SEND_REDACTED:
            version = versions.version_of(work, item.item_id, item.version_id)
        told[item.item_id] = (act, version.sha256 if version else "")
        if version is not None:
            told[version.id] = (act, version.sha256)
    # Locked in one order, so that two requests for the same evidence do not wait in a circle.
    for item_id in sorted(told):
        act, sent_sha256 = told[item_id]
        evidence.link(
            work, chain.locked_item(work, item_id), act, purpose="record_transmission",
            legal_basis=basis, sha256=sent_sha256,
        )  # fmt: skip
