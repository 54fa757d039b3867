"""The job that has the newest checkpoint stamped by an outside authority, when it is due.

One timestamp of a checkpoint serves every receipt under it, and tells the authority nothing but
the hash of a note that is public anyway. The authorities are asked outside any transaction; what
is not got today leaves receipts without a token, never without a proof.
"""

import structlog

from app.access.actor import WORKER
from app.audit import queries as log
from app.audit.checkpoint import PublicKey
from app.audit.problems import NoCheckpointYet
from app.db.work import Work, perform
from app.db.world import World
from app.discovery.receipts import actions, queries
from app.discovery.receipts.actions import Failed
from app.discovery.receipts.timestamps import Authorities, Stamp, StampRefused, request_for

logger = structlog.get_logger("timestamps")


def stamp_newest(world: World, authorities: Authorities | None, key: PublicKey | None) -> bool:
    """Have the newest checkpoint stamped if receipts wait for it; tell if a timestamp came.

    The authorities are asked in their order until one answers well. What each other one did is
    kept with its reason, and the next round waits longer after every round that failed.
    """
    if authorities is None or key is None:
        return False
    found = perform(world, WORKER, lambda work: _due(work, key), reading=True)
    if found is None:
        return False
    tree_size, note = found
    stamped, failed = _asked(authorities, note)
    if failed:
        logger.warning("timestamp refused", reasons=[one.words for one in failed])

    def keep(work: Work) -> None:
        actions.keep_failures(work, tree_size=tree_size, failed=failed)
        if stamped is not None:
            authority, stamp = stamped
            actions.keep_timestamp(work, tree_size=tree_size, authority=authority, stamp=stamp)

    perform(world, WORKER, keep)
    return stamped is not None


def _due(work: Work, key: PublicKey) -> tuple[int, bytes] | None:
    try:
        newest = log.checkpoint(work, key)
    except NoCheckpointYet:
        return None
    size = queries.size_to_stamp(work, newest.size)
    return None if size is None else (size, newest.note.encode())


def _asked(authorities: Authorities, note: bytes) -> tuple[tuple[str, Stamp] | None, list[Failed]]:
    failed: list[Failed] = []
    for url in authorities.urls:
        request = request_for(note)
        try:
            return (url, authorities.stamp(url, request, note)), failed
        except StampRefused as refusal:
            raw = request.as_bytes()
            failed.append(Failed(url, refusal.code, str(refusal), raw, refusal.reply))
    return None, failed
