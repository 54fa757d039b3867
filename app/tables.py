"""Every table of the service, so that the metadata is whole."""

from sqlmodel import SQLModel

from app.audit import tables as audit
from app.cases import tables as cases
from app.db import tables as db
from app.deadlines import tables as deadlines
from app.discovery.confidentiality import tables as confidentiality
from app.discovery.evidence import tables as evidence
from app.discovery.fingerprints import tables as fingerprints
from app.discovery.orders import tables as orders
from app.discovery.productions import tables as productions
from app.discovery.receipts import tables as receipts
from app.discovery.safekeeping import tables as safekeeping
from app.discovery.texts import tables as texts
from app.discovery.transmissions import tables as transmissions
from app.discovery.uploads import tables as uploads
from app.papers import tables as papers
from app.people import tables as people
from app.remedy_fund.applications import tables as fund_applications
from app.remedy_fund.approvals import tables as fund_approvals
from app.remedy_fund.budgets import tables as fund_budgets
from app.remedy_fund.closing import tables as fund_closing
from app.remedy_fund.contributions import tables as fund_contributions
from app.remedy_fund.ledger import tables as fund_ledger
from app.remedy_fund.payments import tables as fund_payments
from app.remedy_fund.plans import tables as fund_plans
from app.remedy_fund.recoveries import tables as fund_recoveries
from app.rulebook import tables as rulebook
from app.sanctions import tables as sanctions

ROOMS = (
    audit,
    cases,
    db,
    deadlines,
    evidence,
    papers,
    people,
    rulebook,
    sanctions,
    confidentiality,
    fingerprints,
    orders,
    productions,
    receipts,
    safekeeping,
    texts,
    transmissions,
    uploads,
    fund_ledger,
    fund_approvals,
    fund_budgets,
    fund_contributions,
    fund_applications,
    fund_plans,
    fund_payments,
    fund_recoveries,
    fund_closing,
)
METADATA = SQLModel.metadata
