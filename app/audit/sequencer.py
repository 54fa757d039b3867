"""Gives committed leaves their positions, grows the tree, signs it, and tells the witness."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import func, select
from sqlmodel import col

from app.access.actor import OPEN, WORKER
from app.access.policy import May
from app.audit import store
from app.audit.checkpoint import BadNote, PublicKey, Signer, verify
from app.audit.merkle import Address, Frontier, subtrees
from app.audit.store import Waiting
from app.audit.tables import AuditCheckpoint
from app.audit.witness import Line, Witness
from app.db.leaf import leaf_hash, seal
from app.db.tables import AuditLeaf
from app.db.work import Work, perform
from app.db.world import World

BATCH = 500
LATE_AFTER = timedelta(minutes=1)
_LINES = 20


class LogDamaged(RuntimeError):
    """The stored tree does not fit the last signed checkpoint; nothing is signed on top of it."""


@dataclass(frozen=True, slots=True)
class Sequenced:
    """What one run did: leaves placed, and the number of leaves in the log after it."""

    placed: int
    size: int


@dataclass(frozen=True, slots=True)
class Late:
    """Leaves that have waited for a position for longer than a minute, or bear a false seal."""

    count: int
    oldest_at: datetime


def run(world: World, *, signer: Signer, witness: Witness | None = None) -> Sequenced:
    """Place every waiting leaf, batch by batch, then copy what is new to the witness."""
    placed = 0
    while True:
        done = perform(world, WORKER, lambda work: sequence(work, signer))
        placed += done.placed
        if done.placed < BATCH:
            break
    if witness is not None:
        inform(world, witness)
    return Sequenced(placed, done.size)


def sequence(work: Work, signer: Signer, *, limit: int = BATCH) -> Sequenced:
    """Place the next leaves and sign the tree above them; nothing where no leaf waits.

    A leaf whose payload or seal does not fit was not written by this service: it gets no
    position, shows in `unsequenced_alarm`, and is named by the verification.
    """
    work.require(May.AUDIT_SEQUENCE, OPEN)
    store.lock(work)
    tree = _tree(work, signer.public)
    key = work.world.seal_key
    sound = (leaf for leaf in store.waiting(work.session, limit) if _sound(leaf, key))
    leaves = list(islice(sound, limit))
    if not leaves:
        return Sequenced(0, tree.size)
    positions = {leaf.id: tree.size + number for number, leaf in enumerate(leaves)}
    made: list[tuple[Address, bytes]] = []
    for leaf in leaves:
        made += tree.append(bytes.fromhex(leaf.leaf_hash))
    store.place(work, positions)
    store.add_nodes(work, made)
    root = tree.root()
    note = signer.note(tree.size, root)
    work.add(AuditCheckpoint(size=tree.size, root=root.hex(), note=note, at=work.now))
    return Sequenced(len(leaves), tree.size)


def inform(world: World, witness: Witness) -> int:
    """Copy checkpoints and leaf hashes that the witness lacks; return its number of leaves."""
    witness.catch_up()
    while True:
        lines = perform(world, WORKER, lambda work: news(work, witness.size), reading=True)
        if not lines:
            return witness.size
        witness.append(lines)


def news(work: Work, size: int) -> list[Line]:
    """Return the next lines for a witness that remembers `size` leaves."""
    work.require(May.AUDIT_SEQUENCE, OPEN)
    lines: list[Line] = []
    for checkpoint in store.checkpoints_after(work.session, size, _LINES):
        hashes = store.leaf_hashes(work.session, size, checkpoint.size)
        lines.append(Line(size, tuple(map(bytes.fromhex, hashes)), checkpoint.note))
        size = checkpoint.size
    return lines


def unsequenced_alarm(work: Work) -> Late | None:
    """Return how many leaves have no position after a minute, None where all is well."""
    work.require(May.AUDIT_SEQUENCE, OPEN)
    chosen = select(func.count(), func.min(col(AuditLeaf.at))).where(
        col(AuditLeaf.position).is_(None), col(AuditLeaf.at) < work.now - LATE_AFTER
    )
    count, oldest_at = work.session.execute(chosen).one()
    return Late(count, oldest_at) if count else None


def _tree(work: Work, key: PublicKey) -> Frontier:
    """Return the right edge of the stored tree, once it fits the newest signed checkpoint."""
    newest = store.newest_checkpoint(work.session)
    size = newest.size if newest else 0
    wanted = subtrees((0, size))
    found = store.nodes(work.session, wanted)
    if len(found) < len(wanted) or store.taken(work.session, size):
        raise LogDamaged(f"leaves and nodes do not end at the checkpoint of {size} leaves")
    tree = Frontier(size, [found[address] for address in wanted])
    if newest is None:
        return tree
    try:
        said = verify(newest.note, key)
    except BadNote as fault:
        raise LogDamaged(f"checkpoint {size}: {fault}") from fault
    if (said.size, said.root) != (size, tree.root()):
        raise LogDamaged(f"the stored tree of {size} leaves has another root than was signed")
    return tree


def _sound(leaf: Waiting, key: bytes) -> bool:
    digest = leaf_hash(leaf.payload.encode())
    return digest.hex() == leaf.leaf_hash and seal(key, digest) == leaf.seal
