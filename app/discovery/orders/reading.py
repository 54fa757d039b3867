"""Whether orders let somebody read evidence; asked wherever its contents are given."""

from app.access.actor import Role, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.evidence import store as evidence
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import binding, queries, store
from app.discovery.orders.journal_rules import applicant_reads
from app.discovery.orders.kinds import NoteKind
from app.discovery.orders.problems import NotNamed, ReportClosed
from app.discovery.orders.tables import DiscoveryOrder

_OUTSIDE = frozenset({Role.PARTY, Role.EXPERT})
"""Whom such an order binds; the court made it, and the authority's own duties lie elsewhere."""
_SIDES = {"complainant": Tie.COMPLAINANT, "respondent": Tie.RESPONDENT}


def refuse_unnamed(work: Work, item_id: str) -> None:
    """Raise NotNamed or ReportClosed where an order keeps the actor from reading evidence.

    Whoever brought it goes on reading it; everybody else outside the authority must be named by
    every confidentiality order in effect and have been served with it. The applicant's side does
    not read the report of experts before it is opened (상생협력법 제40조의6).
    """
    item = evidence.item(work, item_id) if work.actor.role in _OUTSIDE else None
    if item is None or _brought_by_account(work, item):
        return
    case_id, person_id = binding.case_of(work, item), work.actor.person_id
    if not case_id or (person_id and person_id in binding.brought_by(work, item, case_id)):
        return
    if not queries.may_be_read_by(work, case_id=case_id, item_id=item_id, person_id=person_id):
        raise NotNamed(permission=str(May.EVIDENCE_DOWNLOAD), because="confidentiality_order")
    for order_id in store.reports(work, item_id):
        _refuse_applicant(work, work.one(DiscoveryOrder, order_id))


def _refuse_applicant(work: Work, order: DiscoveryOrder) -> None:
    if _SIDES.get(order.applicant) not in cases.target_of(work, order.case_id).ties:
        return
    notes = store.notes_of(work, order.id)
    listed = any(
        row.kind == NoteKind.ACCESS_GRANTED
        and work.actor.person_id
        and row.details.get("person_id") == work.actor.person_id
        for row in notes
    )
    if not applicant_reads({row.kind for row in notes}, listed=listed):
        raise ReportClosed(permission=str(May.EVIDENCE_DOWNLOAD), because="report")


def _brought_by_account(work: Work, item: EvidenceItem) -> bool:
    return bool(work.actor.account_id) and item.account_id == work.actor.account_id
