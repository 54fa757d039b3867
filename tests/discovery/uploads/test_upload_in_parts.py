"""A large file comes in parts: what is there, what is refused at once, and what it becomes."""

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.access.actor import ANYBODY
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import begin, perform
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads import actions, receiving
from app.discovery.uploads.tables import UploadPart
from app.kernel.clock import FrozenClock
from app.storage.base import StorageFault, Stored
from tests.discovery.conftest import CASE, CODE, DRAFT, OWNED, Office, filed
from tests.discovery.uploads.parts import LEAST, MEBIBYTE, ROOM, Sender, digest, roomy, text
from tests.discovery.uploads.test_reaper import machine_clock, pass_time
from tests.storage.s3_lab import S3Lab
from tests.support.sample_files import SAMPLES

FILE = text(2 * LEAST + 1000)
SMALL = SAMPLES["txt"]


@pytest.fixture
def large(office: Office) -> Office:
    return roomy(office)


def parts_kept(office: Office) -> int:
    return len(office.rows(UploadPart))


# ------------------------------------------------------------------------------ from end to end


@pytest.mark.parametrize("kind", ["local", "s3"])
def test_a_file_in_parts_is_put_on_file_like_any_other(large: Office, kind: str) -> None:
    if kind == "s3":
        large.client.app.state.evidence_store = S3Lab().store  # type: ignore[attr-defined]
    sender = Sender(large, FILE).begun(title="서버 기록", purpose="요구한 사실", level=4)
    begun = sender.told()
    assert (begun["state"], begun["next_part"], begun["offset_bytes"]) == ("open", 1, 0)
    assert begun["least_part_bytes"] == LEAST
    first = sender.put(1, FILE[:LEAST])
    assert first.status_code == 201
    assert first.json() == {
        "upload_id": sender.id, "number": 1, "size_bytes": LEAST, "next_part": 2,
        "sha256": hashlib.sha256(FILE[:LEAST]).hexdigest(), "offset_bytes": LEAST,
    }  # fmt: skip
    assert [part["number"] for part in sender.told()["parts"]] == [1]
    sender.put(2, FILE[LEAST : 2 * LEAST])
    assert sender.put(3, FILE[2 * LEAST :]).json()["next_part"] is None

    answer = sender.complete(sha256=hashlib.sha256(FILE).hexdigest())
    assert answer.status_code == 201, answer.text
    item = answer.json()["items"][0]
    assert answer.json()["upload_id"] == sender.id
    assert (item["sha256"], item["size_bytes"]) == (hashlib.sha256(FILE).hexdigest(), len(FILE))
    assert (item["title"], item["level"], item["label"]) == ("서버 기록", 4, "신 제1호증")
    assert (item["file_name"], item["media_type"]) == ("서버 기록.txt", "text/plain")
    assert large.chain(item["id"]) == ["received"]
    assert large.states() == ["stored"]
    news = large.news("evidence_reserved", "evidence_part_stored", "evidence_stored")
    assert news == ["evidence_reserved", *["evidence_part_stored"] * 3, "evidence_stored"]
    assert parts_kept(large) == 0
    store = large.client.app.state.evidence_store  # type: ignore[attr-defined]
    assert len(list(store.keys_older_than(machine_clock(days=1).now()))) == 1
    given = large.call("complainant", "GET", f"/evidence/{item['id']}/content")
    assert given.content == FILE
    ended = sender.told()
    assert (ended["state"], ended["item_id"], ended["parts"]) == ("stored", item["id"], [])


def test_a_name_is_shown_composed_and_without_its_path(large: Office) -> None:
    sender = Sender(large, SMALL).begun(name="../../etc/\u1109\u1165\u1105\u1172\u202egpj.txt")
    assert sender.told()["file_name"] == "서류gpj.txt"


def test_a_draft_that_is_nobodys_takes_parts_from_who_knows_its_code(large: Office) -> None:
    sender = Sender(large, SMALL, who="", to=f"/drafts/{DRAFT}", code=CODE).begun().send()
    assert sender.complete().status_code == 201
    assert large.exhibits()[0].draft_id == DRAFT
    sender.code = "wrong-code"
    assert sender.put(1, SMALL).status_code == 401
    sender.code = ""
    assert sender.complete().status_code == 401


