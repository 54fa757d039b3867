"""Texts, findings and families open to those who may have the contents, and leave a trace."""

import pytest

from app.db.tables import Job
from app.discovery.texts import giving
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan
from tests.discovery.conftest import CASE
from tests.discovery.texts import made_files
from tests.discovery.texts.conftest import Library, Says
from tests.support.sample_files import SAMPLES, zip_file

WORDS = "원사업자가 납품 단가 인하를 요구하였습니다. "
FOUND = Says(Scan(ScanState.QUARANTINED, signature="Eicar-Signature"))
LETTER = "".join(f"{WORDS}{number}번째 회신입니다. " for number in range(60))


def test_a_text_is_given_and_noted_before_it_leaves(library: Library) -> None:
    item_id = library.file("글.txt", WORDS.encode())
    told = library.get(f"/evidence/{item_id}/text")
    assert told["text"] == WORDS.strip()
    assert (told["state"], told["state_ko"], told["next_offset"]) == ("text", "본문 있음", None)
    assert library.office.chain(item_id)[-1] == "text_read"
    assert library.office.news("confidential_read")


def test_a_text_opens_to_whom_the_file_opens(library: Library) -> None:
    item_id = library.file("글.txt", WORDS.encode())
    library.get(f"/evidence/{item_id}/text", "complainant")
    for who in ("respondent", "stranger", "other_examiner"):
        library.get(f"/evidence/{item_id}/text", who, status=404)
        library.get(f"/evidence/{item_id}/family", who, status=404)
    library.get(f"/evidence/{item_id}/text", "secretary", status=403)
    assert library.office.chain(item_id).count("text_read") == 1


def test_a_trade_secret_needs_the_second_factor(library: Library) -> None:
    item_id = library.file("글.txt", WORDS.encode(), level=4)
    library.get(f"/evidence/{item_id}/text", status=403)
    library.office.step_up("examiner")
    assert library.get(f"/evidence/{item_id}/text")["text"]


def test_what_was_not_read_yet_says_so(library: Library) -> None:
    item_id = library.office.item()
    assert library.get(f"/evidence/{item_id}/text")["state"] == "waiting"
    told = library.get(f"/evidence/{item_id}/findings")
    assert (told["type_matches"], told["malware_state"], told["malware_reason"]) == (
        None, "not_scanned", "waiting",
    )  # fmt: skip


def test_a_long_text_comes_in_stretches(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "PAGE_CHARACTERS", 10)
    item_id = library.file("글.txt", b"0123456789abcdefghij!")
    path, offset, whole = f"/evidence/{item_id}/text", 0, ""
    while offset is not None:
        told = library.get(f"{path}?offset={offset}")
        whole, offset = whole + told["text"], told["next_offset"]
    assert whole == "0123456789abcdefghij!"
    library.get(f"{path}?offset=-1", status=422)
    library.get(f"{path}?method=magic", status=422)


def test_findings_show_types_states_and_members(library: Library) -> None:
    item_id = library.file("묶음.zip", zip_file({"a.pdf": SAMPLES["hwp"]}))
    told = library.get(f"/evidence/{item_id}/findings", "secretary")
    assert (told["claimed_type"], told["true_types"], told["type_matches"]) == (
        "zip",
        ["zip"],
        True,
    )
    assert told["member_count"] == 1
    member = library.get(f"/evidence/{item_id}/family")["members"][0]
    assert (member["claimed_type"], member["true_types"], member["type_matches"]) == (
        "pdf", ["hwp"], False,
    )  # fmt: skip


def test_copies_are_found_inside_the_case(library: Library) -> None:
    mail = made_files.mail()
    first = library.file("글.txt", LETTER.encode())
    same = library.file("글 사본.txt", LETTER.encode())
    near = library.file("글 고침.txt", LETTER.replace("3번째", "세 번째").encode("cp949"))
    one, two = library.file("회신.eml", mail), library.file("회신2.eml", mail + b"\r\nfooter")
    copies = library.get(f"/evidence/{first}/findings")["copies"]
    assert copies["same_bytes"] == [same]
    assert [found["item_id"] for found in copies["alike"]] == [near]
    assert 70 <= copies["alike"][0]["overlap_percent"] < 100
    assert library.get(f"/evidence/{one}/findings")["copies"]["same_message"] == [two]


