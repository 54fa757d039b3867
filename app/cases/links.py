"""Which cases a case is linked to, as far as the reader may see them."""

from dataclasses import replace

from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.lifecycle.moves import LINK_WORDS, LinkKind
from app.cases.schemas.moves import LinkList, LinkOut
from app.cases.tables import CaseLink
from app.db.work import Work


def links_of(work: Work, case_id: str) -> LinkList:
    """Return the links of a case; a case that is hidden from the reader has no number here."""
    case = store.case(work, case_id)
    work.require(May.CASE_TRANSFER, may_over(work, case))
    return LinkList(items=[_out(work, case_id, link) for link in store.links(work, case_id)])


def _out(work: Work, case_id: str, link: CaseLink) -> LinkOut:
    other = store.case(work, link.other_case_id if link.case_id == case_id else link.case_id)
    seen = work.decide(May.CASE_SEE, replace(may_over(work, other), level=1)).allowed
    words = LINK_WORDS[LinkKind(link.kind)]
    return LinkOut(
        id=link.id, kind=link.kind, kind_ko=words.ko, kind_en=words.en, case_id=link.case_id,
        other_case_id=link.other_case_id, other_number=other.number if seen else "",
        made_on=link.made_on, ended_on=link.ended_on,
    )  # fmt: skip
