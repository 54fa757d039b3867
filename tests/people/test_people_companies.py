"""Companies, their members, and who reads them; on a database."""

from collections.abc import Callable

import pytest

from app.access.actor import Actor, Role
from app.db.faults import AlreadyThere
from app.db.work import perform
from app.db.world import World
from app.kernel.problems import Forbidden, Invalid, NotFound, Stale
from app.people import actions, queries
from app.people.problems import AlreadyMember, AlreadySettled
from app.people.rules import CompanySize, MemberKind
from app.people.schemas.companies import CompanyIn, CompanyRegisteredOut, CompanyUpdateIn

Maker = Callable[..., Actor]
Again = Callable[[Actor], Actor]
NUMBER = "124-81-00998"


def register(world: World, actor: Actor, **fields: object) -> CompanyRegisteredOut:
    """Register a company."""
    form = CompanyIn.model_validate({"name": "한빛정밀(가상)"} | fields)
    return perform(
        world, actor,
        lambda work: CompanyRegisteredOut.of(*actions.register_company(work, form)),
    )  # fmt: skip


def confirm(world: World, actor: Actor, member_id: str) -> None:
    """Confirm a member as staff."""
    perform(
        world, actor,
        lambda work: actions.confirm_member(work, member_id=member_id, kind=MemberKind.STAFF),
    )  # fmt: skip


def test_who_registers_a_company_owns_it(world: World, someone: Maker, again: Again) -> None:
    party = someone(Role.PARTY)
    done = register(world, party, business_number=NUMBER, phone="02-123-4567")
    assert done.confirmed
    assert done.company is not None
    assert (done.company.business_number, done.company.phone) == (NUMBER, "02-123-4567")
    assert again(party).company_ids == {done.company_id}


def test_typing_another_firms_number_opens_nothing(
    world: World, someone: Maker, again: Again
) -> None:
    owner, stranger = someone(Role.PARTY), someone(Role.PARTY)
    firm = register(world, owner, business_number=NUMBER)
    waiting = register(world, stranger, business_number="１２４８１００９９８", name="다른 이름")
    assert (waiting.company_id, waiting.confirmed, waiting.company) == (
        firm.company_id, False, None,
    )  # fmt: skip
    assert again(stranger).company_ids == frozenset()
    with pytest.raises(NotFound):
        perform(
            world, again(stranger), lambda work: queries.company(work, firm.company_id),
            reading=True,
        )  # fmt: skip
    with pytest.raises(AlreadyMember):
        register(world, stranger, business_number=NUMBER)


def test_a_company_that_a_complaint_named_waits_for_an_official(
    world: World, someone: Maker, again: Again
) -> None:
    filer, respondent = someone(Role.PARTY), someone(Role.PARTY)
    form = CompanyIn(name="대성산업(가상)", business_number=NUMBER)
    named = perform(world, filer, lambda work: actions.name_company(work, form).id)
    assert again(filer).company_ids == frozenset()
    again_named = perform(world, filer, lambda work: actions.name_company(work, form).id)
    assert again_named == named
    waiting = register(world, respondent, business_number=NUMBER)
    assert (waiting.company_id, waiting.confirmed) == (named, False)
    assert waiting.member_id is not None
    for other in (filer, respondent, someone(Role.COMMITTEE)):
        with pytest.raises((Forbidden, NotFound)):
            confirm(world, other, waiting.member_id)
    confirm(world, someone(Role.INVESTIGATOR), waiting.member_id)
    assert again(respondent).company_ids == {named}
    with pytest.raises(AlreadySettled):
        confirm(world, someone(Role.LEAD), waiting.member_id)


def test_an_owner_confirms_colleagues_but_staff_cannot(
    world: World, someone: Maker, again: Again
) -> None:
    owner, first, second = someone(Role.PARTY), someone(Role.PARTY), someone(Role.PARTY)
    register(world, owner, business_number=NUMBER)
    waiting = register(world, first, business_number=NUMBER)
    later = register(world, second, business_number=NUMBER)
    assert waiting.member_id is not None
    assert later.member_id is not None
    confirm(world, again(owner), waiting.member_id)
    assert again(first).company_ids == {waiting.company_id}
    with pytest.raises(Forbidden):
        confirm(world, again(first), later.member_id)


def test_a_wrong_number_names_the_field(world: World, someone: Maker) -> None:
    with pytest.raises(Invalid) as caught:
        register(world, someone(Role.PARTY), business_number="124-81-00999")
    error = caught.value.errors[0]
    assert (error.pointer, error.code) == ("/business_number", "brn.check_digit")


def test_demonstration_numbers_count_in_a_demonstration_only(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    with pytest.raises(Invalid):
        register(world, party, business_number="102-81-00004")
    world.demonstration = True
    assert register(world, party, business_number="102-81-00004").confirmed


def test_an_official_does_not_register_a_company_twice(world: World, someone: Maker) -> None:
    official = someone(Role.INVESTIGATOR)
    done = register(world, official, business_number=NUMBER)
    assert (done.member_id, done.confirmed) == (None, True)
    with pytest.raises(AlreadyThere):
        register(world, official, business_number=NUMBER)


def test_a_company_without_a_number_may_share_its_name(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    assert register(world, party).company_id != register(world, party).company_id


def test_facts_are_corrected_on_the_version_read(
    world: World, someone: Maker, again: Again
) -> None:
    owner = someone(Role.PARTY)
    firm = register(world, owner)
    form = CompanyUpdateIn(size=CompanySize.SMALL, sales_won=3_000_000_000)

    def update(actor: Actor) -> int:
        return perform(
            world, actor,
            lambda work: actions.update_company(
                work, company_id=firm.company_id, form=form, version=1
            ),
        ).version  # fmt: skip

    with pytest.raises(NotFound):
        update(someone(Role.PARTY))
    assert update(again(owner)) == 2
    with pytest.raises(Stale):
        update(again(owner))


def test_officials_find_companies_by_name_and_number(world: World, someone: Maker) -> None:
    party, lead = someone(Role.PARTY), someone(Role.LEAD)
    register(world, party, business_number=NUMBER)
    register(world, party, name="대성산업(가상)")
    register(world, party, name="100%_단가(가상)")

    def found(search: str) -> list[str]:
        page = perform(
            world, lead, lambda work: queries.companies(work, search=search), reading=True
        )
        return [row.name for row in page.items]

    assert found("한빛") == ["한빛정밀(가상)"]
    assert found("124-81") == ["한빛정밀(가상)"]
    assert found("%_") == ["100%_단가(가상)"]
    assert len(found("")) == len(found("\x00")) == 3


def test_a_party_lists_its_own_companies_only(world: World, someone: Maker, again: Again) -> None:
    first, second = someone(Role.PARTY), someone(Role.PARTY)
    own = register(world, first)
    register(world, second, name="남의 회사(가상)")
    page = perform(world, again(first), queries.companies, reading=True)
    assert [row.id for row in page.items] == [own.company_id]
    members = perform(
        world, again(first), lambda work: queries.members(work, own.company_id), reading=True
    )
    assert [(row.name, row.kind) for row in members.items] == [("사람1", MemberKind.OWNER)]
