"""Who did, who could have and who was refused; what a party is told; and that the papers are links."""

import base64
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import ANYBODY, ROLE_LABELS, WORKER, Actor, Role
from app.audit import keys
from app.audit.sequencer import run
from app.db.events import ActRefused
from app.db.work import begin
from app.discovery.evidence import keeping
from app.discovery.evidence.actions import link
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem
from app.people.tables import UserAccount
from tests.discovery.conftest import CASE, CODE, DRAFT, Office
from tests.support.sample_files import SAMPLES

Chain = dict[str, Any]


def custody(office: Office, who: str, item: str, **more: Any) -> Chain:
    answer = office.call(who, "GET", f"/evidence/{item}/custody", **more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def acts(chain: Chain) -> list[str]:
    return [link["act"] for link in chain["items"]]


def read(office: Office, who: str, item: str, tail: str = "/content") -> int:
    return office.call(who, "GET", f"/evidence/{item}{tail}").status_code


# ------------------------------------------------------------------------------------ who could have


def rows_of(chain: Chain) -> set[tuple[str, str, bool, int]]:
    return {
        (one["role"], one["through"], one["may_read"], one["count"]) for one in chain["could_have"]
    }


@pytest.fixture
def staffed(office: Office) -> Office:
    """Give everybody who acts in the office an account of the same id."""

    with begin(office.world, ANYBODY) as work:
        for name, actor in office.actors.items():
            work.add(
                UserAccount(
                    id=actor.account_id, person_id=actor.person_id, role=actor.role, login=name,
                    password_hash="", created_at=work.now,
                )
            )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))
    return office


def test_who_could_have_read_is_what_the_doors_themselves_answer(staffed: Office) -> None:
    office = staffed
    item = office.item(level=3)
    told = custody(office, "examiner", item)
    people = {
        (one["person_id"], group["may_read"])
        for group in told["could_have"] for one in group["people"]
    }  # fmt: skip
    asked = {}
    for name, actor in office.actors.items():
        if read(office, name, item, "") == 200:
            asked[actor.person_id] = read(office, name, item) == 200
    assert people == set(asked.items())
    assert people == {
        ("person_complainant", True), ("person_colleague", False), ("person_examiner", True),
        ("person_secretary", False),
    }  # fmt: skip
    assert told["could_have_whole"] is True


def test_a_trade_secret_is_open_after_a_second_factor_and_to_its_owner_without(
    staffed: Office,
) -> None:
    told = custody(staffed, "examiner", staffed.item(level=4))
    second = {one["role"]: one["after_second_factor"] for one in told["could_have"]
              if one["may_read"]}  # fmt: skip
    assert second == {"investigator": True, "party": False}


def test_officials_are_named_and_a_closed_identity_stays_closed(staffed: Office) -> None:
    item = staffed.item()
    read(staffed, "examiner", item)
    told = custody(staffed, "examiner", item)
    named = {one["person_id"]: one["name"] for group in told["could_have"]
             for one in group["people"]}  # fmt: skip
    assert named["person_examiner"] == "examiner"
    assert (named["person_complainant"], named["person_colleague"]) == ("", "")
    assert [link["name"] for link in told["items"]] == ["", "examiner"]
    by_auditor = custody(staffed, "auditor", item)
    assert [link["name"] for link in by_auditor["items"]] == ["", "examiner"]


def test_a_party_is_told_roles_and_numbers_only(staffed: Office) -> None:
    item = staffed.item()
    told = custody(staffed, "complainant", item)
    assert ("investigator", "assigned", True, 1) in rows_of(told)
    assert not any(one["people"] for one in told["could_have"])
    said = json.dumps(told)
    assert not [one for one in staffed.actors.values()
                if f'"{one.person_id}"' in said or f'"{one.account_id}"' in said]  # fmt: skip


# ---------------------------------------------------------------------------------- what was refused


