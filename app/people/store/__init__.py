"""The only SQL of this package, by subject."""
