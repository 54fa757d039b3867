"""The papers inside a package: item list and refusals as JSON, CSV and a page to read. Pure."""

import csv
import html
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.discovery.transmissions import rules
from app.discovery.transmissions.rules import Regime
from app.kernel.text import Text

_COLUMNS: tuple[tuple[str, Text], ...] = (
    ("sequence", Text("번호", "No.")),
    ("label", Text("증거 번호", "Exhibit")),
    ("title", Text("제목", "Title")),
    ("category", Text("기록 구분", "Category")),
    ("record_class", Text("성격", "Class")),
    ("pages", Text("쪽수", "Pages")),
    ("size_bytes", Text("크기(바이트)", "Size in bytes")),
    ("level", Text("비밀등급", "Level")),
    ("choice", Text("결정", "Decision")),
    ("ground", Text("거부 사유", "Ground of refusal")),
    ("ground_article", Text("근거 조문", "Article")),
    ("reason", Text("이유", "Reason")),
    ("file", Text("파일", "File")),
    ("sha256", Text("원본 SHA-256", "SHA-256 of the original")),
    ("sent_sha256", Text("송부본 SHA-256", "SHA-256 of what was sent")),
)
_LABELS: dict[str, dict[str, Text]] = {
    "category": rules.CATEGORY_LABELS,
    "record_class": rules.CLASS_LABELS,
    "choice": rules.CHOICE_LABELS,
    "ground": rules.GROUND_LABELS,
}
_HEADS = {
    "records": Text("사건기록 송부 목록", "List of transmitted records"),
    "in_camera": Text(
        "비공개 제시 기록 목록 — 법원만 볼 수 있습니다",
        "Records shown in camera — for the court alone",
    ),
}
# What a spreadsheet takes for a formula when it stands first in a cell.
_FORMULA = ("=", "+", "-", "@", "\t")
_STYLE = (
    "body{font-family:sans-serif;margin:2rem;line-height:1.5}table{border-collapse:collapse}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "td.hash{font-family:monospace;word-break:break-all;max-width:16rem}"
)

Lines = Sequence[dict[str, Any]]


def as_json(content: Any) -> bytes:
    """Return content as JSON that reads the same on every machine."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def as_csv(lines: Lines) -> bytes:
    """Return the list as CSV with a byte-order mark, which spreadsheets need for Hangul."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"{words.ko} {words.en}" for _name, words in _COLUMNS])
    for line in lines:
        writer.writerow([_harmless(_shown(line, name)) for name, _words in _COLUMNS])
    return "\ufeff".encode() + out.getvalue().encode()


def as_page(kind: str, facts: Iterable[tuple[Text, str]], lines: Lines) -> bytes:
    """Return the list as one page in both languages, without scripts or anything from outside."""
    head = _HEADS[kind]
    told = "".join(
        f"<tr><th scope='row'>{_both(words)}</th><td>{html.escape(value)}</td></tr>"
        for words, value in facts
    )
    heads = "".join(f"<th scope='col'>{_both(words)}</th>" for _name, words in _COLUMNS)
    rows = "".join(_row(line) for line in lines)
    title = html.escape(f"{head.ko} · {head.en}")
    return (
        f"<!doctype html><html lang='ko'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><table>{told}</table>"
        f"<h2>항목 · Items</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        "<p>확인: <code>python3 verify.py</code> · Check with <code>python3 verify.py</code></p>"
        "</body></html>\n"
    ).encode()


def refusals(lines: Lines, regime: Regime) -> dict[str, Any]:
    """Return what was refused, item by item, with ground and article."""
    names = ("sequence", "label", "title", "ground", "ground_article", "reason")
    refused = [line for line in lines if line["choice"] == rules.Choice.REFUSE]
    return {
        "rules": {"code": regime.code, "basis": str(regime.basis), **regime.name.as_dict()},
        "items": [
            {
                **{name: line[name] for name in names},
                "ground_words": rules.GROUND_LABELS[line["ground"]].as_dict(),
            }
            for line in refused
        ],
    }


def _row(line: dict[str, Any]) -> str:
    cells = (
        f"<td{' class=hash' if name.endswith('sha256') else ''}>"
        f"{html.escape(_shown(line, name))}</td>"
        for name, _words in _COLUMNS
    )
    return f"<tr>{''.join(cells)}</tr>"


def _shown(line: dict[str, Any], name: str) -> str:
    value = line[name]
    if value is None or value == "":
        return ""
    labels = _LABELS.get(name)
    return f"{labels[value].ko} · {labels[value].en}" if labels else str(value)


def _both(words: Text) -> str:
    return f"{html.escape(words.ko)}<br><small>{html.escape(words.en)}</small>"


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
