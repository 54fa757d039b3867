"""The rooms of discovery on the street: their samples, and what of theirs stands there."""

from tests.access.rooms import confidentiality, orders, productions, texts, transmissions

ROOMS = (orders, transmissions, productions, confidentiality, texts)
