"""The office of a case in which secrets are kept, and what its tests share."""

import pytest

from app.access.actor import Role
from app.discovery.confidentiality import leak_readers, redacting
from app.discovery.evidence.rules import IntakeLimits
from tests.discovery.conftest import Office, actor


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave text recognition, which takes seconds a page, to the tests that are about it."""
    monkeypatch.setattr(leak_readers, "recognised", lambda _content: [])


@pytest.fixture
def house(office: Office) -> Office:
    """Return the office with a lead and room for larger files."""
    office.client.app.state.intake_limits = IntakeLimits()  # type: ignore[attr-defined]
    office.actors["lead"] = actor("lead", Role.LEAD, unit="subcontract")
    return office


@pytest.fixture
def examiner_account(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker find the examiner, who has no account of people's here."""
    monkeypatch.setattr(redacting, "actor_of", lambda _, account_id: house.actors["examiner"])
