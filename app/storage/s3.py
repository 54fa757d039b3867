"""A store that keeps each object in a bucket behind the S3 protocol: SeaweedFS, MinIO, AWS.

The bucket keeps every version and can lock them. A name is written once; a hold is a legal hold in
the store itself, which refuses to delete even where somebody else holds the service's key.
"""

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from app.kernel.clock import Clock, SystemClock
from app.kernel.problems import Unavailable
from app.storage.base import (
    Disposal,
    Leftover,
    ObjectDamaged,
    ObjectHeld,
    ObjectMissing,
    StorageFault,
    Stored,
    SuiteUnknown,
    check_disposal,
    new_key,
    seal_end,
)
from app.storage.keyring import Keyring
from app.storage.payload import Payload
from app.storage.s3_bucket import S3Bucket
from app.storage.s3_bytes import S3Bytes
from app.storage.s3_connection import USUAL, Patience, S3Place
from app.storage.s3_faults import AccessRefused
from app.storage.s3_leftovers import leftovers
from app.storage.s3_locks import S3Locks
from app.storage.s3_names import Versions, object_name, record_name, versions_of
from app.storage.s3_writer import MOST_PARTS, PART_BYTES, S3Writer
from app.storage.sealing import rewrap, sealer_for

_READ_BUFFER_BYTES = 64 * 1024


class BucketUnfit(Exception):
    """The bucket does not keep versions or can not lock them; make it with object lock."""


