"""Checks a receipt with Python alone: `python3 verify_receipt.py [--file PATH] [--key LINE]`.

This file travels inside every receipt and needs nothing but the standard library (3.8 or later).
It answers 0 when everything holds and 1 when something does not, and names what does not, in
Korean and English. `--file` is the file that the receipt is about; `--key` is the public key as
the agency published it. Without `--key` the key inside the receipt is used, and that is said.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from app.discovery.checkers.ed25519 import is_signed

# What is wrong: a stable code, and the words for people.
WORDS = {
    "form": ("접수증의 형식이 맞지 않습니다", "the receipt is not of the known form"),
    "sealed": (
        "접수증의 내용이 감사 기록과 다릅니다",
        "the receipt says something else than the entry of the log",
    ),
    "leaf": ("기록의 해시가 맞지 않습니다", "the hash of an entry is wrong"),
    "inclusion": (
        "기록이 서명된 감사 기록에 들어 있지 않습니다",
        "an entry is not in the signed log",
    ),
    "checkpoint": (
        "확인점이 접수증과 다릅니다",
        "the checkpoint is not the one that the receipt names",
    ),
    "signature": ("확인점의 서명이 맞지 않습니다", "the checkpoint's signature does not hold"),
    "key": ("서명한 열쇠가 다릅니다", "the signature is by another key"),
    "file": ("파일이 접수증의 파일이 아닙니다", "the file is not the one of the receipt"),
    "timestamp": (
        "타임스탬프가 이 확인점에 대한 것이 아닙니다",
        "the timestamp is not about this checkpoint",
    ),
}
FORMAT = "sangsaeng receipt, version 1"
REGISTERED = {"evidence": "evidence_stored", "fingerprint": "fingerprint_registered"}
CHUNK = 1 << 20


def check(folder: Path, file: Path | None = None, key: str = "") -> list[tuple[str, str]]:
    """Return every problem as a code and what it is about."""
    try:
        receipt = json.loads((folder / "receipt.json").read_text("utf-8"))
        note = (folder / "checkpoint.txt").read_bytes()
        found = check_entries(receipt)
        found += check_checkpoint(receipt, note, key or receipt["public_key"])
        if key and key.strip() != receipt["public_key"]:
            found.append(("key", receipt["public_key"]))
        found += check_timestamp(receipt, folder, note)
        if file is not None and sha256_of(file) != receipt["sealed"]["sha256"]:
            found.append(("file", str(file)))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        return [("form", repr(fault))]
    return found


def check_entries(receipt: dict[str, Any]) -> list[tuple[str, str]]:
    """Check that the entries lie under the root and say what the receipt says."""
    found = []
    size, root = receipt["checkpoint"]["tree_size"], receipt["checkpoint"]["root"]
    for entry in receipt["entries"]:
        leaf = hashlib.sha256(b"\x00" + entry["entry"].encode("utf-8")).digest()
        if leaf.hex() != entry["leaf_hash"]:
            found.append(("leaf", entry["event_id"]))
        steps = [bytes.fromhex(step) for step in entry["proof"]]
        if root_above(leaf, entry["position"], size, steps) != bytes.fromhex(root):
            found.append(("inclusion", entry["event_id"]))
    return found + check_sealed(receipt)


def check_sealed(receipt: dict[str, Any]) -> list[tuple[str, str]]:
    """Check that what the receipt says is what the last entry says, of the same file throughout."""
    sealed, entries = receipt["sealed"], [json.loads(one["entry"]) for one in receipt["entries"]]
    last = entries[-1]
    told = {"id": last["subject"], "at": last["at"]}
    told.update((name, last["data"][name]) for name in sealed if name not in told)
    found = [("sealed", name) for name in sealed if told[name] != sealed[name]]
    if receipt["format"] != FORMAT or last["event"] != REGISTERED[receipt["kind"]]:
        found.append(("form", "kind"))
    for earlier in entries[:-1]:
        if earlier["event"] != "fingerprint_registered" or earlier["at"] > last["at"]:
            found.append(("sealed", earlier["id"]))
        if earlier["data"]["sha256"] != sealed["sha256"]:
            found.append(("sealed", "sha256"))
    return found


def root_above(leaf: bytes, position: int, size: int, steps: list[bytes]) -> bytes | None:
    """Return the root that a proof leads to (RFC 9162, 2.1.3.2); nothing where it leads nowhere."""
    index, last, found = position, size - 1, leaf
    if not 0 <= index <= last:
        return None
    for step in steps:
        if last == 0:
            return None
        if index & 1 or index == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        index, last = index >> 1, last >> 1
    return found if last == 0 else None


def check_checkpoint(receipt: dict[str, Any], note: bytes, key: str) -> list[tuple[str, str]]:
    """Check that the checkpoint is the one named, and signed by the key (C2SP signed note)."""
    told, found = receipt["checkpoint"], []
    text, _, lines = note.decode("utf-8").rpartition("\n\n")
    origin, size, root = text.split("\n")
    same = (
        hashlib.sha256(note).hexdigest() == told["sha256"]
        and size == str(told["tree_size"])
        and base64.b64decode(root).hex() == told["root"]
    )
    if not same:
        found.append(("checkpoint", told["file"]))
    name, _, rest = key.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = base64.b64decode(encoded)
    named = hashlib.sha256(name.encode("utf-8") + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or named.hex() != key_id or origin != name:
        found.append(("key", key))
    if not any(_signed(line, name, named + raw[1:], text + "\n") for line in lines.split("\n")):
        found.append(("signature", name))
    return found


def _signed(line: str, name: str, key: bytes, text: str) -> bool:
    parts = line.split(" ")
    if parts[:2] != ["—", name]:
        return False
    signed = base64.b64decode(parts[2])
    return signed[:4] == key[:4] and is_signed(key[4:], text.encode("utf-8"), signed[4:])


def check_timestamp(receipt: dict[str, Any], folder: Path, note: bytes) -> list[tuple[str, str]]:
    """Check that the authority's answer names the hash of the checkpoint; openssl checks the rest."""
    if receipt["timestamp"]["state"] != "present":
        return []
    reply = (folder / receipt["timestamp"]["reply"]).read_bytes()
    return [] if hashlib.sha256(note).digest() in reply else [("timestamp", "timestamp.tsr")]


