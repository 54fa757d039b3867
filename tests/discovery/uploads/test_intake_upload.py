"""Files come in over HTTP: what is kept, what is refused, and that nothing half-done stays."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from app.access.actor import ANYBODY
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import begin
from app.discovery.uploads import descriptions
from tests.discovery.conftest import CASE, CODE, DRAFT, LIMITS, OWNED, Office, filed
from tests.support.sample_files import SAMPLES, encrypted_zip

PDF, TXT = SAMPLES["pdf"], SAMPLES["txt"]
MULTIPART = {"Content-Type": "multipart/form-data; boundary=edge"}


def text(size_bytes: int) -> bytes:
    return b"a" * size_bytes


def codes(body: dict[str, Any], key: str = "errors") -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in body[key]]


# ------------------------------------------------------------------------------- what is kept


def test_two_files_are_stored_hashed_labelled_and_chained(office: Office) -> None:
    answer = office.send(
        "complainant", ("기술자료 요구서.pdf", PDF), ("통화.txt", TXT),
        title=["요구서", "통화 기록"], purpose="요구한 사실", level=["4", "3"],
    )  # fmt: skip
    assert answer.status_code == 201
    first, second = answer.json()["items"]
    assert [first["sha256"], second["sha256"]] == [
        hashlib.sha256(content).hexdigest() for content in (PDF, TXT)
    ]
    assert (first["label"], second["label"]) == ("신 제1호증", "신 제2호증")
    assert (first["title"], first["level"], first["side"]) == ("요구서", 4, "complainant")
    assert first["media_type"] == "application/pdf"
    assert (second["title"], second["purpose"]) == ("통화 기록", "요구한 사실")
    assert office.states() == ["stored", "stored"]
    assert office.chain(first["id"]) == ["received"]
    assert office.news("evidence_reserved", "exhibit_attached", "evidence_stored") == [
        "evidence_reserved",
        *["exhibit_attached", "evidence_stored"] * 2,
    ]
    assert len(office.objects()) == 2


@pytest.mark.parametrize(
    ("who", "side", "label"),
    [
        ("respondent", "respondent", "을 제1호증"),
        ("examiner", "examiner", "소갑 제1호증"),
    ],
)
def test_the_side_follows_from_the_relation(
    office: Office, who: str, side: str, label: str
) -> None:
    item = office.send(who, ("a.pdf", PDF)).json()["items"][0]
    assert (item["side"], item["label"]) == (side, label)


def test_a_title_not_given_is_the_files_name_and_the_level_is_three(office: Office) -> None:
    item = office.send("complainant", ("../../비밀.pdf", PDF)).json()["items"][0]
    assert (item["title"], item["file_name"], item["level"]) == ("비밀.pdf", "비밀.pdf", 3)


def test_a_draft_opens_to_its_code(office: Office) -> None:
    answer = office.send("", ("a.pdf", PDF), to=f"/drafts/{DRAFT}", code=CODE)
    assert answer.status_code == 201
    assert answer.json()["items"][0]["case_id"] is None
    assert office.exhibits()[0].draft_id == DRAFT


def test_a_draft_opens_to_its_account_and_to_nobody_else(office: Office) -> None:
    to = f"/drafts/{OWNED}"
    assert office.send("complainant", ("a.pdf", PDF), to=to).status_code == 201
    assert office.send("stranger", ("a.pdf", PDF), to=to).status_code == 404
    assert office.send("", ("a.pdf", PDF), to=to, code="wrong-code").status_code == 401
    assert office.states() == ["stored"]


def test_a_filed_draft_takes_no_more(office: Office) -> None:
    filed(office, OWNED)
    answer = office.send("complainant", ("a.pdf", PDF), to=f"/drafts/{OWNED}")
    assert (answer.status_code, answer.json()["code"]) == (409, "draft-filed")
    assert office.keeps_nothing()


# -------------------------------------------------------------------------- who may not, and when


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("stranger", 404),
        ("other_examiner", 404),
        ("secretary", 403),
        ("administrator", 404),
        ("", 401),
    ],
)
def test_others_may_not_upload_and_are_refused_before_the_bytes(
    office: Office, who: str, status: int
) -> None:
    assert office.send(who, ("a.pdf", PDF)).status_code == status
    assert office.states() == []
    assert office.keeps_nothing()


def test_rights_lost_while_the_bytes_flow_are_noticed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> list[Any]:
        office.actors["complainant"] = office.actors["stranger"]
        return []

    monkeypatch.setattr("app.discovery.uploads.intake.examined", lost)
    assert office.send("complainant", ("a.pdf", PDF)).status_code == 404
    assert office.keeps_nothing()


def test_a_closed_case_takes_nothing(office: Office) -> None:
    with begin(office.world, ANYBODY) as work:
        case = work.session.get(Case, CASE)
        assert case is not None
        case.open = False
        work.record(ActRefused(subject=CASE, problem="set-up"))
    answer = office.send("complainant", ("a.pdf", PDF))
    assert (answer.status_code, answer.json()["code"]) == (409, "case-closed")


# ---------------------------------------------------------------------------- the six file errors


@pytest.mark.parametrize(
    ("name", "content", "code", "status"),
    [
        ("a.exe", b"MZ" + bytes(60), "file_type", 422),
        ("a.txt", text(LIMITS.file_bytes + 1), "file_size", 413),
        ("a.pdf", b"", "file_empty", 422),
        ("a.pdf", TXT, "file_damaged", 422),
        ("a.zip", encrypted_zip(), "file_locked", 422),
    ],
    ids=["type", "size", "empty", "damaged", "locked"],
)
def test_a_file_that_is_refused_is_named_and_the_good_ones_stay(
    office: Office, name: str, content: bytes, code: str, status: int
) -> None:
    alone = office.send("complainant", (name, content))
    assert (alone.status_code, codes(alone.json())) == (status, [("/files/0", code)])
    assert office.keeps_nothing()
    mixed = office.send("complainant", ("good.pdf", PDF), (name, content), ("also.txt", TXT))
    assert mixed.status_code == 201
    assert [item["file_name"] for item in mixed.json()["items"]] == ["good.pdf", "also.txt"]
    assert codes(mixed.json(), "refused") == [("/files/1", code)]
    assert len(office.objects()) == 2
    assert office.news("evidence_refused") == ["evidence_refused"] * 2


def test_an_announced_hash_that_does_not_fit_refuses_that_file(office: Office) -> None:
    right, wrong = hashlib.sha256(PDF).hexdigest(), "0" * 64
    answer = office.send("complainant", ("a.pdf", PDF), ("b.txt", TXT), sha256=[right, wrong])
    assert answer.status_code == 201
    assert codes(answer.json(), "refused") == [("/files/1", "file_upload_failed")]
    assert len(office.objects()) == 1


def test_a_wrong_content_digest_keeps_nothing(office: Office) -> None:
    other = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    digest = {"Content-Digest": f"sha-256=:{other}:"}
    answer = office.send("complainant", ("a.pdf", PDF), headers=digest)
    assert (answer.status_code, answer.json()["code"]) == (400, "content-digest-mismatch")
    assert office.keeps_nothing()


def test_a_stream_that_is_cut_keeps_nothing_and_gives_its_room_back(office: Office) -> None:
    def cut() -> Iterator[bytes]:
        yield b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        yield PDF

    answer = office.call(
        "complainant", "POST", f"/cases/{CASE}/evidence", content=cut(),
        headers=MULTIPART | {"Idempotency-Key": "cut"},
    )  # fmt: skip
    assert (answer.status_code, codes(answer.json())) == (400, [("/files/0", "file_upload_failed")])
    assert office.states() == ["refused"]
    assert office.keeps_nothing()


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"level": "1"}, "/level/0"),
        ({"level": "5"}, "/level/0"),
        ({"level": "sehr"}, "/level/0"),
        ({"title": "가" * 201}, "/title/0"),
        ({"purpose": "가" * 1001}, "/purpose/0"),
        ({"sha256": "xyz"}, "/sha256/0"),
        ({"store_key": "0" * 64}, "/store_key"),
        ({"title": ["a", "b"]}, "/title"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(
    office: Office, fields: dict[str, Any], pointer: str
) -> None:
    answer = office.send("complainant", ("a.pdf", PDF), **fields)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert office.keeps_nothing()


def test_an_upload_without_a_file_is_refused(office: Office) -> None:
    body = b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--edge--\r\n'
    answer = office.call(
        "complainant", "POST", f"/cases/{CASE}/evidence", content=body,
        headers=MULTIPART | {"Idempotency-Key": "none"},
    )  # fmt: skip
    assert (answer.status_code, codes(answer.json())) == (422, [("/files", "missing")])
    assert office.keeps_nothing()


def test_what_is_not_multipart_is_refused(office: Office) -> None:
    answer = office.call(
        "complainant", "POST", f"/cases/{CASE}/evidence", json={}, headers={"Idempotency-Key": "j"}
    )
    assert answer.status_code == 400
    assert office.keeps_nothing()


# --------------------------------------------------------------------------------------- limits


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(office: Office) -> None:
    assert office.send("complainant", ("a.txt", text(LIMITS.file_bytes))).status_code == 201
    over = office.send("complainant", ("a.txt", text(LIMITS.file_bytes + 1)))
    assert codes(over.json()) == [("/files/0", "file_size")]


def test_the_last_file_is_taken_and_one_more_is_not(office: Office) -> None:
    files = [(f"{number}.txt", TXT) for number in range(LIMITS.case_files + 1)]
    answer = office.send("complainant", *files)
    assert len(answer.json()["items"]) == LIMITS.case_files
    assert codes(answer.json(), "refused") == [(f"/files/{LIMITS.case_files}", "case_files")]
    assert len(office.objects()) == LIMITS.case_files
    more = office.send("examiner", ("more.txt", TXT))
    assert (more.status_code, more.json()["code"]) == (413, "evidence-room-used-up")


def test_the_last_byte_of_the_case_is_taken_and_one_more_is_not(office: Office) -> None:
    whole, rest = divmod(LIMITS.case_bytes, LIMITS.file_bytes)
    for number in range(whole):
        office.send("complainant", (f"{number}.txt", text(LIMITS.file_bytes)))
    over = office.send("complainant", ("over.txt", text(rest + 1)))
    assert (over.status_code, codes(over.json())) == (413, [("/files/0", "case_bytes")])
    assert office.send("complainant", ("fits.txt", text(rest))).status_code == 201
    assert office.send("complainant", ("x.txt", b"x")).json()["code"] == "evidence-room-used-up"


def test_what_was_filed_with_the_complaint_counts_for_the_case(office: Office) -> None:
    files = [(f"{number}.txt", TXT) for number in range(LIMITS.case_files)]
    office.send("complainant", *files, to=f"/drafts/{OWNED}")
    filed(office, OWNED)
    answer = office.send("complainant", ("more.txt", TXT))
    assert answer.json()["code"] == "evidence-room-used-up"


def test_a_refused_upload_uses_no_room(office: Office) -> None:
    for _ in range(LIMITS.case_files + 1):
        office.send("complainant", ("a.exe", b"MZ"))
    assert office.send("complainant", ("a.pdf", PDF)).status_code == 201


# ---------------------------------------------------------------------------------- the same key


def test_the_same_key_gives_the_same_answer_once_even_when_the_case_is_full(office: Office) -> None:
    files = [(f"{number}.txt", TXT) for number in range(LIMITS.case_files)]
    first = office.send("complainant", *files, key="one")
    again = office.send("complainant", *files, key="one")
    assert (again.status_code, again.text) == (201, first.text)
    assert again.headers["idempotent-replayed"] == "true"
    assert len(office.objects()) == len(office.exhibits()) == LIMITS.case_files
    assert "pending" not in office.states()


@pytest.mark.parametrize("change", [{"title": "other"}, {}])
def test_the_same_key_with_something_else_is_refused(
    office: Office, change: dict[str, str]
) -> None:
    office.send("complainant", ("a.pdf", PDF), key="one")
    content = PDF if change else PDF + b"\n"
    answer = office.send("complainant", ("a.pdf", content), key="one", **change)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert len(office.objects()) == 1


def test_one_account_does_not_get_the_answer_of_another(office: Office) -> None:
    first = office.send("complainant", ("a.pdf", PDF), key="one").json()
    other = office.send("examiner", ("a.pdf", PDF), key="one").json()
    assert first["items"][0]["id"] != other["items"][0]["id"]


@pytest.mark.parametrize("key", ["", "k" * 121])
def test_a_key_is_needed_and_has_a_length(office: Office, key: str) -> None:
    headers = {"Idempotency-Key": key}
    parts = [("files", ("a.pdf", PDF))]
    path = f"/cases/{CASE}/evidence"
    answer = office.call("complainant", "POST", path, files=parts, headers=headers)
    assert answer.status_code == 400


def test_two_requests_that_raced_under_one_key_take_effect_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins before the first has answered, so it reserves room of its own."""
    inner: list[Any] = []

    def examined(*given: Any) -> Any:
        if not inner:
            inner.append(None)
            inner[0] = office.send("complainant", ("a.pdf", PDF), key="race")
        return descriptions.examined(*given)

    monkeypatch.setattr("app.discovery.uploads.intake.examined", examined)
    outer = office.send("complainant", ("a.pdf", PDF), key="race")
    assert outer.text == inner[0].text
    assert sorted(office.states()) == ["refused", "stored"]
    assert len(office.objects()) == 1
