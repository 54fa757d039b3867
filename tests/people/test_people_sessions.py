"""Signing in, sessions and throttling, on a database."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.access.actor import ANYBODY, WORKER, Actor, Role
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.clock import FrozenClock
from app.kernel.problems import NotFound, Unauthenticated
from app.people import actions
from app.people.actions import OpenedSession
from app.people.identify import Identify
from app.people.passwords import NOBODYS_HASH
from app.people.problems import NotByToken, SessionEnded, TooManyTries, WrongCode
from app.people.queries import messages, own_account
from app.people.rules import SIGN_IN_LIMITS, Purpose
from app.web.deps import Credentials

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.9"
LOGIN = "person1@test.example"


@pytest.fixture
def party(someone: Callable[..., Actor]) -> Actor:
    """Return an account with the first test login."""
    return someone(Role.PARTY)


def sign_in(
    world: World, *, login: str = LOGIN, address: str = HOME, fits: bool = True
) -> OpenedSession | None:
    """Take both steps of a sign-in; the password itself is checked elsewhere."""
    attempt = perform(
        world, ANYBODY, lambda work: actions.begin_sign_in(work, login=login, address=address)
    )
    return perform(world, ANYBODY, lambda work: actions.finish_sign_in(work, attempt, fits=fits))


def opened(world: World) -> str:
    """Sign in and return the session's secret."""
    session = sign_in(world)
    assert session is not None
    return session.secret


def who(
    world: World, secret: str, identify: Identify | None = None, *, reading: bool = False
) -> Actor:
    """Ask who shows a session's secret."""
    chosen = identify or Identify()
    with begin(world, ANYBODY, reading=reading) as work:
        return chosen(work, Credentials("session", secret, HOME))


def test_nobody_is_anybody(world: World) -> None:
    with begin(world, ANYBODY, reading=True) as work:
        assert Identify()(work, Credentials()) is ANYBODY


def test_a_session_tells_who_it_is(world: World, party: Actor) -> None:
    actor = who(world, opened(world))
    assert (actor.account_id, actor.person_id, actor.role) == (
        party.account_id, party.person_id, Role.PARTY,
    )  # fmt: skip
    assert actor.channel == "session"
    assert actor.scopes is None


@pytest.mark.parametrize("secret", ["", "x", "\x00", "a" * 5000])
def test_an_unknown_secret_is_nobody(world: World, secret: str) -> None:
    with pytest.raises(SessionEnded):
        who(world, secret)


def test_a_session_is_dead_on_the_next_use_after_signing_out(world: World, party: Actor) -> None:
    secret = opened(world)
    perform(world, ANYBODY, lambda work: actions.sign_out(work, secret=secret))
    with pytest.raises(SessionEnded):
        who(world, secret)
    perform(world, ANYBODY, lambda work: actions.sign_out(work, secret=secret))


def test_a_session_ends_when_idle(world: World, party: Actor, clock: FrozenClock) -> None:
    secret = opened(world)
    clock.advance(minutes=29)
    who(world, secret)
    clock.advance(minutes=29)
    who(world, secret)
    clock.advance(minutes=30)
    with pytest.raises(SessionEnded):
        who(world, secret)


