"""Evidence is read by those who may, after it was hashed and noted; damage gives no bytes."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from app.db.tables import AuditLeaf
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem
from app.storage.base import ObjectDamaged
from app.storage.envelope import HEADER_BYTES
from tests.discovery.conftest import CASE, CODE, DRAFT, OWNED, Office, filed
from tests.support.sample_files import SAMPLES

PDF = SAMPLES["pdf"]


def flip_a_bit(office: Office) -> None:
    path: Path = office.store.object_path(office.objects()[0])
    content = bytearray(path.read_bytes())
    content[HEADER_BYTES + 3] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def status(office: Office, who: str, item: str, tail: str = "") -> int:
    return office.call(who, "GET", f"/evidence/{item}{tail}").status_code


# ------------------------------------------------------------------------------------- contents


def test_a_download_is_whole_sealed_off_and_noted_before_it(office: Office) -> None:
    item = office.item(name='견적 "비교".pdf')
    answer = office.call("examiner", "GET", f"/evidence/{item}/content?purpose=investigation")
    assert (answer.status_code, answer.content) == (200, PDF)
    digest = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert answer.headers["content-digest"] == f"sha-256=:{digest}:"
    assert answer.headers["etag"] == f'"{hashlib.sha256(PDF).hexdigest()}"'
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(PDF))
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "no-store"
    assert office.chain(item) == ["received", "downloaded"]
    assert office.news("evidence_downloaded", "confidential_read") == [
        "evidence_downloaded",
        "confidential_read",
    ]
    assert {link.purpose for link in office.rows(CustodyEvent)} == {"", "investigation"}


def test_the_note_is_kept_before_the_first_byte_leaves(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise RuntimeError("the audit log can not be written")

    item = office.item()
    monkeypatch.setattr("app.discovery.evidence.actions.take_out", refused)
    answer = office.call("examiner", "GET", f"/evidence/{item}/content")
    assert answer.status_code == 500
    assert PDF not in answer.content


def test_a_reading_of_level_two_is_no_confidential_read(office: Office) -> None:
    item = office.item(level=2)
    assert status(office, "examiner", item, "/content") == 200
    assert office.news("evidence_downloaded", "confidential_read") == ["evidence_downloaded"]


def test_no_leaf_tells_a_file_name_or_a_title(office: Office) -> None:
    item = office.item(name="홍길동 진술.pdf")
    status(office, "examiner", item, "/content")
    told = json.dumps([leaf.payload for leaf in office.rows(AuditLeaf)], ensure_ascii=False)
    assert "홍길동" not in told


# --------------------------------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("who", "facts", "content", "chain"),
    [
        ("complainant", 200, 200, 200),  # who sent it
        ("colleague", 200, 403, 403),  # the same side, but not who sent it
        ("respondent", 404, 404, 404),  # the other side learns nothing
        ("stranger", 404, 404, 404),
        ("examiner", 200, 200, 200),
        ("other_examiner", 404, 404, 404),
        ("secretary", 200, 403, 403),
        ("auditor", 403, 403, 200),  # who did what, never what is inside
        ("administrator", 404, 404, 404),
        ("", 401, 401, 401),
    ],
)
def test_each_reads_what_the_policy_gives(
    office: Office, who: str, facts: int, content: int, chain: int
) -> None:
    item = office.item()
    asked = [status(office, who, item, tail) for tail in ("", "/content", "/custody")]
    assert asked == [facts, content, chain]


def test_the_sides_are_closed_to_each_other_both_ways(office: Office) -> None:
    item = office.item("respondent")
    for tail in ("", "/content", "/custody"):
        assert status(office, "complainant", item, tail) == 404
        assert status(office, "respondent", item, tail) == 200


def test_a_trade_secret_asks_an_official_for_the_second_factor_but_not_its_owner(
    office: Office,
) -> None:
    item = office.item(level=4)
    refused = office.call("examiner", "GET", f"/evidence/{item}/content")
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert office.chain(item) == ["received"]
    assert status(office, "complainant", item, "/content") == 200
    office.step_up("examiner")
    assert status(office, "examiner", item, "/content") == 200
    assert office.news("act_refused").count("act_refused") == 2  # one is the set-up's


def test_what_is_not_there_looks_like_what_may_not_be_seen(office: Office) -> None:
    item, unknown = office.item(), "evi_" + "0" * 32
    for who in ("respondent", ""):
        there = office.call(who, "GET", f"/evidence/{item}").json()
        nowhere = office.call(who, "GET", f"/evidence/{unknown}").json()
        assert (there["code"], there["title"]) == (nowhere["code"], nowhere["title"])


def test_what_is_refused_or_still_arriving_can_not_be_seen(office: Office) -> None:
    office.send("complainant", ("a.exe", b"MZ"))
    item = office.rows(EvidenceItem)[0].id
    assert [status(office, "complainant", item, tail) for tail in ("", "/content")] == [404, 404]


def test_a_piece_in_a_draft_opens_to_the_code_only(office: Office) -> None:
    sent = office.send("", ("a.pdf", PDF), to=f"/drafts/{DRAFT}", code=CODE).json()
    item, known = sent["items"][0]["id"], {"X-Resume-Code": CODE}
    for tail in ("", "/content", "/custody"):
        path = f"/evidence/{item}{tail}"
        assert office.call("", "GET", path, headers=known).status_code == 200
        assert office.call("", "GET", path).status_code == 401
        assert office.call("examiner", "GET", path).status_code == 404


def test_a_trade_secret_in_a_draft_asks_its_writer_to_sign_in(office: Office) -> None:
    to, known = f"/drafts/{DRAFT}", {"X-Resume-Code": CODE}
    sent = office.send("", ("a.pdf", PDF), to=to, code=CODE, level="4").json()
    path = f"/evidence/{sent['items'][0]['id']}"
    assert office.call("", "GET", path, headers=known).status_code == 200
    assert office.call("", "GET", f"{path}/content", headers=known).status_code == 401


def test_a_piece_sent_before_sign_in_belongs_to_who_filed_the_complaint(office: Office) -> None:
    sent = office.send("", ("a.pdf", PDF), to=f"/drafts/{DRAFT}", code=CODE).json()
    item = sent["items"][0]["id"]
    filed(office, DRAFT)
    facts = office.call("complainant", "GET", f"/evidence/{item}").json()
    assert (facts["case_id"], facts["label"]) == (CASE, "신 제1호증")
    assert status(office, "complainant", item, "/content") == 200
    assert status(office, "colleague", item, "/content") == 403
    assert status(office, "respondent", item, "/content") == 404
    assert status(office, "", item, "/content") == 401


def test_a_filed_piece_is_read_by_the_examiner(office: Office) -> None:
    sent = office.send("complainant", ("a.pdf", PDF), to=f"/drafts/{OWNED}").json()
    item = sent["items"][0]["id"]
    assert status(office, "examiner", item) == 404
    filed(office, OWNED)
    assert status(office, "examiner", item, "/content") == 200


# ------------------------------------------------------------------------------------- the chain


def test_parties_are_told_roles_and_officials_are_told_persons(office: Office) -> None:
    item = office.item()
    status(office, "examiner", item, "/content")
    own = office.call("complainant", "GET", f"/evidence/{item}/custody").json()["items"]
    assert [(link["act"], link["role"], link["account_id"]) for link in own] == [
        ("received", "party", ""),
        ("downloaded", "investigator", ""),
    ]
    all_told = office.call("auditor", "GET", f"/evidence/{item}/custody").json()["items"]
    assert [link["person_id"] for link in all_told] == ["person_complainant", "person_examiner"]


# ---------------------------------------------------------------------------------------- damage


def test_a_flipped_bit_gives_an_incident_and_no_bytes(office: Office) -> None:
    item = office.item()
    flip_a_bit(office)
    answer = office.call("examiner", "GET", f"/evidence/{item}/content")
    assert (answer.status_code, answer.json()["code"]) == (503, "object-damaged")
    assert b"%PDF" not in answer.content
    assert office.chain(item) == ["received", "found_damaged"]
    assert office.news("evidence_damaged", "evidence_downloaded") == ["evidence_damaged"]


def test_an_object_that_is_gone_is_an_incident(office: Office) -> None:
    item = office.item()
    office.store.object_path(office.objects()[0]).unlink()
    answer = office.call("examiner", "GET", f"/evidence/{item}/content")
    assert (answer.status_code, answer.json()["code"]) == (503, "object-missing")
    assert office.chain(item) == ["received", "found_damaged"]


def test_an_object_exchanged_for_another_is_an_incident(office: Office) -> None:
    item = office.item()
    other = office.store.put([b"%PDF-1.7 another"], limit_bytes=100)
    mine = next(key for key in office.objects() if key != other.key)
    office.store.object_path(mine).unlink()
    office.store.object_path(other.key).rename(office.store.object_path(mine))
    assert status(office, "examiner", item, "/content") == 503
    assert office.chain(item) == ["received", "found_damaged"]


def test_damage_between_the_two_readings_is_an_incident_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(_key: str, *, sha256: str | None = None) -> object:
        def chunks() -> object:
            yield PDF[:10]
            raise ObjectDamaged

        return chunks()

    item = office.item()
    monkeypatch.setattr(office.store, "open", changing)
    answer = office.call("examiner", "GET", f"/evidence/{item}/content")
    assert len(answer.content) < len(PDF)
    assert office.chain(item) == ["received", "downloaded", "found_damaged"]
