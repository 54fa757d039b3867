"""Receipts: what proves to a stranger that a file or its hash was registered, and when.

Words owned here: receipt, timestamp (RFC 3161), time-stamping authority.
"""
