"""Which cases may be decided without a hearing. Pure."""

from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text


def check_ceiling(expected_won: int, *, ceiling_won: int) -> None:
    """Raise Invalid where the surcharge that is expected is over the ceiling of the rules in force.

    A higher ceiling was drafted and is not enacted, so it is not used.
    """
    if expected_won <= ceiling_won:
        return
    words = Text(
        f"예상 과징금이 {ceiling_won:,}원을 넘어 약식절차로 처리할 수 없습니다",
        f"The expected surcharge is over KRW {ceiling_won:,}: no simplified decision",
    )
    basis = Basis("공정거래위원회 사건절차규칙", "제67조부터 제69조까지")
    raise Invalid(
        errors=(FieldError("/expected_surcharge_won", "over_the_ceiling", words),), basis=(basis,)
    )


def silence_is_consent(expected_won: int) -> bool:
    """Tell what silence means: consent for a proposal without a surcharge, else a refusal."""
    return expected_won == 0
