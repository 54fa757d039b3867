"""Tokens: scopes, revocation, and what a token may never do; on a database."""

from collections.abc import Callable

import pytest

from app.access.actor import ANYBODY, MINE, OPEN, Actor, Role
from app.access.policy import May
from app.db.work import begin, perform
from app.db.world import World
from app.kernel import ids
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden, NotFound, Stale
from app.people import actions, queries
from app.people.identify import Identify
from app.people.problems import AlreadySettled, NotByToken, ScopeTooWide, SessionEnded
from app.people.tables import ApiToken
from app.web.deps import Credentials

Maker = Callable[..., Actor]


def issue(world: World, actor: Actor, *scopes: str, days: int = 90) -> tuple[ApiToken, str]:
    """Issue a token and return it with what a programme would send."""
    prefix, secret = ids.spoken_code(3).replace("-", ""), ids.new_secret()
    row = perform(
        world, actor,
        lambda work: actions.issue_token(
            work, label="시험", scopes=list(scopes), lasts_days=days, prefix=prefix, secret=secret
        ),
    )  # fmt: skip
    return row, f"ssg_{prefix}_{secret}"


def who(world: World, shown: str, kind: str = "token") -> Actor:
    """Ask who shows a token."""
    with begin(world, ANYBODY) as work:
        return Identify()(work, Credentials(kind, shown, "192.0.2.1"))


def test_a_token_carries_its_scopes_and_nothing_more(world: World, someone: Maker) -> None:
    investigator = someone(Role.INVESTIGATOR, unit="u1")
    _, shown = issue(world, investigator, "companies:read")
    actor = who(world, shown)
    assert actor.scopes == {"companies:read"}
    assert actor.unit == "u1"
    with begin(world, actor, reading=True) as work:
        work.require(May.COMPANY_READ, OPEN)
        with pytest.raises(Forbidden):
            work.require(May.COMPANY_REGISTER, OPEN)
        with pytest.raises(Forbidden):
            work.require(May.TOKEN_MANAGE, MINE)


@pytest.mark.parametrize(
    "scope", ["accounts:manage", "tokens:manage", "nonsense", "", "cases:assign"]
)
def test_a_scope_outside_the_role_is_refused_and_named(
    world: World, someone: Maker, scope: str
) -> None:
    with pytest.raises(ScopeTooWide) as caught:
        issue(world, someone(Role.PARTY), "cases:read", scope)
    assert [error.pointer for error in caught.value.errors] == ["/scopes/1"]


def test_a_token_makes_no_tokens(world: World, someone: Maker) -> None:
    from dataclasses import replace  # noqa: PLC0415

    party = someone(Role.PARTY)
    with pytest.raises((NotByToken, Forbidden)):
        issue(world, replace(party, scopes=frozenset({"tokens:manage"})), "cases:read")


def test_a_revoked_token_is_dead_on_the_next_use(world: World, someone: Maker) -> None:
    party = someone(Role.PARTY)
    row, shown = issue(world, party, "cases:read")
    who(world, shown)
    perform(world, party, lambda work: actions.revoke_token(work, token_id=row.id, version=1))
    with pytest.raises(SessionEnded):
        who(world, shown)
    with pytest.raises(Stale):
        perform(world, party, lambda work: actions.revoke_token(work, token_id=row.id, version=1))
    with pytest.raises(AlreadySettled):
        perform(world, party, lambda work: actions.revoke_token(work, token_id=row.id))


def test_a_token_ends_at_its_expiry(world: World, someone: Maker, clock: FrozenClock) -> None:
    _, shown = issue(world, someone(Role.PARTY), "cases:read", days=1)
    clock.advance(days=1, seconds=-1)
    who(world, shown)
    clock.advance(seconds=1)
    with pytest.raises(SessionEnded):
        who(world, shown)


def test_nobody_revokes_anothers_token(world: World, someone: Maker) -> None:
    row, _ = issue(world, someone(Role.PARTY), "cases:read")
    with pytest.raises(NotFound):
        perform(
            world, someone(Role.PARTY), lambda work: actions.revoke_token(work, token_id=row.id)
        )


def test_a_token_is_no_session_and_a_wrong_secret_is_nothing(world: World, someone: Maker) -> None:
    _, shown = issue(world, someone(Role.PARTY), "cases:read")
    with pytest.raises(SessionEnded):
        who(world, shown, "session")
    with pytest.raises(SessionEnded):
        who(world, shown[:-1] + ("A" if shown[-1] != "A" else "B"))
    for wrong in ("", "ssg__", "ssg_\x00_x", "ssg_ABCDEFGHJKMN"):
        with pytest.raises(SessionEnded):
            who(world, wrong)


def test_the_list_tells_when_a_token_was_used(
    world: World, someone: Maker, clock: FrozenClock
) -> None:
    party = someone(Role.PARTY)
    _, shown = issue(world, party, "cases:read")
    clock.advance(minutes=3)
    who(world, shown)
    clock.advance(seconds=30)
    who(world, shown)
    listed = perform(world, party, queries.tokens, reading=True).items
    assert [row.last_used_at for row in listed] == [clock.now().replace(second=0)]
    assert all(row.secret is None for row in listed)
