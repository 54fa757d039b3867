"""Sangsaeng: case management for unfair trade and technology theft in Korea."""

__version__ = "0.2.0"
