"""Hearings: who was there, what was said, which parts were closed; the minutes."""
