"""How objects and their key records are named in a bucket, and which versions of them there are.

`objects/` and the key is an object, `keys/` and the key is its key record. Of several versions the
newest counts: what was laid over an object does not pass for it, since the check of the whole
object and the hash in the record tell the difference, and older versions stay to be recovered.
"""

from dataclasses import dataclass

from app.storage.base import ObjectMissing, checked_key, is_key
from app.storage.s3_bucket import S3Bucket, Version

OBJECTS = "objects/"
RECORDS = "keys/"


def object_name(key: str) -> str:
    """Return the name of an object; raise KeyRefused for a key that no store made."""
    return f"{OBJECTS}{checked_key(key)}"


def record_name(key: str) -> str:
    """Return the name of the key record beside an object."""
    return f"{RECORDS}{checked_key(key)}"


def key_of(name: str) -> str | None:
    """Return the key that an object or a key record is named after, if there is one."""
    key = name.removeprefix(OBJECTS).removeprefix(RECORDS)
    return key if is_key(key) else None


@dataclass(frozen=True, slots=True)
class Versions:
    """All that lies under one name."""

    real: tuple[Version, ...]
    markers: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The version that counts; ObjectMissing if there is none or a marker hides it."""
        shown = [version for version in self.real if version.newest]
        if not shown:
            raise ObjectMissing(hidden=bool(self.real))
        return shown[0]


def versions_of(bucket: S3Bucket, name: str) -> Versions:
    """Return all versions under one name."""
    found = [version for version in bucket.versions(name) if version.name == name]
    return Versions(
        real=tuple(version for version in found if not version.marker),
        markers=tuple(version for version in found if version.marker),
    )
