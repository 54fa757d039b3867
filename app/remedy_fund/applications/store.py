"""The only SQL of this room."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from app.access.actor import Role
from app.db.rows import Row
from app.db.work import Work
from app.kernel.problems import NotFound
from app.people.reach import anywhere, asking, walled_case_ids
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationEvidence,
    FundApplicationStep,
    FundBenefitLine,
    FundCompensation,
    FundLossLine,
    FundObjection,
    FundPayee,
)

AnyRow = TypeVar("AnyRow", bound=Row)
_A = FundApplication


def application(work: Work, application_id: str, *, lock: bool = False) -> FundApplication:
    """Return an application, or raise NotFound; locked, its sums stay as they are until the end."""
    chosen = select(_A).where(col(_A.id) == application_id)
    if lock:
        work.session.flush()
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found: FundApplication | None = work.session.execute(chosen).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def applications(
    work: Work, *, after: str, limit: int, state: str = "", case_id: str = ""
) -> list[FundApplication]:
    """Return the applications that the actor may know of, newest first."""
    chosen = select(_A).where(*_within_reach(work)).order_by(col(_A.id).desc()).limit(limit)
    if state:
        chosen = chosen.where(col(_A.state) == state)
    if case_id:
        chosen = chosen.where(col(_A.case_id) == case_id)
    if after:
        chosen = chosen.where(col(_A.id) < after)
    return list(work.session.execute(chosen, asking(work)).scalars())


def _within_reach(work: Work) -> list[ColumnElement[bool]]:
    walled, _tied = anywhere(work)
    case: Any = col(_A.case_id)
    reach: list[ColumnElement[bool]] = [case.not_in(walled_case_ids())] if walled else []
    if work.actor.role is Role.PARTY:
        reach.append(col(_A.applicant_company_id).in_(sorted(work.actor.company_ids)))
    return reach


def in_states(work: Work, states: Collection[str]) -> list[FundApplication]:
    """Return every application in some states, oldest first."""
    chosen = select(_A).where(col(_A.state).in_(sorted(states)))
    return list(work.session.execute(chosen.order_by(col(_A.id))).scalars())


def by_ids(work: Work, application_ids: Collection[str]) -> list[FundApplication]:
    """Return applications by id, in the order of their ids."""
    chosen = select(_A).where(col(_A.id).in_(sorted(application_ids)))
    return list(work.session.execute(chosen.order_by(col(_A.id))).scalars())


def walled(work: Work, application_ids: Collection[str]) -> frozenset[str]:
    """Return those of some applications that a wall keeps the actor from."""
    stands, _tied = anywhere(work)
    if not stands:
        return frozenset()
    case: Any = col(_A.case_id)
    chosen = select(col(_A.id)).where(
        col(_A.id).in_(sorted(application_ids)), case.in_(walled_case_ids())
    )
    return frozenset(work.session.execute(chosen, asking(work)).scalars())


def _of(work: Work, kind: type[AnyRow], application_id: str, order: str) -> list[AnyRow]:
    column: Any = getattr(kind, "application_id")  # noqa: B009 - every kind asked for has it
    chosen = select(kind).where(column == application_id).order_by(getattr(kind, order))
    return list(work.session.execute(chosen).scalars())


def steps(work: Work, application_id: str) -> list[FundApplicationStep]:
    """Return what happened to an application, oldest first."""
    return _of(work, FundApplicationStep, application_id, "sequence")


def lines(work: Work, application_id: str) -> list[FundBenefitLine]:
    """Return the benefits asked for, in their order."""
    return _of(work, FundBenefitLine, application_id, "sequence")


def lines_of_all(work: Work, application_ids: Collection[str]) -> list[FundBenefitLine]:
    """Return the benefits that several applications ask for, by application and order."""
    column = col(FundBenefitLine.application_id)
    chosen = select(FundBenefitLine).where(column.in_(sorted(application_ids)))
    chosen = chosen.order_by(column, col(FundBenefitLine.sequence))
    return list(work.session.execute(chosen).scalars())


def lines_by_id(work: Work, line_ids: Collection[str]) -> list[FundBenefitLine]:
    """Return benefit lines by id."""
    chosen = select(FundBenefitLine).where(col(FundBenefitLine.id).in_(sorted(line_ids)))
    return list(work.session.execute(chosen.order_by(col(FundBenefitLine.id))).scalars())


def claimed(work: Work, once_keys: Collection[str]) -> list[FundBenefitLine]:
    """Return the lines that claim one of some harms already."""
    chosen = select(FundBenefitLine).where(col(FundBenefitLine.once_key).in_(sorted(once_keys)))
    return list(work.session.execute(chosen).scalars())


def losses(work: Work, application_id: str) -> list[FundLossLine]:
    """Return the loss sheet in its order."""
    return _of(work, FundLossLine, application_id, "sequence")


def evidence(work: Work, application_id: str) -> list[FundApplicationEvidence]:
    """Return the evidence that an application relies on."""
    return _of(work, FundApplicationEvidence, application_id, "item_id")


def compensations(work: Work, application_id: str) -> list[FundCompensation]:
    """Return the other money that was declared, oldest first, struck ones among it."""
    return _of(work, FundCompensation, application_id, "sequence")


def compensations_of_all(work: Work, application_ids: Collection[str]) -> dict[str, int]:
    """Return by application how much other money counts."""
    column = col(FundCompensation.application_id)
    chosen = select(FundCompensation).where(
        column.in_(sorted(application_ids)), col(FundCompensation.struck).is_(False)
    )
    sums: dict[str, int] = {}
    for row in work.session.execute(chosen).scalars():
        sums[row.application_id] = sums.get(row.application_id, 0) + row.amount_won
    return sums


def compensation(work: Work, compensation_id: str) -> FundCompensation:
    """Return a declaration of other money, or raise NotFound."""
    return work.one(FundCompensation, compensation_id)


def payees(work: Work, application_id: str) -> list[FundPayee]:
    """Return the accounts of an application, the first one first."""
    return _of(work, FundPayee, application_id, "sequence")


def objection(work: Work, objection_id: str) -> FundObjection:
    """Return an objection, or raise NotFound."""
    return work.one(FundObjection, objection_id)


def objections(work: Work, application_id: str) -> list[FundObjection]:
    """Return the objections of an application, oldest first."""
    return _of(work, FundObjection, application_id, "sequence")
