"""A file inside a container becomes evidence of its own: with its level, chain and origin."""

import pytest

from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan
from tests.discovery.texts import made_files
from tests.discovery.texts.conftest import Library, Says
from tests.support.sample_files import SAMPLES, zip_file


@pytest.fixture
def archive(library: Library) -> str:
    data = zip_file({
        "자료/표.csv": SAMPLES["csv"], "../밖.txt": b"x", "속임.pdf": SAMPLES["hwp"],
    })  # fmt: skip
    return library.file("묶음.zip", data, level=4)


def out(item_id: str, position: int) -> str:
    return f"/evidence/{item_id}/family/{position}/extraction"


def test_a_member_becomes_evidence_with_its_container_s_level(
    library: Library, archive: str
) -> None:
    told = library.post(out(archive, 0), "complainant", title="단가표")
    child = library.row(told["item_id"])
    assert (child.file_name, child.level, child.side) == ("표.csv", 4, "complainant")
    assert b"".join(library.office.store.open(child.store_key or "")) == SAMPLES["csv"]
    assert library.office.chain(archive)[-1] == "member_extracted"
    assert library.office.chain(child.id) == ["received"]
    member = library.get(f"/evidence/{archive}/family", "complainant")["members"][0]
    assert member["child_item_id"] == child.id
    assert member["sha256"] == child.sha256 == told["sha256"]
    found = library.get(f"/evidence/{child.id}/findings", "complainant")
    assert found["container_item_id"] == archive
    exhibit = next(one for one in library.office.exhibits() if one.evidence_item_id == child.id)
    assert (exhibit.title, exhibit.purpose) == (
        "단가표", "신 제1호증에서 꺼낸 파일: 자료/표.csv",
    )  # fmt: skip


def test_it_is_taken_out_once_and_the_same_request_gets_the_same_answer(
    library: Library, archive: str
) -> None:
    first = library.post(out(archive, 0), "complainant", key="same")
    again = library.post(out(archive, 0), "complainant", key="same")
    assert first == again
    told = library.post(out(archive, 0), "complainant", status=409)
    assert (told["code"], told["item_id"]) == ("member-already-extracted", first["item_id"])
    assert library.office.states().count("stored") == 2


@pytest.mark.parametrize(
    ("position", "status", "code"),
    [(1, 409, "member-closed"), (2, 422, "files-refused"), (9, 404, "member-missing")],
)
def test_what_may_not_be_taken_out_leaves_nothing(
    library: Library, archive: str, position: int, status: int, code: str
) -> None:
    before = library.office.objects()
    told = library.post(out(archive, position), "complainant", status=status)
    assert told["code"] == code
    assert library.office.objects() == before
    assert "pending" not in library.office.states()


def test_only_who_may_read_the_container_takes_out(library: Library, archive: str) -> None:
    library.post(out(archive, 0), "respondent", status=404)
    library.post(out(archive, 0), "examiner", status=403)
    library.office.step_up("examiner")
    told = library.post(out(archive, 0), "examiner")
    assert library.row(told["item_id"]).side == "examiner"


def test_nothing_is_taken_out_of_a_quarantined_container(library: Library) -> None:
    caught = Says(Scan(ScanState.QUARANTINED, signature="x"))
    item_id = library.file("묶음.zip", zip_file({"a.csv": SAMPLES["csv"]}), scan=caught)
    told = library.post(out(item_id, 0), status=409)
    assert told["code"] == "evidence-quarantined"


def test_an_attachment_is_taken_out_of_a_mail_by_the_limited_process(library: Library) -> None:
    mail = made_files.mail(("첨부 단가.csv", SAMPLES["csv"]))
    item_id = library.file("회신.eml", mail)
    told = library.post(out(item_id, 0))
    child = next(row for row in library.office.rows(EvidenceItem) if row.id == told["item_id"])
    assert (child.file_name, child.media_type) == ("첨부 단가.csv", "text/csv")
    assert b"".join(library.office.store.open(child.store_key or "")) == SAMPLES["csv"]
