"""What is quarantined opens nowhere, what is issued opens to both sides, notes stay in the room."""

import io
from typing import Any

import pikepdf
import pytest
from sqlalchemy import text

from app.discovery.confidentiality import redacting
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts import reading_jobs
from tests.discovery.confidentiality.acting import (
    TRADE,
    a_room,
    get,
    level,
    look,
    pdf,
    post,
    quarantine,
    redacted,
)
from tests.discovery.confidentiality.leaky_pdfs import HANGUL, LATIN, embedded, plain
from tests.discovery.conftest import CASE, Office
from tests.discovery.texts import made_files

pytestmark = pytest.mark.usefixtures("no_recognition", "examiner_account")
WORDS = {"words": [LATIN, HANGUL]}
PRIVILEGED = {"kind": "privileged", "level": 5, "reason": "변호사 의견서"}


def text_and_scan() -> bytes:
    """Return a page with text and one without."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as document:
        document.add_blank_page(page_size=(300, 200))
        document.save(kept)
    return kept.getvalue()


def refused(answer: Any) -> bool:
    return bool((answer.status_code, answer.json()["code"]) == (409, "evidence-quarantined"))


def test_a_quarantined_file_opens_at_no_door_of_this_room(house: Office) -> None:
    item = pdf(house, plain())
    room = a_room(house, item)
    quarantine(house, item)
    assert refused(house.call("examiner", "GET", f"/evidence/{item}/content"))
    assert refused(look(house, "stranger", room, item))
    for who, path, body in (
        ("examiner", f"/evidence/{item}/word-boxes", WORDS),
        ("examiner", f"/evidence/{item}/redactions", WORDS),
        ("stranger", f"/data-rooms/{room['id']}/notes", {"text": "순서가 다르다."}),
    ):
        assert post(house, who, path, body, want=409)["code"] == "evidence-quarantined"
    assert "page_viewed" not in house.chain(item)


def test_a_redaction_whose_original_is_quarantined_meanwhile_fails_visibly(house: Office) -> None:
    item = pdf(house, plain())
    asked = post(house, "examiner", f"/evidence/{item}/redactions", WORDS)
    quarantine(house, item)
    redacting.redact_evidence(house.world, house.store, {"redaction_id": asked["id"]})
    told = get(house, "examiner", f"/redactions/{asked['id']}")
    assert (told["state"]["code"], told["code"]) == ("failed", "evidence-quarantined")
    assert house.chain(item)[-1] == "redaction_refused"


def test_a_quarantined_public_version_is_neither_checked_nor_given_out(house: Office) -> None:
    item, offered = pdf(house, plain()), pdf(house, embedded("품명 가나"), "공개.pdf")
    asked = post(house, "examiner", f"/evidence/{item}/public-version-requests", {"reason": "열람"})
    path = f"/public-versions/{asked['id']}"
    offer = {"version_item_id": offered, "secrets": [LATIN]}
    post(house, "complainant", f"{path}/submission", offer, version=1)
    quarantine(house, offered)
    assert post(house, "examiner", f"{path}/check", version=2, want=409)["code"] == (
        "evidence-quarantined"
    )


def test_an_issued_public_version_opens_to_both_sides_and_its_original_to_one(
    house: Office,
) -> None:
    item = pdf(house, plain())
    done = redacted(house, item, {**WORDS, "dpi": 150})
    (pair,) = get(house, "examiner", f"/cases/{CASE}/public-versions")["items"]
    content, listed = f"/public-versions/{pair['id']}/content", f"/cases/{CASE}/public-files"
    for who in ("complainant", "respondent", "examiner"):
        answer = house.call(who, "GET", content)
        assert (answer.status_code, answer.json()["code"]) == (409, "public-version-not-issued")
    assert get(house, "respondent", listed)["items"] == []
    post(house, "secretary", f"/public-versions/{pair['id']}/issue", version=1)
    (told,) = get(house, "respondent", listed)["items"]
    assert (told["public_version_id"], told["sha256"]) == (pair["id"], done["sha256"])
    for who in ("complainant", "respondent", "secretary"):
        given = house.call(who, "GET", content)
        assert (given.status_code, given.content[:5]) == (200, b"%PDF-")
        assert LATIN.encode() not in given.content
    assert house.call("respondent", "GET", f"/evidence/{item}/content").status_code == 404
    assert house.call("stranger", "GET", content).status_code == 404
    assert house.call("stranger", "GET", listed).status_code == 404
    assert house.chain(done["version_item_id"]).count("public_given") == 3
    quarantine(house, done["version_item_id"])
    assert refused(house.call("respondent", "GET", content))


def issued(house: Office) -> tuple[str, str]:
    """Return the door to an issued public version, and the piece that it is."""
    done = redacted(house, pdf(house, plain()), {**WORDS, "dpi": 150})
    (pair,) = get(house, "examiner", f"/cases/{CASE}/public-versions")["items"]
    post(house, "secretary", f"/public-versions/{pair['id']}/issue", version=1)
    return f"/public-versions/{pair['id']}/content", str(done["version_item_id"])


def test_a_damaged_public_version_is_an_incident_and_none_of_it_is_given(house: Office) -> None:
    door, version = issued(house)
    (row,) = [row for row in house.rows(EvidenceItem) if row.id == version]
    path = house.store.object_path(row.store_key)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer = house.call("respondent", "GET", door)
    assert (answer.status_code, answer.json()["code"]) == (503, "object-damaged")
    assert house.chain(version)[-1] == "found_damaged"
    assert house.news("evidence_damaged", "public_version_given") == ["evidence_damaged"]


def test_an_order_over_a_public_version_keeps_everybody_out_whom_it_does_not_name(
    house: Office,
) -> None:
    door, version = issued(house)
    assert house.call("respondent", "GET", door).status_code == 200
    order = {
        "kind": "confidentiality_order", "footing": "other", "legal_basis": "상생협력법",
        "court": "서울중앙지방법원", "docket_number": "2026카합1", "issued_on": "2026-11-23",
        "binds": "items", "item_ids": [version],
        "readers": [{"name": "이변호", "person_id": "person_colleague", "capacity": "lawyer"}],
    }  # fmt: skip
    made = post(house, "secretary", f"/cases/{CASE}/orders", order)
    post(house, "secretary", f"/orders/{made['id']}/service", version=made["version"])
    refusal = house.call("respondent", "GET", door)
    assert (refusal.status_code, refusal.json()["code"]) == (
        403, "not-named-by-confidentiality-order",
    )  # fmt: skip
    assert house.call("secretary", "GET", door).status_code == 200
    assert house.chain(version).count("public_given") == 2


def test_a_box_over_a_number_that_stands_elsewhere_is_told_to_who_issues(house: Office) -> None:
    item = pdf(house, embedded("수량 12 개", "2012 년 견적"))
    found = post(house, "examiner", f"/evidence/{item}/word-boxes", {"words": ["12"]})["items"]
    done = redacted(house, item, {"boxes": found[:1], "dpi": 150})
    assert done["state"]["code"] == "verified"
    assert [(one["code"], one["page"]) for one in done["findings"]] == [("still_shown", 1)]
    (pair,) = get(house, "examiner", f"/cases/{CASE}/public-versions")["items"]
    assert pair["findings"] == done["findings"]


def test_words_looked_for_and_notes_lie_sealed_in_the_database(house: Office) -> None:
    item, offered = pdf(house, plain()), pdf(house, embedded("품명 가나"), "공개.pdf")
    post(house, "examiner", f"/evidence/{item}/redactions", WORDS)
    asked = post(house, "examiner", f"/evidence/{item}/public-version-requests", {"reason": "열람"})
    offer = {"version_item_id": offered, "secrets": [LATIN]}
    post(house, "complainant", f"/public-versions/{asked['id']}/submission", offer, version=1)
    room = a_room(house, item)
    post(house, "stranger", f"/data-rooms/{room['id']}/notes", {"text": f"메모 {LATIN}"})
    columns = {"redaction": "words", "public_version": "secrets", "data_room_note": "text"}
    with house.world.engine.connect() as connection:
        for table, column in columns.items():
            kept = str(connection.execute(text(f'SELECT "{column}" FROM "{table}"')).scalar())
            assert len(kept) > 20
            assert LATIN not in kept
            assert HANGUL not in kept


def test_a_note_is_read_in_the_room_and_outside_only_when_released(
    house: Office, clock: Any
) -> None:
    room = a_room(house, pdf(house, plain()))
    notes = f"/data-rooms/{room['id']}/notes"
    close = post(house, "stranger", notes, {"text": f"메모 {LATIN} 와 {HANGUL} 입니다"})
    own = post(house, "stranger", notes, {"text": "제출 자료의 순서는 우리 특허와 다릅니다."})
    assert close["text"]
    post(house, "secretary", f"/viewing-notes/{own['id']}/release", version=1)
    assert all(one["text"] for one in get(house, "stranger", notes)["items"])
    clock.advance(days=2)
    left = {one["id"]: one["text"] for one in get(house, "stranger", notes)["items"]}
    assert left == {close["id"]: "", own["id"]: own["text"]}


def test_a_short_word_known_as_secret_keeps_a_long_note_in(house: Office) -> None:
    item = pdf(house, plain())
    post(house, "examiner", f"/evidence/{item}/redactions", {"words": ["38.5%"]})
    room = a_room(house, item)
    body = {"text": "제출 자료를 읽어 보니 우리 쪽의 공정과 순서가 다르고 비율은 38.5 % 이다." * 3}
    told = post(house, "stranger", f"/data-rooms/{room['id']}/notes", body)
    assert told["state"]["code"] == "too_close"


def test_a_page_without_text_keeps_a_note_for_a_persons_eyes(house: Office) -> None:
    item = pdf(house, text_and_scan())
    room = a_room(house, item)
    told = post(house, "stranger", f"/data-rooms/{room['id']}/notes", {"text": "그림을 보았다."})
    assert (told["state"]["code"], told["unread_item_ids"]) == ("unread", [item])


def test_a_mark_on_some_pages_leaves_the_others_to_be_looked_at(house: Office) -> None:
    item = pdf(house, text_and_scan())
    post(house, "examiner", f"/evidence/{item}/marks", {**TRADE, "first_page": 2, "last_page": 2})
    room = a_room(house, item, level=3)
    assert look(house, "stranger", room, item, 1).status_code == 200
    assert look(house, "stranger", room, item, 2).status_code == 404


def test_what_was_taken_out_of_a_mail_is_as_secret_as_the_mail(
    house: Office,
) -> None:
    mail = pdf(house, made_files.mail(("견적.pdf", plain())), "메일.eml")
    reading_jobs.read_evidence(house.world, house.store, {"item_id": mail})
    taken = post(house, "complainant", f"/evidence/{mail}/family/0/extraction")
    part = str(taken["item_id"])
    mark = post(house, "complainant", f"/evidence/{mail}/marks", PRIVILEGED)
    assert (level(house, mail), level(house, part)) == (5, 5)
    house.step_up("examiner")
    assert house.call("examiner", "GET", f"/evidence/{part}/content").status_code == 404
    assert house.call("complainant", "GET", f"/evidence/{part}/content").status_code == 200
    post(house, "secretary", f"/marks/{mark['id']}/decision",
         {"upheld": False, "court": "특허법원", "court_case_number": "2028나1",
          "decided_on": "2026-11-20"}, version=1)  # fmt: skip
    assert (level(house, mail), level(house, part)) == (3, 3)
    assert house.chain(part).count("level_followed") == 2
    pages = {**TRADE, "first_page": 1}
    post(house, "examiner", f"/evidence/{mail}/marks", pages)
    assert level(house, part) == 3  # pages of the mail are not its attachments
