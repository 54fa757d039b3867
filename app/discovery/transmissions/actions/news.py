"""Telling people what became of a request; run by the worker when something has happened."""

from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.transmissions import regimes, rules, store
from app.discovery.transmissions.events import InvestigatedPartyTold
from app.discovery.transmissions.rules import SENT, Choice
from app.discovery.transmissions.tables import (
    RecordTransmission,
    TransmissionItem,
    TransmissionNotice,
)
from app.people import actions as people
from app.people import queries as relations
from app.sanctions.news import News

_LISTED = SENT | {Choice.LIST_ONLY}


def tell_recipient(work: Work, news: News) -> None:
    """Tell the recipient that there is something to read; answers every turn of a request."""
    work.require(May.JOB_RUN, OPEN)
    row = store.transmission(work, news.subject)
    if row.recipient_account_id:
        path = f"/transmissions/{row.id}"
        people.send_notice(work, account_id=row.recipient_account_id, path=path)


def tell_investigated(work: Work, news: News) -> None:
    """Tell the investigated party that records were sent, with the list; answers the delivery.

    Does nothing where the Act does not ask for it, or where the party was told before.
    """
    work.require(May.JOB_RUN, OPEN)
    row = store.transmission(work, news.subject)
    wanted = regimes.regime_of(row.regime).notify_investigated
    if not wanted or row.case_id is None or store.noticed(work, row.id):
        return
    case = cases.subject(work, row.case_id)
    listed = [_line(item) for item in store.items(work, row.id) if _told(row, item)]
    work.add(
        TransmissionNotice(
            id=work.new_id("trn"), transmission_id=row.id, case_id=case.id,
            company_id=case.respondent_company_id, listed=listed, told_at=work.now,
        )
    )  # fmt: skip
    work.record(
        InvestigatedPartyTold(
            subject=row.id, case_id=case.id, company_id=case.respondent_company_id,
            items=len(listed),
        )
    )  # fmt: skip
    if case.respondent_company_id:
        _send(work, case.respondent_company_id, f"/my-cases/{case.id}")


def _told(row: RecordTransmission, item: TransmissionItem) -> bool:
    return item.choice in _LISTED and rules.in_scope(item.record_class, row.categories)


def _line(item: TransmissionItem) -> dict[str, Any]:
    # The titles of what the other side brought may hold what that side kept to itself.
    title = "" if item.side == "complainant" else item.title
    return {
        "label": item.label, "title": title, "record_class": item.record_class,
        "choice": item.choice, "pages": item.pages,
    }  # fmt: skip


def _send(work: Work, company_id: str, path: str) -> None:
    for member in relations.members(work, company_id).items:
        account_id = relations.account_of_person(work, member.person_id)
        if account_id:
            people.send_notice(work, account_id=account_id, path=path)
