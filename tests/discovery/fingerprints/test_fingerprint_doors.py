"""A hash is registered before its file comes; what comes later must have it."""

import hashlib
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from app.access.actor import ANYBODY, WORKER, Role, Tie
from app.cases.tables import ComplaintDraft, Exhibit
from app.db.events import ActRefused
from app.db.work import begin, perform
from app.discovery.fingerprints import rules
from app.discovery.fingerprints.actions import forget_draft
from app.discovery.fingerprints.tables import Fingerprint
from app.kernel.clock import FrozenClock
from app.people.tables import CaseTie, Person
from tests.discovery.conftest import CASE, CODE, DRAFT, OWNED, Office, actor
from tests.support.sample_files import SAMPLES

PDF, TXT = SAMPLES["pdf"], SAMPLES["txt"]
HASH = hashlib.sha256(PDF).hexdigest()


def register(
    office: Office, who: str = "complainant", *, place: str = f"/cases/{CASE}",
    content: bytes = PDF, code: str = "", **more: Any,
) -> httpx.Response:  # fmt: skip
    form = {
        "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content),
        "title": "금형 설계도", "file_name": "설계도.pdf",
    } | more  # fmt: skip
    headers = {"Idempotency-Key": f"fingerprint-{next(office.keys)}"}
    headers |= {"X-Resume-Code": code} if code else {}
    return office.call(who, "POST", f"{place}/fingerprints", json=form, headers=headers)


def listed(office: Office, who: str, place: str = f"/cases/{CASE}", **more: Any) -> list[str]:
    answer = office.call(who, "GET", f"{place}/fingerprints", **more)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


def file_draft(office: Office, draft_id: str) -> None:
    with begin(office.world, ANYBODY) as work:
        draft = work.session.get(ComplaintDraft, draft_id)
        assert draft is not None
        draft.case_id = CASE
        chosen = select(Exhibit).where(col(Exhibit.draft_id) == draft_id)
        for number, exhibit in enumerate(work.session.execute(chosen).scalars(), start=1):
            exhibit.case_id, exhibit.label = CASE, f"신 제{number}호증"
        work.record(ActRefused(subject=CASE, problem="set-up"))


def problem_of(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).rsplit("/", 1)[-1]


def test_a_registered_hash_is_told_with_its_time_and_leaves_no_bytes(office: Office) -> None:
    answer = register(office)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["state"], told["sha256"], told["side"]) == ("registered", HASH, "complainant")
    assert (told["item_id"], told["matched_at"], told["case_id"]) == (None, None, CASE)
    assert office.call("complainant", "GET", f"/fingerprints/{told['id']}").json() == told
    assert not office.objects()
    assert office.news("fingerprint_registered") == ["fingerprint_registered"]


def test_a_later_upload_of_the_same_file_is_shown_as_the_same(
    office: Office, clock: FrozenClock
) -> None:
    registered = register(office).json()
    clock.advance(days=3)
    sent = office.send("complainant", ("설계도.pdf", PDF), fingerprint_id=registered["id"])
    assert sent.status_code == 201, sent.text
    item_id = sent.json()["items"][0]["id"]
    told = office.call("complainant", "GET", f"/evidence/{item_id}/fingerprint").json()
    assert (told["id"], told["state"], told["item_id"]) == (registered["id"], "matched", item_id)
    assert told["registered_at"] < told["matched_at"]
    assert office.chain(item_id) == ["received", "fingerprint_matched"]


def test_another_file_is_refused_and_nothing_of_it_stays(office: Office) -> None:
    fingerprint_id = register(office).json()["id"]
    answer = office.send("complainant", ("메모.txt", TXT), fingerprint_id=fingerprint_id)
    assert (answer.status_code, problem_of(answer)) == (422, "fingerprint-differs")
    assert office.keeps_nothing()
    row = office.rows(Fingerprint)[0]
    assert (row.item_id, row.matched_at) == (None, None)


def test_a_fingerprint_is_matched_once(office: Office) -> None:
    fingerprint_id = register(office).json()["id"]
    for status in (201, 409):
        answer = office.send("complainant", ("설계도.pdf", PDF), fingerprint_id=fingerprint_id)
        assert answer.status_code == status, answer.text
    assert problem_of(answer) == "fingerprint-matched-before"


