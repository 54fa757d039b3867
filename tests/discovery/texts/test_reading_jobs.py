"""What the worker keeps of a file: its text in the store, its findings in the tables."""

import json

import pytest
from sqlalchemy import text

from app.access.actor import ANYBODY
from app.db.work import Work
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts import reading_jobs
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan
from app.storage.base import ObjectMissing
from tests.discovery.texts import made_files
from tests.discovery.texts.conftest import Library, Says
from tests.support.sample_files import SAMPLES, hwp, zip_file

SECRET = "열처리 온도 조건 850도"
FOUND = Says(Scan(ScanState.QUARANTINED, signature="Win.Test.EICAR_HDB-1", scanner="ClamAV 1.4.6"))
CLEAN = Says(Scan(ScanState.CLEAN, scanner="ClamAV 1.4.6"))
DOWN = Says(Scan(ScanState.NOT_SCANNED, "scanner_down"))


def test_a_text_lies_in_the_store_and_nowhere_in_the_database(library: Library) -> None:
    library.file("조건.txt", SECRET.encode("cp949"), level=4)
    row = library.texts()[0]
    assert (row.state, row.language, row.character_count) == ("text", "ko", len(SECRET))
    assert row.store_key is not None
    kept = b"".join(library.office.store.open(row.store_key, sha256=row.text_sha256))
    assert kept.decode() == SECRET
    with library.office.world.engine.connect() as connection:
        for table in ("evidence_text", "evidence_finding", "audit_leaf", "outbox_entry"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert SECRET[:6] not in str(rows)
            assert SECRET[:6] not in json.dumps([str(value) for one in rows for value in one])


def test_the_real_limited_process_is_used_by_the_job(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    library.file("단가.docx", made_files.docx())
    row = library.texts()[0]
    assert (row.state, row.engine) == ("text", "dochan")


def test_an_empty_text_is_a_state_and_no_object(library: Library) -> None:
    library.file("빈 글.txt", b" \r\n ")
    row = library.texts()[0]
    assert (row.state, row.store_key, row.character_count) == ("empty", None, 0)
    assert len(library.office.objects()) == 1


def test_a_picture_has_no_text_until_it_is_asked_for(library: Library) -> None:
    library.file("사진.jpg", SAMPLES["jpg"])
    assert (library.texts()[0].state, library.texts()[0].reason) == ("unsupported", "kind")


def test_reading_again_replaces_the_text_and_leaves_no_object_behind(library: Library) -> None:
    item_id = library.file("글.txt", SECRET.encode())
    first = library.texts()[0].store_key
    library.read(item_id)
    again = library.texts()[0].store_key
    assert first != again
    assert set(library.office.objects()) == {again, library.row(item_id).store_key}


def test_a_text_that_can_not_be_registered_is_taken_away(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_id = library.file("글.txt", SECRET.encode())
    before = set(library.office.objects())

    def fail(work: Work) -> None:
        raise RuntimeError("no database")

    with monkeypatch.context() as patched:
        patched.setattr(Work, "finish", fail)
        with pytest.raises(RuntimeError):
            library.read(item_id)
    assert set(library.office.objects()) == before


def test_an_original_that_was_altered_is_an_incident_and_is_not_read(library: Library) -> None:
    item_id = library.office.item()
    key = library.row(item_id).store_key
    assert key is not None
    library.office.store.object_path(key).unlink()
    with pytest.raises(ObjectMissing):
        library.office.store.verify(key)
    library.read(item_id)
    assert library.texts() == []
    assert library.office.chain(item_id)[-1] == "found_damaged"


def test_what_is_on_file_no_more_is_not_read(library: Library) -> None:
    library.read("evi_" + "0" * 32)
    assert library.texts() == []


def test_types_are_a_finding(library: Library) -> None:
    item_id = library.file("배포용.hwp", hwp(flags=0x5))
    found = library.finding(item_id)
    assert (found.claimed_type, found.true_types, found.verdict) == ("hwp", "hwp", "accepted")
    assert found.is_distribution_copy


def test_an_archive_gives_its_family(library: Library) -> None:
    data = zip_file({"자료/표.csv": SAMPLES["csv"], "../밖.txt": b"x"})
    item_id = library.file("묶음.zip", data)
    assert [(one.kind, one.path, one.refusal) for one in library.members()] == [
        ("member", "자료/표.csv", ""), ("member", "밖.txt", "traversal"),
    ]  # fmt: skip
    assert library.finding(item_id).member_count == 2
    assert library.texts()[0].reason == "container"
    library.read(item_id)
    assert len(library.members()) == 2


def test_a_mail_gives_its_family_and_its_hash(library: Library) -> None:
    item_id = library.file("회신.eml", made_files.mail(("견적.hwp", SAMPLES["hwp"][:900])))
    assert [(one.kind, one.path, one.verdict) for one in library.members()] == [
        ("attachment", "견적.hwp", "damaged")
    ]
    assert len(library.finding(item_id).message_hash) == 32


def test_malware_is_quarantined_with_a_link_and_the_original_stays(library: Library) -> None:
    item_id = library.file("글.txt", b"words", scan=FOUND)
    found = library.finding(item_id)
    assert (found.malware_state, found.signature) == ("quarantined", "Win.Test.EICAR_HDB-1")
    assert library.office.chain(item_id)[-1] == "quarantined"
    assert library.office.news("evidence_quarantined") == ["evidence_quarantined"]
    assert b"".join(library.office.store.open(library.row(item_id).store_key or "")) == b"words"


def test_a_scanner_that_is_down_lifts_no_quarantine_and_a_clean_scan_does(library: Library) -> None:
    item_id = library.file("글.txt", b"words", scan=FOUND)
    library.read(item_id, scan=DOWN)
    assert library.finding(item_id).malware_state == "quarantined"
    library.read(item_id)
    assert library.finding(item_id).signature == "Win.Test.EICAR_HDB-1"
    library.read(item_id, scan=CLEAN)
    found = library.finding(item_id)
    assert (found.malware_state, found.signature) == ("clean", "")
    assert library.office.chain(item_id)[-1] == "quarantine_lifted"


def test_what_was_not_scanned_is_scanned_later(library: Library) -> None:
    office = library.office
    item_id = library.file("글.txt", b"words", scan=DOWN)
    assert library.finding(item_id).malware_reason == "scanner_down"
    reading_jobs.scan_waiting(office.world, office.store, {})
    assert library.finding(item_id).malware_state == "not_scanned"
    reading_jobs.scan_waiting(office.world, office.store, {}, scanner=CLEAN)
    assert library.finding(item_id).malware_state == "clean"


def test_a_text_does_not_outlive_its_original(library: Library) -> None:
    office = library.office
    item_id = library.file("글.txt", SECRET.encode())
    reading_jobs.forget_texts(office.world, office.store, {"item_id": item_id})
    assert library.texts()[0].store_key is not None
    from app.db.events import ActRefused  # noqa: PLC0415 - a change by hand needs any event
    from app.db.work import begin  # noqa: PLC0415

    with begin(office.world, ANYBODY) as work:
        item = work.session.get(EvidenceItem, item_id)
        assert item is not None
        item.state = "disposed"
        work.record(ActRefused(subject=item_id, problem="set-up"))
    reading_jobs.forget_texts(office.world, office.store, {"item_id": item_id})
    row = library.texts()[0]
    assert (row.store_key, row.likeness, row.state) == (None, "", "text")
    assert office.objects() == [library.row(item_id).store_key]


def test_recognition_without_an_engine_is_a_visible_state(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_jobs, "ocr_engine", lambda: None)
    office = library.office
    item_id = library.file("사진.jpg", SAMPLES["jpg"])
    reading_jobs.ocr_evidence(office.world, office.store, {"item_id": item_id})
    states = {row.method: row.state for row in library.texts()}
    assert states == {"extraction": "unsupported", "ocr": "ocr_not_available"}