@pytest.mark.parametrize("who", ["examiner", "respondent", "colleague", "stranger", ""])
def test_an_upload_is_there_for_nobody_else(large: Office, who: str) -> None:
    sender = Sender(large, SMALL).begun().send()
    sender.who = who
    due = 404 if who else 401
    answers = (sender.put(1, SMALL), sender.complete(), sender.give_up(),
               large.call(who, "GET", f"/uploads/{sender.id}"))  # fmt: skip
    assert [answer.status_code for answer in answers] == [due] * 4
    sender.who = "complainant"
    assert sender.complete().status_code == 201


# ------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("number", "content", "headers", "due", "facts"),
    [
        (1, FILE[:LEAST], {}, (400, "content-digest-missing"), {}),
        (1, FILE[:LEAST], {"Content-Digest": "sha-256=nothing"}, (400, "malformed"), {}),
        (1, FILE[:LEAST], digest(b"other"), (400, "content-digest-mismatch"), {}),
        (1, FILE[: LEAST - 1], None, (422, "part-too-small"), {"least_bytes": LEAST}),
        (1, FILE + b"x", None, (413, "part-too-large"), {"most_bytes": len(FILE)}),
        (0, FILE[:LEAST], None, (422, "part-number-wrong"), {"last_part": 10_000}),
        (-1, FILE[:LEAST], None, (422, "part-number-wrong"), {}),
        (10_001, FILE[:LEAST], None, (422, "part-number-wrong"), {}),
        (10**40, FILE[:LEAST], None, (422, "part-number-wrong"), {}),
        (2, FILE[:LEAST], None, (409, "part-out-of-order"), {"next_part": 1, "offset_bytes": 0}),
    ],
    ids=["no digest", "no digest that can be read", "another digest", "too small", "too large",
         "number 0", "number below 0", "number too high", "number beyond all", "not its turn"],
)  # fmt: skip
def test_a_part_that_is_wrong_is_refused_and_nothing_of_it_is_kept(
    large: Office, number: int, content: bytes, headers: dict[str, str] | None,
    due: tuple[int, str], facts: dict[str, Any],
) -> None:  # fmt: skip
    sender = Sender(large, FILE).begun()
    answer = sender.put(number, content, headers)
    assert (answer.status_code, answer.json()["code"]) == due
    assert answer.json()["detail_ko"] != answer.json()["detail_en"]
    assert facts.items() <= answer.json().items()
    assert large.objects() == []
    assert sender.told()["next_part"] == 1
    assert sender.put(1, FILE[:LEAST]).status_code == 201


@pytest.mark.parametrize(
    ("content", "code"),
    [(FILE + b"x", "part-too-large"), (FILE[:100], "part-too-small")],
    ids=["longer", "shorter"],
)
def test_a_part_that_does_not_say_how_long_it_is_is_measured_as_it_flows(
    large: Office, content: bytes, code: str
) -> None:
    def flowing() -> Iterator[bytes]:
        for at in range(0, len(content), 64 * 1024):
            yield content[at : at + 64 * 1024]

    sender = Sender(large, FILE).begun()
    assert sender.put(1, flowing(), digest(content)).json()["code"] == code
    assert large.objects() == []


def test_the_same_part_again_changes_nothing_and_another_one_is_refused(large: Office) -> None:
    sender = Sender(large, FILE).begun().send(up_to=1)
    again = sender.put(1, FILE[:LEAST])
    assert (again.status_code, again.json()["next_part"]) == (200, 2)
    other = sender.put(1, FILE[LEAST : 2 * LEAST])
    assert (other.status_code, other.json()["code"]) == (409, "part-differs")
    lying = sender.put(1, b"other", digest(FILE[:LEAST]))
    assert (lying.status_code, lying.json()["code"]) == (400, "content-digest-mismatch")
    assert len(large.objects()) == 1
    sender.send()
    full = sender.put(4, FILE[:LEAST])
    assert (full.json()["code"], full.json()["next_part"]) == ("part-out-of-order", None)


@pytest.mark.parametrize(("minutes", "due"), [(1, (201, 409)), (3, (200, 201))])
def test_of_two_that_send_the_same_part_at_once_one_is_kept(
    large: Office, monkeypatch: pytest.MonkeyPatch, minutes: int, due: tuple[int, int]
) -> None:
    sender = Sender(large, FILE).begun()
    inner: list[int] = []
    real = receiving.received

    async def late(*given: Any, **more: Any) -> Stored:
        stored = await real(*given, **more)
        if not inner:
            inner.append(0)
            pass_time(large, timedelta(minutes=minutes))
            quicker = await asyncio.to_thread(sender.put, 1, FILE[:LEAST])
            inner[0] = quicker.status_code
        return stored

    monkeypatch.setattr(receiving, "received", late)
    assert (sender.put(1, FILE[:LEAST]).status_code, *inner) == due
    assert len(large.objects()) == parts_kept(large) == 1