def test_refusals_are_counted_for_officials_and_leave_the_chain_as_it_is(staffed: Office) -> None:
    office, item = staffed, staffed.item()
    for _ in range(3):
        assert read(office, "respondent", item) == 404
    assert read(office, "secretary", item) == 403
    assert read(office, "", item) == 401
    told = custody(office, "auditor", item)
    assert acts(told) == ["received"]
    tried = {(one["role"], one["door"].split("}")[-1], one["count"]) for one in told["refused"]}
    assert tried == {("party", "/content", 3), ("secretary", "/content", 1)}
    assert {one["permission"] for one in told["refused"]} <= {"evidence:download", ""}
    for who in ("complainant",):
        assert custody(office, who, item)["refused"] == []


def test_a_stranger_cannot_lengthen_the_chain_of_what_there_is(staffed: Office) -> None:
    office, item = staffed, staffed.item()
    before = len(office.rows(CustodyEvent))
    for tail in ("", "/content", "/custody", "/custody-report", "/custody.jsonld"):
        there = office.call("stranger", "GET", f"/evidence/{item}{tail}")
        nowhere = office.call("stranger", "GET", f"/evidence/evi_{'0' * 32}{tail}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert there.json()["code"] == nowhere.json()["code"]
    assert len(office.rows(CustodyEvent)) == before


# ------------------------------------------------------------------------------------- what is told


def test_what_orders_and_officials_do_is_not_told_to_a_party_but_its_hash_is(
    staffed: Office,
) -> None:

    office, item = staffed, staffed.item()
    with begin(office.world, WORKER) as work:
        locked = keeping.locked(work, item)
        keeping.marked(work, locked, mark="held", orders=["order_1"])
    own = custody(office, "complainant", item)
    assert acts(own) == ["received", "undisclosed"]
    hidden = own["items"][1]
    assert (hidden["role"], hidden["legal_basis"], hidden["event_id"]) == ("", "", "")
    assert {link["sha256"] for link in own["items"]} == {hashlib.sha256(SAMPLES["pdf"]).hexdigest()}
    told = custody(office, "auditor", item)["items"][1]
    assert (told["act"], told["act_ko"], told["legal_basis"]) == (
        "held", "보전 명령에 따라 저장소에 잠금", "order_1",
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.COURT, Role.EXPERT])
def test_what_a_court_or_an_expert_did_is_not_told_to_a_party_in_any_form(
    staffed: Office, role: Role, tmp_path: Path
) -> None:
    office, item = staffed, staffed.item()
    outsider = Actor("account_outsider", "person_outsider", role)
    with begin(office.world, outsider) as work:
        link(work, keeping.locked(work, item), "downloaded", purpose="review")
        work.record(ActRefused(subject=item, problem="set-up"))
    own = custody(office, "complainant", item)
    assert acts(own) == ["received", "undisclosed"]
    hidden, seen = own["items"][1], custody(office, "auditor", item)["items"][1]
    assert (hidden["role"], hidden["role_ko"], hidden["purpose"], hidden["event_id"]) == ("",) * 4
    assert (seen["act"], seen["role"], seen["purpose"]) == ("downloaded", str(role), "review")
    kept = ("sequence", "at", "sha256")
    assert [hidden[name] for name in kept] == [seen[name] for name in kept]
    label = ROLE_LABELS[role]
    linked = office.call("complainant", "GET", f"/evidence/{item}/custody.jsonld").text
    paper = words(office, "complainant", item, tmp_path)
    for said in (json.dumps(own, ensure_ascii=False), linked, paper):
        assert not [name for name in (label.ko, label.en, outsider.account_id) if name in said]
    assert label.ko in words(office, "examiner", item, tmp_path)


def test_what_is_disposed_of_keeps_its_chain_and_nobody_could_read_it(staffed: Office) -> None:

    office, item = staffed, staffed.item()
    with begin(office.world, WORKER) as work:
        locked = keeping.locked(work, item)
        keeping.dispose(work, locked, holds=(), ground="returned", disposal_id="d", case_id=CASE)
    assert office.rows(EvidenceItem)[0].state == "disposed"
    told = custody(office, "auditor", item)
    assert (acts(told), told["could_have"]) == (["received", "disposed"], [])
    assert read(office, "auditor", item, "/custody-report") == 200