@pytest.mark.parametrize(
    ("who", "place", "code"),
    [("respondent", f"/cases/{CASE}", ""), ("examiner", f"/cases/{CASE}", ""),
     ("", f"/drafts/{DRAFT}", CODE), ("complainant", f"/drafts/{OWNED}", "")],
)  # fmt: skip
def test_a_fingerprint_of_another_side_or_place_is_as_unknown_as_none(
    office: Office, who: str, place: str, code: str
) -> None:
    for fingerprint_id in (register(office).json()["id"], "fpr_" + "0" * 32):
        answer = office.send(
            who, ("설계도.pdf", PDF), to=place, code=code, fingerprint_id=fingerprint_id
        )
        assert (answer.status_code, problem_of(answer)) == (422, "fingerprint-unknown")
    assert office.keeps_nothing()


def test_each_side_lists_its_own_and_the_office_all(office: Office) -> None:
    ours = register(office).json()["id"]
    theirs = register(office, "respondent").json()["id"]
    assert listed(office, "complainant") == listed(office, "colleague") == [ours]
    assert listed(office, "respondent") == [theirs]
    assert set(listed(office, "examiner")) == {ours, theirs}
    assert office.call("respondent", "GET", f"/fingerprints/{ours}").status_code == 404
    assert office.call("stranger", "GET", f"/fingerprints/{ours}").status_code == 404
    assert office.call("", "GET", f"/fingerprints/{ours}").status_code == 401
    assert office.call("stranger", "GET", f"/cases/{CASE}/fingerprints").status_code == 404


def test_a_list_comes_in_pages_without_gaps(office: Office, clock: FrozenClock) -> None:
    made = []
    for number in range(3):
        made.append(register(office, content=bytes([number])).json()["id"])
        clock.advance(seconds=1)
    first = office.call("complainant", "GET", f"/cases/{CASE}/fingerprints?limit=2").json()
    assert first["has_more"]
    path = f"/cases/{CASE}/fingerprints?limit=2&cursor={first['next_cursor']}"
    second = office.call("complainant", "GET", path).json()
    assert [one["id"] for one in first["items"] + second["items"]] == made
    assert not second["has_more"]


def test_what_was_registered_with_a_draft_counts_in_the_case_once_it_is_filed(
    office: Office,
) -> None:
    code = {"headers": {"X-Resume-Code": CODE}}
    place = f"/drafts/{DRAFT}"
    made = register(office, "", place=place, code=CODE).json()
    assert (made["case_id"], made["draft_id"]) == (None, DRAFT)
    assert listed(office, "", place, **code) == [made["id"]]
    assert office.call("", "GET", f"/fingerprints/{made['id']}", **code).status_code == 200
    assert office.call("", "GET", f"/fingerprints/{made['id']}").status_code == 401
    assert listed(office, "complainant") == []

    file_draft(office, DRAFT)
    assert listed(office, "complainant") == [made["id"]]
    seen = office.call("complainant", "GET", f"/fingerprints/{made['id']}")
    assert seen.json()["case_id"] == CASE
    assert office.call("respondent", "GET", f"/fingerprints/{made['id']}").status_code == 404
    sent = office.send("complainant", ("설계도.pdf", PDF), fingerprint_id=made["id"])
    assert sent.status_code == 201, sent.text
    assert register(office, "", place=place, code=CODE, content=TXT).status_code == 409


def test_the_code_of_a_filed_draft_lists_no_more_than_it_opens(office: Office) -> None:
    code = {"headers": {"X-Resume-Code": CODE}}
    made = register(office, "", place=f"/drafts/{DRAFT}", code=CODE).json()
    file_draft(office, DRAFT)
    doors = (f"/drafts/{DRAFT}/fingerprints", f"/fingerprints/{made['id']}")
    for who, status in (("", 401), ("stranger", 404), ("complainant", 200)):
        asked = [office.call(who, "GET", door, **code).status_code for door in doors]
        assert asked == [status] * 2
    assert listed(office, "complainant", f"/drafts/{DRAFT}", **code) == [made["id"]]


