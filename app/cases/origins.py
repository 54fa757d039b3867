"""Why the office opened a case of its own accord, for those who deal with it and nobody else."""

from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.actions.tips import target_of
from app.cases.rules import REPORT
from app.cases.schemas.opening import SOURCE_WORDS, OriginOut
from app.cases.tables import AnonymousTip
from app.db.work import Work


def origin(work: Work, case_id: str) -> OriginOut:
    """Return why a case was opened, or that it was reported.

    Its tip is named only to those who read that desk's tips.
    """
    case = store.case(work, case_id)
    work.require(May.CASE_REVIEW, may_over(work, case))
    found = store.origin(work, [case.id, *(case.merged_ids or ())])
    if found is None:
        return OriginOut(
            case_id=case.id, source=REPORT, source_ko="신고", source_en="Report", source_note="",
            grounds="", other_case_id="", tip_id="", opened_on=case.received_on,
        )  # fmt: skip
    words = SOURCE_WORDS[found.source]
    return OriginOut(
        case_id=case.id, source=found.source, source_ko=words.ko, source_en=words.en,
        source_note=found.source_note, grounds=found.grounds, other_case_id=found.other_case_id,
        tip_id=found.tip_id if found.tip_id and _reads(work, found.tip_id) else "",
        opened_on=found.opened_on,
    )  # fmt: skip


def _reads(work: Work, tip_id: str) -> bool:
    tip = work.one(AnonymousTip, tip_id)
    return work.decide(May.TIP_READ, target_of(work, tip)).allowed