def test_a_draft_has_a_chain_for_who_writes_it(office: Office) -> None:
    sent = office.send("", ("a.pdf", SAMPLES["pdf"]), to=f"/drafts/{DRAFT}", code=CODE).json()
    item, known = sent["items"][0]["id"], {"X-Resume-Code": CODE}
    told = custody(office, "", item, headers=known)
    assert (acts(told), told["could_have"], told["whole"]) == (["received"], [], True)
    for tail in ("custody-report", "custody.jsonld"):
        answer = office.call("", "GET", f"/evidence/{item}/{tail}", headers=known)
        assert answer.status_code == 200
    assert office.chain(item) == ["received", "exported", "exported"]


def test_damage_is_told_and_nothing_is_called_unchanged(staffed: Office, tmp_path: Path) -> None:
    office, item = staffed, staffed.item()
    path = office.store.object_path(office.objects()[0])
    path.write_bytes(b"x" + path.read_bytes()[1:])
    assert read(office, "examiner", item) == 503
    assert custody(office, "examiner", item)["whole"] is False
    assert "접수된 것과 다른 것으로" in words(office, "examiner", item, tmp_path)


# ------------------------------------------------------------------------------------------- papers


def report(office: Office, who: str, item: str) -> bytes:
    answer = office.call(who, "GET", f"/evidence/{item}/custody-report")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    told = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["content-digest"] == f"sha-256=:{told}:"
    return answer.content


def words(office: Office, who: str, item: str, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(report(office, who, item))
    given = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True)
    return given.stdout.decode()


def test_the_report_says_whose_hash_when_and_since_when_it_is_unchanged(
    staffed: Office, tmp_path: Path
) -> None:
    office, item = staffed, staffed.item(name="도면.pdf")
    read(office, "examiner", item)
    text = words(office, "examiner", item, tmp_path)
    joined = "".join(text.split())
    assert hashlib.sha256(SAMPLES["pdf"]).hexdigest() in joined
    assert "증거 보관 이력 보고서" in text
    assert "접수된 뒤 바뀌지 않았습니다" in text
    assert "Unchanged since it was received" in text
    assert "acquisition" not in text
    assert "2026-11-23" in text
    assert "도면.pdf" in text
    for one in custody(office, "examiner", item)["items"][:2]:
        assert one["act_ko"].replace(" ", "") in joined
        assert one["event_id"][:20] in joined
    hidden = words(office, "auditor", item, tmp_path)
    assert "도면.pdf" not in hidden
    assert "밝히지 않음" in hidden


def test_giving_a_paper_out_is_a_link_that_carries_its_hash(staffed: Office) -> None:
    office, item = staffed, staffed.item()
    made = hashlib.sha256(report(office, "auditor", item)).hexdigest()
    data = office.call("examiner", "GET", f"/evidence/{item}/custody.jsonld").content
    links = custody(office, "auditor", item)["items"]
    assert [(one["act"], one["purpose"], one["role"]) for one in links] == [
        ("received", "", "party"), ("exported", "report", "auditor"),
        ("exported", "linked_data", "investigator"),
    ]  # fmt: skip
    assert links[1]["legal_basis"] == f"sha256:{made}"
    assert links[2]["legal_basis"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert office.news("custody_exported") == ["custody_exported", "custody_exported"]


def test_the_chain_says_where_its_links_stand_in_the_log(staffed: Office, tmp_path: Path) -> None:
    office, item = staffed, staffed.item()
    read(office, "examiner", item)
    waiting = custody(office, "examiner", item)
    assert waiting["log"] is None
    assert all(link["event_id"].startswith("evt_") for link in waiting["items"])
    run(office.world, signer=keys.load(tmp_path / "keys", origin="log.example").signer)
    told = custody(office, "examiner", item)
    positions = [link["log_position"] for link in told["items"]]
    assert positions == sorted(positions)
    assert max(positions) < told["log"]["size"]
    assert len(told["log"]["root"]) == 64
