"""What is dropped below ten won, and how an amount is paid in parts (국고금관리법 제47조). Pure."""

from typing import Final

TEN: Final = 10


def treasury(amount_won: int) -> int:
    """Return an amount without its fraction below ten won; under ten won in all it is nought."""
    return amount_won - amount_won % TEN


def instalments(amount_won: int, parts: int, *, treasury_10: bool = True) -> tuple[int, ...]:
    """Return an amount in equal parts; the first takes what is left over, won below ten too."""
    if parts < 1 or amount_won < 0:
        raise ValueError("an amount is paid in one part or more")
    each = amount_won // parts
    if treasury_10:
        each = treasury(each)
    return amount_won - each * (parts - 1), *[each] * (parts - 1)
