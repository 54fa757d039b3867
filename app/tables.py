"""Every table of the service, so that the metadata is whole."""

from sqlmodel import SQLModel

from app.audit import tables as audit
from app.cases import tables as cases
from app.collection import tables as collection
from app.committee.agenda import tables as committee_agenda
from app.committee.decisions import tables as committee_decisions
from app.committee.hearings import tables as committee_hearings
from app.committee.members import tables as committee_members
from app.committee.recusal import tables as committee_recusal
from app.committee.votes import tables as committee_votes
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
from app.evaluations import tables as evaluations
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
from app.settlements.consent_decisions import tables as consent_decisions
from app.settlements.mediation import tables as mediation
from app.settlements.self_corrections import tables as self_corrections
from app.settlements.simplified_decisions import tables as simplified_decisions

ROOMS = (
    audit,
    cases,
    collection,
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
    mediation,
    consent_decisions,
    self_corrections,
    simplified_decisions,
    committee_members,
    committee_agenda,
    committee_recusal,
    committee_hearings,
    committee_votes,
    committee_decisions,
    evaluations,
)
METADATA = SQLModel.metadata
