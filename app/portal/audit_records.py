"""The auditor's pages on the log: who saw or changed what and when, and who opened a thing."""

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query
from starlette.responses import Response

from app.access.actor import OPEN, ROLE_LABELS, Role
from app.access.policy import May
from app.audit import queries as audit
from app.audit.queries import Filter
from app.audit.schemas import LeafOut
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.clock import SEOUL
from app.kernel.dates import parse_day
from app.kernel.problems import FieldError
from app.kernel.text import Language, Text
from app.people import queries as people
from app.people.queries import AccountHolder
from app.portal.audit_words import CHANNELS, READS, change_words, event_words, purpose_words
from app.portal.pages import render, summary
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
ON_A_PAGE = 50
MOST_EXPORTED = 5000
_ID = re.compile(r"[a-z]+_[0-9a-f]{32}")
_DAY = Text("날짜를 2026-11-21처럼 적어 주세요", "Write the date as 2026-11-21")
_UNKNOWN = Text(
    "이 번호의 사건이 없습니다. 사건번호나 기록의 식별자를 적어 주세요",
    "There is no case of this number. Give a case number or the id of a thing",
)
# Nobody is signed in yet when these happen: the account that they are about is the one who acts.
_ENTERING = ("signed_in", "password_reset")
_TRIED = "sign_in_failed"
_ACCOUNT_TRIED = Text("{name}의 계정", "Account of {name}")
# What a spreadsheet takes for a formula when it stands first in a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Word = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True, slots=True)
class Search:
    """What an auditor looks for, as typed; kept in the address so that it can be shared."""

    thing: str = ""
    actor: str = ""
    on: str = ""
    event: str = ""

    def query(self, **more: str) -> str:
        """Return the search as the query of an address, or nothing."""
        values = {"thing": self.thing, "actor": self.actor, "on": self.on, "event": self.event}
        kept = {name: value for name, value in (values | more).items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@router.get("/audit/records", openapi_extra=needs(May.AUDIT_READ))
async def records(
    door: At, thing: _Word = "", actor: _Word = "", on: _Word = "", event: _Word = "",
    cursor: str | None = None,
) -> Response:  # fmt: skip
    """Show who saw or changed what, newest first."""
    return await _page(door, "records", Search(thing, actor, on, event), cursor)


@router.get("/audit/reads", openapi_extra=needs(May.AUDIT_READ))
async def reads(
    door: At, thing: _Word = "", actor: _Word = "", on: _Word = "", event: _Word = "",
    cursor: str | None = None,
) -> Response:  # fmt: skip
    """Show who opened something, or was refused when trying."""
    return await _page(door, "reads", Search(thing, actor, on, event), cursor)


@router.get("/audit/records.csv", openapi_extra=needs(May.AUDIT_READ))
async def records_exported(
    door: At, thing: _Word = "", actor: _Word = "", on: _Word = "", event: _Word = ""
) -> Response:
    """Give out what the search finds as CSV, the newest entries first."""
    return await _exported(door, "records", Search(thing, actor, on, event))


@router.get("/audit/reads.csv", openapi_extra=needs(May.AUDIT_READ))
async def reads_exported(
    door: At, thing: _Word = "", actor: _Word = "", on: _Word = "", event: _Word = ""
) -> Response:
    """Give out who opened what as CSV, the newest entries first."""
    return await _exported(door, "reads", Search(thing, actor, on, event))


async def _exported(door: Door, kind: str, search: Search) -> Response:
    rows, _next, _errors = await door.do(partial(_found, door, kind, search), reading=True)
    headers = {
        "Content-Disposition": f'attachment; filename="audit-{kind}.csv"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    content = _as_csv(rows, door.language)
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8")


async def _page(door: Door, kind: str, search: Search, cursor: str | None) -> Response:
    find = partial(_found, door, kind, search, cursor=cursor, limit=ON_A_PAGE)
    rows, next_cursor, errors = await door.do(find, reading=True)
    language = door.language
    names = READS if kind == "reads" else ()
    events = [{"value": name, "label": event_words(name, language)} for name in names]
    return render(
        door, "audit/records.html", status=422 if errors else 200, kind=kind, search=search,
        errors=summary(errors, language), events=events, rows=rows, next_cursor=next_cursor,
    )  # fmt: skip


# -- what is looked for

Found = tuple[list[dict[str, Any]], str | None, list[FieldError]]


def _found(
    door: Door, kind: str, search: Search, work: Work, *, cursor: str | None = None,
    limit: int = MOST_EXPORTED,
) -> Found:  # fmt: skip
    """Return the entries, where they go on, and what of the search makes no sense.

    A search that makes no sense finds nothing, never everything.
    """
    chosen, errors = _filter(work, search, reads_only=kind == "reads")
    if errors:
        return [], None, errors
    page = audit.leaves(work, chosen, cursor=cursor, limit=limit)
    return _shown(work, page.items, door.language), page.next_cursor, []


def _filter(work: Work, search: Search, *, reads_only: bool) -> tuple[Filter, list[FieldError]]:
    """Return the search as the log takes it, and what of it makes no sense."""
    work.require(May.AUDIT_READ, OPEN)
    chosen = Filter(actor_id=search.actor.strip(), event=search.event)
    errors: list[FieldError] = []
    if reads_only and search.event not in READS:
        chosen = replace(chosen, event="", events=READS)
    if search.thing.strip():
        thing = _thing(work, search.thing.strip())
        if not thing:
            errors.append(FieldError("/thing", "unknown", _UNKNOWN))
        chosen = replace(chosen, thing=thing)
    if search.on.strip():
        try:
            day = parse_day(search.on.strip())
        except ValueError:
            return chosen, [*errors, FieldError("/on", "day", _DAY)]
        chosen = replace(chosen, from_at=_begin(day), until_at=_begin(day + timedelta(days=1)))
    return chosen, errors


def _thing(work: Work, typed: str) -> str:
    """Return the id that was meant: an id as it stands, or that of a case by its number."""
    if _ID.fullmatch(typed):
        return typed
    found = cases.queue(work, limit=1, cursor=None, filters={"number": typed})
    return found.items[0].id if found.items else ""


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL).astimezone(UTC)


# -- what is shown


def _shown(work: Work, leaves: list[LeafOut], language: Language) -> list[dict[str, Any]]:
    """Return entries in words, with the names of those who acted."""
    names = people.person_names(work, {_of(leaf, "person") for leaf in leaves} - {""})
    entered = {leaf.subject for leaf in leaves if leaf.event in (*_ENTERING, _TRIED)}
    holders = people.account_holders(work, entered - {""})
    return [_entry(leaf, names, holders, language) for leaf in leaves]


def _entry(
    leaf: LeafOut, names: dict[str, str], holders: dict[str, AccountHolder], language: Language
) -> dict[str, Any]:
    data = dict(leaf.payload.get("data") or {})
    before, after = change_words(data, language)
    account, name, role = leaf.actor_id, names.get(_of(leaf, "person"), ""), _of(leaf, "role")
    channel, holder = CHANNELS.get(_of(leaf, "channel")), holders.get(leaf.subject)
    purpose = purpose_words(data, language)
    if holder and not account and leaf.event in _ENTERING:
        account, name, role = leaf.subject, holder.name, holder.role
    elif holder and leaf.event == _TRIED:
        purpose = _ACCOUNT_TRIED.format(name=holder.name).get(language)
    return {
        "leaf": leaf,
        "account": account,
        "name": name,
        "role": ROLE_LABELS[Role(role)].get(language) if role in set(Role) else "",
        "channel": channel.get(language) if channel else "",
        "what": event_words(leaf.event, language),
        "purpose": purpose,
        "before": before,
        "after": after,
        "data": {name: value for name, value in data.items() if value not in ("", None, [])},
        "rows": leaf.payload.get("rows") or [],
    }


def _of(leaf: LeafOut, name: str) -> str:
    return str(leaf.payload.get(name) or "")


_COLUMNS: tuple[tuple[str, Text], ...] = (
    ("at", Text("일시", "Time")), ("event", Text("기록", "Event")),
    ("what", Text("내용", "What")), ("name", Text("이름", "Name")),
    ("role", Text("역할", "Role")), ("account", Text("계정", "Account")),
    ("channel", Text("경로", "Channel")), ("subject", Text("대상", "Thing")),
    ("purpose", Text("목적·사유", "Purpose")), ("before", Text("이전", "Before")),
    ("after", Text("이후", "After")), ("position", Text("위치", "Position")),
    ("leaf_hash", Text("해시", "Hash")), ("event_id", Text("식별자", "Id")),
    ("data", Text("자료", "Data")),
)  # fmt: skip


def _as_csv(rows: list[dict[str, Any]], language: Language) -> bytes:
    """Return entries as CSV with a byte-order mark, which spreadsheets need for Hangul."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words.get(language) for _name, words in _COLUMNS])
    for row in rows:
        leaf: LeafOut = row["leaf"]
        position = "" if leaf.position is None else leaf.position
        values = row | {
            "at": leaf.at.astimezone(SEOUL).isoformat(timespec="seconds"), "event": leaf.event,
            "subject": leaf.subject, "position": position,
            "leaf_hash": leaf.leaf_hash, "event_id": leaf.event_id,
            "data": json.dumps(row["data"], ensure_ascii=False, sort_keys=True),
        }  # fmt: skip
        writer.writerow([_harmless(str(values[name])) for name, _words in _COLUMNS])
    return "\ufeff".encode() + out.getvalue().encode()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
