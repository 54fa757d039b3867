"""Enough of Ed25519 (RFC 8032) to check a signature, with the standard library alone.

This text is put whole into the checkers that travel with productions and record packages, so it
imports nothing of the product and says nothing that Python 3.8 would not take.
"""

import hashlib
from typing import Optional, Tuple  # noqa: UP035 - the words of Python 3.8

Point = Tuple[int, int, int, int]  # noqa: UP006

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
KEY_BYTES, SIGNATURE_BYTES, HALF = 32, 64, 32


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature over a message is of a public key of 32 bytes."""
    if len(key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    own, made = point(key), point(signature[:HALF])
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(KEY_BYTES, "little"))
    factor = int.from_bytes(signature[HALF:], "little")
    if own is None or made is None or base is None or factor >= ORDER:
        return False
    digest = hashlib.sha512(signature[:HALF] + key + message).digest()
    left = times(base, factor)
    right = add(made, times(own, int.from_bytes(digest, "little") % ORDER))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def point(packed: bytes) -> Optional[Point]:  # noqa: UP045
    """Return the point of the curve that 32 bytes stand for, or nothing."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if (x & 1) != sign else x
    return (x, y, 1, x * y % P)


def add(one: Point, two: Point) -> Point:
    """Return the sum of two points."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(one: Point, factor: int) -> Point:
    """Return a point added to itself so many times."""
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = add(total, one)
        one = add(one, one)
        factor >>= 1
    return total
