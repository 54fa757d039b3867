"""A fresh bucket on the SeaweedFS of the test run, the store on it, and what lies behind it."""

import itertools
from contextlib import suppress
from dataclasses import replace

import urllib3
from minio import Minio
from minio.error import S3Error

from app.storage.keyring import Keyring
from app.storage.s3 import S3Store
from app.storage.s3_bucket import S3Bucket
from app.storage.s3_connection import Patience, S3Place
from app.storage.s3_names import object_name, record_name
from tests.support.seaweedfs import SHARED, SeaweedFS

SHORT = Patience(connect_seconds=1, answer_seconds=10, retries=1)
_numbers = itertools.count(1)


class S3Lab:
    """A store in a bucket of its own; the operator of the store reaches behind it."""

    def __init__(
        self,
        keyring: Keyring | None = None,
        *,
        bucket: str | None = None,
        governance_days: int = 0,
    ) -> None:
        self.server: SeaweedFS = SHARED.server()
        self.keyring = keyring
        self.operator = client(self.server, self.server.operator)
        self.bucket = bucket or new_bucket()
        access_key, secret_key = self.server.service
        self.place = S3Place(
            self.server.endpoint, self.bucket, access_key, secret_key, secure=False
        )
        self.store = S3Store(
            self.place, keyring=keyring, patience=SHORT, governance_days=governance_days
        )
        self.raw = S3Bucket(self.place, SHORT)

    def again(self, keyring: Keyring | None) -> S3Store:
        return S3Store(self.place, keyring=keyring, patience=SHORT)

    def through(self, endpoint: str, patience: Patience = SHORT) -> S3Store:
        """Return a store that reaches the same bucket by another address."""
        place = replace(self.place, endpoint=endpoint)
        return S3Store(place, keyring=self.keyring, patience=patience)

    def as_operator(self, *, governance_days: int = 0) -> S3Store:
        """Return a store that has the operator's rights."""
        access_key, secret_key = self.server.operator
        place = replace(self.place, access_key=access_key, secret_key=secret_key)
        return S3Store(place, keyring=self.keyring, patience=SHORT, governance_days=governance_days)

    def content(self, key: str) -> bytes:
        return self._get(object_name(key))

    def overwrite(self, key: str, content: bytes) -> None:
        self.operator._put_object(self.bucket, object_name(key), content)

    def lose(self, key: str) -> None:
        self.operator.remove_object(bucket_name=self.bucket, object_name=object_name(key))

    def key_record(self, key: str) -> bytes:
        return self._get(record_name(key))

    def overwrite_key_record(self, key: str, content: bytes | None) -> None:
        if content is None:
            self.operator.remove_object(bucket_name=self.bucket, object_name=record_name(key))
        else:
            self.operator._put_object(self.bucket, record_name(key), content)

    def wipe(self) -> None:
        """Empty the bucket, holds or not."""
        for upload in self.raw.uploads(""):
            self.raw.abort(upload.name, upload.upload_id)
        for version in self.raw.versions(""):
            if not version.marker and self.raw.is_held(version):
                self.raw.release(version)
            self.raw.delete(version.name, version.version_id)

    def names(self) -> list[str]:
        """Return the names of all that lies in the bucket, hidden or not."""
        return sorted({found.name for found in self.raw.versions("")})

    def refuses_to_delete(self, name: str, *, bypass: bool) -> bool:
        """Try to delete every version over the S3 protocol, as the operator of the store."""
        headers = {"x-amz-bypass-governance-retention": "true"} if bypass else {}
        refused = []
        for version in self.raw.versions(name):
            which = {"versionId": version.version_id}
            refused.append(True)
            with suppress(S3Error):
                self.operator._execute(
                    "DELETE", self.bucket, version.name, headers=dict(headers), query_params=which
                )
                refused[-1] = False
        return bool(refused) and all(refused)

    def _get(self, name: str) -> bytes:
        response = self.operator.get_object(bucket_name=self.bucket, object_name=name)
        try:
            return response.read()
        finally:
            response.close()


def new_bucket() -> str:
    """Make a bucket with object lock, as the operator of the store, and return its name."""
    server, name = SHARED.server(), f"evidence-{next(_numbers)}"
    operator = client(server, server.operator)
    operator.make_bucket(bucket_name=name, object_lock=True)
    # Where a large object comes first, this server takes seconds to make room for it.
    small = operator._put_object(name, "small", b"x")
    operator.remove_object(bucket_name=name, object_name="small", version_id=small.version_id)
    return name


def client(server: SeaweedFS, keys: tuple[str, str]) -> Minio:
    """Return the SDK's client with a key pair of the server."""
    return Minio(
        server.endpoint,
        access_key=keys[0],
        secret_key=keys[1],
        secure=False,
        region="us-east-1",
        http_client=urllib3.PoolManager(retries=urllib3.Retry(total=2), timeout=20),
    )
