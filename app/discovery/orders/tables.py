"""Rows only."""
