"""What lies in a bucket, as the reaper sees it: whole objects and what was begun and not finished."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from app.storage.base import Leftover
from app.storage.s3_bucket import S3Bucket, Version
from app.storage.s3_names import OBJECTS, RECORDS, key_of


def leftovers(bucket: S3Bucket, instant: datetime) -> Iterator[Leftover]:
    """List objects, uploads in parts and key records without an object, older than an instant."""
    begun: dict[str, datetime] = {}
    for upload in bucket.uploads(OBJECTS):
        if key := key_of(upload.name):
            begun[key] = upload.begun_at
    for key, begun_at in begun.items():
        if begun_at < instant:
            yield Leftover(key, begun_at, complete=False)
    for key, versions in _by_key(bucket):
        objects = [one.modified_at for one in versions if one.name.startswith(OBJECTS)]
        modified_at = max(objects or [one.modified_at for one in versions])
        if modified_at < instant and (objects or key not in begun):
            yield Leftover(key, modified_at, complete=bool(objects))


def _by_key(bucket: S3Bucket) -> Iterator[tuple[str, list[Version]]]:
    """Yield each key with the versions of its object and of its key record."""
    both = (_real(bucket, OBJECTS), _real(bucket, RECORDS))
    for key, pairs in groupby(heapq.merge(*both, key=_first), key=_first):
        yield key, [version for _, version in pairs]


def _real(bucket: S3Bucket, prefix: str) -> Iterator[tuple[str, Version]]:
    for version in bucket.versions(prefix):
        if not version.marker and (key := key_of(version.name)):
            yield key, version


def _first(pair: tuple[str, Version]) -> str:
    return pair[0]
