"""Accounts and invitations, on a database."""

from collections.abc import Callable

import pytest

from app.access.actor import ANYBODY, WORKER, Actor, Role
from app.access.policy import May
from app.db.work import begin, perform
from app.db.world import World
from app.kernel.clock import FrozenClock
from app.kernel.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from app.people import actions, queries
from app.people.actions import NewPerson, OpenedSession
from app.people.identify import Identify
from app.people.problems import AlreadySettled, LoginTaken, SessionEnded, TooManyTries, WrongCode
from app.people.tables import Invitation
from app.web.deps import Credentials

Maker = Callable[..., Actor]
HERE = "192.0.2.1"


def invite(world: World, by: Actor, role: Role, **more: str) -> tuple[Invitation, str]:
    """Send an invitation and read its code from the outbox page."""
    row = perform(
        world, by,
        lambda work: actions.invite(
            work, role=role, unit=more.get("unit", ""),
            email=more.get("email", "new@test.example"), person_id=more.get("person_id"),
        ),
    )  # fmt: skip
    world.demonstration = True
    body = perform(world, ANYBODY, queries.messages, reading=True).items[0].body_en
    world.demonstration = False
    return row, body.partition(", code ")[2].partition(".")[0]


def accept(world: World, invitation: Invitation, code: str) -> OpenedSession:
    """Accept an invitation."""
    return perform(
        world, ANYBODY,
        lambda work: actions.accept_invitation(
            work, invitation_id=invitation.id, code=code, person=NewPerson("새 사람"),
            password_hash="x", address=HERE,
        ),
    )  # fmt: skip


def check(world: World, invitation_id: str, code: str) -> str:
    """Use one try of an invitation."""
    return perform(
        world, ANYBODY,
        lambda work: actions.check_invitation(
            work, invitation_id=invitation_id, code=code, address=HERE
        ),
    )  # fmt: skip


def test_an_invitation_opens_one_account_of_its_role(world: World, someone: Maker) -> None:
    invitation, code = invite(world, someone(Role.ADMINISTRATOR), Role.COURT)
    assert check(world, invitation.id, code) == "new@test.example"
    account = accept(world, invitation, code).account
    assert (account.role, account.login) == (Role.COURT, "new@test.example")
    with pytest.raises(WrongCode):
        accept(world, invitation, code)
    assert check(world, invitation.id, code) == ""


def test_an_invitation_dies_after_seven_days(
    world: World, someone: Maker, clock: FrozenClock
) -> None:
    invitation, code = invite(world, someone(Role.ADMINISTRATOR), Role.COURT)
    clock.advance(days=7, seconds=-1)
    assert check(world, invitation.id, code)
    clock.advance(seconds=1)
    assert check(world, invitation.id, code) == ""


def test_guessing_an_invitation_is_stopped(world: World, someone: Maker) -> None:
    invitation, _ = invite(world, someone(Role.ADMINISTRATOR), Role.COURT)
    for _ in range(5):
        assert check(world, invitation.id, "wrong-code") == ""
    with pytest.raises(TooManyTries):
        check(world, invitation.id, "wrong-code")


def test_a_lead_invites_investigators_to_the_own_unit_only(world: World, someone: Maker) -> None:
    lead = someone(Role.LEAD, unit="u1")
    invite(world, lead, Role.INVESTIGATOR, unit="u1")
    with pytest.raises(Invalid):
        invite(world, lead, Role.INVESTIGATOR, unit="u2", email="b@test.example")
    with pytest.raises(Forbidden):
        invite(world, lead, Role.ADMINISTRATOR, email="c@test.example")
    with pytest.raises(Forbidden):
        invite(world, someone(Role.PARTY), Role.COURT)
    with pytest.raises(Unauthenticated):
        invite(world, ANYBODY, Role.COURT)


def test_a_second_account_belongs_to_the_same_person(world: World, someone: Maker) -> None:
    lead = someone(Role.LEAD)
    invitation, code = invite(
        world, someone(Role.ADMINISTRATOR), Role.INVESTIGATOR, person_id=lead.person_id
    )
    assert accept(world, invitation, code).account.person_id == lead.person_id


def test_who_acted_as_one_account_cannot_countersign_as_another(
    world: World, someone: Maker
) -> None:
    drafter = someone(Role.INVESTIGATOR, unit="u1")
    same_person = someone(Role.LEAD, unit="u1", person=drafter.person_id)
    other_person = someone(Role.LEAD, unit="u1")
    done_by = {May.MEASURE_DRAFT: frozenset({drafter.person_id})}

    def answer(actor: Actor) -> str:
        with begin(world, actor, reading=True) as work:
            target = queries.case_target(
                work, "case_" + "0" * 32, unit="u1", level=2, done_by=done_by
            )
            return work.decide(May.MEASURE_COUNTERSIGN, target).code

    assert same_person.account_id != drafter.account_id
    assert answer(same_person) == "same_person"
    assert answer(other_person) == "allowed"