@pytest.mark.parametrize("role", [Role.COURT, Role.EXPERT])
def test_whom_the_court_let_in_is_not_told_what_the_sides_have_not_sent(
    office: Office, role: Role
) -> None:
    office.actors["outsider"] = actor("outsider", role)
    with begin(office.world, ANYBODY) as work:
        work.add(Person(id="person_outsider", name="outsider", created_at=work.now))
        work.session.flush()
        work.add(
            CaseTie(
                id="tie_outsider", case_id=CASE, person_id="person_outsider", kind=Tie.GRANTED,
                level=3, from_at=work.now - timedelta(days=1), set_by="test", set_at=work.now,
            )
        )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))
    ours = register(office).json()["id"]
    theirs = register(office, "respondent").json()["id"]
    assert listed(office, "outsider") == []
    assert set(listed(office, "secretary")) == {ours, theirs}
    assert office.call("outsider", "GET", f"/fingerprints/{ours}").status_code == 404
    sent = office.send("complainant", ("설계도.pdf", PDF), fingerprint_id=ours)
    assert sent.status_code == 201, sent.text
    assert office.call("outsider", "GET", f"/fingerprints/{ours}").status_code == 200
    assert office.call("outsider", "GET", f"/fingerprints/{theirs}").status_code == 404


def test_a_file_taken_out_of_the_draft_frees_its_fingerprint(office: Office) -> None:
    place = f"/drafts/{OWNED}"
    fingerprint_id = register(office, place=place).json()["id"]
    more = {"to": place, "fingerprint_id": fingerprint_id}
    item = office.send("complainant", ("설계도.pdf", PDF), **more).json()["items"][0]
    gone = office.call(
        "complainant", "DELETE", f"{place}/evidence/{item['id']}",
        headers={"If-Match": f'"v{item["version"]}"', "Idempotency-Key": "gone"},
    )  # fmt: skip
    assert gone.status_code == 200, gone.text
    again = office.send("complainant", ("설계도.pdf", PDF), **more)
    assert again.status_code == 201, again.text
    assert office.rows(Fingerprint)[0].item_id == again.json()["items"][0]["id"]


def test_the_earlier_of_two_registrations_stands(office: Office) -> None:
    earlier = register(office).json()["id"]
    again = register(office)
    assert (again.status_code, problem_of(again)) == (409, "fingerprint-there")
    assert again.json()["fingerprint_id"] == earlier
    assert register(office, "respondent").status_code == 201


def test_a_place_takes_so_many_and_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_FINGERPRINTS", 1)
    assert register(office).status_code == 201
    full = register(office, content=TXT)
    assert (full.status_code, problem_of(full)) == (413, "fingerprints-full")


@pytest.mark.parametrize(
    "wrong",
    [{"sha256": "abc"}, {"sha256": "g" * 64}, {"sha256": None}, {"size_bytes": -1},
     {"size_bytes": "12"}, {"size_bytes": 1 << 60}, {"title": "  "}, {"title": 7},
     {"file_name": "가" * 201}, {"bytes": "x"}],
    ids=["short", "no-hash", "null", "negative", "text", "huge", "blank", "number", "long", "extra"],
)  # fmt: skip
def test_a_wrong_form_is_named_field_by_field(office: Office, wrong: dict[str, Any]) -> None:
    answer = register(office, **wrong)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(wrong))}"


def test_strangers_and_those_who_only_look_register_nothing(office: Office) -> None:
    assert register(office, "stranger").status_code == 404
    assert register(office, "").status_code == 401
    assert register(office, "", place=f"/drafts/{DRAFT}", code="0000").status_code in {401, 404}
    assert not office.rows(Fingerprint)


def test_a_draft_whose_time_is_over_takes_its_fingerprints_along(office: Office) -> None:
    register(office, place=f"/drafts/{OWNED}")
    perform(office.world, WORKER, partial(forget_draft, draft_id=OWNED))
    assert not office.rows(Fingerprint)
    assert office.news("fingerprint_forgotten") == ["fingerprint_forgotten"]
