"""Dated ties, mandates and walls: who stands how to a case, on a database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from app.access.actor import WORKER, Actor, Role, Target, Tie
from app.access.policy import May
from app.db.tables import AuditLeaf
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.clock import FrozenClock
from app.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from app.people import actions, queries, reach
from app.people.actions import GrantTerms
from app.people.problems import AlreadySettled, OwnWall, UnfitForTie, WalledOff
from app.people.rules import WallKind
from app.people.schemas.companies import CompanyIn
from app.people.schemas.relations import WallDeclarationIn

Maker = Callable[..., Actor]
Again = Callable[[Actor], Actor]
CASE, OTHER = "case_" + "a" * 32, "case_" + "b" * 32
UNIT = "u1"


def target(world: World, actor: Actor, case_id: str = CASE, **more: object) -> Target:
    """Return how an actor stands to a case."""
    with begin(world, actor, reading=True) as work:
        return queries.case_target(work, case_id, unit=UNIT, **more)  # type: ignore[arg-type]


def allowed(world: World, actor: Actor, may: May, *, level: int = 2) -> str:
    """Return the policy table's answer over the case."""
    with begin(world, actor, reading=True) as work:
        return work.decide(may, queries.case_target(work, CASE, unit=UNIT, level=level)).code


def visible(world: World, actor: Actor) -> set[str]:
    """Return the cases in an actor's list."""
    with begin(world, actor, reading=True) as work:
        return set(
            work.session.execute(
                reach.visible_case_ids(work.actor.role), reach.asking(work)
            ).scalars()
        )


def walled(world: World, actor: Actor) -> set[str]:
    """Return the cases from which a wall keeps an actor."""
    with begin(world, actor, reading=True) as work:
        return set(work.session.execute(reach.walled_case_ids(), reach.asking(work)).scalars())


def company(world: World, owner: Actor, name: str = "한빛정밀(가상)") -> str:
    """Register a company that the party owns."""
    form = CompanyIn(name=name)
    return perform(world, owner, lambda work: actions.register_company(work, form)[0].id)


def assign(world: World, lead: Actor, person_id: str, case_id: str = CASE) -> str:
    """Assign a person to a case."""

    def act(work: Work) -> str:
        own = queries.case_target(work, case_id, unit=UNIT)
        return actions.assign(work, case_id=case_id, person_id=person_id, target=own).id

    return perform(world, lead, act)


def declare(world: World, actor: Actor, **what: str) -> str:
    """Declare that one stays away."""
    form = WallDeclarationIn(kind=WallKind.RECUSAL, reason="전에 그 회사에서 일했습니다", **what)
    return perform(world, actor, lambda work: actions.declare_wall(work, form).id)


def test_a_stranger_is_tied_to_nothing(world: World, someone: Maker) -> None:
    for role in (Role.PARTY, Role.INVESTIGATOR, Role.COMMITTEE, Role.COURT):
        found = target(world, someone(role, unit="elsewhere"))
        assert (found.ties, found.walled, found.grant_level) == (frozenset(), False, 0)


def test_the_unit_and_ones_own_thing_are_ties(world: World, someone: Maker) -> None:
    assert target(world, someone(Role.LEAD, unit=UNIT)).ties == {Tie.UNIT}
    assert target(world, someone(Role.PARTY), own=True).ties == {Tie.SELF}


def test_two_people_without_a_unit_share_none(world: World, someone: Maker) -> None:
    with begin(world, someone(Role.LEAD), reading=True) as work:
        assert queries.case_target(work, CASE, unit="").ties == frozenset()


def test_the_worker_is_asked_without_a_query(world: World) -> None:
    assert target(world, WORKER).ties == frozenset()


def test_one_query_answers_ties_and_walls(world: World, someone: Maker) -> None:
    from sqlalchemy import event  # noqa: PLC0415

    actor = someone(Role.INVESTIGATOR, unit=UNIT)
    seen: list[str] = []
    event.listen(
        world.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2])
    )
    target(world, actor, company_ids=("com_x",))
    assert len([text for text in seen if text.startswith("SELECT")]) == 1


