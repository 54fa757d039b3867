"""Between the bank and the books: statements taken in, the repair queue, and matches by two persons."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, Problem
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step, through
from app.portal.fund_fields import Field, Kind, Option
from app.portal.fund_frame import MOST, fund_page
from app.portal.fund_names import names_in
from app.portal.pages import go
from app.portal.staff_answers import refused
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.actions.messages import ASIDE
from app.remedy_fund.payments.lifecycle import DISBURSEMENT
from app.remedy_fund.payments.schemas import MatchIn, QueueItem, ReasonIn
from app.web import csrf
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)
_LINE, _MESSAGE = "/fund/lines/{line_id}", "/fund/messages/{message_id}"
_MOST_BYTES = 16_000_000
_NO_FILE = Text("파일을 골라 주세요", "Choose a file")
_TOO_LARGE = Text("파일이 너무 큽니다", "The file is too large")
_NOT_TAKEN = Text("{name}: {why}. 고친 파일을 다시 골라 주세요.",
                  "{name}: {why}. Choose the mended file again.")  # fmt: skip
# What the kinds of the queue are called, and the page on which each is settled.
QUEUE_KINDS = {
    "line": (Text("짝을 찾지 못한 거래", "Movement not matched"), "/fund/lines/{id}"),
    "statement_gap": (Text("거래내역서의 빈 곳", "Gap in a statement"), ""),
    "message": (Text("따로 둔 은행 전문", "Bank message put aside"), "/fund/messages/{id}"),
    "payment": (Text("결과를 모르는 지급", "Payment without an outcome"),
                "/fund/disbursements/{id}"),
}  # fmt: skip
WHY = {
    "not_utf_8": Text("UTF-8 글자가 아닙니다", "It is not in UTF-8"),
    "not_ours": Text("이 서비스가 보낸 지급이 아닙니다", "It is about no payment of this service"),
    "amount_differs": Text("금액이 지시와 다릅니다", "The amount differs from the order"),
    "contradiction": Text("앞선 결과와 맞지 않습니다", "It contradicts what was said before"),
    "other_account": Text("다른 계좌의 거래입니다", "It is about another account"),
    "line_differs": Text("이미 받은 거래와 내용이 다릅니다",
                         "A movement differs from what was taken in"),
    "statement_differs": Text("이미 받은 거래내역서와 다릅니다",
                              "The statement differs from the one taken in"),
    "bank-message-refused": Text("은행 전문을 읽을 수 없습니다", "The message cannot be read"),
}  # fmt: skip


@router.get("/fund/bank", openapi_extra=_READ)
async def bank(door: At, done: str = "") -> Response:
    """Show what is open between the bank and the books, and take a statement in."""
    return await _page(door, done=done)


@router.post("/fund/bank", openapi_extra=needs(May.STATEMENT_IMPORT, level=1))
async def upload(door: At) -> Response:
    """Take a statement or an answer of the bank in; the same file again changes nothing."""
    async with door.request.form(max_files=1, max_fields=8) as form:
        csrf.check(door.desk.world.seal_key, door.request, str(form.get(csrf.FIELD, "")))
        file = form.get("file")
        try:
            name, content = await _content(file)
            made = await door.do(lambda work: actions.import_statement(work, content, name=name).id)
        except Problem as problem:
            tried = (file.filename or "") if isinstance(file, UploadFile) else ""
            return await _page(door, problem=problem, tried=tried[:200])
    return go(f"/fund/messages/{made}?done=yes")


async def _content(file: Any) -> tuple[str, bytes]:
    if not isinstance(file, UploadFile) or not file.filename:
        raise Invalid(errors=(FieldError("/file", "missing", _NO_FILE),))
    content = await file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Invalid(errors=(FieldError("/file", "too_large", _TOO_LARGE),))
    return file.filename[:200], content


def _at_file(problem: Problem, tried: str, language: Language) -> list[dict[str, str]]:
    """Return a refusal of a file at its field, with the name of the file that was tried."""
    said = [one["message"] for one in refused(problem, language)]
    if tried:
        words = _NOT_TAKEN.get(language)
        said = [words.format(name=tried, why=one.rstrip(". ")) for one in said]
    return [{"field": "file", "message": one} for one in said]


async def _page(
    door: Door, *, problem: Problem | None = None, tried: str = "", done: str = ""
) -> Response:
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        sides = queries.reconciliation(work, work.today)
        return {
            "queue": queue_rows(work, language),
            "statements": queries.statements(work, limit=20, cursor=None).items,
            "messages": queries.messages(work, limit=20, cursor=None).items,
            "sides": sides,
            "references": names_in(work, (one.reference for one in sides.items), language),
            "may_import": work.decide(May.STATEMENT_IMPORT, OPEN).allowed,
        }

    return await fund_page(
        door, "bank.html", query, tab="payments", done=done,
        status=status_of(problem) if problem else 200,
        errors=_at_file(problem, tried, language) if problem else [],
    )  # fmt: skip


def queue_rows(work: Work, language: Language) -> list[dict[str, Any]]:
    """Return the repair queue with the page on which each is settled."""
    rows = []
    for item in queries.queue(work).items:
        words, page = QUEUE_KINDS[item.kind]
        rows.append({
            "item": item, "kind": words.get(language), "url": page.format(id=item.id),
            "words": _told(item, language),
        })  # fmt: skip
    return rows


def _told(item: QueueItem, language: Language) -> str:
    """Return what the bank said of an open item, codes in words."""
    if item.kind == "payment":
        return DISBURSEMENT.label(item.words).get(language)
    if item.kind == "message":
        return ", ".join(why_words(code, language) for code in item.words.split(", ") if code)
    return item.words


def why_words(code: str, language: Language) -> str:
    """Return why something in a message could not be carried out."""
    return WHY[code].get(language) if code in WHY else code


@router.get("/fund/lines", openapi_extra=_READ)
async def lines(door: At, cursor: str | None = None) -> Response:
    """List every movement on the fund's account with what it was matched with."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        page = queries.lines(work, limit=50, cursor=cursor)
        matched = (one.transaction_id for one in page.items if one.transaction_id)
        return {"page": page, "names": names_in(work, matched, language)}

    return await fund_page(door, "lines.html", query, tab="payments")


