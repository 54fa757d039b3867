"""Marks, redaction, pairs, sealed sets and data rooms over REST, with two persons where due."""

from typing import Any

import pytest
from sqlalchemy import select

from app.access.actor import ANYBODY, WORKER, Role
from app.db.work import begin, perform
from app.discovery.confidentiality import queries, redacting
from app.discovery.confidentiality.actions import marks
from app.discovery.confidentiality.redaction.burning import Redacted
from app.discovery.confidentiality.tables import Redaction
from tests.discovery.confidentiality.acting import (
    TRADE,
    a_room,
    get,
    level,
    look,
    pdf,
    post,
    reads,
    redacted,
)
from tests.discovery.confidentiality.leaky_pdfs import HANGUL, LATIN, embedded, overlaid, plain
from tests.discovery.conftest import CASE, Office, actor

pytestmark = pytest.mark.usefixtures("no_recognition")
PRIVILEGED = {"kind": "privileged", "level": 5, "reason": "변호사 의견서", "author": "가 변호사",
              "description": "계약 해석 자문"}  # fmt: skip
DECISION = {"court": "서울중앙지방법원", "court_case_number": "2028가합1234",
            "decided_on": "2026-11-20"}  # fmt: skip


# ------------------------------------------------------------------------------- marks


def test_a_mark_raises_the_level_and_two_persons_lower_it_again(house: Office) -> None:
    item = house.item()
    mark = post(house, "examiner", f"/evidence/{item}/marks", {**TRADE, "first_page": 2})
    assert (level(house, item), level(house, item, 1), level(house, item, 2)) == (4, 3, 4)
    assert reads(house, "examiner", item) == 403  # the second factor is asked for at level 4
    path = f"/marks/{mark['id']}/lowering"
    asked = post(house, "examiner", path, {"to_level": 2, "reason": "공개됨"}, version=1)
    assert level(house, item) == 4
    again = {"to_level": 1, "reason": "공개됨"}
    assert post(house, "examiner", path, again, version=1, want=409)["code"] == "lowering-open"
    confirm = f"/lowerings/{asked['id']}/confirmation"
    assert post(house, "examiner", confirm, version=1, want=403)
    post(house, "lead", confirm, version=1)
    assert level(house, item) == 3
    assert reads(house, "examiner", item) == 200
    told = get(house, "examiner", f"/evidence/{item}/marks")
    replaced = {m["state"]["code"]: m["replaces_id"] for m in told["marks"]}
    assert replaced == {"ended": "", "in_force": mark["id"]}
    assert house.chain(item) == [
        "received", "marked", "lowering_asked", "mark_ended", "downloaded",
    ]  # fmt: skip


def test_nobody_confirms_the_own_wish_under_another_account(house: Office) -> None:
    item = house.item()
    mark = post(house, "examiner", f"/evidence/{item}/marks", TRADE)
    asked = post(house, "examiner", f"/marks/{mark['id']}/lowering",
                 {"to_level": 0, "reason": "오기"}, version=1)  # fmt: skip
    house.actors["second"] = actor("examiner", Role.LEAD, unit="subcontract")
    refused = post(house, "second", f"/lowerings/{asked['id']}/confirmation", version=1, want=403)
    assert refused["code"] == "another-person-needed"
    rejected = post(house, "lead", f"/lowerings/{asked['id']}/rejection", version=1)
    assert rejected["state"]["code"] == "rejected"
    assert level(house, item) == 4


def test_a_claim_of_privilege_closes_evidence_until_the_court_decided(house: Office) -> None:
    item = house.item()
    mark = post(house, "complainant", f"/evidence/{item}/marks", PRIVILEGED)
    assert level(house, item) == 5
    house.step_up("examiner")
    assert reads(house, "examiner", item) == 404
    assert reads(house, "complainant", item) == 200
    log = get(house, "secretary", f"/cases/{CASE}/privilege-log")["items"]
    assert [(row["log_id"], row["treatment"], row["author"]) for row in log] == [
        ("PL-0001", "withheld", "가 변호사")
    ]
    lower = {"to_level": 0, "reason": "필요"}
    fixed = post(house, "complainant", f"/marks/{mark['id']}/lowering", lower, version=1, want=409)
    assert fixed["code"] == "mark-needs-decision"
    post(house, "secretary", f"/marks/{mark['id']}/decision", {"upheld": False, **DECISION},
         version=1)  # fmt: skip
    assert reads(house, "examiner", item) == 200
    assert get(house, "secretary", f"/cases/{CASE}/privilege-log")["items"] == []


