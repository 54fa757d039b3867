"""Lifetimes, limits, passwords and what is typed; without any database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.actor import Role
from app.access.policy import POLICY, May
from app.people import passwords, rules

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_relation_holds_from_its_first_instant_up_to_its_end() -> None:
    end = NOW + timedelta(days=1)
    assert not rules.lasts(NOW - SECOND, NOW, end)
    assert rules.lasts(NOW, NOW, end)
    assert rules.lasts(end - SECOND, NOW, end)
    assert not rules.lasts(end, NOW, end)
    assert rules.lasts(end, NOW, None)


def test_a_relation_that_is_only_named_never_holds() -> None:
    assert not rules.lasts(NOW, None, None)


def test_the_last_day_of_a_mandate_still_counts() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert not rules.stands(date(2026, 10, 31), first, last)
    assert rules.stands(first, first, last)
    assert rules.stands(last, first, last)
    assert not rules.stands(date(2026, 12, 1), first, last)


def test_a_session_ends_when_idle_for_thirty_minutes_or_twelve_hours_old() -> None:
    assert rules.session_alive(NOW, NOW - timedelta(hours=1), NOW - timedelta(minutes=30) + SECOND)
    assert not rules.session_alive(NOW, NOW - timedelta(hours=1), NOW - timedelta(minutes=30))
    assert rules.session_alive(NOW, NOW - timedelta(hours=12) + SECOND, NOW)
    assert not rules.session_alive(NOW, NOW - timedelta(hours=12), NOW)


def test_the_try_after_the_last_allowed_one_is_refused() -> None:
    for name, limit in rules.SIGN_IN_LIMITS.items():
        counts = {name: limit.most}
        assert rules.exceeded(counts, rules.SIGN_IN_LIMITS, known_source=False) is None
        counts[name] += 1
        assert rules.exceeded(counts, rules.SIGN_IN_LIMITS, known_source=False) == name


def test_what_others_use_up_does_not_shut_out_a_known_source() -> None:
    counts = {"pair": 1, "source": 1, "account": 10_000, "global": 1_000_000}
    assert rules.exceeded(counts, rules.SIGN_IN_LIMITS, known_source=True) is None
    assert rules.exceeded(counts, rules.SIGN_IN_LIMITS, known_source=False) == "account"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_household_is_one_source(address: str, source: str) -> None:
    assert rules.source_of(address) == source


def test_no_token_can_make_tokens_and_none_is_wider_than_its_role() -> None:
    for role in Role:
        allowed = rules.grantable(role)
        assert May.TOKEN_MANAGE not in allowed
        assert all(role in POLICY[may] for may in allowed)


def test_nobody_invites_parties_workers_or_the_public() -> None:
    for invited in rules.INVITES.values():
        assert not invited & {Role.PARTY, Role.PUBLIC, Role.WORKER}
    assert Role.ADMINISTRATOR not in rules.INVITES[Role.LEAD]
    assert Role.AUDITOR not in rules.INVITES[Role.LEAD]


@pytest.mark.parametrize("written", ["7k3m-q2xd", "7K3MQ2XD", " 7K3M Q2XD ", "７K3M-Q2XD"])
def test_a_code_is_read_however_it_is_typed(written: str) -> None:
    assert rules.normal_code(written) == "7K3MQ2XD"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert rules.normal_code("oIl0") == "0110"


@pytest.mark.parametrize("written", ["Hong@Company.co.kr ", "ｈｏｎｇ@company.co.kr"])
def test_a_login_is_compared_in_one_form(written: str) -> None:
    assert rules.normal_email(written) == "hong@company.co.kr"


@pytest.mark.parametrize(
    "written",
    ["", "hong", "hong@", "@a.kr", "a b@c.kr", "홍@회사.kr", "a@b", "a@b.kr\x00", "a@@b.kr"],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(rules.WrongEmail):
        rules.normal_email(written)


@given(st.text(max_size=60))
def test_a_login_stays_as_it_is_when_read_again(written: str) -> None:
    try:
        once = rules.normal_email(written)
    except rules.WrongEmail:
        return
    assert rules.normal_email(once) == once


@pytest.mark.parametrize(
    "password",
    ["short", "elevenchars", "a" * 129, "password1234", "qwertyuiop12", "111111111111",
     "abababababab", "123456789012", "qwertyasdfgh", "비밀번호비밀번호비밀번호", "hongkildong-9x7",
     "tkfkdgo1234!"],
)  # fmt: skip
def test_short_used_and_guessable_passwords_are_refused(password: str) -> None:
    known = passwords.widely_used()
    assert rules.password_fault(password, "hongkildong@a.kr", known) is not None


@pytest.mark.parametrize(
    "password",
    ["ginkgo-wharf-41-lamp", "느티나무 아래 세 번째 우물", "x7#Kd0q!vB2z", "a1b2c3d4e5f6" * 10],
)
def test_long_unguessable_passwords_are_taken(password: str) -> None:
    assert rules.password_fault(password, "hong@a.kr", passwords.widely_used()) is None
