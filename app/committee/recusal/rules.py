"""What a declaration or a challenge may be. Pure."""

from enum import StrEnum

from app.committee.recusal.problems import DeclarationIncomplete
from app.kernel.problems import FieldError
from app.kernel.text import Text


class Ground(StrEnum):
    """What a member declares: nothing, or one of the three ways of being kept away."""

    NONE = "none"
    DISQUALIFICATION = "disqualification"
    RECUSAL = "recusal"


GROUND_LABELS: dict[str, Text] = {
    "none": Text("해당 없음", "Nothing keeps me away"),
    "disqualification": Text("제척", "Disqualification"),
    "challenge": Text("기피", "Challenge"),
    "recusal": Text("회피", "Recusal"),
    "wall": Text("차단벽", "Wall"),
}


def check_declaration(ground: Ground, reason: str, article: str) -> None:
    """Raise DeclarationIncomplete where a member stays away without a reason or an article."""
    if ground is Ground.NONE:
        return
    errors = []
    if not reason:
        words = Text("사유를 적어 주세요", "Write the reason")
        errors.append(FieldError("/reason", "missing", words))
    if not article:
        words = Text("근거 조문을 적어 주세요", "Write the article it rests on")
        errors.append(FieldError("/article", "missing", words))
    if errors:
        raise DeclarationIncomplete(errors=tuple(errors))
