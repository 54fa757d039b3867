"""Making a package: a zip file with list, refusals, manifest and signature, sealed to one key."""

import base64
import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pyrage import encrypt_io  # type: ignore[import-untyped]

from app.audit.checkpoint import Signer
from app.discovery.checkers.standalone import standalone
from app.discovery.files.file_names import normalise_file_name
from app.discovery.transmissions import listing, recipient_keys, rules, verify_package
from app.discovery.transmissions.actions.sending import IN_CAMERA, RECORDS, Built
from app.discovery.transmissions.queries import Plan
from app.discovery.transmissions.regimes import regime_of
from app.discovery.transmissions.tables import TransmissionItem
from app.discovery.transmissions.verify_package import CONTEXT, MANIFEST, SIGNATURE
from app.kernel.problems import Problem
from app.kernel.text import Text
from app.storage.base import Store, Stored, Writer

_SPARE_BYTES = 1 << 20
_NAME_LENGTH = 120
_FILE_MODE = 0o100644 << 16


@dataclass
class _Zip:
    """A zip file being written, and the hash of everything in it."""

    file: zipfile.ZipFile
    at: datetime
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, chunks: Iterable[bytes], *, listed: bool = True) -> None:
        """Write one file; it goes into the manifest if `listed`."""
        entry = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        entry.external_attr = _FILE_MODE
        running = hashlib.sha256()
        with self.file.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                running.update(chunk)
                out.write(chunk)
        if listed:
            self.hashes[name] = running.hexdigest()

    def manifest(self) -> bytes:
        """Return the manifest: one line for each file, by name."""
        lines = (f"{digest}  {name}\n" for name, digest in sorted(self.hashes.items()))
        return "".join(lines).encode()


class _Sink:
    """Passes sealed bytes on to the store and keeps the fault that the store gave."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.fault: Problem | None = None

    def write(self, chunk: bytes) -> int:
        """Store a piece."""
        try:
            self._writer.write(chunk)
        except Problem as fault:
            self.fault = fault
            raise OSError("the store refused") from fault
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits here."""


def pack(plan: Plan, kind: str, store: Store, signer: Signer | None) -> Built:
    """Make one package of a released request and store it sealed; memory does not grow with it."""
    with tempfile.TemporaryFile() as plain:
        manifest = _write(plan, kind, store, signer, plain)
        size_bytes = plain.tell()
        plain.seek(0)
        sealed = _seal(plain, size_bytes, plan.row.recipient_key, store)
    chosen = plan.of_kind(kind)
    return Built(
        kind=kind, store_key=sealed.key, sha256=sealed.sha256, size_bytes=sealed.size_bytes,
        manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        item_ids=tuple(item.item_id for item in chosen),
        level=max((plan.sources[item.id].level for item in chosen), default=1),
    )  # fmt: skip


def _write(plan: Plan, kind: str, store: Store, signer: Signer | None, plain: IO[bytes]) -> bytes:
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as file:
        package = _Zip(file, plan.row.released_at or plan.now)
        for item in plan.of_kind(kind):
            source = plan.sources[item.id]
            package.add(_place(plan, item), store.open(source.store_key, sha256=source.sha256))
        for name, content in _papers(plan, kind):
            package.add(name, [content])
        manifest = package.manifest()
        package.add(MANIFEST, [manifest], listed=False)
        if signer is not None:
            package.add(SIGNATURE, [_signature(signer, manifest)], listed=False)
    plain.seek(0, 2)
    return manifest


def _papers(plan: Plan, kind: str) -> Iterator[tuple[str, bytes]]:
    regime, lines = regime_of(plan.row.regime), _lines(plan, kind)
    facts = _facts(plan)
    yield "transmission.json", listing.as_json({**_told(plan), "kind": kind})
    yield "item-list.json", listing.as_json({"items": lines})
    yield "item-list.csv", listing.as_csv(lines)
    yield "refusals.json", listing.as_json(listing.refusals(lines, regime))
    yield "index.html", listing.as_page(kind, facts, lines)
    yield "verify.py", standalone(Path(verify_package.__file__))


def _lines(plan: Plan, kind: str) -> list[dict[str, Any]]:
    """Return the list: everything asked for in the records, the shown items alone in camera."""
    items = plan.items if kind == RECORDS else plan.of_kind(IN_CAMERA)
    here = {item.id for item in plan.of_kind(kind)}
    return [_line(plan, item, sent=item.id in here) for item in items]


def _line(plan: Plan, item: TransmissionItem, *, sent: bool) -> dict[str, Any]:
    same = (
        "sequence", "label", "title", "record_class", "pages", "size_bytes", "level", "choice",
        "ground", "reason", "sha256",
    )  # fmt: skip
    return {
        **{name: getattr(item, name) for name in same},
        "category": rules.category_of(item.record_class, plan.row.categories, item.choice),
        "ground_article": _article(plan, item),
        "file": _place(plan, item) if sent else "",
        "sent_sha256": plan.sources[item.id].sha256 if sent else "",
    }


def _article(plan: Plan, item: TransmissionItem) -> str:
    """Return the article of a refusal: the Act that closes the item, or the rules themselves."""
    basis = str(regime_of(plan.row.regime).basis) if item.ground else ""
    return item.ground_article or basis


def _place(plan: Plan, item: TransmissionItem) -> str:
    name = normalise_file_name(plan.sources[item.id].file_name)
    return f"records/{item.sequence:04d}_{name[-_NAME_LENGTH:]}"


def _told(plan: Plan) -> dict[str, Any]:
    row, regime = plan.row, regime_of(plan.row.regime)
    return {
        "transmission_id": row.id, "court": row.court, "docket_number": row.docket_number,
        "case_number": row.case_number, "suit_act": row.suit_act,
        "suit_filed_on": row.suit_filed_on.isoformat(), "rules": regime.code,
        "basis": str(regime.basis), "categories": row.categories, "scope": row.scope,
        "protective_order": row.protective_order, "named_readers": row.named_readers,
        "released_at": row.released_at.isoformat() if row.released_at else "",
        "recipient_key": row.recipient_key,
    }  # fmt: skip


def _facts(plan: Plan) -> list[tuple[Text, str]]:
    row, regime = plan.row, regime_of(plan.row.regime)
    return [
        (Text("법원·기관", "Court or agency"), row.court),
        (Text("사건번호", "Docket number"), row.docket_number),
        (Text("기관 사건번호", "Agency's case number"), row.case_number),
        (Text("근거", "Basis"), f"{regime.name.ko} · {regime.name.en} ({regime.basis})"),
        (Text("요구 범위", "Scope asked for"), row.scope),
        (Text("열람자", "Who may read"), ", ".join(row.named_readers)),
        (Text("송부 번호", "Transmission"), row.id),
    ]


def _signature(signer: Signer, manifest: bytes) -> bytes:
    made = signer.private.sign(CONTEXT + hashlib.sha256(manifest).digest())
    return listing.as_json(
        {"key": signer.public.text, "signature": base64.b64encode(made).decode()}
    )


def _seal(plain: IO[bytes], size_bytes: int, key: str, store: Store) -> Stored:
    limit = size_bytes + size_bytes // 1024 + _SPARE_BYTES
    writer = store.writer(limit_bytes=limit)
    sink = _Sink(writer)
    try:
        encrypt_io(plain, sink, [recipient_keys.recipient(key)])
        return writer.finish()
    except BaseException:
        writer.abort()
        if sink.fault is not None:
            raise sink.fault from None
        raise