def test_a_session_that_only_reads_is_not_idle(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    secret, identify = opened(world), Identify()
    for _ in range(3):
        clock.advance(minutes=20)
        who(world, secret, identify, reading=True)
    with pytest.raises(SessionEnded):
        who(world, secret, Identify(), reading=True)
    perform(world, WORKER, identify.write_seen)
    who(world, secret, Identify(), reading=True)


def test_a_session_ends_after_twelve_hours_whatever_happens(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    secret = opened(world)
    for _ in range(47):
        clock.advance(minutes=15)
        who(world, secret)
    clock.advance(minutes=15)
    with pytest.raises(SessionEnded):
        who(world, secret)


def test_asking_who_it_is_takes_two_queries_at_most(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    from sqlalchemy import event  # noqa: PLC0415

    secret = opened(world)
    seen: list[str] = []
    event.listen(
        world.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2])
    )
    clock.advance(minutes=5)
    who(world, secret, reading=True)
    assert len([text for text in seen if text.startswith("SELECT")]) <= 2
    seen.clear()
    who(world, secret)
    who(world, secret)
    assert len([text for text in seen if text.startswith("UPDATE user_session")]) == 1


def test_the_sixth_wrong_password_from_one_source_is_not_even_checked(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    for _ in range(SIGN_IN_LIMITS["pair"].most):
        assert sign_in(world, fits=False) is None
    with pytest.raises(TooManyTries):
        sign_in(world)
    clock.advance(minutes=15)
    assert sign_in(world) is not None


def test_the_owner_is_not_locked_out_by_somebody_elses_tries(world: World, party: Actor) -> None:
    opened(world)
    for number in range(SIGN_IN_LIMITS["account"].most + 1):
        try:
            sign_in(world, address=f"198.51.100.{number}", fits=False)
        except TooManyTries:
            break
    with pytest.raises(TooManyTries):
        sign_in(world, address="203.0.113.5")
    assert sign_in(world, address=HOME) is not None


def test_a_source_that_tries_many_accounts_is_stopped(world: World, party: Actor) -> None:
    most = SIGN_IN_LIMITS["source"].most
    for number in range(most):
        assert sign_in(world, login=f"nobody{number}@test.example", fits=False) is None
    with pytest.raises(TooManyTries):
        sign_in(world, login="nobody@test.example", fits=False)


def test_signing_in_forgets_the_failures_before(world: World, party: Actor) -> None:
    for _ in range(3):
        for _ in range(SIGN_IN_LIMITS["pair"].most - 1):
            sign_in(world, fits=False)
        assert sign_in(world) is not None


def test_an_unknown_login_takes_the_same_steps_as_a_wrong_password(
    world: World, party: Actor
) -> None:
    attempt = perform(
        world, ANYBODY,
        lambda work: actions.begin_sign_in(work, login="no@test.example", address=HOME),
    )  # fmt: skip
    assert attempt.password_hash == NOBODYS_HASH
    assert perform(
        world, ANYBODY, lambda work: actions.finish_sign_in(work, attempt, fits=True)
    ) is None  # fmt: skip


def code_for(world: World, purpose: Purpose, login: str) -> tuple[str, str]:
    """Ask for a code and read it from the outbox page; empty where none was sent."""
    row = perform(
        world, ANYBODY,
        lambda work: actions.ask_code(work, purpose=purpose, login=login, address=HOME),
    )  # fmt: skip
    return row.id, newest_code(world)


def newest_code(world: World) -> str:
    """Return the code in the newest message."""
    world.demonstration = True
    page = perform(world, ANYBODY, messages, reading=True)
    world.demonstration = False
    body = page.items[0].body_en if page.items else ""
    return body.partition("Your code is ")[2].partition(".")[0]


def check(world: World, code_id: str, code: str, purpose: Purpose = Purpose.RESET) -> str:
    """Use one try of a code."""
    return perform(
        world, ANYBODY,
        lambda work: actions.check_code(work, code_id=code_id, code=code, purpose=purpose),
    )  # fmt: skip


def test_a_reset_ends_every_session_and_the_code_with_it(world: World, party: Actor) -> None:
    old = opened(world)
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    assert check(world, code_id, code.lower()) == LOGIN

    def reset(work: Work) -> OpenedSession:
        return actions.reset_password(
            work, code_id=code_id, code=code, password_hash="other", address=HOME
        )

    fresh = perform(world, ANYBODY, reset).secret
    with pytest.raises(SessionEnded):
        who(world, old)
    assert who(world, fresh).account_id == party.account_id
    with pytest.raises(WrongCode):
        perform(world, ANYBODY, reset)
    assert check(world, code_id, code) == ""


def test_a_code_is_dead_after_five_wrong_tries(world: World, party: Actor) -> None:
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    for _ in range(5):
        assert check(world, code_id, "0000-0000") == ""
    assert check(world, code_id, code) == ""


def test_the_fifth_try_of_a_code_still_counts(world: World, party: Actor) -> None:
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    for _ in range(4):
        check(world, code_id, "0000-0000")
    assert check(world, code_id, code) == LOGIN


def test_a_code_dies_after_ten_minutes(world: World, party: Actor, clock: FrozenClock) -> None:
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    clock.instant += timedelta(minutes=10)
    assert check(world, code_id, code) == ""


def test_a_code_for_one_purpose_opens_no_other(world: World, party: Actor) -> None:
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    assert check(world, code_id, code, Purpose.REGISTER) == ""


def test_codes_that_others_ask_for_do_not_spoil_ones_own(world: World, party: Actor) -> None:
    code_id, code = code_for(world, Purpose.RESET, LOGIN)
    other_id, _ = code_for(world, Purpose.RESET, LOGIN)
    for _ in range(6):
        check(world, other_id, "0000-0000")
    assert check(world, code_id, code) == LOGIN


def test_an_unknown_address_gets_the_same_answer_and_no_message(world: World) -> None:
    code_id, code = code_for(world, Purpose.RESET, "nobody@test.example")
    assert code_id.startswith("otc_")
    assert code == ""


def test_registering_a_known_address_sends_no_code(world: World, party: Actor) -> None:
    _, code = code_for(world, Purpose.REGISTER, LOGIN)
    assert code == ""


def test_the_sixth_code_in_an_hour_is_refused(world: World, party: Actor) -> None:
    for _ in range(5):
        code_for(world, Purpose.RESET, LOGIN)
    with pytest.raises(TooManyTries):
        code_for(world, Purpose.RESET, LOGIN)


def test_stepping_up_goes_on_under_another_secret(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    secret = opened(world)
    actor = who(world, secret)
    assert not actor.stepped_up(clock.now())
    row = perform(world, actor, lambda work: actions.ask_step_up_code(work, address=HOME))
    code = newest_code(world)
    assert check(world, row.id, code, Purpose.STEP_UP) == LOGIN
    fresh = perform(
        world, actor,
        lambda work: actions.step_up(work, code_id=row.id, code=code, secret=secret),
    ).secret  # fmt: skip
    with pytest.raises(SessionEnded):
        who(world, secret)
    assert who(world, fresh).stepped_up(clock.now())
    clock.advance(minutes=16)
    assert not who(world, fresh).stepped_up(clock.now())


def test_a_token_cannot_step_up(world: World, party: Actor) -> None:
    from dataclasses import replace  # noqa: PLC0415

    by_token = replace(party, scopes=frozenset({"accounts:read"}))
    with pytest.raises(NotByToken):
        perform(world, by_token, lambda work: actions.ask_step_up_code(work, address=HOME))


def test_the_role_picker_opens_nothing_outside_a_demonstration(world: World, party: Actor) -> None:
    def pick(work: Work) -> OpenedSession:
        return actions.open_demonstration_session(work, account_id=party.account_id, address=HOME)

    with pytest.raises(NotFound):
        perform(world, ANYBODY, pick)
    world.demonstration = True
    assert who(world, perform(world, ANYBODY, pick).secret).account_id == party.account_id


def test_nobody_reads_an_own_account_without_one(world: World) -> None:
    with pytest.raises(Unauthenticated):
        perform(world, ANYBODY, own_account, reading=True)


def test_the_purge_leaves_what_is_still_of_use(
    world: World, party: Actor, clock: FrozenClock
) -> None:
    secret = opened(world)
    code_for(world, Purpose.RESET, LOGIN)
    perform(world, WORKER, actions.purge)
    who(world, secret)
    clock.advance(days=100)
    assert perform(world, WORKER, actions.purge) >= 3