def sha256_of(path: Path) -> str:
    """Return the hash of a file, read in pieces."""
    running = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            running.update(chunk)
    return running.hexdigest()


def main(words: list[str]) -> int:
    """Check the receipt in the folder that this file lies in; return 0 or 1."""
    parser = argparse.ArgumentParser(description="접수증 확인 · Check a receipt")
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--file", type=Path, help="접수증의 원본 파일 · the file it is about")
    parser.add_argument("--key", default="", help="기관이 공개한 검증 키 · key as published")
    chosen = parser.parse_args(words)
    found = check(Path(chosen.folder), chosen.file, chosen.key)
    for code, about in found:
        _say(f"[{code}] {about}: {WORDS[code][0]} / {WORDS[code][1]}")
    if found:
        return 1
    _tell(json.loads((Path(chosen.folder) / "receipt.json").read_text("utf-8")), chosen)
    return 0


def _tell(receipt: dict[str, Any], chosen: argparse.Namespace) -> None:
    sealed = receipt["sealed"]
    _say("모두 맞습니다. / Everything holds.")
    _say(f"SHA-256 {sealed['sha256']}, {sealed['size_bytes']} bytes, {sealed['at']} (UTC)")
    if len(receipt["entries"]) > 1:
        earlier = json.loads(receipt["entries"][0]["entry"])["at"]
        _say(
            f"먼저 등록한 지문: {earlier} (UTC), 같은 파일 / fingerprint registered before, same file"
        )
    if chosen.file is None:
        _say("파일은 확인하지 않았습니다(--file). / The file was not checked (--file).")
    if not chosen.key:
        _say("접수증 안의 열쇠로 확인했습니다. 기관이 공개한 열쇠와 비교해 주세요(--key). / "
             "Checked with the key inside; compare it with the published one (--key).")  # fmt: skip
    if receipt["timestamp"]["state"] == "present":
        _say("openssl ts -verify -data checkpoint.txt -in timestamp.tsr -CAfile <authority.pem>")


def _say(line: str) -> None:
    sys.stdout.buffer.write((line + "\n").encode("utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
