"""Pieces of evidence: what is on file, at which level, who held it, what keeps it from removal."""
