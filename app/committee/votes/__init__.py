"""Votes: secret ballots, counted and never attributed, and the resolution that follows."""
