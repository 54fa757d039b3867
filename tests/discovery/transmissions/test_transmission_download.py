"""A package is taken out as often and as long as was allowed, and not once more."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from app.access.actor import WORKER
from app.db.work import perform
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.problems import ClawedBack, DownloadSpent
from app.discovery.transmissions.schemas import ClawbackIn
from app.kernel.problems import Problem
from app.people.queries import actor_of


def actor_behind(bench: Any, part: str) -> Any:
    """Return somebody of the bench as an actor."""
    find = partial(actor_of, account_id=getattr(bench, part).account_id)
    return perform(bench.stage.house.world, WORKER, find, reading=True)


def test_of_many_downloads_at_once_one_gets_through(bench: Any) -> None:
    asked = bench.released()
    package_id = bench.packages(asked)["records"]["id"]
    world, court, start = bench.stage.house.world, actor_behind(bench, "court"), Barrier(8)

    def once(_number: int) -> type[Problem] | None:
        start.wait()
        take = partial(actions.take_package, transmission_id=asked, package_id=package_id)
        try:
            perform(world, court, take)
        except Problem as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(once, range(8)))
    assert outcomes.count(None) == 1
    assert outcomes.count(DownloadSpent) == 7
    package = bench.packages(asked)["records"]
    assert (package["downloads"], package["downloads_left"]) == (1, 0)


def test_a_recall_and_a_download_at_once_leave_no_link_alive(bench: Any) -> None:
    asked = bench.released()
    package_id = bench.packages(asked)["records"]["id"]
    world, start = bench.stage.house.world, Barrier(2)
    court, secretary = actor_behind(bench, "court"), actor_behind(bench, "secretary")
    form = ClawbackIn(reason="잘못 보냄")

    def take() -> bool:
        start.wait()
        act = partial(actions.take_package, transmission_id=asked, package_id=package_id)
        try:
            perform(world, court, act)
        except ClawedBack:
            return False
        return True

    def recall() -> bool:
        start.wait()
        act = partial(actions.claw_back, transmission_id=asked, form=form, version=None)
        perform(world, secretary, act)
        return True

    with ThreadPoolExecutor(2) as threads:
        taken, recalled = threads.submit(take), threads.submit(recall)
        assert recalled.result()
        assert bench.packages(asked)["records"]["downloads"] == int(taken.result())
    assert bench.download(asked).body["code"] == "records-clawed-back"


def test_several_downloads_may_be_allowed_until_the_window_closes(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.released(max_downloads=2, expires_in_days=3)
    assert bench.download(asked).status == 200
    assert bench.packages(asked)["records"]["downloads_left"] == 1
    bench.later(days=3)
    late = bench.download(asked)
    assert (late.status, late.body["code"]) == (409, "download-window-closed")
    # The clock that counts is the service's, whichever way it is turned.
    bench.later(minutes=-1)
    assert bench.download(asked).status == 200


def test_only_the_recipient_takes_the_package(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.released()
    for part, status in (("other_court", 404), ("secretary", 403), ("lead", 403),
                         ("examiner", 403), ("auditor", 403), ("owner", 403),
                         ("stranger", 404)):  # fmt: skip
        assert bench.download(asked, who=getattr(bench, part)).status == status, part
    assert bench.packages(asked)["records"]["downloads"] == 0


def test_a_damaged_package_costs_no_download(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.released()
    store, world = bench.stage.house.store, bench.stage.house.world
    plan = partial(
        queries.package_file, transmission_id=asked,
        package_id=bench.packages(asked)["records"]["id"],
    )  # fmt: skip
    path = store.object_path(
        perform(world, actor_behind(bench, "court"), plan, reading=True).store_key
    )
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    damaged = bench.download(asked)
    assert (damaged.status, damaged.body["code"]) == (503, "object-damaged")
    path.write_bytes(whole)
    assert bench.download(asked).status == 200


def test_the_same_package_is_not_taken_under_another_request(small_bench: Any) -> None:
    bench = small_bench
    first, second = bench.released(), bench.released()
    package_id = bench.packages(first)["records"]["id"]
    path = f"/transmissions/{second}/packages/{package_id}/content"
    assert bench.court.call("GET", path).status == 404


@pytest.mark.parametrize("taken", [True, False])
def test_after_a_recall_nothing_is_built_or_given_out(small_bench: Any, taken: bool) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    bench.do(bench.secretary, asked, "release", {})
    if taken:
        bench.build(asked)
        assert bench.download(asked).status == 200
    bench.do(bench.secretary, asked, "clawback", {"reason": "잘못 보냄"})
    assert bench.build(asked) == 0
    assert len(bench.packages(asked)) == int(taken)
    if taken:
        answer = bench.download(asked)
        assert (answer.status, answer.body["code"]) == (409, "records-clawed-back")
        right = {"sha256": [bench.packages(asked)["records"]["sha256"]]}
        assert bench.try_(bench.court, asked, "acknowledgement", right).status == 409