def test_upheld_privilege_stays_closed(house: Office) -> None:
    item = house.item()
    mark = post(house, "complainant", f"/evidence/{item}/marks", PRIVILEGED)
    post(house, "secretary", f"/marks/{mark['id']}/decision", {"upheld": True, **DECISION},
         version=1)  # fmt: skip
    assert level(house, item) == 5
    assert get(house, "secretary", f"/cases/{CASE}/privilege-log")["items"][0]["decided"]


@pytest.mark.parametrize(
    "body",
    [{**TRADE, "level": 5}, {**PRIVILEGED, "level": 4}, {**TRADE, "last_page": 2},
     {**TRADE, "first_page": 3, "last_page": 2}, {**TRADE, "kind": "in_camera"},
     {**TRADE, "reason": ""}, {**TRADE, "level": "4"}],
)  # fmt: skip
def test_a_wrong_mark_is_refused_in_words(house: Office, body: dict[str, Any]) -> None:
    refused = post(house, "examiner", f"/evidence/{house.item()}/marks", body, want=422)
    assert refused["errors"][0]["detail_ko"]


def test_a_mark_with_a_last_day_lapses(house: Office, clock: Any) -> None:
    item = house.item()
    post(house, "examiner", f"/evidence/{item}/marks", {**TRADE, "until_on": "2026-11-25"})
    assert perform(house.world, WORKER, marks.lapse) == 0
    clock.advance(days=3)
    assert perform(house.world, WORKER, marks.lapse) == 1
    assert level(house, item) == 3
    assert reads(house, "examiner", item) == 200


# ------------------------------------------------------------------------------- redaction


@pytest.mark.usefixtures("examiner_account")
def test_a_redacted_version_is_made_verified_paired_and_issued(house: Office) -> None:
    item = pdf(house, plain())
    boxes = post(house, "examiner", f"/evidence/{item}/word-boxes", {"words": [LATIN, HANGUL]})
    assert len(boxes["items"]) == 2
    done = redacted(house, item, {"words": [LATIN], "boxes": boxes["items"], "dpi": 150})
    assert (done["state"]["code"], done["code"], done["findings"]) == ("verified", "", [])
    version = done["version_item_id"]
    public = house.call("examiner", "GET", f"/evidence/{version}/content").content
    assert LATIN.encode() not in public
    assert public.startswith(b"%PDF")
    original = get(house, "examiner", f"/evidence/{item}")
    assert (original["sha256"], done["sha256"]) == (done["source_sha256"],
                                                    get(house, "examiner", f"/evidence/{version}")["sha256"])  # fmt: skip
    (pair,) = get(house, "examiner", f"/cases/{CASE}/public-versions")["items"]
    assert (pair["item_id"], pair["version_item_id"], pair["state"]["code"]) == (
        item, version, "checked",
    )  # fmt: skip
    issue = f"/public-versions/{pair['id']}/issue"
    house.actors["second"] = actor("examiner", Role.SECRETARY)
    assert post(house, "second", issue, version=1, want=403)["code"] == "another-person-needed"
    assert post(house, "secretary", issue, version=1)["state"]["code"] == "issued"
    chosen = perform(
        house.world, WORKER, lambda work: queries.issued_version(work, item), reading=True
    )
    assert chosen == version
    assert house.chain(item) == ["received", "redaction_asked", "redacted", "public_issued"]
    # Run again after it is settled, the job changes nothing.
    redacting.redact_evidence(house.world, house.store, {"redaction_id": done["id"]})
    assert len(house.objects()) == 2