class S3Store:
    """Objects in a bucket; may be shared by threads."""

    def __init__(
        self,
        place: S3Place,
        *,
        keyring: Keyring | None = None,
        patience: Patience = USUAL,
        governance_days: int = 0,
        clock: Clock = SystemClock(),  # noqa: B008 - it has no state
    ) -> None:
        """Take the place; nothing is sent yet. A malformed place raises ValueError.

        With a ring of root keys every new object is encrypted; objects in the clear stay readable.
        """
        self._bucket = S3Bucket(place, patience)
        self._brief = self._bucket.brief()
        self._locks = S3Locks(self._bucket, governance_days=governance_days, clock=clock)
        self._keyring = keyring
        self._fit = False

    # ------------------------------------------------------------------------- in and out

    def writer(self, *, limit_bytes: int) -> S3Writer:
        """Begin an object of at most `limit_bytes`; StorageFault if the bucket is unfit."""
        return self._writer(new_key(), limit_bytes=limit_bytes)

    def put(self, chunks: Iterable[bytes], *, limit_bytes: int) -> Stored:
        """Store all chunks as one object; if anything fails, nothing is left."""
        writer = self.writer(limit_bytes=limit_bytes)
        with writer.nothing_left():
            for chunk in chunks:
                writer.write(chunk)
            return writer.finish()

    def reader(self, key: str, *, sha256: str | None = None) -> io.BufferedReader:
        """Check the whole object, then give its payload as a seekable file."""
        return io.BufferedReader(self._checked(key, sha256), buffer_size=_READ_BUFFER_BYTES)

    def open(self, key: str, *, sha256: str | None = None) -> Iterator[bytes]:
        """Check the whole object now, then yield its payload in chunks of at most 1 MiB."""
        return self._checked(key, sha256).chunks()

    def verify(self, key: str, *, sha256: str | None = None) -> Stored:
        """Read the whole object again and tell what it holds."""
        with self._checked(key, sha256) as payload:
            return Stored(key=key, size_bytes=payload.size_bytes, sha256=payload.sha256)

    # ------------------------------------------------------------------- holds and removal

    def hold(self, key: str) -> None:
        """Lay a hold on an object in the store itself; it stays until released."""
        objects = self._objects(key)
        if not objects.real:
            raise ObjectMissing
        # The object comes first: from then on `remove` stops, before it has touched anything.
        self._locks.hold(objects.real)
        self._locks.hold(self._records(key).real)

    def release(self, key: str) -> None:
        """Take the hold off an object; without one this does nothing."""
        self._locks.release(self._objects(key).real)
        self._locks.release(self._records(key).real)

    def is_held(self, key: str) -> bool:
        """Tell whether the store itself holds an object, and its key record, fast."""
        objects = self._objects(key).real
        if not any(self._locks.lies_on(version) for version in objects):
            return False
        records = self._records(key).real
        return not records or any(self._locks.lies_on(version) for version in records)

    def seal_until(self, key: str, until: datetime) -> None:
        """Keep what was issued until an instant; nobody can shorten that, only extend it.

        ObjectHeld where it is sealed for longer already, ObjectMissing where it is not there.
        """
        objects, records, end = self._objects(key), self._records(key), seal_end(until)
        newest = objects.newest
        sealed = self._locks.sealed_until(objects.real)
        if sealed is not None and sealed > end:
            raise ObjectHeld(until=sealed.isoformat())
        # The object comes last: sealed for long, it says that its key record is sealed too.
        if records.real:
            self._locks.seal(records.newest, end)
        self._locks.seal(newest, end)

    def sealed_until(self, key: str) -> datetime | None:
        """Tell until when an object is sealed; None if it is not, or no longer."""
        return self._locks.sealed_until(self._objects(key).real)

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove all versions of a registered object, on the permission for this very key."""
        check_disposal(key, disposal)
        objects = self._objects(key)
        if not objects.real:
            raise ObjectMissing
        self._remove(key, objects)

    # --------------------------------------------------------------------- keys and copies

    def rewrap(self, key: str) -> bool:
        """Put the data key of an object under the root key in use; tell if it was not there yet.

        Records under earlier root keys go where no lock keeps them.
        """
        records = self._records(key).real
        if self._keyring is None or not records:
            return False
        name = record_name(key)
        record = self._bucket.read(name)
        renewed = rewrap(record, key=key, keyring=self._keyring)
        if renewed == record:
            return False
        held = any(self._locks.is_hold(version) for version in records)
        sealed = self._locks.sealed_until(records)
        self._bucket.put(name, renewed, once=False)
        newest = versions_of(self._bucket, name).newest
        if sealed is not None:
            self._locks.seal(newest, sealed)
        if held:
            self._locks.hold([newest])
        for version in records:
            with contextlib.suppress(Unavailable):
                self._bucket.delete(name, version.version_id)
        return True

    def restore(self, key: str, chunks: Iterable[bytes], *, sha256: str) -> Stored:
        """Put a payload of this hash under this very key; what is whole already stays as it is.

        It is laid over what is there, which stays beneath for whoever looks into the damage.
        Raise ObjectDamaged, and change nothing, if the chunks have another hash.
        """
        if (whole := self._whole(key, sha256)) is not None:
            return whole
        before = self._objects(key).real
        held = any(self._locks.is_hold(version) for version in before)
        sealed = self._locks.sealed_until(before)
        writer = self._writer(key, limit_bytes=MOST_PARTS * PART_BYTES, once=False)
        with writer.nothing_left():
            for chunk in chunks:
                writer.write(chunk)
            stored = writer.finish(sha256=sha256)
            if sealed is not None:
                self.seal_until(key, sealed)
            if held:
                self.hold(key)
        return stored

    # -------------------------------------------------------------------------- the reaper

    def keys_older_than(self, instant: datetime) -> Iterator[Leftover]:
        """List objects and half-written ones last written before an instant."""
        yield from leftovers(self._bucket, instant)

    def discard_unregistered(self, key: str, *, is_registered: Callable[[str], bool]) -> bool:
        """Remove what no record names; ask first, and say if something was removed.

        What is held stays, whether a record names it or not.
        """
        name = object_name(key)
        registered = is_registered(key)
        objects = self._objects(key)
        if registered and not objects.real:
            return False
        found = False
        for upload in list(self._bucket.uploads(name)):
            self._bucket.abort(name, upload.upload_id)
            found = True
        if registered or not (objects.real or self._records(key).real):
            return found
        with contextlib.suppress(ObjectHeld):
            self._remove(key, objects)
            return True
        return found

    def ready(self) -> bool:
        """Tell if new objects are taken: the bucket answers, keeps versions and can lock them."""
        try:
            return self._brief.keeps_versions() and self._brief.can_lock()
        except Unavailable:
            return False

    # ---------------------------------------------------------------------------- the rest

    def _objects(self, key: str) -> Versions:
        return versions_of(self._bucket, object_name(key))

    def _records(self, key: str) -> Versions:
        return versions_of(self._bucket, record_name(key))

    def _writer(self, key: str, *, limit_bytes: int, once: bool = True) -> S3Writer:
        if not self._fit:
            if not (self._bucket.keeps_versions() and self._bucket.can_lock()):
                raise StorageFault from BucketUnfit("the bucket needs versioning and object lock")
            self._fit = True
        return S3Writer(
            self._bucket,
            key,
            sealer_for(key, self._keyring),
            limit_bytes=limit_bytes,
            verify=self.verify,
            once=once,
        )

    def _checked(self, key: str, sha256: str | None) -> Payload:
        payload = Payload(
            S3Bytes(self._bucket, self._objects(key).newest),
            key=key,
            keyring=self._keyring,
            key_record=lambda: self._bucket.read(record_name(key)),
        )
        try:
            payload.check(sha256)
        except BaseException:
            payload.close()
            raise
        return payload

    def _whole(self, key: str, sha256: str) -> Stored | None:
        try:
            return self.verify(key, sha256=sha256)
        except (ObjectMissing, ObjectDamaged, SuiteUnknown):
            return None
        except StorageFault:
            # A store that answers, but never for this object, has lost some of its bytes.
            if not self.ready():
                raise
            return None

    def _remove(self, key: str, objects: Versions) -> None:
        if any(self._locks.lies_on(version) for version in objects.real):
            raise ObjectHeld
        # The object comes first: a hold that is laid meanwhile refuses this, and nothing is lost.
        for version in (*objects.real, *objects.markers):
            try:
                self._bucket.delete(version.name, version.version_id)
            except AccessRefused as refused:
                if self._locks.lies_on(version):
                    raise ObjectHeld from refused
                raise
        records = self._records(key)
        self._locks.release(records.real)
        for version in (*records.real, *records.markers):
            self._bucket.delete(version.name, version.version_id)
