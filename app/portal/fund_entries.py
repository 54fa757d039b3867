"""The books entry by entry: the legs of an account with the balance after each, and one entry."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language
from app.portal.fund_frame import fund_page
from app.portal.fund_names import bare, is_known, link, name_of
from app.remedy_fund.closing.words import ACCOUNTS, TRANSACTIONS
from app.remedy_fund.ledger import listing as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import kind_of, kind_of_code
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)


@router.get("/fund/ledger/{account_id}", openapi_extra=_READ)
async def postings(account_id: str, door: At, cursor: str | None = None) -> Response:
    """Show an account, leg by leg, with the balance after each."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        page = ledger.postings(work, account_id, cursor=cursor, limit=100)
        subjects = {one.subject for one in page.items}
        kind = ACCOUNTS[kind_of(account_id)].get(language)
        return {
            "page": page, "balance": books.balance(work, account_id), "account_id": account_id,
            "title": account_name(work, page.items[0].code, language) if page.items else kind,
            "words": {code: text.get(language) for code, text in TRANSACTIONS.items()},
            "names": {one: name_of(work, one, language) for one in subjects},
        }  # fmt: skip

    return await fund_page(door, "account.html", query, tab="accounts")


@router.get("/fund/entries/{transaction_id}", openapi_extra=_READ)
async def entry(transaction_id: str, door: At) -> Response:
    """Show one entry: what it is about, its legs, what it takes back and what took it back."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = ledger.transaction(work, transaction_id)
        return {
            "entry": found, "title": TRANSACTIONS[found.kind].get(language),
            "about": name_of(work, found.subject, language),
            "links": {one: name_of(work, one, language)
                      for one in (found.reverses, found.reversed_by) if one},
            "legs": [
                {"account": link(f"/fund/ledger/{leg.account_id}",
                                 account_name(work, leg.code, language)),
                 "won": leg.amount_won}
                for leg in found.postings
            ],
        }  # fmt: skip

    return await fund_page(door, "entry.html", query, tab="accounts")


def account_name(work: Work, code: str, language: Language) -> str:
    """Return what an account is called; one of an earmark with its purpose and giver."""
    words = ACCOUNTS[kind_of_code(code)].get(language)
    about = code.partition(":")[2]
    if not is_known(about):
        return words
    return f"{words}: {bare(name_of(work, about, language))}"