def test_who_files_alone_is_the_complainant(world: World, someone: Maker) -> None:
    party, other = someone(Role.PARTY), someone(Role.PARTY)
    perform(world, party, lambda work: actions.tie_complainant(work, case_id=CASE))
    assert target(world, party).ties == {Tie.COMPLAINANT}
    assert target(world, other).ties == frozenset()
    assert target(world, party, OTHER).ties == frozenset()
    assert visible(world, party) == {CASE}
    assert visible(world, other) == set()


def test_nobody_files_for_a_company_that_is_not_his(world: World, someone: Maker) -> None:
    owner, stranger = someone(Role.PARTY), someone(Role.PARTY)
    firm = company(world, owner)
    with pytest.raises(Forbidden):
        perform(
            world, stranger,
            lambda work: actions.tie_complainant(work, case_id=CASE, company_id=firm),
        )  # fmt: skip


def test_a_named_respondent_sees_nothing_until_it_is_let_in(
    world: World, someone: Maker, again: Again
) -> None:
    filer, respondent = someone(Role.PARTY), someone(Role.PARTY)
    investigator, lead = someone(Role.INVESTIGATOR, unit=UNIT), someone(Role.LEAD, unit=UNIT)
    firm = company(world, respondent)
    respondent = again(respondent)
    perform(world, filer, lambda work: actions.name_respondent(work, case_id=CASE, company_id=firm))
    assert target(world, respondent).ties == frozenset()
    assert visible(world, respondent) == set()
    assign(world, lead, investigator.person_id)

    def admit(work: Work) -> int:
        own = queries.case_target(work, CASE, unit=UNIT)
        return len(actions.admit_respondent(work, case_id=CASE, target=own))

    assert perform(world, investigator, admit) == 1
    assert target(world, respondent).ties == {Tie.RESPONDENT}
    assert visible(world, respondent) == {CASE}
    assert perform(world, investigator, admit) == 0
    with pytest.raises((Forbidden, NotFound)):
        perform(world, filer, admit)


def test_an_assignment_counts_from_its_instant_and_ends_at_once(
    world: World, someone: Maker, clock: FrozenClock
) -> None:
    lead, investigator = someone(Role.LEAD, unit=UNIT), someone(Role.INVESTIGATOR, unit=UNIT)
    tie_id = assign(world, lead, investigator.person_id)
    assert target(world, investigator).ties == {Tie.ASSIGNED, Tie.UNIT}
    clock.advance(seconds=-1)
    assert target(world, investigator).ties == {Tie.UNIT}
    clock.advance(days=1)

    def end(work: Work) -> None:
        own = queries.case_target(work, CASE, unit=UNIT)
        actions.end_case_tie(work, tie_id=tie_id, target=own)

    perform(world, lead, end)
    assert target(world, investigator).ties == {Tie.UNIT}
    assert visible(world, investigator) == set()
    with pytest.raises(AlreadySettled):
        perform(world, lead, end)
    assign(world, lead, investigator.person_id)
    assert Tie.ASSIGNED in target(world, investigator).ties


def test_one_is_assigned_once_and_only_by_the_lead_of_the_unit(
    world: World, someone: Maker
) -> None:
    lead, investigator = someone(Role.LEAD, unit=UNIT), someone(Role.INVESTIGATOR, unit=UNIT)
    for other in (someone(Role.LEAD, unit="u2"), investigator, someone(Role.SECRETARY)):
        with pytest.raises((Forbidden, NotFound)):
            assign(world, other, investigator.person_id)
    assign(world, lead, investigator.person_id)
    with pytest.raises(AlreadySettled):
        assign(world, lead, investigator.person_id)
    with pytest.raises(UnfitForTie):
        assign(world, lead, someone(Role.PARTY).person_id)