def test_a_disabled_account_is_dead_on_every_channel_at_once(world: World, someone: Maker) -> None:
    administrator, investigator = someone(Role.ADMINISTRATOR), someone(Role.INVESTIGATOR)
    world.demonstration = True
    session = perform(
        world, ANYBODY,
        lambda work: actions.open_demonstration_session(
            work, account_id=investigator.account_id, address=HERE
        ),
    ).secret  # fmt: skip
    prefix, secret = "ABCDEFGHJKMN", "s" * 43
    perform(
        world, investigator,
        lambda work: actions.issue_token(
            work, label="t", scopes=["cases:read"], lasts_days=9, prefix=prefix, secret=secret
        ),
    )  # fmt: skip
    shown = [("session", session), ("token", f"ssg_{prefix}_{secret}")]

    def ask(kind: str, value: str) -> Actor:
        with begin(world, ANYBODY) as work:
            return Identify()(work, Credentials(kind, value, HERE))

    for kind, value in shown:
        assert ask(kind, value).account_id == investigator.account_id
    key = investigator.account_id
    perform(world, administrator, lambda work: actions.disable_account(work, account_id=key))
    for kind, value in shown:
        with pytest.raises(SessionEnded):
            ask(kind, value)
    perform(world, administrator, lambda work: actions.enable_account(work, account_id=key))
    for kind, value in shown:
        with pytest.raises(SessionEnded):
            ask(kind, value)
    with pytest.raises(AlreadySettled):
        perform(world, administrator, lambda work: actions.enable_account(work, account_id=key))


def test_an_administrator_does_not_lock_himself_out(world: World, someone: Maker) -> None:
    administrator = someone(Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        perform(
            world, administrator,
            lambda work: actions.disable_account(work, account_id=administrator.account_id),
        )  # fmt: skip


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.WORKER}))
def test_only_administrators_and_the_worker_open_accounts(
    world: World, someone: Maker, role: Role
) -> None:
    actor = ANYBODY if role is Role.PUBLIC else someone(role)
    with pytest.raises((Forbidden, Unauthenticated, NotFound)):
        perform(
            world, actor,
            lambda work: actions.create_account(
                work, role=Role.LEAD, person=NewPerson("가"), login="x@test.example",
                password_hash="x",
            ),
        )  # fmt: skip


def test_a_login_is_taken_once_whatever_its_case(world: World, someone: Maker) -> None:
    someone(Role.PARTY, login="Same@test.example")
    with pytest.raises(LoginTaken):
        someone(Role.PARTY, login="same@TEST.example")


def test_nobody_gets_an_account_without_a_person(world: World) -> None:
    for role in (Role.PUBLIC, Role.WORKER):
        with pytest.raises(Conflict):
            perform(
                world, WORKER,
                lambda work, role=role: actions.create_account(
                    work, role=role, person=NewPerson("가"), login="x@test.example",
                    password_hash="x",
                ),
            )  # fmt: skip


def test_an_account_is_read_by_its_owner_and_the_administrator(
    world: World, someone: Maker
) -> None:
    owner, other = someone(Role.PARTY), someone(Role.PARTY)
    for reader in (owner, someone(Role.ADMINISTRATOR)):
        found = perform(
            world, reader, lambda work: queries.account(work, owner.account_id), reading=True
        )
        assert found.login == "person1@test.example"
    with pytest.raises(NotFound):
        perform(world, other, lambda work: queries.account(work, owner.account_id), reading=True)
    administrator = someone(Role.ADMINISTRATOR)
    for missing in ("acc_" + "0" * 32, "\x00", "x"):
        with pytest.raises(NotFound):
            perform(
                world,
                administrator,
                lambda work, key=missing: queries.account(work, key),
                reading=True,
            )


def test_accounts_are_listed_in_pages_without_gaps(world: World, someone: Maker) -> None:
    administrator = someone(Role.ADMINISTRATOR)
    for _ in range(6):
        someone(Role.INVESTIGATOR, unit="u1")
    seen, cursor = [], None
    while True:
        page = perform(
            world, administrator,
            lambda work, place=cursor: queries.accounts(work, limit=3, cursor=place), reading=True,
        )  # fmt: skip
        seen += [row.login for row in page.items]
        cursor = page.next_cursor
        if not page.has_more:
            break
    assert seen == sorted(set(seen))
    assert len(seen) == 7


def test_the_outbox_page_is_closed_outside_a_demonstration(world: World, someone: Maker) -> None:
    with pytest.raises(Unauthenticated):
        perform(world, ANYBODY, queries.messages, reading=True)
    with pytest.raises(Forbidden):
        perform(world, someone(Role.LEAD), queries.messages, reading=True)
    perform(world, someone(Role.ADMINISTRATOR), queries.messages, reading=True)


def test_officials_are_found_by_role_and_unit(world: World, someone: Maker) -> None:
    lead = someone(Role.LEAD, unit="u1")
    wanted = someone(Role.INVESTIGATOR, unit="u1")
    someone(Role.INVESTIGATOR, unit="u2")
    found = perform(
        world, lead, lambda work: queries.staff(work, roles=[Role.INVESTIGATOR], unit="u1"),
        reading=True,
    )  # fmt: skip
    assert [row.id for row in found] == [wanted.account_id]
    with pytest.raises(Forbidden):
        perform(
            world, someone(Role.PARTY),
            lambda work: queries.staff(work, roles=[Role.INVESTIGATOR]), reading=True,
        )  # fmt: skip


def test_a_notice_goes_to_the_persons_account_as_a_party(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    official = someone(Role.LEAD)

    def account_of(person_id: str) -> str:
        return perform(
            world, WORKER, lambda work: queries.account_of_person(work, person_id), reading=True
        )

    assert account_of(party.person_id) == party.account_id
    assert account_of(official.person_id) == ""
    perform(
        world,
        WORKER,
        lambda work: actions.send_notice(work, account_id=party.account_id, path="/my-cases/x"),
    )
    page = perform(world, someone(Role.ADMINISTRATOR), queries.messages, reading=True)
    assert (page.items[0].address, page.items[0].path) == ("person1@test.example", "/my-cases/x")
