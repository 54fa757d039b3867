"""When a checkpoint is stamped, and how long failed tries wait for the next one. Pure."""

from datetime import datetime, timedelta

RECEIPTED_EVENTS = ("evidence_stored", "fingerprint_registered")
"""The entries of the log for which there are receipts; only they call for a timestamp."""

TRIES_KEPT = timedelta(days=90)
"""How long is kept what was answered instead of a good timestamp."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
_MOST_DOUBLINGS = 6


def next_try(failed_rounds: int, last_failed_at: datetime | None) -> datetime | None:
    """Return when authorities may be asked again after failures in a row; None for at once."""
    if not failed_rounds or last_failed_at is None:
        return None
    wait = _FIRST_WAIT * (1 << min(failed_rounds - 1, _MOST_DOUBLINGS))
    return last_failed_at + min(wait, _LONGEST_WAIT)
