"""The locks of an S3 store: legal holds, and retention that ends by itself.

A hold is a legal hold on every version of the object and of its key record. Where GOVERNANCE
retention is asked for, a hold brings that too, so that a stolen key of the service can not take
the hold off and delete before it runs out, unless it may bypass it. COMPLIANCE retention is for
what was issued; nobody can shorten it, not even the operator of the store. A store changes neither
mode into the other for a key that may not bypass: whoever wants both seals first and then holds,
and the seal is then made as long as the governance would have been.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from minio.commonconfig import COMPLIANCE, GOVERNANCE
from minio.retention import Retention

from app.kernel.clock import Clock
from app.storage.base import ObjectHeld
from app.storage.s3_bucket import S3Bucket, Version
from app.storage.s3_faults import AccessRefused

_AT_ONCE = timedelta(seconds=2)
"""The store refuses an end that lies in the past."""


class S3Locks:
    """Lays locks on versions and takes them off."""

    def __init__(self, bucket: S3Bucket, *, governance_days: int, clock: Clock) -> None:
        """`clock` is the machine's, since the store counts by its own; 0 days: no retention."""
        self._bucket = bucket
        self._governance = timedelta(days=governance_days)
        self._clock = clock

    def hold(self, versions: Iterable[Version]) -> None:
        """Lay the hold on versions; once more where it lies already extends the retention."""
        for version in versions:
            self._bucket.hold(version)
            if self._governance:
                self._govern(version)

    def release(self, versions: Iterable[Version]) -> None:
        """Take the hold off versions; ObjectHeld where the key may not shorten the retention."""
        for version in versions:
            self._bucket.release(version)
            found = self._bucket.retention(version) if self._governance else None
            if found and found.mode == GOVERNANCE and self._runs(found):
                self._end(version)

    def lies_on(self, version: Version) -> bool:
        """Tell if a hold or a retention that has not run out keeps a version."""
        if self._bucket.is_held(version):
            return True
        found = self._bucket.retention(version)
        return found is not None and self._runs(found)

    def is_hold(self, version: Version) -> bool:
        """Tell if what keeps a version is a hold, be there a seal or not."""
        if self._bucket.is_held(version):
            return True
        found = self._bucket.retention(version)
        return found is not None and found.mode == GOVERNANCE and self._runs(found)

    def seal(self, version: Version, until: datetime) -> None:
        """Keep a version until an instant, whatever anybody wants; can only be extended.

        What governance keeps for longer is sealed for as long, where the key may bypass that.
        ObjectHeld where it is sealed for longer already.
        """
        found = self._bucket.retention(version)
        governed = found is not None and found.mode == GOVERNANCE
        if found is not None and governed:
            until = max(until, found.retain_until_date)
        try:
            self._bucket.retain(version, Retention(COMPLIANCE, until), bypass=governed)
        except AccessRefused as refused:
            if found is None or governed or found.retain_until_date < until:
                raise
            raise ObjectHeld(until=found.retain_until_date.isoformat()) from refused

    def sealed_until(self, versions: Iterable[Version]) -> datetime | None:
        """Tell until when any of some versions is sealed, if one is."""
        found = [self._bucket.retention(version) for version in versions]
        ends = [
            one.retain_until_date
            for one in found
            if one and one.mode == COMPLIANCE and self._runs(one)
        ]
        return max(ends, default=None)

    def _govern(self, version: Version) -> None:
        until = self._clock.now() + self._governance
        found = self._bucket.retention(version)
        if found is None or found.retain_until_date < until:
            mode = found.mode if found else GOVERNANCE
            self._bucket.retain(version, Retention(mode, until))

    def _end(self, version: Version) -> None:
        soon = Retention(GOVERNANCE, self._clock.now() + _AT_ONCE)
        try:
            self._bucket.retain(version, soon, bypass=True)
        except AccessRefused as refused:
            raise ObjectHeld from refused

    def _runs(self, retention: Retention) -> bool:
        return retention.retain_until_date > self._clock.now()
