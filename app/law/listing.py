"""The generated pages of the law: which questions were answered how, and every figure in use."""

from app.law.book import Book
from app.law.figures import STATUS_LABELS, Entry, Parameter, Status, show_value

_TOPICS = {
    "procedure": "사건의 진행 · Course of a case",
    "surcharge": "과징금 · Surcharge",
    "points": "벌점 · Points",
    "deadlines": "기한 · Deadlines",
    "identifiers": "번호 · Identifiers",
    "collection": "징수 · Collection",
    "allocation": "기금 배분 · Allocation of the fund",
}


_FIGURE_HEADS = (
    "수치 · figure",
    "이름 · name",
    "값 · value",
    "근거 · article",
    "시행 · from",
    "종료 · to",
    "상태 · status",
    "출처 · source",
)


def choices_page(book: Book) -> str:
    """Return the Markdown page of every open question, its answer, reason and pinning test."""
    lines = [
        "# 법이 정하지 않은 점과 이 서비스의 선택 · Choices where the law is silent",
        "",
        "법령과 고시가 정하지 않은 점마다 하나의 선택과 이유를 두고, 시험으로 고정한다. ",
        "`설정`이라고 적힌 항목은 기관이 달리 정할 수 있다.",
        "",
        "Where statute and notice leave a point open, one answer is chosen, reasoned and pinned by",
        "a test. An agency may set those marked *setting* otherwise.",
    ]
    for topic, title in _TOPICS.items():
        lines += ["", f"## {title}", "", "| # | 이름 · name | 질문 · question | 선택 · choice "]
        lines[-1] += "| 다른 답 · alternatives | 이유 · reason | 시험 · test |"
        lines.append("|---|---|---|---|---|---|---|")
        for choice in book.choices():
            if choice.topic != topic:
                continue
            value = f"`{choice.value}`" + (" (설정 · setting)" if choice.setting else "")
            others = ", ".join(f"`{other}`" for other in choice.alternatives) or "–"
            cells = [str(choice.number), f"`{choice.name}`", _both(choice.question.as_dict())]
            cells += [value, others, _both(choice.reason.as_dict()), f"`{choice.test}`"]
            lines.append(_row(cells))
    return "\n".join(lines) + "\n"


def figures_page(book: Book) -> str:
    """Return the Markdown page of all figures with article, dates, status and source."""
    lines = [
        "# 법정 수치 · Figures of law",
        "",
        f"자료 판 · edition: `{book.edition}`",
        "",
        "'기록 없음'은 조문은 확인했으나 첫 시행일을 기록하지 않았다는 뜻이다. 설정되지 않은 수치는 ",
        "계산에 쓰이지 않으며 0으로 보지 않는다.",
        "",
        "“Not recorded” means that the text was read but its first day was not noted. A figure that",
        "is not configured is never computed with, and never taken as nought.",
        "",
        _row(list(_FIGURE_HEADS)),
        "|---|---|---|---|---|---|---|---|",
    ]
    for parameter in book.parameters():
        lines += [_row(_cells(parameter, entry)) for entry in parameter.history]
    return "\n".join(lines) + "\n"


def _cells(parameter: Parameter, entry: Entry) -> list[str]:
    known = entry.value is not None
    status = STATUS_LABELS[entry.status if known else Status.UNKNOWN]
    return [
        _both(parameter.label.as_dict()),
        f"`{parameter.name}`",
        show_value(entry.value, parameter.unit) if entry.value is not None else "–",
        str(entry.basis),
        entry.effective_from.isoformat() if entry.effective_from else "기록 없음 · not recorded",
        entry.effective_to.isoformat() if entry.effective_to else "–",
        _both(status.as_dict()),
        entry.source,
    ]


def _both(words: dict[str, str]) -> str:
    return f"{words['ko']}<br>{words['en']}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
