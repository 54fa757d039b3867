"""Those of the fund who decide on an application open the evidence that was put before them."""

import pytest

from tests.remedy_fund.applications.conftest import Applicants


def path_of(application_id: str, item_id: str) -> str:
    return f"/fund/applications/{application_id}/evidence/{item_id}/content"


@pytest.mark.parametrize("who", ["officer", "checker"])
def test_the_evidence_of_an_application_opens_to_the_fund_and_the_chain_says_so(
    town: Applicants, who: str
) -> None:
    role = {"officer": "fund_officer", "checker": "fund_checker"}[who]
    filed = town.file()
    item_id = filed["evidence"][0]["item_id"]
    opened = town.people[who].call("GET", path_of(filed["id"], item_id))
    assert opened.status == 200
    own = town.owner.call("GET", f"/evidence/{item_id}/content")
    assert opened.body == own.body
    links = town.owner.get(f"/evidence/{item_id}/custody")["items"]
    assert [one["role"] for one in links if one["act"] == "downloaded"] == [role, "party"]


def test_what_was_not_put_before_the_fund_stays_closed_to_it(town: Applicants) -> None:
    filed = town.file()
    other = next(one for one in town.items() if one != filed["evidence"][0]["item_id"])
    for item_id in (other, town.items("other")[0], "evi_" + "0" * 32):
        assert town.officer.call("GET", path_of(filed["id"], item_id)).status == 404
    assert town.officer.call("GET", f"/evidence/{other}/content").status == 404


@pytest.mark.parametrize(("who", "status"), [("other", 404), ("examiner", 404), ("auditor", 403)])
def test_nobody_else_reads_it_by_this_door(town: Applicants, who: str, status: int) -> None:
    filed = town.file()
    path = path_of(filed["id"], filed["evidence"][0]["item_id"])
    assert town.people[who].call("GET", path).status == status


def test_an_application_that_was_withdrawn_opens_nothing_any_more(town: Applicants) -> None:
    filed = town.file()
    town.act("owner", filed["id"], "withdrawal")
    path = path_of(filed["id"], filed["evidence"][0]["item_id"])
    assert town.officer.call("GET", path).status == 404