def test_a_grant_opens_its_level_for_its_time_only(
    world: World, someone: Maker, clock: FrozenClock
) -> None:
    secretary, court = someone(Role.SECRETARY), someone(Role.COURT)
    until = clock.now() + timedelta(days=7)

    def grant(work: Work, level: int = 3) -> None:
        own = queries.case_target(work, CASE, unit=UNIT)
        actions.grant(
            work, case_id=CASE, person_id=court.person_id, terms=GrantTerms(level, until),
            target=own,
        )  # fmt: skip

    for wrong in (0, 6):
        with pytest.raises(Invalid):
            perform(world, secretary, lambda work, level=wrong: grant(work, level))
    perform(world, secretary, grant)
    assert target(world, court).grant_level == 3
    assert allowed(world, court, May.EVIDENCE_LIST, level=3) == "allowed"
    assert allowed(world, court, May.EVIDENCE_LIST, level=4) == "level"
    clock.instant = until - timedelta(seconds=1)
    assert visible(world, court) == {CASE}
    clock.instant = until
    assert target(world, court).grant_level == 0
    assert allowed(world, court, May.EVIDENCE_LIST, level=3) == "tie"
    assert visible(world, court) == set()


def test_an_account_lists_only_what_its_own_role_reaches(world: World, someone: Maker) -> None:
    lead, investigator = someone(Role.LEAD, unit=UNIT), someone(Role.INVESTIGATOR, unit=UNIT)
    assign(world, lead, investigator.person_id)
    as_party = someone(Role.PARTY, person=investigator.person_id)
    assert visible(world, investigator) == {CASE}
    assert visible(world, as_party) == set()


def test_a_wall_against_a_case_beats_every_tie(world: World, someone: Maker) -> None:
    lead = someone(Role.LEAD, unit=UNIT)
    assign(world, lead, lead.person_id)
    assert allowed(world, lead, May.CASE_READ) == "allowed"
    declare(world, lead, case_id=CASE)
    assert allowed(world, lead, May.CASE_READ) == "wall"
    assert allowed(world, lead, May.CASE_SEE) == "wall"
    assert visible(world, lead) == set()
    assert walled(world, lead) == {CASE}


@pytest.mark.parametrize("let_in", [False, True])
def test_a_wall_against_a_company_covers_its_cases_named_or_let_in(
    world: World, someone: Maker, let_in: bool
) -> None:
    filer, respondent = someone(Role.PARTY), someone(Role.PARTY)
    lead, secretary = someone(Role.LEAD, unit=UNIT), someone(Role.SECRETARY)
    firm = company(world, respondent)
    perform(world, filer, lambda work: actions.name_respondent(work, case_id=CASE, company_id=firm))
    if let_in:
        perform(
            world, WORKER,
            lambda work: actions.admit_respondent(work, case_id=CASE, target=Target()),
        )  # fmt: skip
    for actor in (lead, secretary):
        assert allowed(world, actor, May.CASE_READ) == "allowed"
        declare(world, actor, company_id=firm)
        assert allowed(world, actor, May.CASE_READ) == "wall"
        assert walled(world, actor) == {CASE}
        assert not target(world, actor, OTHER).walled
        assert target(world, actor, OTHER, company_ids=(firm, "")).walled


def test_a_wall_holds_for_every_account_of_the_person(world: World, someone: Maker) -> None:
    investigator = someone(Role.INVESTIGATOR, unit=UNIT)
    second = someone(Role.LEAD, unit=UNIT, person=investigator.person_id)
    declare(world, investigator, case_id=CASE)
    assert allowed(world, second, May.CASE_READ) == "wall"


