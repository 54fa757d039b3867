"""What a reader may do with a request beside its steps, and what of it may be read."""

from dataclasses import dataclass, replace

from app.access.policy import May
from app.db.work import Work
from app.discovery.transmissions import rules, standing, store, versions
from app.discovery.transmissions.entries import in_scope
from app.discovery.transmissions.lifecycle import MARKED_IN, MATCHED_IN
from app.discovery.transmissions.queries import ITEMS_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """What stands open to a reader.

    `outcome` is the step to which the items lead as they are decided now; it and the number of
    undecided items are told to those who decide. `expired` says that the time to download is over.
    """

    read_items: bool
    match: bool
    name_recipient: bool
    mark_items: bool
    undecided: int
    outcome: str
    expired: bool


def openings(work: Work, transmission_id: str) -> Openings:
    """Return what the reader may do with a request beside taking its steps."""
    row, target = standing.known(work, transmission_id)
    read_items = work.decide(May.TRANSMISSION_READ, replace(target, level=ITEMS_LEVEL)).allowed
    choices = [item.choice for item in in_scope(row, store.items(work, row.id))]

    def may(permission: May) -> bool:
        return work.decide(permission, target).allowed

    # Who asked learns nothing of the items before they are decided on.
    deciding = row.state in MARKED_IN and (
        may(May.TRANSMISSION_DECIDE) or may(May.TRANSMISSION_REVIEW)
    )
    return Openings(
        read_items=read_items,
        match=row.state in MATCHED_IN and may(May.TRANSMISSION_RELEASE),
        name_recipient=(
            standing.recipient_open(row) and standing.may_change(work, row, target).allowed
        ),
        mark_items=row.state in MARKED_IN and may(May.TRANSMISSION_REVIEW),
        undecided=choices.count(rules.Choice.UNDECIDED) if deciding else 0,
        outcome=rules.outcome(choices) if deciding else "",
        expired=standing.expired(work, row),
    )


def redacted_versions(work: Work, transmission_id: str, entry_id: str) -> dict[str, str]:
    """Return the redacted versions of an item that may be sent, by id, to who decides on it."""
    row, target = standing.known(work, transmission_id, level=ITEMS_LEVEL)
    work.require(May.TRANSMISSION_REVIEW, target)
    return versions.choices_of(work, store.item(work, row.id, entry_id).item_id)
