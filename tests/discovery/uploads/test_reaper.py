"""What unfinished uploads left behind goes after a day; what a row names stays."""

from datetime import timedelta

from app.db.work import begin
from app.discovery.evidence import actions
from app.discovery.evidence.rules import Place
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads.reaper import Reaped, reap
from app.kernel.clock import FrozenClock, SystemClock
from app.storage.local import LocalStore
from tests.discovery.conftest import CASE, LIMITS, Office

DAY = timedelta(hours=24)


def machine_clock(**later: float) -> FrozenClock:
    return FrozenClock(SystemClock().now() + timedelta(**later))


def pass_time(office: Office, time: timedelta) -> None:
    assert isinstance(office.world.clock, FrozenClock)
    office.world.clock.instant += time


def killed_between_put_and_register(office: Office) -> None:
    with begin(office.world, office.actors["complainant"]) as work:
        actions.reserve(work, place=Place(case_id=CASE), limits=LIMITS, announced_bytes=100)
    office.store.put([b"bytes"], limit_bytes=100)


def test_a_killed_upload_is_invisible_and_cleared_after_a_day(office: Office) -> None:
    killed_between_put_and_register(office)
    item = office.rows(EvidenceItem)[0].id
    assert office.call("complainant", "GET", f"/evidence/{item}").status_code == 404
    assert reap(office.world, office.store, machine_clock(hours=23)) == Reaped(0, 0)
    pass_time(office, timedelta(hours=25))
    assert reap(office.world, office.store, machine_clock(hours=25)) == Reaped(1, 1)
    assert (office.states(), office.objects()) == (["expired"], [])
    assert office.news("evidence_expired") == ["evidence_expired"]
    assert reap(office.world, office.store, machine_clock(hours=25)) == Reaped(0, 0)


def test_the_room_of_a_killed_upload_is_free_again_after_a_day(office: Office) -> None:
    files = [(f"{number}.txt", b"a") for number in range(LIMITS.case_files - 1)]
    office.send("complainant", *files)
    killed_between_put_and_register(office)
    assert office.send("complainant", ("last.txt", b"a")).status_code == 413
    pass_time(office, timedelta(hours=25))
    assert office.send("complainant", ("last.txt", b"a")).status_code == 201


def test_what_a_row_names_is_never_touched(office: Office) -> None:
    office.item()
    before = office.objects()
    assert reap(office.world, office.store, machine_clock(days=3650)) == Reaped(0, 0)
    assert office.objects() == before


def test_a_half_written_object_goes_too(office: Office) -> None:
    writer = office.store.writer(limit_bytes=10)
    writer.write(b"half")
    assert len(office.objects()) == 1
    assert reap(office.world, office.store, machine_clock(hours=25)) == Reaped(0, 1)
    assert office.objects() == []


def test_an_object_registered_after_it_was_listed_stays(office: Office) -> None:
    class Late(LocalStore):
        """A store in which an upload registers between the two passes."""

        def discard_unregistered(self, key: str, **asked: object) -> bool:
            """Register the object first, then go on."""
            with begin(office.world, office.actors["complainant"]) as work:
                room = actions.reserve(
                    work, place=Place(case_id=CASE), limits=LIMITS, announced_bytes=None
                )
                offer = actions.Offer(pointer="/files/0", name="a.pdf", store_key=key)
                actions.register(
                    work, place=Place(case_id=CASE), upload_id=room.upload_id, offers=[offer],
                    limits=LIMITS,
                )  # fmt: skip
            return super().discard_unregistered(key, **asked)  # type: ignore[arg-type]

    kept = office.store.put([b"bytes"], limit_bytes=100)
    late = Late(office.store._folders.root)
    assert reap(office.world, late, machine_clock(hours=25)) == Reaped(0, 0)
    assert office.objects() == [kept.key]


def test_many_unfinished_uploads_are_cleared_in_one_run(office: Office) -> None:
    with begin(office.world, office.actors["complainant"]) as work:
        for number in range(130):
            place = Place(draft_id=f"draft_{number}")
            work.add(actions._pending(work, place, work.new_id("upload"), 1))
        work.record(actions.EvidenceReserved(subject=CASE, upload_id="", place_id=CASE,
                                             reserved_bytes=0))  # fmt: skip
    pass_time(office, DAY + timedelta(seconds=1))
    assert reap(office.world, office.store, machine_clock()).expired == 130
