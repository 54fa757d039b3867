"""Figures of law that no public source gives, entered by the agency and approved by another person.

Words owned here: agency figure, source paper, entry, approval, return.
The law book as shipped stays as it is; approved figures are laid over it.
"""
