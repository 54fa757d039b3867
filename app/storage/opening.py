"""Which store of evidence an operator asked for, opened from plain values."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from app.storage.base import Store
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from app.storage.s3 import S3Store
from app.storage.s3_connection import S3Place
from app.storage.two_copies import TwoCopies

_ENDPOINT = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]")
_LONGEST_SECRET_BYTES = 4096


class OpeningRefused(ValueError):
    """The values do not name a store; the message says what is wrong, without any secret."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The operator's words: a bucket if an endpoint is named, else a folder.

    Each key of the pair is given as it is or as a file that holds it. `second_folder` holds a copy
    of every object, on another disk than the store.
    """

    folder: Path
    endpoint: str = ""
    bucket: str = ""
    access_key: str = field(default="", repr=False)
    access_key_file: Path | None = None
    secret_key: str = field(default="", repr=False)
    secret_key_file: Path | None = None
    region: str = "us-east-1"
    secure: bool = True
    ca_file: Path | None = None
    governance_days: int = 0
    second_folder: Path | None = None


def open_store(wanted: Wanted, *, keyring: Keyring | None = None) -> Store:
    """Open the store; a folder is made if it is not there, a bucket is not asked for anything yet.

    Raise OpeningRefused for values that name no store, StorageFault for an unusable folder.
    """
    first = _first(wanted, keyring)
    if wanted.second_folder is None:
        return first
    one, other = wanted.folder.resolve(), wanted.second_folder.resolve()
    if not wanted.endpoint and (one.is_relative_to(other) or other.is_relative_to(one)):
        raise OpeningRefused("the folder of second copies lies in the store, or holds it")
    return TwoCopies(first, LocalStore(other, keyring=keyring))


def _first(wanted: Wanted, keyring: Keyring | None) -> Store:
    if not wanted.endpoint:
        return LocalStore(wanted.folder, keyring=keyring)
    place = _place(wanted)
    try:
        return S3Store(place, keyring=keyring, governance_days=wanted.governance_days)
    except ValueError as fault:
        raise OpeningRefused(f"S3: {fault}") from fault


def _place(wanted: Wanted) -> S3Place:
    if not _ENDPOINT.fullmatch(wanted.endpoint):
        raise OpeningRefused(
            "the S3 endpoint is a host and a port alone, such as s3.example.kr:8333"
        )
    if not _BUCKET.fullmatch(wanted.bucket):
        raise OpeningRefused(
            "an S3 endpoint is named but no bucket by a name of 3 to 63 of a-z, 0-9, '-' and '.'"
        )
    if wanted.governance_days < 0:
        raise OpeningRefused("days of GOVERNANCE retention are not negative")
    if wanted.ca_file and not wanted.ca_file.is_file():
        raise OpeningRefused(f"there is no file of authorities {wanted.ca_file}")
    return S3Place(
        endpoint=wanted.endpoint,
        bucket=wanted.bucket,
        access_key=_key("access", wanted.access_key, wanted.access_key_file),
        secret_key=_key("secret", wanted.secret_key, wanted.secret_key_file),
        region=wanted.region,
        secure=wanted.secure,
        ca_file=wanted.ca_file,
    )


def _key(which: str, given: str, file: Path | None) -> str:
    if given and file:
        raise OpeningRefused(f"the S3 {which} key is given twice, as it is and as a file")
    if file:
        try:
            given = file.read_bytes()[:_LONGEST_SECRET_BYTES].decode("utf-8").strip()
        except (OSError, ValueError) as fault:
            raise OpeningRefused(f"the S3 {which} key can not be read from {file}") from fault
    if not given:
        raise OpeningRefused(f"an S3 endpoint is named but no {which} key")
    return given
