"""The upkeep of the service on one page: what is done, and how often."""

from datetime import timedelta

from app.jobs.worker import Regular

REGULAR = (
    Regular("lapse_consents", timedelta(hours=1)),
    Regular("reap_uploads", timedelta(hours=1)),
    Regular("clear_drafts", timedelta(hours=6)),
    Regular("purge_people", timedelta(hours=6)),
    Regular("purge_answers", timedelta(hours=6)),
    Regular("watch_orders", timedelta(hours=1)),
    Regular("reconcile_holds", timedelta(hours=6)),
    Regular("lapse_marks", timedelta(hours=1)),
    Regular("scan_waiting", timedelta(hours=1)),
    Regular("scrub_store", timedelta(hours=1)),
    Regular("copy_evidence", timedelta(minutes=1)),
    Regular("check_fund", timedelta(hours=6)),
    Regular("find_standstills", timedelta(hours=24)),
    Regular("watch_outcomes", timedelta(hours=24)),
    Regular("watch_sequence", timedelta(minutes=1)),
    Regular("timestamp_receipts", timedelta(minutes=1)),
    Regular("watch_payments", timedelta(minutes=1)),
)
