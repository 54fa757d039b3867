"""Disbursements from reservation to settlement, payment files, bank statements and their matching."""
