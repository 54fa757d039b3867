"""The demonstration: fictional people and firms, and stories played through the public API."""
