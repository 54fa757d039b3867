"""Custody: who did what with a piece of evidence, who could have, and the paper that says so."""