def test_nobody_learns_that_the_other_side_holds_the_same_file(library: Library) -> None:
    mine = library.file("글.txt", LETTER.encode())
    theirs = library.file("같은 글.txt", LETTER.encode(), who="respondent")
    nothing = {"same_bytes": [], "same_message": [], "alike": []}
    assert library.get(f"/evidence/{mine}/findings", "complainant")["copies"] == nothing
    assert library.get(f"/evidence/{theirs}/findings", "respondent")["copies"] == nothing
    assert library.get(f"/evidence/{mine}/findings")["copies"]["same_bytes"] == [theirs]


def test_recognition_and_another_reading_are_queued_once_a_minute(library: Library) -> None:
    item_id = library.file("사진.jpg", SAMPLES["jpg"])
    for path in ("recognition", "rescan", "rescan"):
        told = library.post(f"/evidence/{item_id}/{path}", status=202)
        assert (told["state"], told["state_en"]) == ("waiting", "Being read")
    assert sorted(job.name for job in library.office.rows(Job)) == ["ocr_evidence", "read_evidence"]
    library.post(f"/evidence/{item_id}/rescan", "respondent", status=404)
    library.post(f"/evidence/{item_id}/rescan", status=422, x=1)


def test_a_quarantined_original_opens_by_its_own_act_only(library: Library) -> None:
    item_id = library.file("글.txt", b"words", scan=FOUND)
    path = f"/evidence/{item_id}/quarantined-content"
    library.get(path, status=422)
    answer = library.office.call("examiner", "GET", f"{path}?purpose=malware_analysis")
    assert (answer.status_code, answer.content) == (200, b"words")
    assert ".quarantined" in answer.headers["content-disposition"]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert library.office.chain(item_id)[-1] == "quarantine_opened"
    library.get(f"{path}?purpose=curious", "respondent", status=404)
    told = library.get(f"/evidence/{item_id}/findings")
    assert (told["malware_state"], told["malware_ko"]) == ("quarantined", "격리됨")


def test_what_is_not_quarantined_opens_in_the_ordinary_way(library: Library) -> None:
    item_id = library.file("글.txt", b"words")
    path = f"/evidence/{item_id}/quarantined-content?purpose=malware_analysis"
    assert library.get(path, status=409)["code"] == "evidence-not-quarantined"


def test_a_search_finds_what_the_reader_may_read_and_says_what_it_could_not(
    library: Library,
) -> None:
    mine = library.file("글.txt", WORDS.encode())
    theirs = library.file("답변.txt", "단가인하는 없었습니다".encode("cp949"), who="respondent")
    picture = library.file("사진.jpg", SAMPLES["jpg"])
    secret = library.file("비밀.txt", "단가 인하 비밀".encode(), level=4)
    told = library.get(f"/cases/{CASE}/evidence-search?q=단가 인하")
    found = {one["item_id"]: one["hits"][0]["excerpt"] for one in told["items"]}
    assert set(found) == {mine, theirs}
    assert "납품 단가 인하를" in found[mine]
    assert (told["without_text"], told["not_readable"], told["searched"]) == ([picture], 1, 2)
    assert library.office.chain(mine)[-1] == "found_by_search"
    assert "found_by_search" not in library.office.chain(secret)
    assert library.office.news("evidence_searched") == ["evidence_searched"]


def test_each_side_searches_its_own(library: Library) -> None:
    mine = library.file("글.txt", WORDS.encode())
    theirs = library.file("답변.txt", WORDS.encode(), who="respondent")
    for who, own in (("complainant", mine), ("respondent", theirs)):
        told = library.get(f"/cases/{CASE}/evidence-search?q=단가", who)
        assert [found["item_id"] for found in told["items"]] == [own]
        assert told["not_readable"] == 0
    library.get(f"/cases/{CASE}/evidence-search?q=단가", "stranger", status=404)


def test_a_text_that_was_altered_is_passed_over_by_name(library: Library) -> None:
    item_id = library.file("글.txt", WORDS.encode())
    key = library.texts()[0].store_key
    assert key is not None
    library.office.store.object_path(key).unlink()
    told = library.get(f"/cases/{CASE}/evidence-search?q=단가")
    assert (told["items"], told["not_searched"]) == ([], [item_id])
    library.get(f"/evidence/{item_id}/text", status=503)


def test_too_little_to_search_for_is_refused(library: Library) -> None:
    for words in ("", "단", "  ", "%25%25"):
        told = library.get(f"/cases/{CASE}/evidence-search?q={words}", status=422)
        assert told["code"] == "search-words-too-short"
    library.get(f"/cases/{CASE}/evidence-search?q={'가' * 101}", status=422)
