"""Money of earmarks reserved for something: chosen, kept row by row, paid, released or put back.

The rooms that pay call these in their own acts and have asked for permission there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.contributions import store
from app.remedy_fund.contributions.events import (
    EarmarkPartsReleased,
    EarmarkPartsReserved,
    EarmarkPartsRestored,
    EarmarkPartsUsed,
)
from app.remedy_fund.contributions.lifecycle import PART, PartCommand, PartState
from app.remedy_fund.contributions.money import available_won
from app.remedy_fund.contributions.problems import EarmarksShort, PartsMissing
from app.remedy_fund.contributions.rules.choosing import Candidate, Wanted, choose, free_won
from app.remedy_fund.contributions.tables import Earmark, EarmarkPart
from app.remedy_fund.ledger import actions as ledger


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one earmark, with the ledger account it lies on and its reservation."""

    id: str
    earmark_id: str
    account_id: str
    amount_won: int
    reservation_id: str
    state: PartState


@dataclass(frozen=True, slots=True)
class Wish:
    """An amount to be reserved for a subject under a key, and the purposes that may pay it."""

    purposes: tuple[str, ...]
    amount_won: int
    subject: str
    key: str
    programme_id: str = ""


def reserve_for(
    work: Work, *, purposes: Sequence[str], amount_won: int, subject: str, key: str,
    programme_id: str = "",
) -> tuple[Part, ...]:  # fmt: skip
    """Reserve an amount on the earmarks that may pay it; the same subject and key once only.

    `purposes` are those whose money may pay, the narrowest first (`scheme.purposes_for`). Raises
    EarmarksShort with what such earmarks hold where it is not enough; then nothing is reserved.
    """
    wanted = Wish(tuple(purposes), amount_won, subject, key, programme_id)
    (parts,) = reserve_all(work, [wanted])
    return parts


def reserve_all(work: Work, wishes: Sequence[Wish]) -> list[tuple[Part, ...]]:
    """Reserve several amounts, all or none, in their order, with one lock of the earmarks."""
    purposes = {purpose for wish in wishes for purpose in wish.purposes}
    earmarks = {row.id: row for row in store.locked_for(work, purposes, work.today)}
    earlier = store.parts_under(work, {(wish.subject, wish.key) for wish in wishes})
    lying = {
        row.id: _candidate(work, row)
        for row in earmarks.values()
        if any((wish.subject, wish.key) not in earlier for wish in wishes)
    }
    made = [
        earlier.get((wish.subject, wish.key)) or _reserve(work, wish, earmarks, lying)
        for wish in wishes
    ]
    work.session.flush()
    return [_told(work, rows) for rows in made]


def _reserve(
    work: Work, wish: Wish, earmarks: Mapping[str, Earmark], lying: dict[str, Candidate]
) -> list[EarmarkPart]:
    """Reserve one amount of what is left on the earmarks, and lower what is left."""
    wanted = Wanted(purposes=wish.purposes, programme_id=wish.programme_id, on=work.today)
    chosen = choose(lying.values(), wanted, wish.amount_won)
    if chosen is None:
        raise _short(free_won(lying.values(), wanted), wish.amount_won)
    rows = []
    for position, part in enumerate(chosen, start=1):
        reservation_id = ledger.reserve(
            work, account_id=earmarks[part.earmark_id].account_id, amount_won=part.amount_won,
            subject=wish.subject, key=f"{wish.key}:{position}",
        )  # fmt: skip
        left = lying[part.earmark_id].available_won - part.amount_won
        lying[part.earmark_id] = replace(lying[part.earmark_id], available_won=left)
        rows.append(
            work.add(
                EarmarkPart(
                    id=work.new_id("epart"), earmark_id=part.earmark_id, subject=wish.subject,
                    key=wish.key, position=position, amount_won=part.amount_won,
                    reservation_id=reservation_id, state=str(PART.initial),
                )
            )
        )  # fmt: skip
    told = _pairs(rows)
    work.record(EarmarkPartsReserved(subject=wish.subject, amount_won=wish.amount_won, parts=told))
    return rows


