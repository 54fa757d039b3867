"""Quarantined files do not leave with records, whatever was decided on them before they were scanned."""

from collections.abc import Iterable

from app.db.work import Work
from app.discovery.texts.queries import refuse_quarantined
from app.discovery.transmissions import versions
from app.discovery.transmissions.rules import SENT
from app.discovery.transmissions.tables import TransmissionItem


def refuse_quarantined_items(work: Work, items: Iterable[TransmissionItem]) -> None:
    """Raise Quarantined where what is sent of an item, itself or its redacted version, holds malware."""
    for item in items:
        if item.choice in SENT:
            made = versions.version_of(work, item.item_id, item.version_id)
            refuse_quarantined(work, made.id if made else item.item_id)
