"""Who is given a receipt, which names whoever acted; and how often the chain says so."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import ANYBODY, Role, Tie
from app.audit import keys
from app.audit.sequencer import run
from app.db.events import ActRefused
from app.db.work import begin
from app.kernel.clock import FrozenClock
from app.people.tables import CaseTie, Person
from tests.discovery.conftest import ACTORS, CASE, CODE, DRAFT, Office, actor
from tests.support.sample_files import SAMPLES

LET_IN = {"expert": Role.EXPERT, "court": Role.COURT, "commissioner": Role.COMMITTEE}


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Office:
    """Return the office with a log that is signed, and with those whom its case is open to."""
    state = office.client.app.state  # type: ignore[attr-defined]
    state.audit_public_key = signing(tmp_path).public
    state.timestamps_configured = False
    with begin(office.world, ANYBODY) as work:
        for name, role in LET_IN.items():
            office.actors[name] = actor(name, role)
            work.add(Person(id=f"person_{name}", name=name, created_at=work.now))
            work.session.flush()
            work.add(
                CaseTie(
                    id=f"tie_{name}", case_id=CASE, person_id=f"person_{name}", level=3,
                    kind=Tie.SEATED if name == "commissioner" else Tie.GRANTED,
                    from_at=work.now - timedelta(days=1), set_by="test", set_at=work.now,
                )
            )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))
    return office


def signing(folder: Path) -> keys.Keys:
    """Return the keys of the log of a test."""
    return keys.load(folder / "keys", origin="log.example")


def settled(office: Office, folder: Path) -> None:
    """Let the log have been signed."""
    run(office.world, signer=signing(folder).signer)


def answers(office: Office, path: str) -> dict[str, int]:
    """Return what everybody is answered at a door."""
    return {who: office.call(who, "GET", path).status_code for who in ["", *office.actors]}


BROUGHT = {
    "": 401, "complainant": 200, "colleague": 200, "respondent": 404, "stranger": 404,
    "examiner": 200, "other_examiner": 404, "secretary": 403, "auditor": 403,
    "administrator": 404, "expert": 403, "court": 403, "commissioner": 403,
}  # fmt: skip


def test_a_receipt_goes_to_the_side_that_brought_the_piece_and_to_who_reads_its_chain(
    desk: Office, tmp_path: Path
) -> None:
    sent = desk.call(
        "complainant", "POST", f"/cases/{CASE}/fingerprints",
        json={"sha256": "5d" * 32, "size_bytes": 4, "title": "설계도"},
        headers={"Idempotency-Key": "fingerprint"},
    )  # fmt: skip
    item, by_the_office = desk.item(), desk.item("examiner", name="조사.pdf")
    settled(desk, tmp_path)
    assert answers(desk, f"/evidence/{item}/receipt") == BROUGHT
    unsent = answers(desk, f"/fingerprints/{sent.json()['id']}/receipt")
    assert unsent == BROUGHT | {"expert": 404, "court": 404}
    theirs = answers(desk, f"/evidence/{by_the_office}/receipt")
    assert {who for who, status in theirs.items() if status == 200} == {"examiner"}


def test_who_brought_a_piece_has_its_receipt_whatever_their_role(
    desk: Office, tmp_path: Path
) -> None:
    item = desk.item("expert", name="감정서.pdf")
    settled(desk, tmp_path)
    assert desk.call("expert", "GET", f"/evidence/{item}/receipt").status_code == 200
    assert desk.call("court", "GET", f"/evidence/{item}/receipt").status_code == 403


def test_a_receipt_that_is_asked_for_again_lengthens_chain_and_log_once_a_day(
    desk: Office, clock: FrozenClock, tmp_path: Path
) -> None:
    item = desk.item()
    settled(desk, tmp_path)
    path = f"/evidence/{item}/receipt"
    for _ in range(3):
        assert desk.call("complainant", "GET", path).status_code == 200
    assert desk.chain(item) == ["received", "receipt_given"]
    desk.actors["complainant"] = replace(ACTORS["complainant"], account_id="account_second")
    assert desk.call("complainant", "GET", path).status_code == 200
    assert desk.call("examiner", "GET", path).status_code == 200
    assert desk.chain(item).count("receipt_given") == 3
    clock.advance(days=1)
    for _ in range(2):
        assert desk.call("examiner", "GET", path).status_code == 200
    assert desk.chain(item).count("receipt_given") == 4
    assert len(desk.news("receipt_given")) == 4


def test_a_draft_opens_its_receipts_to_its_code_and_notes_them_once_a_day(
    desk: Office, tmp_path: Path
) -> None:
    to, code = f"/drafts/{DRAFT}", {"headers": {"X-Resume-Code": CODE}}
    item = desk.send("", ("a.pdf", SAMPLES["pdf"]), to=to, code=CODE).json()["items"][0]["id"]
    settled(desk, tmp_path)
    for _ in range(2):
        assert desk.call("", "GET", f"/evidence/{item}/receipt", **code).status_code == 200
    assert desk.chain(item) == ["received", "receipt_given"]
