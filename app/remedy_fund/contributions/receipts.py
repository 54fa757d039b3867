"""Confirming to a contributor that money came in: numbered once, set as often as it is asked for."""

import asyncio
import hashlib

from starlette.responses import Response

from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.text import Language, Text
from app.papers.render import render
from app.people import queries as people
from app.remedy_fund.contributions import queries, store
from app.remedy_fund.contributions.events import ContributionReceiptIssued
from app.remedy_fund.contributions.money import FUND
from app.remedy_fund.contributions.paper import TEMPLATE, Confirmed, receipt_data
from app.remedy_fund.contributions.problems import NoContributor, NotReceived
from app.remedy_fund.contributions.rules.sums import Account
from app.remedy_fund.contributions.tables import Contribution, ContributionReceipt
from app.remedy_fund.contributions.views import ACCOUNT_LABELS
from app.remedy_fund.schemes import queries as schemes
from app.web.deps import Door


def issue(work: Work, *, contribution_id: str) -> ContributionReceipt:
    """Give the receipt of a contribution its number; asked again, the same one is returned.

    Raises NotReceived before money came in, and NoContributor where nobody gave it.
    """
    work.require(May.CONTRIBUTION_RECORD, FUND)
    row = store.locked(work, contribution_id)
    earlier = store.receipt_of(work, row.id)
    if earlier is not None:
        return earlier
    if row.received_on is None:
        raise NotReceived
    name = _contributor(work, row)
    if not name:
        raise NoContributor
    number = f"출연-{work.today.year}-{next_number(work, f'contribution:{work.today.year}'):05d}"
    made = work.add(
        ContributionReceipt(
            id=work.new_id("creceipt"), contribution_id=row.id, number=number,
            issued_at=work.now, issued_by=work.actor.account_id,
            data=receipt_data(_confirmed(work, row, name, number)),
        )
    )  # fmt: skip
    work.record(ContributionReceiptIssued(subject=row.id, number=number))
    work.session.flush()
    return made


async def give_out(door: Door, contribution_id: str, language: Language) -> Response:
    """Answer with the paper of a receipt, set outside any Work."""
    number, data = await door.do(
        lambda work: _told(queries.issued_receipt(work, contribution_id)), reading=True
    )
    content = await asyncio.to_thread(render, TEMPLATE, data, language=language)
    digest = hashlib.sha256(content).hexdigest()
    headers = {
        "Content-Disposition": f'attachment; filename="receipt-{number[3:]}-{language}.pdf"',
        "ETag": f'"{digest}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, headers=headers, media_type="application/pdf")


def _told(row: ContributionReceipt) -> tuple[str, dict[str, object]]:
    return row.number, row.data


def _contributor(work: Work, row: Contribution) -> str:
    if row.contributor_name or not row.contributor_company_id:
        return row.contributor_name
    names = people.company_names(work, [row.contributor_company_id])
    return names.get(row.contributor_company_id, "")


def _confirmed(work: Work, row: Contribution, name: str, number: str) -> Confirmed:
    scheme = schemes.current(work, work.today)
    programme = store.programme(work, row.programme_id) if row.programme_id else None
    purpose = scheme.purposes.get(row.purpose)
    return Confirmed(
        number=number,
        contributor=name,
        amount_won=row.amount_won,
        received_on=row.received_on or work.today,
        issued_on=work.today,
        reference=row.reference or "",
        account=ACCOUNT_LABELS[Account(row.account)],
        purpose=purpose.label if purpose else None,
        programme=Text(programme.name_ko, programme.name_en) if programme else None,
        expires_on=row.expires_on,
        scheme=scheme.name,
        notice=scheme.notice,
        contribution_id=row.id,
        demonstration=work.world.demonstration,
    )
