"""Tests of the calendar over REST."""

from starlette.testclient import TestClient

from app.deadlines.occurrence_words import OCCURRENCE_WORDS, words_of
from app.law.kinds import OCCURRENCES

FORM = {
    "falls_on": "2027-03-12",
    "rest": True,
    "name_ko": "임시공휴일",
    "name_en": "Temporary holiday",
    "source": "관보 제20001호",
}


def headers(role: str, key: str = "k1") -> dict[str, str]:
    return {"Authorization": f"Bearer {role}", "Idempotency-Key": key}


def test_anybody_reads_the_calendar_of_a_year(client: TestClient) -> None:
    answer = client.get("/api/v1/calendar/2026")
    assert answer.status_code == 200
    names = {day["on"]: (day["name_ko"], day["rest"]) for day in answer.json()["days"]}
    assert names["2026-09-25"] == ("추석", True)


def test_a_year_without_data_is_not_configured(client: TestClient) -> None:
    answer = client.get("/api/v1/calendar/2031")
    assert answer.status_code == 409
    assert answer.json()["code"] == "calendar-not-configured"
    assert client.get("/api/v1/calendar/none").status_code == 422


def test_a_lead_sets_and_removes_a_day(client: TestClient) -> None:
    made = client.post("/api/v1/calendar/overrides", json=FORM, headers=headers("lead"))
    assert made.status_code == 201
    assert made.headers["etag"] == '"v1"'
    shown = client.get("/api/v1/calendar/2027").json()["days"]
    own = [day for day in shown if day["override_id"]]
    assert [(day["on"], day["source"]) for day in own] == [("2027-03-12", FORM["source"])]
    place = f"/api/v1/calendar/overrides/{made.json()['id']}"
    assert client.delete(place, headers=headers("lead")).status_code == 428
    gone = client.delete(place, headers=headers("lead") | {"If-Match": '"v1"'})
    assert gone.status_code == 200
    again = client.delete(place, headers=headers("lead", "k2") | {"If-Match": '"v1"'})
    assert again.status_code == 404


def test_others_are_refused_and_bad_forms_name_the_field(client: TestClient) -> None:
    place = "/api/v1/calendar/overrides"
    assert client.post(place, json=FORM, headers=headers("nobody")).status_code == 401
    assert client.post(place, json=FORM, headers=headers("investigator")).status_code == 403
    wrong = client.post(place, json=FORM | {"name_en": " "}, headers=headers("lead"))
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/name_en"
    unknown = client.post(place, json=FORM | {"more": 1}, headers=headers("lead"))
    assert unknown.json()["errors"][0]["code"] == "extra_forbidden"


def test_every_occurrence_has_a_name_in_both_languages() -> None:
    assert set(OCCURRENCES) <= set(OCCURRENCE_WORDS)
    assert words_of("received").ko == "신고 접수"
    assert words_of("something_else").en == "something_else"
