"""Mediation: sought by a party or referred by the agency; what it blocks, pauses and ends.

Words owned here: forum, referral, settlement record, performance of a settlement.
"""
