"""A file leaves a draft while it is being written; an upload in progress is bound and ends."""

from datetime import timedelta

import pytest

from app.db.work import begin
from app.discovery.evidence import actions
from tests.discovery.conftest import CASE, CODE, DRAFT, LIMITS, OWNED, Office, filed
from tests.support.sample_files import SAMPLES

PDF = SAMPLES["pdf"]


def test_a_file_is_taken_out_of_a_draft_with_its_bytes(office: Office) -> None:
    to = f"/drafts/{DRAFT}"
    item = office.send("", ("a.pdf", PDF), to=to, code=CODE).json()["items"][0]
    path, known = f"{to}/evidence/{item['id']}", {"X-Resume-Code": CODE}
    at_version = known | {"If-Match": f'"v{item["version"]}"'}
    assert office.call("", "DELETE", path, headers=known).status_code == 428
    stale = office.call("", "DELETE", path, headers=known | {"If-Match": '"v99"'})
    assert stale.status_code == 412
    assert office.call("", "DELETE", path, headers=at_version).json()["state"] == "withdrawn"
    assert office.chain(item["id"]) == ["received", "withdrawn"]
    assert office.states() == ["withdrawn"]
    assert office.keeps_nothing()
    assert office.call("", "DELETE", path, headers=at_version).status_code == 404


def test_nothing_is_taken_out_of_a_filed_complaint(office: Office) -> None:
    to = f"/drafts/{OWNED}"
    item = office.send("complainant", ("a.pdf", PDF), to=to).json()["items"][0]
    filed(office, OWNED)
    answer = office.call(
        "complainant", "DELETE", f"{to}/evidence/{item['id']}", headers={"If-Match": '"v99"'}
    )
    assert answer.status_code == 412
    version = office.call("complainant", "GET", f"/evidence/{item['id']}").headers["etag"]
    answer = office.call(
        "complainant", "DELETE", f"{to}/evidence/{item['id']}", headers={"If-Match": version}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "step-blocked")
    assert len(office.objects()) == 1


def test_a_file_is_not_taken_out_through_another_draft(office: Office) -> None:
    item = office.send("", ("a.pdf", PDF), to=f"/drafts/{DRAFT}", code=CODE).json()["items"][0]
    path = f"/drafts/{OWNED}/evidence/{item['id']}"
    headers = {"If-Match": f'"v{item["version"]}"'}
    assert office.call("complainant", "DELETE", path, headers=headers).status_code == 404


def test_an_upload_is_bound_to_its_account_and_place_and_lasts_a_day(office: Office) -> None:
    place = actions.Place(case_id=CASE)

    def register(who: str, upload_id: str) -> None:
        with begin(office.world, office.actors[who]) as work:
            actions.register(work, place=place, upload_id=upload_id, offers=[], limits=LIMITS)

    with begin(office.world, office.actors["complainant"]) as work:
        room = actions.reserve(work, place=place, limits=LIMITS, announced_bytes=None)
    with pytest.raises(actions.UploadSpent):
        register("respondent", room.upload_id)
    with pytest.raises(actions.UploadSpent):
        register("complainant", "upload_unknown")
    office.world.clock.instant += timedelta(hours=25)  # type: ignore[attr-defined]
    with pytest.raises(actions.UploadSpent):
        register("complainant", room.upload_id)
