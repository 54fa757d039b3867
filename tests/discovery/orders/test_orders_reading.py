"""A confidentiality order keeps everybody out whom it does not name, at every door to the contents."""

from datetime import timedelta
from typing import Any

import pytest

from app.access.actor import WORKER, Role, Tie
from app.db.events import ActRefused
from app.db.work import begin
from app.people.tables import CaseTie, Person
from tests.discovery.conftest import CASE, actor
from tests.discovery.orders.conftest import COURT, Registry

SECRET = {**COURT, "kind": "confidentiality_order"}


@pytest.fixture
def bench(registry: Registry) -> Registry:
    """Return the office with an expert whom the court has let into the case."""
    registry.office.actors["expert"] = actor("expert", Role.EXPERT)
    now = registry.clock.now()
    with begin(registry.office.world, WORKER) as work:
        work.add(Person(id="person_expert", name="expert", created_at=now))
        work.session.flush()
        work.add(
            CaseTie(
                id="tie_expert", case_id=CASE, person_id="person_expert", kind=Tie.GRANTED, level=3,
                from_at=now - timedelta(days=1), set_by="test", set_at=now,
            )
        )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))
    return registry


def asked(bench: Registry, who: str, path: str) -> tuple[int, str]:
    """Ask a door and return the status and the refusal's code."""
    answer = bench.office.call(who, "GET", path)
    is_refusal = answer.status_code >= 400
    return answer.status_code, str(answer.json()["code"]) if is_refusal else ""


def in_effect(bench: Registry, item: str) -> dict[str, Any]:
    """Enter and serve an order over one piece that names the expert, who is not served yet."""
    reader = {"name": "박전문", "person_id": "person_expert", "capacity": "expert"}
    order = bench.enter(**{**SECRET, "binds": "items", "item_ids": [item], "readers": [reader]})
    return bench.made("secretary", f"/orders/{order['id']}/service", version=order["version"])


def test_who_is_named_reads_once_served_and_who_is_not_reads_nothing(bench: Registry) -> None:
    item, other = bench.office.item(), bench.office.item(name="다른.pdf")
    doors = [f"/evidence/{item}/content", f"/evidence/{item}/text", f"/evidence/{item}/family"]
    assert [asked(bench, "expert", door)[0] for door in doors] == [200, 200, 200]
    order = in_effect(bench, item)
    refusal = (403, "not-named-by-confidentiality-order")
    assert [asked(bench, "expert", door) for door in doors] == [refusal] * 3
    assert asked(bench, "expert", f"/evidence/{other}/content")[0] == 200
    # Who brought it and the authority are not kept out.
    assert asked(bench, "complainant", doors[0])[0] == 200
    assert asked(bench, "examiner", doors[0])[0] == 200
    found = bench.get("expert", f"/cases/{CASE}/evidence-search?q=%EB%8B%A8%EA%B0%80")
    assert found["not_readable"] == 1
    (reader,) = order["readers"]
    bench.made("secretary", f"/readers/{reader['id']}/service", version=1)
    assert [asked(bench, "expert", door)[0] for door in doors] == [200, 200, 200]
    bench.end(order["id"])
    assert asked(bench, "expert", doors[0])[0] == 200


def a_room(bench: Registry, item: str, viewer: str) -> str:
    """Open a data room for somebody and return the door to its first page."""
    form = {"viewer_person_id": f"person_{viewer}", "item_ids": [item], "level": 3,
            "purpose": "방어권", "from_at": "2026-11-23T09:00:00+09:00",
            "until_at": "2026-11-24T18:00:00+09:00"}  # fmt: skip
    room = bench.made("examiner", f"/cases/{CASE}/data-rooms", form)
    assert bench.post("secretary", f"/data-rooms/{room['id']}/opening", version=1).is_success
    return f"/data-rooms/{room['id']}/items/{item}/pages/1"


def test_the_applicant_does_not_see_a_report_that_the_examined_party_reads_first(
    bench: Registry,
) -> None:
    report = bench.office.item("examiner", name="보고서.pdf")
    visit = {**COURT, "kind": "expert_fact_finding", "applicant": "complainant"}
    order = bench.enter(**visit)
    notes = f"/orders/{order['id']}/notes"
    for said in ({"kind": "access_granted", "name": "박전문", "capacity": "lawyer_expert"},
                 {"kind": "access_granted", "name": "이변호", "capacity": "lawyer",
                  "person_id": "person_colleague"},
                 {"kind": "report_filed", "item_id": report}):  # fmt: skip
        bench.made("secretary", notes, said)
    doors = {who: a_room(bench, report, who) for who in ("complainant", "colleague", "respondent")}
    closed = (403, "report-not-open-to-applicant")
    assert asked(bench, "complainant", doors["complainant"]) == closed
    assert asked(bench, "colleague", doors["colleague"]) == closed
    assert asked(bench, "respondent", doors["respondent"])[1] != closed[1]
    bench.made("secretary", notes, {"kind": "report_read", "name": "대한(가상)"})
    bench.made("secretary", notes, {"kind": "applicant_excluded", "words": "영업비밀 보호"})
    bench.made("secretary", notes, {"kind": "report_opened"})
    assert asked(bench, "complainant", doors["complainant"]) == closed  # excluded by the court
    assert asked(bench, "colleague", doors["colleague"])[1] != closed[1]  # on the access list


def test_a_data_room_shows_nothing_to_a_viewer_whom_the_order_does_not_name(
    bench: Registry,
) -> None:
    item = bench.office.item()
    page = a_room(bench, item, "stranger")
    before = asked(bench, "stranger", page)[1]
    in_effect(bench, item)
    assert before != "not-named-by-confidentiality-order"
    assert asked(bench, "stranger", page) == (403, "not-named-by-confidentiality-order")
