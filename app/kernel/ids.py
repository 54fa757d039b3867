"""Identifiers: prefixed version-7 UUIDs, unguessable references and secrets."""

import secrets
from datetime import datetime
from uuid import UUID

# Crockford's alphabet without I, L, O and U, so a code can be read out over the phone.
_SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(prefix: str, at: datetime) -> str:
    """Return `prefix_` and 32 hexadecimal digits that sort by the instant given."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62
    return f"{prefix}_{UUID(int=bits | secrets.randbits(62)).hex}"


def new_secret(size_bytes: int = 32) -> str:
    """Return an URL-safe secret with `size_bytes` bytes of randomness."""
    return secrets.token_urlsafe(size_bytes)


def spoken_code(groups: int, size: int = 4) -> str:
    """Return a random code such as `7K3M-Q2XD`, 5 bits a character, that can be read aloud."""
    return "-".join("".join(secrets.choice(_SPOKEN) for _ in range(size)) for _ in range(groups))


def check_character(digits: str) -> str:
    """Return the check character of a number: its value modulo 31 in the spoken alphabet.

    31 is prime and larger than 10, so every single wrong digit and every swap of neighbours shows.
    """
    total = 0
    for symbol in digits:
        if symbol.isdecimal():
            total = (total * 10 + int(symbol)) % 31
    return _SPOKEN[total]