@pytest.mark.parametrize(
    ("name", "size_bytes", "status", "code", "error"),
    [
        ("a.exe", 6_000_000, 422, "files-refused", "file_type"),
        ("a.txt", 0, 422, "files-refused", "file_empty"),
        ("a.txt", ROOM.case_bytes + 1, 413, "files-too-large", "file_size"),
    ],
)
def test_what_name_and_size_show_is_refused_before_the_first_byte(
    large: Office, name: str, size_bytes: int, status: int, code: str, error: str
) -> None:
    answer = Sender(large, b"").begin(name=name, size_bytes=size_bytes)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [one["code"] for one in answer.json()["errors"]] == [error]
    assert large.states() == []


@pytest.mark.parametrize(
    "said",
    [{"size_bytes": -1}, {"size_bytes": 1 << 60}, {"size_bytes": "9"}, {"name": " "}, {"name": 7},
     {"sha256": "xyz"}, {"level": 5}, {"store_key": "0"}, {"title": "가" * 201},
     {"fingerprint_id": "fpr_" + "0" * 33}, {"fingerprint_id": "a\0"}],
)  # fmt: skip
def test_a_wrong_field_is_named(large: Office, said: dict[str, Any]) -> None:
    answer = Sender(large, SMALL).begin(**said)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{next(iter(said))}"]
    assert large.states() == []


# ------------------------------------------------------------------------------ the room it takes


def test_the_announced_size_is_set_aside_from_the_beginning(large: Office) -> None:
    sender = Sender(large, bytes(15 * MEBIBYTE)).begun()
    refused = Sender(large, bytes(6 * MEBIBYTE)).begin()
    assert (refused.status_code, refused.json()["code"]) == (413, "evidence-room-used-up")
    assert refused.json()["free_bytes"] == 5 * MEBIBYTE
    assert large.send("complainant", ("a.txt", SMALL)).status_code == 201
    assert sender.give_up().json()["refusal"] == "abandoned"
    assert Sender(large, bytes(6 * MEBIBYTE)).begin().status_code == 201


def test_an_upload_counts_as_a_file_from_the_beginning(large: Office) -> None:
    for _ in range(ROOM.case_files):
        Sender(large, SMALL).begun()
    assert large.send("complainant", ("a.txt", SMALL)).status_code == 413


def test_what_is_given_up_leaves_nothing_and_is_over(large: Office) -> None:
    sender = Sender(large, FILE).begun().send(up_to=2)
    assert len(large.objects()) == 2
    answer = sender.give_up()
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert large.keeps_nothing()
    for over in (sender.put(3, FILE[2 * LEAST :]), sender.complete(), sender.give_up()):
        assert (over.status_code, over.json()["code"]) == (409, "upload-spent")


# ------------------------------------------------------------------------------ completing


def test_an_upload_that_is_not_whole_is_not_completed(large: Office) -> None:
    sender = Sender(large, FILE).begun().send(up_to=2)
    answer = sender.complete()
    assert (answer.status_code, answer.json()["code"]) == (409, "upload-incomplete")
    assert (answer.json()["next_part"], answer.json()["offset_bytes"]) == (3, 2 * LEAST)
    assert sender.put(3, FILE[2 * LEAST :]).status_code == 201
    assert sender.complete().status_code == 201


@pytest.mark.parametrize("when", ["begin", "complete"])
def test_another_hash_of_the_whole_refuses_the_file(large: Office, when: str) -> None:
    wrong = {"sha256": "0" * 64}
    sender = Sender(large, SMALL).begun(**(wrong if when == "begin" else {})).send()
    answer = sender.complete(**(wrong if when == "complete" else {}))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "file_upload_failed")
    assert large.keeps_nothing()
    assert sender.told()["state"] == "refused"


def test_a_file_that_is_not_what_its_name_says_is_refused(large: Office) -> None:
    answer = Sender(large, SMALL).begun(name="a.pdf").send().complete()
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "file_damaged")
    assert large.keeps_nothing()
    assert parts_kept(large) == 0


