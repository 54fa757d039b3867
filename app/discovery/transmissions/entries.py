"""The items of a request as its rules look at them."""

from app.db.work import Work
from app.discovery.transmissions import rules, store
from app.discovery.transmissions.tables import RecordTransmission, TransmissionItem


def in_scope(row: RecordTransmission, items: list[TransmissionItem]) -> list[TransmissionItem]:
    """Return the items that fall under what was asked for."""
    return [item for item in items if rules.in_scope(item.record_class, row.categories)]


def entry_of(
    row: RecordTransmission, item: TransmissionItem, *, readers: bool, pointer: str
) -> rules.Entry:
    """Return an item as the rules look at it."""
    return rules.Entry(
        pointer=pointer, label=item.label, record_class=item.record_class,
        category=rules.category_of(item.record_class, row.categories, item.choice),
        contents_asked=rules.contents_asked(item.record_class, row.categories), level=item.level,
        choice=item.choice, ground=item.ground, ground_article=item.ground_article,
        reason=item.reason, version_id=item.version_id, finding=item.finding, readers=readers,
    )  # fmt: skip


def readers_named(work: Work, row: RecordTransmission) -> set[str]:
    """Return the items for which the court has set scope or readers; by order or by finding."""
    items = store.items(work, row.id)
    if row.protective_order and row.named_readers:
        return {item.id for item in items}
    bounded = {found.id for found in store.findings(work, row.id) if found.scope or found.readers}
    return {item.id for item in items if item.finding_id in bounded}