def test_a_redaction_that_leaks_is_refused_and_names_its_pages(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Redacted(overlaid(), 1, 2, (LATIN, HANGUL))
    monkeypatch.setattr(redacting, "compute", lambda *_: bad)
    item = pdf(house, plain())
    done = redacted(house, item, {"words": [LATIN]})
    assert done["state"]["code"] == "leaked"
    assert {"covered", "text"} <= {finding["code"] for finding in done["findings"]}
    assert {finding["page"] for finding in done["findings"]} >= {1}
    assert done["version_item_id"] is None
    assert len(house.objects()) == 1
    assert house.chain(item)[-1] == "redaction_refused"


@pytest.mark.parametrize(
    ("content", "body", "code"),
    [(plain(), {"words": ["없는말"]}, "nothing-to-redact"),
     (plain(), {"boxes": [{"page": 9, "left": 0, "top": 0, "right": 5, "bottom": 5,
                           "reason": "personal_data"}]}, "box-outside"),
     (plain()[:900], {"words": [LATIN]}, "pdf-unreadable")],
)  # fmt: skip
def test_what_can_not_be_redacted_says_why(
    house: Office, content: bytes, body: dict[str, Any], code: str
) -> None:
    done = redacted(house, pdf(house, content), body)
    assert (done["state"]["code"], done["code"]) == ("failed", code)


def test_only_a_pdf_is_blacked_out(house: Office) -> None:
    item = pdf(house, b"plain text\n", "memo.txt")
    for path in ("redactions", "word-boxes"):
        refused = post(house, "examiner", f"/evidence/{item}/{path}", {"words": ["a"]}, want=422)
        assert refused["code"] == "not-a-pdf"


def test_an_interrupted_redaction_is_made_again(
    house: Office, examiner_account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = pdf(house, plain())
    asked = post(house, "examiner", f"/evidence/{item}/redactions", {"words": [LATIN]})
    payload = {"redaction_id": asked["id"]}
    with monkeypatch.context() as patch:
        patch.setattr(redacting, "read_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            redacting.redact_evidence(house.world, house.store, payload)
    with begin(house.world, ANYBODY, reading=True) as work:
        assert [row.state for row in work.session.execute(select(Redaction)).scalars()] == ["made"]
    redacting.redact_evidence(house.world, house.store, payload)
    done = get(house, "examiner", f"/redactions/{asked['id']}")
    assert done["state"]["code"] == "verified"


# ------------------------------------------------------------------------------- pairs


def test_a_submitted_public_version_passes_only_when_it_gives_nothing_away(house: Office) -> None:
    item, bad, good = (
        pdf(house, content, name)
        for content, name in ((plain(), "비공개.pdf"), (overlaid(), "가린.pdf"),
                              (embedded("품명 가나"), "공개.pdf"))
    )  # fmt: skip
    post(house, "examiner", f"/evidence/{item}/marks", {**TRADE, "level": 3})
    needed = get(house, "examiner", f"/cases/{CASE}/public-versions")["needed"]
    assert [(one["item_id"], one["basis"]) for one in needed] == [(item, "공정거래법 제95조")]
    asked = post(house, "examiner", f"/evidence/{item}/public-version-requests",
                 {"reason": "열람", "due_on": "2026-12-01"})  # fmt: skip
    path = f"/public-versions/{asked['id']}"
    own = {"version_item_id": item, "secrets": [LATIN]}
    assert post(house, "complainant", f"{path}/submission", own, version=1, want=422)
    offer = {"version_item_id": bad, "secrets": [LATIN]}
    assert post(house, "respondent", f"{path}/submission", offer, version=1, want=404)
    post(house, "complainant", f"{path}/submission", offer, version=1)
    assert post(house, "secretary", f"{path}/issue", version=2, want=409)
    leaked = post(house, "examiner", f"{path}/check", {"secrets": [HANGUL]}, version=2)
    assert leaked["state"]["code"] == "leaked"
    assert {finding["secret"] for finding in leaked["findings"]} == {-1, 0, 1}
    assert post(house, "secretary", f"{path}/issue", version=3, want=409)
    post(house, "complainant", f"{path}/submission", {**offer, "version_item_id": good}, version=3)
    passed = post(house, "examiner", f"{path}/check", version=4)
    assert (passed["state"]["code"], passed["findings"]) == ("checked", [])
    post(house, "secretary", f"{path}/issue", version=5)
    told = get(house, "complainant", path)
    assert told["item_sha256"] != told["version_sha256"]
    assert get(house, "examiner", f"/cases/{CASE}/public-versions")["needed"] == []
    assert LATIN not in house.call("complainant", "GET", path).text


# ------------------------------------------------------------------------------- viewing


def test_a_sealed_set_is_the_courts_alone_until_it_is_opened(house: Office) -> None:
    item = house.item()
    form = {"item_ids": [item], "reason": "비공개 심리", "court": "특허법원",
            "court_case_number": "2028나1"}  # fmt: skip
    sealed = post(house, "examiner", f"/cases/{CASE}/sealed-sets", form)
    assert len(sealed["manifest_sha256"]) == 64
    house.step_up("examiner")
    assert reads(house, "examiner", item) == 404
    opening = f"/sealed-sets/{sealed['id']}/opening"
    assert post(house, "examiner", opening, {"decided_on": "2026-11-20"}, version=1, want=403)
    post(house, "secretary", opening, {"decided_on": "2026-11-20"}, version=1)
    assert reads(house, "examiner", item) == 200
    assert post(house, "lead", opening, {"decided_on": "2026-11-20"}, version=2, want=409)


def test_a_page_is_looked_at_in_its_time_by_its_viewer_and_each_look_is_kept(
    house: Office, clock: Any
) -> None:
    item = pdf(house, plain())
    shut = a_room(house, item, opened=False)
    assert look(house, "stranger", shut, item).json()["code"] == "data-room-shut"
    room = a_room(house, item)
    seen = look(house, "stranger", room, item)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/png")
    assert seen.headers["cache-control"] == "no-store"
    assert look(house, "stranger", room, item, 2).json()["code"] == "page-missing"
    assert look(house, "colleague", room, item).status_code == 404
    assert look(house, "examiner", room, item).status_code == 404
    assert reads(house, "stranger", item) == 404  # looking is all that is opened
    assert house.chain(item) == ["received", "data_room_opened", "page_viewed"]
    assert house.news("confidential_read", "data_room_page_viewed") == [
        "confidential_read", "data_room_page_viewed",
    ]  # fmt: skip
    clock.advance(days=2)
    assert look(house, "stranger", room, item).status_code == 409


def test_a_closed_room_and_a_page_above_its_level_show_nothing(house: Office) -> None:
    item = pdf(house, plain())
    room = a_room(house, item, level=3)
    post(house, "examiner", f"/evidence/{item}/marks", {**TRADE, "first_page": 1})
    assert look(house, "stranger", room, item).status_code == 404
    wide = a_room(house, item)
    assert look(house, "stranger", wide, item).status_code == 200
    post(house, "secretary", f"/data-rooms/{wide['id']}/closing", version=2)
    assert look(house, "stranger", wide, item).status_code == 409


def test_a_room_is_for_a_known_person_and_for_evidence_of_the_case(house: Office) -> None:
    item = house.item()
    wrong = {"viewer_person_id": "person_nobody"}, {"item_ids": ["evi_" + "0" * 32]}
    codes = []
    for more in wrong:
        form = {"viewer_person_id": "person_stranger", "item_ids": [item], "level": 4,
                "purpose": "방어권", "from_at": "2026-11-23T09:00:00+09:00",
                "until_at": "2026-11-24T18:00:00+09:00", **more}  # fmt: skip
        codes.append(post(house, "examiner", f"/cases/{CASE}/data-rooms", form, want=422)["code"])
    assert codes == ["invalid", "evidence-of-another-case"]


def test_a_note_that_repeats_the_secret_never_leaves(house: Office) -> None:
    item, picture = pdf(house, plain()), pdf(house, embedded(""), "그림.pdf")
    room = a_room(house, item)
    path = f"/data-rooms/{room['id']}/notes"
    copied = post(house, "stranger", path, {"text": f"메모 {LATIN} 와 {HANGUL} 입니다"})
    assert copied["state"]["code"] == "too_close"
    refused = post(
        house, "secretary", f"/viewing-notes/{copied['id']}/release", version=1, want=409
    )
    assert refused["code"] == "note-repeats-secret"
    own = post(house, "stranger", path, {"text": "제출 자료의 순서는 우리 특허와 다릅니다."})
    assert own["state"]["code"] == "clear"
    released = post(house, "secretary", f"/viewing-notes/{own['id']}/release", version=1)
    assert (released["state"]["code"], released["text"]) == ("released", "")
    assert own["text"] in [note["text"] for note in get(house, "stranger", path)["items"]]
    unread = a_room(house, picture)
    blind = post(house, "stranger", f"/data-rooms/{unread['id']}/notes", {"text": "그림을 보았다."})
    assert (blind["state"]["code"], blind["unread_item_ids"]) == ("unread", [picture])
    house.step_up("examiner")
    assert get(house, "examiner", f"/viewing-notes/{blind['id']}")["text"] == "그림을 보았다."
