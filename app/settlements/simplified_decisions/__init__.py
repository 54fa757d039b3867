"""Simplified decision: a result that the respondent may accept instead of a hearing.

Words owned here: expected surcharge, proposal, silence.
"""
