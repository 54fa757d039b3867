"""What an order rests on in English: the Acts that orders name, and their articles. Pure."""

import re

ACT_NAMES: dict[str, str] = {
    "상생협력법": "Win-Win Act",
    "하도급법": "Subcontracting Act",
    "공공기록물 관리에 관한 법률": "Public Records Management Act",
}
_ONE = r"제(\d+)조(?:의(\d+))?"
_ARTICLES = re.compile(f"{_ONE}(?:부터 {_ONE}까지)?")


def in_english(basis: str) -> str:
    """Return a citation in English; what has no English name stays as it was written."""
    for act, name in ACT_NAMES.items():
        if basis == act:
            return name
        found = _ARTICLES.fullmatch(basis.removeprefix(f"{act} "))
        if found:
            return f"{name} {_articles(found)}"
    return basis


def _articles(found: re.Match[str]) -> str:
    first, last = _number(*found.group(1, 2)), _number(*found.group(3, 4))
    return f"arts. {first} to {last}" if last else f"art. {first}"


def _number(article: str | None, branch: str | None) -> str:
    return "-".join(part for part in (article, branch) if part)
