"""Outcome facts for evaluators: what may be told of a firm's cases and measures, issued in numbered editions.

Words owned here: programme, outcome request, outcome issue, fact, edition, suit against a measure.
"""
