"""How an S3 store is reached: where it is, how long is waited for it, how often is tried again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minio import Minio
from urllib3 import PoolManager, Retry, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_CONNECTIONS = 32
_WORTH_ANOTHER_TRY = (500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class S3Place:
    """Where the bucket is and the key pair that opens it."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    secure: bool = True
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a connection and an answer may take, in seconds, and how often is tried again."""

    connect_seconds: float = 3
    answer_seconds: float = 30
    retries: int = 2

    def brief(self) -> "Patience":
        """Return the patience for a question that somebody waits for: is the store there at all."""
        return Patience(min(2, self.connect_seconds), min(3, self.answer_seconds), retries=0)


USUAL = Patience()


def connected(place: S3Place, patience: Patience) -> Minio:
    """Return the SDK's client; nothing is sent yet. A malformed place raises ValueError."""
    return Minio(
        place.endpoint,
        access_key=place.access_key,
        secret_key=place.secret_key,
        region=place.region,
        secure=place.secure,
        http_client=_pools(place, patience),
    )


def _pools(place: S3Place, patience: Patience) -> PoolManager:
    pools = PoolManager(
        timeout=Timeout(connect=patience.connect_seconds, read=patience.answer_seconds),
        maxsize=_CONNECTIONS,
        cert_reqs="CERT_REQUIRED",
        ca_certs=str(place.ca_file) if place.ca_file else None,
        # A store that names another place, or an hour to wait, is not followed.
        retries=Retry(
            total=patience.retries,
            read=min(patience.retries, 1),
            status=min(patience.retries, 1),
            redirect=False,
            backoff_factor=0.2,
            status_forcelist=_WORTH_ANOTHER_TRY,
            raise_on_status=False,
            respect_retry_after_header=False,
        ),
    )
    pools.pool_classes_by_scheme = _patient_pools(patience.answer_seconds)
    return pools


def _patient_pools(send_seconds: float) -> dict[str, type[HTTPConnectionPool]]:
    """Return connection pools that give a request as much time to be sent as to be answered.

    The library gives it the time in which a connection is made, too short for a part of megabytes.
    """

    class Plain(HTTPConnection):
        def send(self, data: Any) -> None:
            _allow(self, send_seconds)
            super().send(data)

    class Secure(HTTPSConnection):
        def send(self, data: Any) -> None:
            _allow(self, send_seconds)
            super().send(data)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _allow(connection: HTTPConnection, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)
