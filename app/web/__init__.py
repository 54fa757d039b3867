"""The web floor: how a request becomes an act and its answer bytes; it knows no case."""
