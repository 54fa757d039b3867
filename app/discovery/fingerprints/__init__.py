"""Fingerprints: the hash of a file, registered by its owner before any byte of it is sent."""
