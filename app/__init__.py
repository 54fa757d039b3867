"""Sangsaeng: case management for unfair trade and technology theft in Korea."""

__version__ = "0.1.0"
