"""The only SQL of this room: what the books say, what stands of a year, what the check asks."""
