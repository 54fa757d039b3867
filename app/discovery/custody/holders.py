"""Who could have: the very doors of reading are asked for everybody around the case, at one instant."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from app.access.actor import Actor, Role, Tie
from app.access.explain import OVER_WORDS
from app.access.policy import POLICY, STEP_UP_FROM_LEVEL, May, Over
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.confidentiality import store as confidentiality
from app.discovery.confidentiality.lifecycle import State
from app.discovery.evidence import standing
from app.discovery.evidence.standing import Found
from app.kernel.problems import Problem
from app.kernel.text import Text
from app.people import queries as people

DATA_ROOM = "data_room"
THROUGH: dict[str, Text] = {
    **{str(over): words for over, words in OVER_WORDS.items()},
    str(Over.ANY): Text("직무상 모든 사건", "every case, by office"),
    DATA_ROOM: Text("제한 자료열람실", "a data room"),
}
# The relation that opens a thing is told in this order: what is one's own comes first.
_WAYS = (
    (Tie.SELF, Over.SELF), (Tie.ASSIGNED, Over.ASSIGNED), (Tie.SEATED, Over.SEATED),
    (Tie.GRANTED, Over.GRANTED), (Tie.COMPLAINANT, Over.FILED), (Tie.RESPONDENT, Over.ANSWERED),
    (Tie.UNIT, Over.UNIT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may know of a piece of evidence now."""

    actor: Actor
    ties: frozenset[Tie]
    through: str
    may_read: bool
    after_second_factor: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everybody who could have; `ties` tells how any account around the case stands to it."""

    holders: tuple[Holder, ...]
    ties: dict[str, frozenset[Tie]]
    whole: bool


def snapshot(work: Work, found: Found) -> Snapshot:
    """Return who may know of a piece that lies in a case, and who may have its contents.

    The reader has been asked for leave to read the chain; nothing is recorded and nothing changed.
    """
    item, case_id = found.item, found.placed.case_id
    if case_id is None:
        return Snapshot((), {}, whole=True)
    rooms = _viewers(work, case_id, item.id)
    around = people.around_case(
        work, case_id, target=standing.chain_target(work, found, case_id),
        roles=[role for role, over in POLICY[May.EVIDENCE_LIST].items()
               if over is Over.ANY and role is not Role.WORKER],
        person_ids={item.person_id, cases.subject(work, case_id).filed_by, *rooms} - {""},
        account_ids={item.account_id} - {""},
    )  # fmt: skip
    holders: list[Holder] = []
    ties: dict[str, frozenset[Tie]] = {}
    for actor in around.actors:
        with _as(work, actor):
            ties[actor.account_id] = cases.target_of(work, case_id).ties
            holders += _asked(work, found, actor, ties[actor.account_id])
        if actor.person_id in rooms:
            holders.append(_viewer(actor, ties[actor.account_id], rooms[actor.person_id]))
    return Snapshot(tuple(holders), ties, whole=around.whole)


def _asked(work: Work, found: Found, actor: Actor, ties: frozenset[Tie]) -> list[Holder]:
    item = found.item
    if not _opens(lambda: standing.known(work, item.id)):
        return []
    own = actor.role is Role.PARTY and _opens(lambda: standing.traced(work, item.id))
    may_read = _opens(lambda: standing.readable(work, item.id))
    second = may_read and item.level >= STEP_UP_FROM_LEVEL and not own
    return [Holder(actor, ties, _way(actor, ties, own=own), may_read, second)]


def _way(actor: Actor, ties: frozenset[Tie], *, own: bool) -> str:
    held = ties | {Tie.SELF} if own else ties
    if POLICY[May.EVIDENCE_LIST].get(actor.role) is Over.ANY:
        return str(Over.ANY)
    return next((str(over) for tie, over in _WAYS if tie in held), str(Over.ANY))


def _viewers(work: Work, case_id: str, item_id: str) -> dict[str, int]:
    """Return who may look at the piece in an open data room, with the room's level."""
    return {
        room.viewer_person_id: room.level
        for room in confidentiality.data_rooms(work, case_id)
        if room.state == State.OPEN and item_id in room.item_ids
        and room.from_at <= work.now < room.until_at
    }  # fmt: skip


def _viewer(actor: Actor, ties: frozenset[Tie], level: int) -> Holder:
    return Holder(
        actor, ties, DATA_ROOM, may_read=True, after_second_factor=level >= STEP_UP_FROM_LEVEL
    )


def _opens(door: Callable[[], object]) -> bool:
    try:
        door()
    except Problem:
        return False
    return True


@contextmanager
def _as(work: Work, actor: Actor) -> Generator[None]:
    """Ask in somebody else's place, so that no second copy of the rules is needed."""
    reader, work.actor = work.actor, actor
    try:
        yield
    finally:
        work.actor = reader
