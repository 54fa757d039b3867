"""Facts about receipts and timestamps; ids, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ReceiptGiven(Event):
    """A receipt for a piece of evidence or a fingerprint was handed out."""

    sha256: str
    tree_size: int


@dataclass(frozen=True, kw_only=True)
class CheckpointStamped(Event):
    """An outside authority stamped a checkpoint; `reply_sha256` is the hash of its raw answer."""

    tree_size: int
    serial: str
    reply_sha256: str
