"""Checkers: what travels with papers so that a stranger checks them with Python alone."""
