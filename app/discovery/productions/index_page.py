"""The page for people without tools: every numbered document, its pages and hashes, and the gaps."""

from collections.abc import Iterable, Sequence
from html import escape

from app.discovery.productions.gap import Line
from app.discovery.productions.placing import Placed, ground_name
from app.discovery.productions.values import STANDINGS, Plan

_HEAD = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{number} {title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1e2124 }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem }}
caption {{ text-align: left; font-weight: 700; padding: .5rem 0 }}
th, td {{ border: 1px solid #8a949e; padding: .3rem .5rem; text-align: left; vertical-align: top }}
th {{ background: #f4f5f6 }}
code {{ overflow-wrap: anywhere; font-size: .8rem }}
</style></head><body>
<h1>{number} {title}</h1>
<dl><dt>사건 / Matter</dt><dd>{matter}</dd><dt>받는 쪽 / Recipient</dt><dd>{recipient}</dd>
<dt>제출 기관 / Produced by</dt><dd>{organisation}</dd><dt>날짜 / Date</dt><dd>{dated}</dd></dl>
<p>확인 방법: 이 폴더에서 <code>python3 verify.py</code>를 실행하거나
<a href="checker.html">checker.html</a>을 열어 폴더를 고르십시오.<br>
To check: run <code>python3 verify.py</code> in this folder, or open
<a href="checker.html">checker.html</a> and choose the folder.</p>
<p>서명이 있으면 OpenSSL로도 확인할 수 있습니다. 서명한 열쇠는 기관이 공개한 열쇠와 같아야 합니다.<br>
A signature can be checked with OpenSSL as well; its key must be the one that the agency publishes.</p>
<pre>sha256sum -c signature/signed.txt
openssl pkeyutl -verify -pubin -inkey signature/key.pem -rawin \\
  -in signature/signed.txt -sigfile signature/signature.bin</pre>
"""

_DOCUMENTS = ("번호 / Numbers", "호증 / Exhibit", "파일 이름 / File name", "쪽 / Pages",
              "비밀등급 / Level", "가림 / Redacted", "보기 / Open", "SHA-256")  # fmt: skip
_WITHHELD = ("번호 / Numbers", "보관자 / Custodian", "쪽 / Pages", "근거 / Ground", "사유 / Reason")
_UNITS = ("문서 / documents", "쪽 / pages")


def index_page(plan: Plan, placed: Sequence[Placed], account: Iterable[Line]) -> bytes:
    """Return the page as UTF-8; it holds no script and asks nothing of the network."""
    words = {
        name: escape(str(getattr(plan, name)))
        for name in ("number", "title", "matter", "recipient", "organisation", "dated")
    }
    shown = [_document(one) for one in placed if one.begin and not one.withheld]
    kept_back = [_kept_back(one) for one in placed if one.withheld]
    parts = [
        _HEAD.format(**words),
        _table("제출한 자료 / Documents produced", _DOCUMENTS, shown),
        _table("제출을 보류한 자료 / Documents withheld", _WITHHELD, kept_back),
        _account(account),
        "</body></html>\n",
    ]
    return "".join(parts).encode(errors="replace")


def _document(one: Placed) -> list[str]:
    row = one.row()
    links = [
        f'<a href="data/{escape(path)}">{words}</a>'
        for path, words in (
            (one.images[0].path if one.images else "", "그림 / image"),
            (one.native, "원본 / native"), (one.text, "본문 / text"),
        )
        if path
    ]  # fmt: skip
    return [
        escape(_span(one)), escape(one.document.exhibit_number), escape(row["FILENAME"]),
        str(len(one.images)), escape(row["CONFIDENTIALITY"]), row["REDACTED"], "<br>".join(links),
        f"<code>{one.sha256}</code>",
    ]  # fmt: skip


def _kept_back(one: Placed) -> list[str]:
    cells = [_span(one), one.document.custodian, str(one.pages),
             ground_name(one.document.ground), one.document.reason]  # fmt: skip
    return [escape(cell) for cell in cells]


def _span(one: Placed) -> str:
    return one.begin if one.begin == one.end else f"{one.begin} – {one.end}"


def _account(account: Iterable[Line]) -> str:
    heads = ["보관자 / Custodian", "수집 / Collected"]
    heads += [f"{words.ko} / {words.en}" for words in STANDINGS.values()]
    rows = []
    for line in account:
        pairs = [(line.documents, line.pages), *line.by_standing.values()]
        rows.append([escape(line.custodian), *(f"{one} / {many}" for one, many in pairs)])
    return _table(f"수집과 처리의 합 / Gap equation ({' · '.join(_UNITS)})", heads, rows)


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n"
