"""Self-correction: the respondent cures what it did; the day of the cure decides what follows.

Words owned here: cure, proof, moment.
"""
