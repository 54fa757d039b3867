"""Tests of the law book over REST: open to read, two persons to change."""

from starlette.testclient import TestClient

from app.law.book import load

FORM = {
    "name": "points.kftc_recommendation",
    "value": "1.0",
    "effective_from": "2026-01-01",
    "source_paper": "하도급과-1234",
    "reason": "지침 확인",
}
PLACE = "/api/v1/law/figures"


def headers(who: str, key: str = "k1", version: int = 0) -> dict[str, str]:
    match = {"If-Match": f'"v{version}"'} if version else {}
    return {"Authorization": f"Bearer {who}", "Idempotency-Key": key} | match


def all_figures(client: TestClient) -> dict[str, dict[str, object]]:
    found, cursor = {}, None
    while True:
        query = {"limit": 60} | ({"cursor": cursor} if cursor else {})
        page = client.get(PLACE, params=query).json()
        found |= {item["name"]: item for item in page["items"]}
        cursor = page["next_cursor"]
        if not page["has_more"]:
            return found


def test_anybody_reads_every_figure_page_by_page(client: TestClient) -> None:
    found = all_figures(client)
    assert list(found) == [parameter.name for parameter in load().parameters()]
    due = found["surcharge_due_days"]["history"][0]  # type: ignore[index]
    assert (due["value"], due["act"], due["status"]) == (
        "60 days", "공정거래법 시행령", "enacted",
    )  # fmt: skip
    assert due["source"]


def test_a_missing_or_a_demonstration_figure_is_shown_as_not_configured(client: TestClient) -> None:
    found = all_figures(client)
    for name in (FORM["name"], "announced_fine_due_days"):
        stretch = found[name]["history"][0]  # type: ignore[index]
        assert (stretch["value"], stretch["status"]) == (None, "unknown")
        assert stretch["shown_ko"] == "설정되지 않음"


def test_choices_violations_and_measures_are_open(client: TestClient) -> None:
    book = load()
    for what, count in (
        ("choices", len(book.choices())),
        ("violations", len(book.violations())),
        ("measures", len(book.measures())),
    ):
        answer = client.get(f"/api/v1/law/{what}")
        assert answer.status_code == 200
        assert len(answer.json()["items"]) == count
        assert answer.json()["edition"] == book.edition


def test_a_figure_is_entered_approved_and_shown_to_all(client: TestClient) -> None:
    made = client.post(PLACE, json=FORM, headers=headers("lead"))
    assert (made.status_code, made.headers["etag"]) == (201, '"v1"')
    place = f"{PLACE}/{made.json()['id']}"
    assert made.json()["allowed"] == ["approve", "return"]
    assert client.post(f"{place}/approval", headers=headers("secretary")).status_code == 428
    own = client.post(f"{place}/approval", headers=headers("same", version=1))
    assert (own.status_code, own.json()["code"]) == (403, "not-allowed")
    done = client.post(f"{place}/approval", headers=headers("secretary", version=1))
    assert (done.status_code, done.headers["etag"]) == (200, '"v2"')
    (shown,) = all_figures(client)[FORM["name"]]["entered"]  # type: ignore[misc]
    assert (shown["value"], shown["status"], shown["source"]) == (
        "1", "agency_entered", "하도급과-1234",
    )  # fmt: skip
    gone = client.post(
        f"{place}/withdrawal", json={"reason": "오기"}, headers=headers("secretary", version=2)
    )
    assert gone.json()["state"] == "withdrawn"
    assert all_figures(client)[FORM["name"]]["entered"] == []


def test_a_figure_is_returned_with_a_reason(client: TestClient) -> None:
    made = client.post(PLACE, json=FORM, headers=headers("lead"))
    place = f"{PLACE}/{made.json()['id']}/return"
    bare = client.post(place, json={}, headers=headers("secretary", version=1))
    assert bare.json()["errors"][0]["pointer"] == "/reason"
    done = client.post(place, json={"reason": "오기"}, headers=headers("secretary", "k2", 1))
    assert (done.json()["state"], done.json()["state_ko"]) == ("returned", "반려됨")
    listed = client.get(f"{PLACE}/entries", headers=headers("secretary")).json()["items"]
    assert [(item["state"], item["decision_reason"]) for item in listed] == [("returned", "오기")]


def test_the_entries_are_for_those_who_enter(client: TestClient) -> None:
    assert client.get(f"{PLACE}/entries").status_code == 401
    assert client.get(f"{PLACE}/entries", headers=headers("investigator")).status_code == 403


def test_a_wrong_entry_names_the_field(client: TestClient) -> None:
    wrong = client.post(PLACE, json=FORM | {"name": "nothing"}, headers=headers("lead"))
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/name"
    assert client.get(PLACE, params={"cursor": "%%%"}).status_code == 422
