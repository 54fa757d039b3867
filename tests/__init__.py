"""The tests, in the same order of rooms as the product."""