def test_nobody_behind_a_wall_is_assigned_or_seated(world: World, someone: Maker) -> None:
    lead, secretary = someone(Role.LEAD, unit=UNIT), someone(Role.SECRETARY)
    investigator, member = someone(Role.INVESTIGATOR, unit=UNIT), someone(Role.COMMITTEE)
    declare(world, investigator, case_id=CASE)
    declare(world, member, case_id=CASE)
    with pytest.raises(WalledOff):
        assign(world, lead, investigator.person_id)
    own = target(world, secretary)
    with pytest.raises(WalledOff):
        perform(
            world, secretary,
            lambda work: actions.seat(
                work, case_id=CASE, person_id=member.person_id, target=own
            ),
        )  # fmt: skip


def test_only_another_auditor_lifts_a_wall(world: World, someone: Maker) -> None:
    auditor, lead = someone(Role.AUDITOR), someone(Role.LEAD, unit=UNIT)
    wall_id = declare(world, lead, case_id=CASE)

    def lift(actor: Actor, key: str) -> None:
        perform(world, actor, lambda work: actions.lift_wall(work, wall_id=key))

    with pytest.raises(Forbidden):
        lift(lead, wall_id)
    own = perform(
        world, auditor,
        lambda work: actions.set_wall(
            work, person_id=auditor.person_id,
            form=WallDeclarationIn(case_id=CASE, kind=WallKind.HISTORY, reason="과거 대리"),
        ).id,
    )  # fmt: skip
    with pytest.raises(OwnWall):
        lift(auditor, own)
    lift(auditor, wall_id)
    assert allowed(world, lead, May.CASE_READ) == "allowed"
    with pytest.raises(AlreadySettled):
        lift(auditor, wall_id)


def test_parties_neither_declare_nor_set_walls(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    with pytest.raises(Forbidden):
        declare(world, party, case_id=CASE)


def test_a_walls_reason_is_sealed_and_reading_it_is_recorded(world: World, someone: Maker) -> None:
    auditor, lead = someone(Role.AUDITOR), someone(Role.LEAD, unit=UNIT)
    wall_id = declare(world, lead, case_id=CASE)
    listed = perform(world, auditor, queries.walls, reading=True).items
    assert [row.reason for row in listed] == [None]
    read = perform(world, auditor, lambda work: queries.wall(work, wall_id))
    assert read.reason == "전에 그 회사에서 일했습니다"
    with begin(world, WORKER, reading=True) as work:
        chosen = select(AuditLeaf.subject).where(AuditLeaf.event == "confidential_read")
        assert work.session.exec(chosen).one() == wall_id
    assert [row.id for row in perform(world, lead, queries.own_walls, reading=True).items] == [
        wall_id
    ]


def test_parties_stay_parties(world: World, someone: Maker) -> None:
    party, secretary = someone(Role.PARTY), someone(Role.SECRETARY)
    tie = perform(world, party, lambda work: actions.tie_complainant(work, case_id=CASE))
    own = target(world, secretary)
    with pytest.raises(Conflict):
        perform(
            world, secretary,
            lambda work: actions.end_case_tie(work, tie_id=tie.id, target=own),
        )  # fmt: skip


def test_the_parties_of_a_case_are_named_to_those_who_may_see_it(
    world: World, someone: Maker
) -> None:
    party, stranger = someone(Role.PARTY), someone(Role.PARTY)
    firm = company(world, party)
    perform(world, party, lambda work: actions.tie_complainant(work, case_id=CASE))
    perform(world, party, lambda work: actions.name_respondent(work, case_id=CASE, company_id=firm))
    rows = perform(world, party, lambda work: queries.case_parties(work, CASE), reading=True)
    assert [(row.kind, row.name) for row in rows] == [
        (Tie.COMPLAINANT, "사람1"), (Tie.RESPONDENT, "한빛정밀(가상)"),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        perform(world, stranger, lambda work: queries.case_parties(work, CASE), reading=True)


def test_a_role_without_a_name_sees_nothing(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    perform(world, party, lambda work: actions.tie_complainant(work, case_id=CASE))
    for role in ("", "nobody", None):
        broken = replace(party, role=role)  # type: ignore[arg-type]
        assert visible(world, broken) == set()
        assert allowed(world, broken, May.CASE_SEE) == "role"
