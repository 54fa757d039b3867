"""What a receipt says, as one JSON value in the one byte form of RFC 8785. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

FORMAT = "sangsaeng receipt, version 1"
CHECKPOINT, REQUEST, REPLY = "checkpoint.txt", "timestamp.tsq", "timestamp.tsr"
WAITING, NOT_CONFIGURED, PRESENT = "waiting", "not_configured", "present"


@dataclass(frozen=True, slots=True)
class Terms:
    """What receipts are given under: the line of the log's key, and if timestamps are asked for."""

    public_key: str
    timestamps: bool


@dataclass(frozen=True, slots=True)
class Proved:
    """An entry of the log as it was sealed, and the hashes that lead from it to the root."""

    event_id: str
    entry: str
    leaf_hash: str
    position: int
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """The checkpoint that the entries lie under."""

    tree_size: int
    root: str
    note: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """The authority's timestamp of the checkpoint, raw."""

    authority: str
    at: str
    request: bytes
    reply: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that goes into a receipt's package; `body` is receipt.json."""

    id: str
    at: str
    sha256: str
    tree_size: int
    body: bytes
    note: bytes
    stamp: Stamped | None


def receipt(
    kind: str, *, described: Mapping[str, str], entries: Sequence[Proved], signed: Signed,
    terms: Terms, stamp: Stamped | None,
) -> Receipt:  # fmt: skip
    """Return the receipt about the thing that the last entry speaks of.

    Everything under `sealed` is what that entry says; `described` are the names that people gave,
    which the log does not hold.
    """
    told = json.loads(entries[-1].entry)
    data = told["data"]
    note = signed.note.encode()
    body: dict[str, Any] = {
        "format": FORMAT,
        "kind": kind,
        "sealed": {
            "id": told["subject"], "at": told["at"], "sha256": data["sha256"],
            "size_bytes": data["size_bytes"], "side": data["side"], "case_id": data["case_id"],
            "draft_id": data["draft_id"],
        },
        "described": dict(described),
        "entries": [_proved(entry) for entry in entries],
        "checkpoint": {
            "file": CHECKPOINT, "sha256": hashlib.sha256(note).hexdigest(),
            "tree_size": signed.tree_size, "root": signed.root,
        },
        "public_key": terms.public_key,
        "timestamp": _timestamp(stamp, terms),
    }  # fmt: skip
    return Receipt(
        told["subject"], told["at"], data["sha256"], signed.tree_size, rfc8785.dumps(body), note,
        stamp,
    )  # fmt: skip


def _proved(entry: Proved) -> dict[str, Any]:
    return {
        "event_id": entry.event_id, "entry": entry.entry, "leaf_hash": entry.leaf_hash,
        "position": entry.position, "proof": list(entry.proof),
    }  # fmt: skip


def _timestamp(stamp: Stamped | None, terms: Terms) -> dict[str, str]:
    if stamp is None:
        return {"state": WAITING if terms.timestamps else NOT_CONFIGURED}
    return {
        "state": PRESENT, "at": stamp.at, "authority": stamp.authority, "of": CHECKPOINT,
        "request": REQUEST, "reply": REPLY,
    }  # fmt: skip
