"""A list of receipts as CSV: a heading in Korean or English, one receipt a line."""

import csv
import io
from datetime import date

from app.collection.messages.lines import Line
from app.collection.problems import FileRefused
from app.kernel.dates import parse_day
from app.kernel.money import MAXIMUM_WON, parse_won
from app.kernel.problems import FieldError
from app.kernel.text import Text

_NAMES = {
    "account": ("account", "계좌번호", "입금계좌"),
    "reference": ("reference", "거래번호", "수납번호"),
    "booked_on": ("date", "거래일", "거래일자", "수납일"),
    "amount_won": ("amount", "입금액", "금액", "수납액"),
    "payer": ("payer", "입금자", "입금인", "납부자"),
    "words": ("words", "적요", "내용", "납부번호", "payment_number"),
}
_NEEDED = ("account", "reference", "booked_on", "amount_won")
_MOST_LINES = 20_000
_UNREADABLE = Text("글자를 읽을 수 없는 파일입니다", "The letters of this file cannot be read")
_LONG = Text("한 파일에 2만 줄까지 읽습니다", "At most 20,000 lines are read in one file")


def read(content: bytes) -> list[Line]:
    """Return the lines of a list; raise FileRefused naming each line that cannot be read."""
    rows = list(csv.reader(io.StringIO(_text(content)), strict=False))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise FileRefused(Text("빈 파일입니다", "The file is empty"))
    if len(filled) > _MOST_LINES:
        raise FileRefused(_LONG)
    columns = _columns(filled[0])
    found, errors = [], []
    for number, row in enumerate(filled[1:], start=1):
        try:
            found.append(_line(columns, row))
        except ValueError:
            words = Text(f"{number}번째 줄을 읽을 수 없습니다", f"Line {number} cannot be read")
            errors.append(FieldError(f"/content/{number}", "unreadable", words))
    if errors:
        raise FileRefused(errors=tuple(errors[:50]))
    return found


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(_UNREADABLE)


def _columns(heading: list[str]) -> dict[str, list[int]]:
    known = [cell.strip().casefold() for cell in heading]
    columns = {
        name: [place for place, cell in enumerate(known) if cell in words]
        for name, words in _NAMES.items()
    }
    missing = [name for name in _NEEDED if len(columns[name]) != 1]
    if missing:
        names = ", ".join("/".join(_NAMES[name][:2]) for name in missing)
        raise FileRefused(Text(f"필요한 열: {names}", f"Columns needed once: {names}"))
    return columns


def _line(columns: dict[str, list[int]], row: list[str]) -> Line:
    cells = {
        name: " · ".join(row[place].strip() for place in places if row[place : place + 1])
        for name, places in columns.items()
    }
    amount, on = parse_won(cells["amount_won"]), parse_day(cells["booked_on"])
    if not 0 < amount <= MAXIMUM_WON or not isinstance(on, date):
        raise ValueError("neither a sum nor a day")
    if not cells["reference"] or not cells["account"]:
        raise ValueError("no number of the bank")
    return Line(
        account=cells["account"][:40], reference=cells["reference"][:60], booked_on=on,
        amount_won=amount, payer=cells["payer"][:200], words=cells["words"][:1000],
    )  # fmt: skip
