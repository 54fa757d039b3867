"""Mandates: for how long and how far a representative acts for a company; on a database."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.access.actor import Actor, Role, Tie
from app.db.work import begin, perform
from app.db.world import World
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden
from app.people import actions, queries, reach
from app.people.rules import MandateScope
from app.people.schemas.companies import CompanyIn, MandateIn

Maker = Callable[..., Actor]
Again = Callable[[Actor], Actor]
CASE, OTHER = "case_" + "a" * 32, "case_" + "b" * 32


def visible(world: World, actor: Actor) -> set[str]:
    """Return the cases in an actor's list."""
    with begin(world, actor, reading=True) as work:
        return set(
            work.session.execute(
                reach.visible_case_ids(work.actor.role), reach.asking(work)
            ).scalars()
        )


def ties(world: World, actor: Actor, case_id: str) -> frozenset[Tie]:
    """Return how an actor stands to a case."""
    with begin(world, actor, reading=True) as work:
        return queries.case_target(work, case_id, unit="").ties


def company(world: World, owner: Actor) -> str:
    """Register a company that the party owns."""
    form = CompanyIn(name="한빛정밀(가상)")
    return perform(world, owner, lambda work: actions.register_company(work, form)[0].id)


def test_a_mandate_reaches_from_its_first_to_its_last_day(
    world: World, someone: Maker, again: Again, clock: FrozenClock
) -> None:
    owner = someone(Role.PARTY)
    counsel = someone(Role.PARTY, login="counsel@test.example")
    firm = company(world, owner)
    owner = again(owner)
    perform(world, owner, lambda work: actions.tie_complainant(work, case_id=CASE, company_id=firm))
    today = clock.now().date()
    form = MandateIn(
        representative_email="Counsel@test.example", power_of_attorney="위임장 1",
        from_on=today + timedelta(days=1), until_on=today + timedelta(days=3),
    )  # fmt: skip
    mandate = perform(
        world, owner, lambda work: actions.grant_mandate(work, company_id=firm, form=form)
    )
    seen = []
    for _ in range(5):
        seen.append(bool(visible(world, again(counsel))))
        clock.advance(days=1)
    assert seen == [False, True, True, True, False]
    clock.advance(days=-4)
    assert visible(world, again(counsel)) == {CASE}
    perform(world, owner, lambda work: actions.revoke_mandate(work, mandate_id=mandate.id))
    assert visible(world, again(counsel)) == set()


def test_a_mandate_for_one_case_opens_no_other(world: World, someone: Maker, again: Again) -> None:
    owner = someone(Role.PARTY)
    counsel = someone(Role.PARTY, login="counsel@test.example")
    firm = company(world, owner)
    owner = again(owner)
    for case_id in (CASE, OTHER):
        perform(
            world, owner,
            lambda work, key=case_id: actions.tie_complainant(work, case_id=key, company_id=firm),
        )  # fmt: skip
    form = MandateIn(
        representative_email="counsel@test.example", power_of_attorney="위임장 2",
        scope=MandateScope.ONE_CASE, case_id=CASE,
    )  # fmt: skip
    perform(world, owner, lambda work: actions.grant_mandate(work, company_id=firm, form=form))
    counsel = again(counsel)
    assert counsel.company_ids == frozenset()
    assert visible(world, counsel) == {CASE}
    assert ties(world, counsel, CASE) == {Tie.COMPLAINANT}
    assert ties(world, counsel, OTHER) == frozenset()


def test_a_representative_cannot_hand_the_mandate_on(
    world: World, someone: Maker, again: Again
) -> None:
    owner = someone(Role.PARTY)
    counsel = someone(Role.PARTY, login="counsel@test.example")
    firm = company(world, owner)
    form = MandateIn(representative_email="counsel@test.example", power_of_attorney="위임장 3")
    perform(
        world, again(owner), lambda work: actions.grant_mandate(work, company_id=firm, form=form)
    )
    counsel = again(counsel)
    assert counsel.company_ids == {firm}
    onward = MandateIn(representative_email="friend@test.example", power_of_attorney="위임장 4")
    with pytest.raises(Forbidden):
        perform(
            world, counsel,
            lambda work: actions.grant_mandate(work, company_id=firm, form=onward),
        )  # fmt: skip
