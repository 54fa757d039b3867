"""One bucket, by what the S3 protocol offers: the SDK wrapped, its private calls among them.

Every failure leaves here as a refusal of the store. A version is named by the store's own id; all
acts on what exists name the version, never only the object.
"""

import base64
import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, cast

from minio.commonconfig import ENABLED
from minio.datatypes import ListMultipartUploadsResult, Part
from minio.retention import Retention
from minio.xml import marshal
from urllib3.response import BaseHTTPResponse

from app.storage.base import ObjectMissing, StorageFault
from app.storage.s3_connection import USUAL, Patience, S3Place, connected
from app.storage.s3_faults import NoLock, NoUpload, s3_faults

_BYPASS = {"x-amz-bypass-governance-retention": "true"}
_WRITE_ONCE = {"If-None-Match": "*"}
_PARTIAL_CONTENT = 206
_PAGE = 1000
_SMALL_BYTES = 4096
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object, or a marker that hides those before it."""

    name: str
    version_id: str
    size_bytes: int
    modified_at: datetime
    newest: bool
    marker: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload in parts that was begun and neither completed nor aborted."""

    name: str
    upload_id: str
    begun_at: datetime


class S3Bucket:
    """A bucket behind an S3 endpoint; may be shared by threads."""

    def __init__(self, place: S3Place, patience: Patience = USUAL) -> None:
        """Take the place; nothing is sent yet. A malformed place raises ValueError."""
        self._sdk = connected(place, patience)
        self._bucket = place.bucket
        self._place = place
        self._patience = patience
        self._twin: S3Bucket | None = None

    def brief(self) -> "S3Bucket":
        """Return the same bucket for questions that somebody waits for: seconds, and one try."""
        if self._twin is None:
            self._twin = S3Bucket(self._place, self._patience.brief())
        return self._twin

    # ------------------------------------------------------------------------------ writing

    def put(self, name: str, content: bytes | bytearray, *, once: bool = True) -> str:
        """Write an object in one request and return its version.

        `once` raises AlreadyThere where the name is taken; else a version is laid on top.
        """
        headers = {"Content-MD5": _md5(content), **(_WRITE_ONCE if once else {})}
        with s3_faults():
            result = self._sdk._put_object(  # noqa: SLF001
                self._bucket, name, cast("bytes", content), dict(headers)
            )
        return _known(result.version_id)

    def begin(self, name: str) -> str:
        """Begin an upload in parts and return its id."""
        with s3_faults():
            return self._sdk._create_multipart_upload(self._bucket, name, {})  # noqa: SLF001

    def put_part(self, name: str, upload_id: str, number: int, content: bytes | bytearray) -> Part:
        """Send one part, counted from 1; what arrives altered shows when the object is read."""
        with s3_faults():
            etag = self._sdk._upload_part(  # noqa: SLF001
                self._bucket, name, cast("bytes", content), None, upload_id, number
            )
        return Part(number, etag)

    def complete(self, name: str, upload_id: str, parts: list[Part]) -> str:
        """Make one object of the parts and return its version."""
        with s3_faults():
            result = self._sdk._complete_multipart_upload(  # noqa: SLF001
                self._bucket, name, upload_id, parts
            )
        # The protocol lets a store promise success first and put the error into the body.
        if not result.etag:
            raise StorageFault
        return _known(result.version_id)

    def abort(self, name: str, upload_id: str) -> None:
        """Give up an upload in parts, if there still is one; the store drops what came of it."""
        with contextlib.suppress(NoUpload), s3_faults():
            self._sdk._abort_multipart_upload(self._bucket, name, upload_id)  # noqa: SLF001

    def part_address(self, name: str, upload_id: str, number: int, lasts: timedelta) -> str:
        """Return an address to which a stranger may PUT this one part while it lasts.

        Nothing limits the size of what is sent there or encrypts it: only for a bucket that
        encrypts by itself, and to be checked when the upload is completed.
        """
        which = {"uploadId": upload_id, "partNumber": str(number)}
        with s3_faults():
            return self._sdk.get_presigned_url(
                method="PUT",
                bucket_name=self._bucket,
                object_name=name,
                expires=lasts,
                extra_query_params=dict(which),
            )

    # ------------------------------------------------------------------------------ reading

    def get(self, version: Version, start: int, end: int) -> BaseHTTPResponse:
        """Ask for the bytes of a version from `start` up to `end`; the caller closes the answer."""
        with s3_faults():
            response = self._sdk.get_object(
                bucket_name=self._bucket,
                object_name=version.name,
                offset=start,
                length=end - start,
                version_id=version.version_id,
            )
        if response.status != _PARTIAL_CONTENT or not _answers(response, start, end):
            response.close()
            raise StorageFault
        return response

    def read(self, name: str) -> bytes:
        """Return the newest version of a small object, up to 4 KiB."""
        with s3_faults():
            response = self._sdk.get_object(bucket_name=self._bucket, object_name=name)
            try:
                return response.read(_SMALL_BYTES)
            finally:
                response.close()

    def versions(self, prefix: str) -> Iterator[Version]:
        """List all versions and markers of names that begin so; versions by name."""
        with s3_faults():
            for found in self._sdk.list_objects(
                bucket_name=self._bucket, prefix=prefix, recursive=True, include_version=True
            ):
                yield Version(
                    name=_known(found.object_name),
                    version_id=_known(found.version_id),
                    size_bytes=found.size or 0,
                    modified_at=_known(found.last_modified),
                    newest=found.is_latest == "true",
                    marker=found.is_delete_marker,
                )

    def uploads(self, prefix: str) -> Iterator[Upload]:
        """List uploads in parts that are neither completed nor aborted, in no order."""
        after: tuple[str | None, str | None] = (None, None)
        while True:
            with s3_faults():
                page = self._sdk._list_multipart_uploads(  # noqa: SLF001
                    self._bucket,
                    prefix=prefix,
                    key_marker=after[0],
                    upload_id_marker=after[1],
                    max_uploads=_PAGE,
                )
                found = [
                    Upload(one.object_name, _known(one.upload_id), _known(one.initiated_time))
                    for one in page.uploads
                ]
                before, after = after, _marks_of(page)
            yield from found
            if not page.is_truncated or after in ((None, None), before):
                return

    # ------------------------------------------------------------------------------ locks

    def delete(self, name: str, version_id: str) -> None:
        """Remove one version for good; AccessRefused where a lock or the key's rights forbid."""
        with s3_faults():
            self._sdk.remove_object(
                bucket_name=self._bucket, object_name=name, version_id=version_id
            )

    def hold(self, version: Version) -> None:
        """Lay the legal hold on a version."""
        with s3_faults():
            self._sdk.enable_object_legal_hold(
                bucket_name=self._bucket,
                object_name=version.name,
                version_id=version.version_id,
            )

    def release(self, version: Version) -> None:
        """Take the legal hold off a version."""
        with s3_faults():
            self._sdk.disable_object_legal_hold(
                bucket_name=self._bucket,
                object_name=version.name,
                version_id=version.version_id,
            )

    def is_held(self, version: Version) -> bool:
        """Tell if the legal hold lies on a version."""
        try:
            with s3_faults():
                return self._sdk.is_object_legal_hold_enabled(
                    bucket_name=self._bucket,
                    object_name=version.name,
                    version_id=version.version_id,
                )
        except NoLock:
            return False

    def retention(self, version: Version) -> Retention | None:
        """Return until when, and how strictly, a version is retained; None if it is not."""
        try:
            with s3_faults():
                return self._sdk.get_object_retention(
                    bucket_name=self._bucket,
                    object_name=version.name,
                    version_id=version.version_id,
                )
        except NoLock:
            return None

    def retain(self, version: Version, retention: Retention, *, bypass: bool = False) -> None:
        """Retain a version; AccessRefused where that would shorten or weaken what is there.

        `bypass` shortens GOVERNANCE retention, for a key that may.
        """
        body = marshal(retention)
        with s3_faults():
            self._sdk._execute(  # noqa: SLF001
                "PUT",
                self._bucket,
                version.name,
                body=body,
                headers={"Content-MD5": _md5(body), **(_BYPASS if bypass else {})},
                query_params={"retention": "", "versionId": version.version_id},
            )

    def keeps_versions(self) -> bool:
        """Tell if the bucket keeps every version."""
        with s3_faults():
            return self._sdk.get_bucket_versioning(bucket_name=self._bucket).status == ENABLED

    def can_lock(self) -> bool:
        """Tell if versions in the bucket can be locked."""
        try:
            with s3_faults():
                self._sdk.get_object_lock_config(bucket_name=self._bucket)
        except (NoLock, ObjectMissing):
            return False
        return True


def _md5(content: bytes | bytearray) -> str:
    digest = hashlib.md5(content, usedforsecurity=False).digest()
    return base64.b64encode(digest).decode("ascii")


def _answers(response: BaseHTTPResponse, start: int, end: int) -> bool:
    """Tell if an answer is about the bytes that were asked for."""
    said = response.headers.get("content-range", "")
    return said.startswith(f"bytes {start}-{end - 1}/")


def _marks_of(page: ListMultipartUploadsResult) -> tuple[str | None, str | None]:
    """Return after which name and which upload the next page begins, as the store put it."""
    # SDK 7.2.20 keeps the second one under a misspelt name.
    upload_id = page.next_upload_id_marker or getattr(page, "self._next_upload_id_marker", None)
    return page.next_key_marker, upload_id


def _known(value: _Value | None) -> _Value:
    """Return what the protocol promises to be there."""
    if value is None:
        raise StorageFault
    return value
