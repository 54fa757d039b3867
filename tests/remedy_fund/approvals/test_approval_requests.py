"""Requests on both databases: who may approve, how many it takes, and what voids it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.access.actor import Role
from app.db.events import ActRefused
from app.db.work import Work, begin
from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import Forbidden, NotFound
from app.people.tables import Company, CompanyMember
from app.remedy_fund.approvals import actions, delegations, queries
from app.remedy_fund.approvals.problems import (
    ApprovalBarred,
    ApprovalExpired,
    ApprovalGivenAlready,
    ApprovalMissing,
    ApprovalStale,
    ApprovalStopped,
    DelegationWrong,
)
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind, Dimension, digest
from app.remedy_fund.approvals.tables import ApprovalPerson
from app.remedy_fund.schemes.problems import NoEnactedScheme
from tests.remedy_fund.approvals.conftest import Office

CONTENT = {"plan": "plan_1", "version": 1, "awards": [["fap_1", 5_000_000]]}
SMALL, MIDDLE, LARGE = 5_000_000, 50_000_000, 500_000_000


@pytest.mark.invariant(22)
@pytest.mark.parametrize(("amount", "persons"), [(SMALL, 1), (10_000_000, 1), (10_000_001, 2),
                                                 (MIDDLE, 2), (LARGE, 3)])  # fmt: skip
def test_the_tier_of_the_amount_says_how_many_persons_it_takes(
    office: Office, amount: int, persons: int
) -> None:
    request = office.ask(CONTENT, amount)
    for who in ("one", "two", "three")[:persons]:
        with pytest.raises(ApprovalMissing):
            office.use(CONTENT)
        office.give(who, request)
    assert office.use(CONTENT) == request.id


@pytest.mark.invariant(22)
def test_an_approval_is_for_one_act_only(office: Office) -> None:
    office.give("one", office.ask(CONTENT))
    office.use(CONTENT)
    with pytest.raises(ApprovalMissing) as refused:
        office.use(CONTENT)
    assert refused.value.facts["state"] == "used"


@pytest.mark.invariant(22)
def test_a_standing_approval_holds_for_more_than_one_act(office: Office) -> None:
    request = office.ask(CONTENT, kind=ApprovalKind.SCHEDULE)
    office.give("one", request)
    for _ in range(2):
        found = office.do("maker", lambda work: actions.require_granted(
            work, kind=ApprovalKind.SCHEDULE, subject="plan_1", content=CONTENT))  # fmt: skip
        assert found == request.id


@pytest.mark.invariant(22)
def test_the_maker_does_not_approve_through_another_account_of_the_same_person(
    office: Office,
) -> None:
    request = office.ask(CONTENT)
    office.actors["second"] = replace(
        office.actors["one"], account_id="account_second", person_id="person_maker"
    )
    with pytest.raises(Forbidden) as refused:
        office.give("second", request)
    assert refused.value.facts["because"] == "same_person"


@pytest.mark.invariant(22)
def test_an_assessor_or_payee_editor_named_by_the_room_does_not_approve(office: Office) -> None:
    request = office.ask(CONTENT, makers=frozenset({"person_one"}))
    with pytest.raises(Forbidden):
        office.give("one", request)
    office.give("two", request)
    assert office.use(CONTENT) == request.id


@pytest.mark.invariant(22)
def test_one_person_with_two_accounts_counts_once(office: Office) -> None:
    request = office.ask(CONTENT, MIDDLE)
    office.give("one", request)
    office.actors["again"] = replace(office.actors["one"], account_id="account_again")
    for who in ("one", "again"):
        with pytest.raises(ApprovalGivenAlready):
            office.give(who, request)
    with pytest.raises(ApprovalMissing) as refused:
        office.use(CONTENT)
    assert (refused.value.facts["given"], refused.value.facts["required"]) == (1, 2)


@pytest.mark.invariant(22)
def test_the_database_itself_refuses_a_person_twice(office: Office) -> None:
    request = office.ask(CONTENT, MIDDLE)
    office.give("one", request)

    def forged(work: Work) -> None:
        voice = queries.store.voices_of(work, [request.id])[0]
        work.add(ApprovalPerson(id="app_forged", request_id=request.id, voice_id=voice.id,
                                person_id="person_one"))  # fmt: skip
        work.record(ActRefused(subject=request.id, problem="forged"))

    # Where the same row is raced for, the house tries again and then tells of it.
    with pytest.raises(Exception) as fault:  # noqa: PT011 - each database names it differently
        office.do("one", forged)
    assert (
        isinstance(fault.value, IntegrityError) or "already" in type(fault.value).__name__.lower()
    )


@pytest.mark.invariant(22)
def test_somebody_of_the_applicants_firm_does_not_learn_of_anything_to_approve(
    office: Office,
) -> None:
    with begin(office.world, office.actors["maker"]) as work:
        work.add(Company(id="com_1", name="한빛(가상)", size="small", kind="corporation",
                         created_at=work.now))  # fmt: skip
        work.session.flush()
        work.add(CompanyMember(id="mem_1", company_id="com_1", person_id="person_one",
                               kind="owner", from_on=work.today, confirmed_at=work.now))  # fmt: skip
        work.record(ActRefused(subject="com_1", problem="set-up"))
    request = office.ask(CONTENT, aggregates=(Aggregate(Dimension.APPLICANT, "com_1"),))
    with pytest.raises(NotFound):
        office.give("one", request)
    office.give("two", request)


@pytest.mark.invariant(22)
def test_another_digest_than_the_one_asked_is_refused(office: Office) -> None:
    request = office.ask(CONTENT)
    with pytest.raises(ApprovalStale):
        office.do("one", lambda work: actions.give(work, request.id, digest({"other": 1})))
    office.give("one", request)
    with pytest.raises(ApprovalStale):
        office.use({**CONTENT, "version": 2})
    assert office.use(CONTENT) == request.id


@pytest.mark.invariant(22)
def test_asking_anew_voids_what_was_approved_before(office: Office) -> None:
    first = office.ask(CONTENT)
    office.give("one", first)
    changed = {**CONTENT, "version": 2}
    second = office.ask(changed)
    with pytest.raises(StepNotAllowed):
        office.give("two", first)
    for content, refusal in ((CONTENT, ApprovalStale), (changed, ApprovalMissing)):
        with pytest.raises(refusal):
            office.use(content)
    office.give("one", second)
    assert office.use(changed) == second.id


@pytest.mark.invariant(22)
def test_voiding_on_request_takes_every_approval_away(office: Office) -> None:
    request = office.ask(CONTENT)
    office.give("one", request)
    office.do("maker", lambda work: actions.void_all(work, subject="plan_1", reason="withdrawn"))
    with pytest.raises(ApprovalMissing):
        office.use(CONTENT)


@pytest.mark.invariant(22)
def test_one_veto_stops_whatever_others_approved_and_says_why(office: Office) -> None:
    request = office.ask(CONTENT, MIDDLE)
    for who in ("one", "two"):
        office.give(who, request)
    office.do("one", lambda work: actions.veto(work, request.id, "산정이 맞지 않습니다"))
    with pytest.raises(ApprovalStopped):
        office.use(CONTENT)
    with pytest.raises(StepNotAllowed):
        office.give("three", request)
    shown = office.do("two", lambda work: queries.approval(work, request.id), reading=True)
    assert (shown.state.code, shown.ended_because) == ("vetoed", "산정이 맞지 않습니다")


@pytest.mark.invariant(22)
def test_a_request_expires_for_approvers_and_for_the_act(office: Office) -> None:
    request = office.ask(CONTENT, MIDDLE)
    office.give("one", request)
    office.clock.advance(days=14)
    with pytest.raises(ApprovalExpired):
        office.give("two", request)
    with pytest.raises(ApprovalExpired):
        office.use(CONTENT)


@pytest.mark.invariant(22)
def test_approving_needs_a_fresh_second_factor_and_the_role(office: Office) -> None:
    request = office.ask(CONTENT)
    with begin(office.world, office.actors["one"]) as work, pytest.raises(Forbidden) as refused:
        actions.give(work, request.id, request.digest)
    assert refused.value.facts["because"] == "step_up"
    office.actors["two"] = replace(office.actors["two"], role=Role.AUDITOR)
    with pytest.raises(Forbidden):
        office.give("two", request)


# -- delegation


def _delegates(office: Office, giver: str, taker: str) -> str:
    found: str = office.do(giver, lambda work: delegations.delegate(
        work, to_person_id=f"person_{taker}", from_on=work.today,
        until_on=work.today + timedelta(days=7)).id)  # fmt: skip
    return found


@pytest.mark.invariant(22)
def test_a_delegation_never_makes_two_persons_of_one(office: Office) -> None:
    _delegates(office, "one", "two")
    request = office.ask(CONTENT, MIDDLE)
    office.give("two", request, on_behalf_of="person_one")
    for who, more in (("two", {}), ("one", {}), ("two", {"on_behalf_of": "person_one"})):
        with pytest.raises(ApprovalGivenAlready):
            office.give(who, request, **more)
    with pytest.raises(ApprovalMissing):
        office.use(CONTENT)
    office.give("three", request)
    assert office.use(CONTENT) == request.id


@pytest.mark.invariant(22)
def test_a_barred_person_does_not_approve_through_a_delegate(office: Office) -> None:
    _delegates(office, "one", "two")
    request = office.ask(CONTENT, makers=frozenset({"person_one"}))
    with pytest.raises(ApprovalBarred):
        office.give("two", request, on_behalf_of="person_one")


def test_nobody_speaks_for_another_without_a_delegation_that_stands_today(office: Office) -> None:
    request = office.ask(CONTENT)
    with pytest.raises(DelegationWrong):
        office.give("two", request, on_behalf_of="person_one")
    delegation_id = _delegates(office, "one", "two")
    office.do("one", lambda work: delegations.end_delegation(work, delegation_id))
    with pytest.raises(DelegationWrong):
        office.give("two", request, on_behalf_of="person_one")
    _delegates(office, "one", "two")
    office.clock.advance(days=8)
    with pytest.raises(DelegationWrong):
        office.give("two", request, on_behalf_of="person_one")


def test_nobody_delegates_to_himself_or_to_nobody(office: Office) -> None:
    for taker in ("one", "unknown"):
        with pytest.raises(DelegationWrong):
            _delegates(office, "one", taker)


# -- splitting


@pytest.mark.invariant(23)
@pytest.mark.parametrize("dimension", list(Dimension))
def test_parts_of_one_whole_take_as_many_persons_as_the_whole(
    office: Office, dimension: Dimension
) -> None:
    key = (Aggregate(dimension, "key_1"),)
    parts = [
        office.ask({"part": number}, 4_000_000, about=f"part_{number}", aggregates=key)
        for number in range(4)
    ]
    # 16 million in four parts of 4: each of them takes the two persons of the whole.
    for number, request in enumerate(parts):
        office.give("one", request)
        with pytest.raises(ApprovalMissing) as refused:
            office.use({"part": number}, about=f"part_{number}")
        assert refused.value.facts["required"] == 2
        office.give("two", request)
        office.use({"part": number}, about=f"part_{number}")


@pytest.mark.invariant(23)
def test_a_later_part_counts_what_was_carried_out_before_and_not_what_was_void(
    office: Office,
) -> None:
    key = (Aggregate(Dimension.APPLICANT, "com_9"),)
    office.give("one", office.ask({"n": 1}, 8_000_000, about="a", aggregates=key))
    office.use({"n": 1}, about="a")
    void = office.ask({"n": 2}, 90_000_000, about="b", aggregates=key)
    office.do("maker", lambda work: actions.void_all(work, subject="b", reason="withdrawn"))
    later = office.ask({"n": 3}, 8_000_000, about="c", aggregates=key)
    assert (void.required_persons, later.decisive_won, later.required_persons) == (2, 16_000_000, 2)


@pytest.mark.invariant(23)
def test_only_the_part_that_falls_on_an_applicant_adds_up_for_that_applicant(
    office: Office,
) -> None:
    office.ask({"n": 1}, 9_000_000, about="a", aggregates=(
        Aggregate(Dimension.APPLICANT, "com_1", 8_000_000),
        Aggregate(Dimension.APPLICANT, "com_2", 1_000_000)))  # fmt: skip
    second = office.ask({"n": 2}, 8_500_000, about="b",
                        aggregates=(Aggregate(Dimension.APPLICANT, "com_2"),))  # fmt: skip
    assert (second.decisive_won, second.required_persons) == (9_500_000, 1)


# -- what is shown


def test_the_effect_is_stored_with_the_request_and_shown_with_its_method(office: Office) -> None:
    request = office.ask(CONTENT)
    shown = office.do("one", lambda work: queries.approval(work, request.id), reading=True)
    assert shown.content == CONTENT
    assert shown.digest == digest(CONTENT)
    assert shown.effect.after_won == -5_000_000
    assert len(shown.effect.stress_won) == 12
    assert {"ko", "en"} == set(shown.effect.method)
    assert [step.command for step in shown.steps] == ["give", "veto"]


def test_no_scheme_means_nobody_can_ask(office: Office) -> None:
    office.world.demonstration = False
    with pytest.raises(NoEnactedScheme):
        office.ask(CONTENT)


def test_the_list_is_paged_and_filtered(office: Office) -> None:
    for number in range(3):
        office.ask({"n": number}, about=f"plan_{number}")
    filters = {"kind": "plan", "state": "asked"}
    first = office.do("one", lambda work: queries.approvals(
        work, limit=2, cursor=None, filters=filters), reading=True)  # fmt: skip
    rest = office.do("one", lambda work: queries.approvals(
        work, limit=2, cursor=first.next_cursor, filters=filters), reading=True)  # fmt: skip
    assert [len(first.items), len(rest.items), rest.has_more] == [2, 1, False]
    assert len({row.id for row in (*first.items, *rest.items)}) == 3
