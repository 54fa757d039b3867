"""Tests of entering a missing figure, approving it by another person, and using it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import event, select

from app.access.actor import WORKER
from app.db.tables import AuditLeaf
from app.db.work import begin
from app.db.world import World
from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import Forbidden, Invalid, NotConfigured, NotFound, Stale
from app.law.book import load
from app.law.figures import AgencyEntry, Status
from app.rulebook import actions, overlay
from app.rulebook.problems import FigureAlreadyEntered
from app.rulebook.schemas import FigureIn, ReasonIn
from tests.rulebook.conftest import INVESTIGATOR, LEAD, SAME_PERSON, SECRETARY

NAME = "points.kftc_recommendation"
DAY = date(2026, 1, 1)
FORM = FigureIn(
    name=NAME, value="1.0", effective_from=DAY, source_paper="하도급과-1234", reason="지침 확인"
)
WHY = ReasonIn(reason="시행일이 다릅니다")


def entered(world: World, form: FigureIn = FORM) -> str:
    with begin(world, LEAD) as work:
        return actions.enter(work, form).id


def approved(world: World, form: FigureIn = FORM) -> str:
    figure_id = entered(world, form)
    with begin(world, SECRETARY) as work:
        actions.approve(work, figure_id, version=1)
    return figure_id


def value(world: World, on: date = DAY) -> Fraction:
    with begin(world, WORKER, reading=True) as work:
        return work.law.figure(NAME, on).exact


def test_a_figure_counts_only_after_another_person_approved_it(world: World) -> None:
    with pytest.raises(NotConfigured):
        value(world)
    figure_id = entered(world)
    with pytest.raises(NotConfigured):
        value(world)
    with begin(world, SECRETARY) as work:
        row = actions.approve(work, figure_id, version=1)
        assert (row.version, row.state) == (2, "approved")
    assert value(world) == 1
    with begin(world, WORKER, reading=True) as work:
        figure = work.law.figure(NAME, DAY)
        assert (figure.status, figure.source) == (Status.AGENCY_ENTERED, "하도급과-1234")
        with pytest.raises(NotConfigured):
            work.law.figure(NAME, date(2025, 12, 31))


def test_the_edition_of_the_book_changes_with_an_approval(world: World) -> None:
    with begin(world, WORKER, reading=True) as work:
        before = work.law.edition
    approved(world)
    with begin(world, WORKER, reading=True) as work:
        assert work.law.edition != before


def test_who_entered_may_not_approve_through_any_account(world: World) -> None:
    figure_id = entered(world)
    for actor in (LEAD, SAME_PERSON):
        with begin(world, actor, reading=True) as work, pytest.raises(Forbidden) as refused:
            actions.approve(work, figure_id, version=1)
        assert refused.value.facts["because"] == "same_person"


def test_an_investigator_neither_enters_nor_approves(world: World) -> None:
    figure_id = entered(world)
    with begin(world, INVESTIGATOR, reading=True) as work:
        with pytest.raises(Forbidden):
            actions.enter(work, FORM)
        with pytest.raises(Forbidden):
            actions.approve(work, figure_id, version=1)


def test_a_returned_figure_is_never_used_and_may_be_entered_anew(world: World) -> None:
    figure_id = entered(world)
    with begin(world, SECRETARY) as work:
        row = actions.send_back(work, figure_id, WHY, version=1)
        assert row.decision_reason == WHY.reason
    with begin(world, SECRETARY, reading=True) as work, pytest.raises(StepNotAllowed):
        actions.approve(work, figure_id, version=2)
    approved(world)
    assert value(world) == 1


def test_a_withdrawn_figure_is_no_longer_used(world: World) -> None:
    figure_id = approved(world)
    assert value(world) == 1
    with begin(world, SECRETARY) as work:
        actions.withdraw(work, figure_id, WHY, version=2)
    with pytest.raises(NotConfigured):
        value(world)
    approved(world, FORM.model_copy(update={"value": "1.5"}))
    assert value(world) == Fraction(3, 2)


def test_a_later_value_follows_an_earlier_one(world: World) -> None:
    approved(world)
    later = date(2026, 7, 1)
    approved(world, FORM.model_copy(update={"value": "2.0", "effective_from": later}))
    assert (value(world, date(2026, 6, 30)), value(world, later)) == (1, 2)


def test_a_figure_is_entered_once_for_a_day(world: World) -> None:
    figure_id = entered(world)
    with begin(world, LEAD, reading=True) as work, pytest.raises(FigureAlreadyEntered) as refused:
        actions.enter(work, FORM)
    assert refused.value.facts["figure_id"] == figure_id


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": "no_such_figure"}, "/name"),
        ({"value": "many"}, "/value"),
        ({"name": "surcharge_due_days", "value": "30"}, "/effective_from"),
    ],
)
def test_an_entry_that_does_not_fit_the_book_names_the_field(
    world: World, change: dict[str, str], pointer: str
) -> None:
    with begin(world, LEAD, reading=True) as work, pytest.raises(Invalid) as refused:
        actions.enter(work, FORM.model_copy(update=change))
    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_an_old_version_or_an_unknown_entry_is_refused(world: World) -> None:
    figure_id = entered(world)
    with begin(world, SECRETARY, reading=True) as work:
        with pytest.raises(Stale):
            actions.approve(work, figure_id, version=9)
        with pytest.raises(NotFound):
            actions.approve(work, "fig_0", version=1)


def test_every_step_is_recorded_without_words_or_values(world: World) -> None:
    figure_id = approved(world)
    with begin(world, SECRETARY) as work:
        actions.withdraw(work, figure_id, WHY, version=2)
    with begin(world, WORKER, reading=True) as work:
        rows = work.session.execute(
            select(AuditLeaf.event, AuditLeaf.payload).order_by(AuditLeaf.id)
        )
        leaves = rows.all()
    assert [name for name, _ in leaves] == ["figure_entered", "figure_approved", "figure_withdrawn"]
    assert all(WHY.reason not in payload and "하도급과" not in payload for _, payload in leaves)


# -- the overlay


def test_a_work_pays_one_query_for_its_book(world: World) -> None:
    approved(world)
    value(world)
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(world.engine, "before_cursor_execute", note)
    with begin(world, WORKER, reading=True) as work:
        first = work.law
    with begin(world, WORKER, reading=True) as work:
        assert work.law is first
    assert len([statement for statement in asked if "agency_figure" in statement]) == 2


def test_an_entry_that_a_later_release_makes_needless_is_left_out(world: World) -> None:
    base = load()
    given = base.parameter("surcharge_due_days").history[0]
    unknown = replace(given, value=None, status=Status.UNKNOWN)
    parameter = replace(base.parameter("surcharge_due_days"), history=(unknown,))
    parameters = {**base.contents.parameters, "surcharge_due_days": parameter}
    older = replace(base, contents=replace(base.contents, parameters=parameters))
    entry = AgencyEntry("surcharge_due_days", "45", DAY, "하도급과-1", "person_1", "person_2")
    assert overlay.usable(older, [entry]) == [entry]
    assert overlay.usable(base, [entry]) == []


def test_the_plain_book_of_a_database_holds_what_was_approved(world: World) -> None:
    approved(world)
    with begin(world, WORKER, reading=True) as work:
        assert overlay.book_for(work.session).figure(NAME, DAY).exact == 1
