"""Measures against a respondent, their money and their penalty points, from draft to the end.

Words owned here: measure, proposal, objection, ruling, stay, compliance, breach, payment, refund,
penalty points, point adjustment. Every kind of measure shares one lifecycle; kinds are data.
"""