def test_the_same_key_gets_the_same_answer_and_another_one_is_late(large: Office) -> None:
    sender = Sender(large, SMALL).begun().send()
    first = sender.complete(key="one")
    again = sender.complete(key="one")
    assert (again.status_code, again.text) == (201, first.text)
    assert again.headers["idempotent-replayed"] == "true"
    assert sender.complete(key="one", sha256="0" * 64).json()["code"] == "idempotency-key-reused"
    assert sender.complete(key="two").json()["code"] == "upload-spent"
    assert len(large.objects()) == 1


def test_only_one_request_at_a_time_puts_a_file_together(large: Office) -> None:
    sender = Sender(large, SMALL).begun().send()
    actor = large.actors["complainant"]
    perform(large.world, actor, lambda work: actions.claim(work, upload_id=sender.id, code=""))
    for answer in (sender.complete(), sender.give_up()):
        assert (answer.status_code, answer.json()["code"]) == (409, "upload-being-completed")
    # Whoever claimed it died; its claim runs out.
    pass_time(large, timedelta(minutes=3))
    assert sender.complete().status_code == 201


def test_a_store_that_fails_while_the_file_is_put_together_loses_nothing(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, SMALL).begun().send()

    def down(*_: Any, **__: Any) -> Stored:
        raise StorageFault

    with monkeypatch.context() as broken:
        broken.setattr(large.store, "put", down)
        answer = sender.complete()
    assert (answer.status_code, answer.json()["code"]) == (503, "storage-fault")
    assert sender.told()["state"] == "open"
    assert sender.complete().status_code == 201
    assert len(large.objects()) == 1


# ------------------------------------------------------------------------------ places that close


def test_a_case_that_closed_takes_no_more_parts_but_its_upload_can_be_given_up(
    large: Office,
) -> None:
    sender = Sender(large, FILE).begun().send(up_to=1)
    with begin(large.world, ANYBODY) as work:
        case = work.session.get(Case, CASE)
        assert case is not None
        case.open = False
        work.record(ActRefused(subject=CASE, problem="set-up"))
    assert sender.put(2, FILE[LEAST : 2 * LEAST]).json()["code"] == "case-closed"
    assert sender.told()["next_part"] == 2
    assert sender.give_up().status_code == 200
    assert large.keeps_nothing()


def test_a_draft_that_was_filed_takes_no_more_parts(large: Office) -> None:
    sender = Sender(large, SMALL, to=f"/drafts/{OWNED}").begun().send()
    filed(large, OWNED)
    assert sender.complete().json()["code"] == "draft-filed"
    assert sender.give_up().status_code == 200


# ------------------------------------------------------------------------------ time


def test_every_part_gives_a_day_more_but_no_more_than_a_week(large: Office) -> None:
    clock = large.world.clock
    assert isinstance(clock, FrozenClock)
    sender = Sender(large, bytes(4 * LEAST)).begun()
    for number in (1, 2):
        pass_time(large, timedelta(hours=23))
        assert sender.put(number, bytes(LEAST)).status_code == 201
    expires = sender.told()["expires_at"]
    assert expires == (clock.now() + timedelta(hours=24)).isoformat().replace("+00:00", "Z")
    with begin(large.world, ANYBODY) as work:
        row = work.session.get(EvidenceItem, large.rows(EvidenceItem)[0].id)
        assert row is not None
        row.reserved_at = clock.now() + timedelta(days=5)
        work.record(ActRefused(subject=CASE, problem="set-up"))
    pass_time(large, timedelta(days=4, hours=23))
    sender.put(3, bytes(LEAST))
    pass_time(large, timedelta(hours=4))
    assert sender.put(4, bytes(LEAST)).json()["code"] == "upload-spent"


def test_what_nobody_went_on_with_is_cleared_after_a_day(large: Office) -> None:
    from app.discovery.uploads.reaper import Reaped, reap  # noqa: PLC0415
    from app.discovery.uploads.tables import UploadSession  # noqa: PLC0415

    sender = Sender(large, FILE).begun().send(up_to=2)
    day_old = machine_clock(hours=25)
    assert reap(large.world, large.store, day_old) == Reaped(0, 0)
    assert len(large.objects()) == 2
    pass_time(large, timedelta(hours=25))
    assert reap(large.world, large.store, day_old) == Reaped(1, 2)
    assert (large.objects(), large.states()) == ([], ["expired"])
    assert sender.told()["state"] == "expired"
    pass_time(large, timedelta(hours=72))
    assert reap(large.world, large.store, day_old) == Reaped(0, 0)
    assert large.rows(UploadSession) == []