@router.get(_LINE, openapi_extra=_READ)
async def line(line_id: str, door: At, done: str = "") -> Response:
    """Show a movement on the account and its match."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.line(work, line_id)
        steps = [
            {"label": LINE_ASKS[name].title.get(language),
             "url": f"/fund/lines/{line_id}/steps/{name}"}
            for name in sorted(queries.line_steps(work, line_id))
        ]  # fmt: skip
        known = (one for one in (found.transaction_id, found.proposed_transaction_id) if one)
        return {
            "line": found, "steps": {"allowed": steps, "blocked": []},
            "names": names_in(work, known, language),
        }  # fmt: skip

    return await fund_page(door, "line.html", query, tab="payments", done=done)


@router.get(f"{_LINE}/steps/{{step}}", openapi_extra=_READ)
async def line_step(line_id: str, step: str, door: At) -> Response:
    """Ask to what a movement belongs, or whether the proposal is right."""
    return await ask_page(door, MOVEMENT, line_id, step)


@router.post(f"{_LINE}/steps/{{step}}", openapi_extra=_READ)
async def take_line(line_id: str, step: str, door: At) -> Response:
    """Propose or confirm the match."""
    return await take_step(door, MOVEMENT, line_id, step)


@router.get(_MESSAGE, openapi_extra=_READ)
async def message(message_id: str, door: At, done: str = "") -> Response:
    """Show a message of the bank and what could not be carried out of it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.message(work, message_id)
        return {
            "message": found,
            "aside": [{**one, "why": why_words(str(one.get("why", "")), language)}
                      for one in found.aside],
            "may_settle": found.state == ASIDE and work.decide(May.STATEMENT_MATCH, OPEN).allowed,
        }  # fmt: skip

    return await fund_page(door, "message.html", query, tab="payments", done=done)


@router.get(f"{_MESSAGE}/steps/{{step}}", openapi_extra=_READ)
async def message_step(message_id: str, step: str, door: At) -> Response:
    """Ask what came of a message that was put aside."""
    return await ask_page(door, MESSAGE, message_id, step)


@router.post(f"{_MESSAGE}/steps/{{step}}", openapi_extra=_READ)
async def take_message(message_id: str, step: str, door: At) -> Response:
    """Note what came of it."""
    return await take_step(door, MESSAGE, message_id, step)


def _open_postings(work: Work, _about: str, _language: Language) -> list[Option]:
    """Offer the transactions of the books that no movement was matched with."""
    items = queries.reconciliation(work, work.today).items
    return [
        {"value": one.reference, "label": f"{one.on:%Y-%m-%d} · {one.signed_won:+,}"}
        for one in items
        if one.kind.code == "in_transit"
    ][:MOST]


LINE_ASKS = {
    "propose": Ask(
        title=Text("거래 짝 제안", "Propose a match"),
        meaning=Text("이 거래가 장부의 어느 기록인지 제안합니다. 다른 사람이 확인해야 합니다.",
                     "Proposes what this movement belongs to; another person confirms it."),
        may=May.STATEMENT_MATCH, schema=MatchIn, act=through(actions.propose_match, "line_id"),
        fields=(
            Field("transaction_id", Text("장부 기록", "Entry of the books"), Kind.CHOICE, Text(
                "아직 알 수 없는 입금이면 비워 두세요.",
                "Leave it empty for a receipt that belongs to nothing known."), optional=True,
                offer=_open_postings),
            Field("reason", Text("사유", "Reason"), Kind.PROSE),
        ),
    ),
    "confirm": Ask(
        title=Text("거래 짝 확인", "Confirm the match"),
        meaning=Text("다른 사람이 제안한 짝이 맞는지 확인합니다.",
                     "Confirms what another person proposed."),
        may=May.STATEMENT_CONFIRM, act=through(actions.confirm_match, "line_id"),
    ),
}  # fmt: skip
MESSAGE_ASKS = {
    "settle": Ask(
        title=Text("따로 둔 전문 처리", "Settle what was put aside"),
        meaning=Text("이 전문을 어떻게 처리했는지 남깁니다.", "Notes what came of this message."),
        may=May.STATEMENT_MATCH, schema=ReasonIn, act=through(actions.settle_message, "message_id"),
        fields=(Field("reason", Text("처리 내용", "What came of it"), Kind.PROSE),),
    ),
}  # fmt: skip


def _line_head(work: Work, line_id: str, _language: Language) -> Head:
    found = queries.line(work, line_id)
    caption = f"{found.booked_on:%Y-%m-%d} · {found.amount_won:,}"
    return Head(caption, found.version, queries.line_steps(work, line_id))


def _message_head(work: Work, message_id: str, _language: Language) -> Head:
    found = queries.message(work, message_id)
    return Head(found.name, found.version, frozenset(MESSAGE_ASKS if found.state == ASIDE else ()))


MOVEMENT = Thing(tab="payments", url="/fund/lines/{id}", asks=LINE_ASKS, head=_line_head)
MESSAGE = Thing(tab="payments", url="/fund/messages/{id}", asks=MESSAGE_ASKS, head=_message_head)
