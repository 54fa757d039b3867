"""What settlements do to the measures of a case, as the packages above and the pages read it."""

from datetime import date

from pydantic import BaseModel

from app.cases import store
from app.cases.tables import CaseEffect
from app.db.work import Work
from app.kernel.text import Text

BAR, RELIEF, NOTED = "bar", "relief", "noted"
CAUSES: dict[str, Text] = {
    "other_act_in_survey": Text(
        "하도급법·공정거래법 위반에도 해당하는 실태조사 사건에는 시정명령을 할 수 없습니다",
        "No order in a surveyed matter that is also a violation of an Act of the KFTC",
    ),
    "mediation": Text("분쟁조정이 진행 중입니다", "Mediation is running"),
    "settlement_performed": Text(
        "조정 합의가 이행되었습니다", "The settlement of the mediation was performed"
    ),
    "award_performed": Text("중재판정이 이행되었습니다", "The award was performed"),
    "cured_before_investigation": Text(
        "조사 전에 자진시정했습니다", "It was cured before the investigation"
    ),
    "surcharge_may_be_waived": Text(
        "자진시정으로 과징금을 부과하지 않을 수 있습니다",
        "The surcharge may be waived on account of a cure",
    ),
    "surcharge_mitigation": Text(
        "자진시정으로 과징금을 줄일 수 있습니다",
        "The surcharge may be lowered on account of a cure",
    ),
    "points_reduction": Text(
        "자진시정으로 벌점을 줄입니다", "Points are reduced on account of a cure"
    ),
    "simplified_mitigation": Text(
        "약식의결을 수락해 과징금을 줄일 수 있습니다",
        "The surcharge may be lowered because the simplified decision was accepted",
    ),
}


class EffectOut(BaseModel):
    """An effect on measures; `kinds` is empty where it reaches every kind."""

    id: str
    sort: str
    cause: str
    ko: str
    en: str
    kinds: list[str]
    figure: str
    basis: str
    since_on: date
    until_on: date | None


def effects_of(work: Work, case_id: str) -> list[EffectOut]:
    """Return every effect that settlements had or have, oldest first; the act above has asked."""
    return [_out(row) for row in store.effects(work, case_id)]


def bar_on(work: Work, case_id: str, kind: str) -> CaseEffect | None:
    """Return what forbids a kind of measure now, if anything does."""
    return next(
        (
            row
            for row in store.effects(work, case_id)
            if row.sort == BAR and row.until_on is None and (not row.kinds or kind in row.kinds)
        ),
        None,
    )


def reliefs_of(work: Work, case_id: str) -> frozenset[str]:
    """Return from which causes a reduction may be granted now; the act above has asked."""
    rows = store.effects(work, case_id)
    return frozenset(row.cause for row in rows if row.sort == RELIEF and row.until_on is None)


def has_standing(work: Work, case_id: str, cause: str) -> bool:
    """Tell whether an effect of a cause stands."""
    rows = store.effects(work, case_id)
    return any(row.cause == cause and row.until_on is None for row in rows)


def _out(row: CaseEffect) -> EffectOut:
    words = CAUSES[row.cause]
    return EffectOut(
        id=row.id, sort=row.sort, cause=row.cause, ko=words.ko, en=words.en, kinds=list(row.kinds),
        figure=row.figure, basis=row.basis, since_on=row.since_on, until_on=row.until_on,
    )  # fmt: skip
