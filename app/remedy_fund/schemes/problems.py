"""What the fund refuses because no law has set it up."""

from app.kernel.problems import Kind, Problem
from app.kernel.text import Text


class NoEnactedScheme(Problem):
    """No enacted scheme applies on the day, and this is no demonstration."""

    kind, slug = Kind.NOT_CONFIGURED, "no-enacted-scheme"
    title = Text(
        "시행 중인 피해구제 기금 제도가 없습니다",
        "No enacted remedy-fund scheme is in force",
    )
