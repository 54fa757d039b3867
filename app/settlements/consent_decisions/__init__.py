"""Consent decision: the respondent offers remedies, and a decision takes the place of an order.

Words owned here: criteria of referral, plan, comment, quarterly report, daily charge.
"""
