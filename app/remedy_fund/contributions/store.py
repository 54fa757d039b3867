"""The only SQL of this room."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlmodel import col

from app.db.work import Work
from app.kernel.problems import NotFound
from app.remedy_fund.contributions.lifecycle import PartState
from app.remedy_fund.contributions.tables import (
    Contribution,
    ContributionChange,
    ContributionReceipt,
    Earmark,
    EarmarkPart,
    Programme,
    SurchargeShare,
    SurchargeShareEntry,
)


def programme(work: Work, programme_id: str) -> Programme | None:
    """Return a programme, if there is one."""
    return work.session.get(Programme, programme_id)


def programmes(work: Work, *, after: str, limit: int) -> list[Programme]:
    """Return programmes by id."""
    chosen = select(Programme).where(col(Programme.id) > after).order_by(col(Programme.id))
    return list(work.session.execute(chosen.limit(limit)).scalars())


def contribution(work: Work, contribution_id: str) -> Contribution:
    """Return a contribution, or raise NotFound."""
    return work.one(Contribution, contribution_id)


def locked(work: Work, contribution_id: str) -> Contribution:
    """Return a contribution that nobody else changes until this Work ends, or raise NotFound."""
    found = locked_all(work, [contribution_id])
    if not found:
        raise NotFound
    return found[contribution_id]


def locked_all(work: Work, contribution_ids: Collection[str]) -> dict[str, Contribution]:
    """Return contributions that nobody else changes, locked in the order of ids."""
    chosen = select(Contribution).where(col(Contribution.id).in_(set(contribution_ids)))
    ordered = chosen.order_by(col(Contribution.id)).with_for_update()
    fresh = ordered.execution_options(populate_existing=True)
    return {row.id: row for row in work.session.execute(fresh).scalars()}


def contributions(work: Work, *, source: str, after: str, limit: int) -> list[Contribution]:
    """Return contributions by id, all or those of a source."""
    chosen = select(Contribution).where(col(Contribution.id) > after)
    if source:
        chosen = chosen.where(col(Contribution.source) == source)
    ordered = chosen.order_by(col(Contribution.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def under_reference(work: Work, source: str, reference: str) -> Contribution | None:
    """Return the contribution of a source that was recorded under a reference."""
    chosen = select(Contribution).where(
        col(Contribution.source) == source, col(Contribution.reference) == reference
    )
    return work.session.execute(chosen).scalar_one_or_none()


def of_source(work: Work, source: str) -> list[Contribution]:
    """Return the received contributions of a source, oldest first."""
    chosen = select(Contribution).where(
        col(Contribution.source) == source, col(Contribution.received_on).is_not(None)
    )
    ordered = chosen.order_by(col(Contribution.received_on), col(Contribution.id))
    return list(work.session.execute(ordered).scalars())


def of_account(work: Work, account: str) -> list[Contribution]:
    """Return the received contributions for an account, oldest first."""
    chosen = select(Contribution).where(
        col(Contribution.account) == account, col(Contribution.received_on).is_not(None)
    )
    return list(work.session.execute(chosen.order_by(col(Contribution.id))).scalars())


def earmark(work: Work, earmark_id: str) -> Earmark:
    """Return an earmark, or raise NotFound."""
    return work.one(Earmark, earmark_id)


def earmarks_of(work: Work, contribution_ids: Collection[str]) -> list[Earmark]:
    """Return the earmarks of some contributions, oldest first."""
    chosen = select(Earmark).where(col(Earmark.contribution_id).in_(set(contribution_ids)))
    return list(work.session.execute(chosen.order_by(col(Earmark.id))).scalars())


def earmarks(work: Work, *, purpose: str, after: str, limit: int) -> list[Earmark]:
    """Return earmarks by id, all or those of a purpose."""
    chosen = select(Earmark).where(col(Earmark.id) > after)
    if purpose:
        chosen = chosen.where(col(Earmark.purpose) == purpose)
    return list(work.session.execute(chosen.order_by(col(Earmark.id)).limit(limit)).scalars())


def locked_for(work: Work, purposes: Collection[str], on: date) -> list[Earmark]:
    """Return the live earmarks of some purposes; nobody else draws on them until this Work ends."""
    chosen = select(Earmark).where(
        col(Earmark.purpose).in_(set(purposes)),
        col(Earmark.expires_on).is_(None) | (col(Earmark.expires_on) >= on),
    )
    return list(work.session.execute(chosen.order_by(col(Earmark.id)).with_for_update()).scalars())


def parts_of(work: Work, subject: str, states: Iterable[PartState]) -> list[EarmarkPart]:
    """Return what is or was drawn from earmarks for a subject, in the order in which it was chosen."""
    wanted = [str(state) for state in states]
    chosen = select(EarmarkPart).where(
        col(EarmarkPart.subject) == subject, col(EarmarkPart.state).in_(wanted)
    )
    ordered = chosen.order_by(col(EarmarkPart.key), col(EarmarkPart.position))
    locked = ordered if work.reading else ordered.with_for_update()
    fresh = locked.execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def parts_under(
    work: Work, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[EarmarkPart]]:
    """Return what was reserved for subjects under their keys, where something was."""
    subjects = {subject for subject, _key in keys}
    chosen = select(EarmarkPart).where(col(EarmarkPart.subject).in_(subjects))
    chosen = chosen.order_by(col(EarmarkPart.subject), col(EarmarkPart.position))
    found: dict[tuple[str, str], list[EarmarkPart]] = {}
    for row in work.session.execute(chosen).scalars():
        if (row.subject, row.key) in keys:
            found.setdefault((row.subject, row.key), []).append(row)
    return found


def parts_on(work: Work, earmark_id: str, *, after: str, limit: int) -> list[EarmarkPart]:
    """Return what was ever drawn from an earmark, by id."""
    chosen = select(EarmarkPart).where(
        col(EarmarkPart.earmark_id) == earmark_id, col(EarmarkPart.id) > after
    )
    ordered = chosen.order_by(col(EarmarkPart.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def change(work: Work, change_id: str) -> ContributionChange:
    """Return a change, or raise NotFound."""
    return work.one(ContributionChange, change_id)


def changes(work: Work, *, after: str, limit: int) -> list[ContributionChange]:
    """Return changes by id."""
    chosen = select(ContributionChange).where(col(ContributionChange.id) > after)
    ordered = chosen.order_by(col(ContributionChange.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def share_of(work: Work, measure_id: str) -> SurchargeShare | None:
    """Return the share of a surcharge, locked until this Work ends."""
    chosen = select(SurchargeShare).where(col(SurchargeShare.measure_id) == measure_id)
    fresh = chosen.with_for_update().execution_options(populate_existing=True)
    return work.session.execute(fresh).scalar_one_or_none()


def shares(work: Work, *, after: str, limit: int) -> list[SurchargeShare]:
    """Return shares by id."""
    chosen = select(SurchargeShare).where(col(SurchargeShare.id) > after)
    ordered = chosen.order_by(col(SurchargeShare.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def share_entries(work: Work, share_id: str) -> list[SurchargeShareEntry]:
    """Return what moved a share, oldest first."""
    chosen = select(SurchargeShareEntry).where(col(SurchargeShareEntry.share_id) == share_id)
    return list(work.session.execute(chosen.order_by(col(SurchargeShareEntry.number))).scalars())


def share_entry(work: Work, source_key: str) -> SurchargeShareEntry | None:
    """Return the entry that an event has already made."""
    chosen = select(SurchargeShareEntry).where(col(SurchargeShareEntry.source_key) == source_key)
    return work.session.execute(chosen).scalar_one_or_none()


def receipt_of(work: Work, contribution_id: str) -> ContributionReceipt | None:
    """Return the receipt of a contribution, if one was issued."""
    chosen = select(ContributionReceipt).where(
        col(ContributionReceipt.contribution_id) == contribution_id
    )
    return work.session.execute(chosen).scalar_one_or_none()


def locked_earmarks(work: Work, earmark_ids: Collection[str]) -> dict[str, Earmark]:
    """Return earmarks on which nobody else draws until this Work ends, locked in the order of ids."""
    chosen = select(Earmark).where(col(Earmark.id).in_(set(earmark_ids)))
    ordered = chosen.order_by(col(Earmark.id)).with_for_update()
    return {row.id: row for row in work.session.execute(ordered).scalars()}


def entries_so_far(work: Work, share_id: str) -> int:
    """Return how many events have moved a share; it is locked by who asks."""
    counted = select(func.count()).where(col(SurchargeShareEntry.share_id) == share_id)
    return int(work.session.execute(counted).scalar_one())
