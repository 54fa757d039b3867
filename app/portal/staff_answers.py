"""How a refused act of the staff looks: the same page, everything typed kept, every reason named."""

from collections.abc import Mapping
from typing import Any

from app.kernel.problems import Kind, Problem
from app.kernel.text import Language, Text
from app.portal.forms import Sent
from app.portal.language_catalogue import catalogue
from app.portal.pages import problem_errors

# What a page cannot mend: who asks is not known, or may not know of the thing.
_NOT_FOR_THE_PAGE = {Kind.UNAUTHENTICATED, Kind.HIDDEN, Kind.MALFORMED}
_LOOK_AGAIN = Text(
    "그사이 다른 사람이 이 사건을 수정했습니다. 아래에 적은 내용은 그대로 있으니, "
    "바뀐 내용을 확인한 뒤 다시 제출해 주세요.",
    "Somebody changed this meanwhile. What you typed is still here; look at the change and "
    "send it again.",
)


def refused(problem: Problem, language: Language) -> list[dict[str, str]]:
    """Return a refusal as entries of the error summary, each reason with its article.

    Raises the problem again where a page of its own has to say it.
    """
    if problem.kind in _NOT_FOR_THE_PAGE:
        raise problem
    if problem.kind is Kind.STALE:
        return [{"field": "", "message": _LOOK_AGAIN.get(language)}]
    basis = ", ".join(dict.fromkeys(str(one) for one in problem.basis))
    reasons: list[dict[str, Any]] = problem.facts.get("reasons", [])
    found = [{"field": "", "message": str(reason[language])} for reason in reasons]
    found = found or problem_errors(problem, language)
    if basis:
        found[-1]["message"] += f" ({basis})"
    return found


def named(
    errors: list[dict[str, str]], labels: Mapping[str, str], language: Language
) -> list[dict[str, str]]:
    """Return wrong fields with the label of each before its message, so that a list is clear.

    `labels` gives the sentence that stands above a field, in English as the templates have it.
    """
    speak = catalogue(language).gettext
    return [
        {**error, "message": f"{speak(labels[error['field']])}: {error['message']}"}
        if error["field"] in labels
        else error
        for error in errors
    ]


def typed(sent: Sent | None) -> dict[str, str]:
    """Return what was typed, to be shown again."""
    if sent is None:
        return {}
    return {name: values[0] for name, values in sent.values.items()}
