"""Proofs that outsiders can check: fingerprints, receipts, time stamps, custody reports."""