def parts_of(work: Work, subject: str) -> tuple[Part, ...]:
    """Return what is reserved for a subject or was paid for it, not what went back."""
    return _told(work, store.parts_of(work, subject, (PartState.HELD, PartState.USED)))


def use(work: Work, *, subject: str) -> tuple[Part, ...]:
    """Mark what is reserved for a subject as paid and return it.

    Who calls this posts the payment: it debits each part's account and settles its reservation.
    Raises PartsMissing where nothing is reserved.
    """
    rows = _moved(work, subject, PartState.HELD, PartCommand.USE)
    work.record(EarmarkPartsUsed(subject=subject, parts=_pairs(rows)))
    return _told(work, rows)


def release(work: Work, *, subject: str) -> None:
    """Free what is reserved for a subject; raises PartsMissing where nothing is."""
    rows = _moved(work, subject, PartState.HELD, PartCommand.RELEASE)
    for row in rows:
        ledger.release(work, row.reservation_id)
    work.record(EarmarkPartsReleased(subject=subject, parts=_pairs(rows)))


def restore(work: Work, *, subject: str) -> tuple[Part, ...]:
    """Mark what was paid for a subject as come back and return it.

    Who calls this posts the return: it credits exactly these accounts with exactly these amounts.
    Raises PartsMissing where nothing was paid.
    """
    rows = _moved(work, subject, PartState.USED, PartCommand.RESTORE)
    work.record(EarmarkPartsRestored(subject=subject, parts=_pairs(rows)))
    return _told(work, rows)


def hold_again(work: Work, *, parts: Sequence[Part], subject: str, key: str) -> tuple[Part, ...]:
    """Reserve what came back once more for the same subject, on exactly the same earmarks.

    Called in the Work that posted the return, so that nothing else can take the money between.
    """
    rows = [
        work.add(
            EarmarkPart(
                id=work.new_id("epart"), earmark_id=part.earmark_id, subject=subject, key=key,
                position=position, amount_won=part.amount_won, state=str(PART.initial),
                reservation_id=ledger.reserve(
                    work, account_id=part.account_id, amount_won=part.amount_won,
                    subject=subject, key=f"{key}:{position}",
                ),
            )
        )
        for position, part in enumerate(parts, start=1)
    ]  # fmt: skip
    work.session.flush()
    held = sum(part.amount_won for part in parts)
    work.record(EarmarkPartsReserved(subject=subject, amount_won=held, parts=_pairs(rows)))
    return _told(work, rows)


def _moved(work: Work, subject: str, state: PartState, command: PartCommand) -> list[EarmarkPart]:
    rows = store.parts_of(work, subject, (state,))
    if not rows:
        raise PartsMissing(subject=subject)
    for row in rows:
        row.state = str(PART.take(row.state, command).target)
    work.session.flush()
    return rows


def _candidate(work: Work, row: Earmark) -> Candidate:
    return Candidate(
        earmark_id=row.id, purpose=row.purpose, programme_id=row.programme_id or "",
        expires_on=row.expires_on, received_on=row.received_on,
        available_won=available_won(work, row),
    )  # fmt: skip


def _short(free: int, amount_won: int) -> EarmarksShort:
    words = Text(
        f"이 용도로 쓸 수 있는 재원은 {free:,}원이고 필요한 금액은 {amount_won:,}원입니다",
        f"KRW {free:,} may be used for this purpose and KRW {amount_won:,} is needed",
    )
    return EarmarksShort(words, available_won=free, amount_won=amount_won)


def _pairs(rows: Sequence[EarmarkPart]) -> tuple[tuple[str, int], ...]:
    return tuple((row.earmark_id, row.amount_won) for row in rows)


def _told(work: Work, rows: Sequence[EarmarkPart]) -> tuple[Part, ...]:
    return tuple(
        Part(
            row.id, row.earmark_id, store.earmark(work, row.earmark_id).account_id, row.amount_won,
            row.reservation_id, PartState(row.state),
        )
        for row in rows
    )  # fmt: skip
