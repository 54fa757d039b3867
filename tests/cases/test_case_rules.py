"""Which track takes a complaint, what the respondent is told, and what the clocks hear."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.cases import rules
from app.cases.lifecycle import KFTC, TRACKS
from app.cases.problems import OutOfOrder, ReasonMissing, TrackNotServed
from app.cases.rules import Beginning, Happened
from app.kernel.problems import Invalid
from app.law.book import load
from tests.access.samples import COMPLAINT
from tests.stories.telling import number
from tests.support.town import open_town

BOOK = load()
DAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("codes", "track"),
    [(["TK-USE", "SC-CUT"], "kftc"), (["ST-INF"], "sme_technology")],
)
def test_the_codes_choose_the_track(codes: list[str], track: str) -> None:
    assert rules.route(BOOK, codes) == track


@pytest.mark.parametrize(
    ("codes", "pointers"),
    [
        (["NO-SUCH"], ["/violation/codes/0"]),
        (["SC-CUT", "NO-SUCH", "NEITHER"], ["/violation/codes/1", "/violation/codes/2"]),
        (["SC-CUT", "ST-INF"], ["/violation/codes"]),
    ],
)
def test_codes_of_no_or_of_two_tracks_are_refused_by_place(
    codes: list[str], pointers: list[str]
) -> None:
    with pytest.raises(TrackNotServed) as refused:
        rules.route(BOOK, codes)
    assert [error.pointer for error in refused.value.errors] == pointers


def test_every_violation_of_the_book_has_a_page() -> None:
    pages = {rules.route(BOOK, [code]) for code in BOOK.contents.violations}
    assert pages == set(TRACKS)


@pytest.mark.parametrize(
    ("codes", "act"),
    [(["SC-CUT"], ""), (["FT-SUP", "PL-DOM"], "fair_trade"), (["RT-CUT"], "retail"),
     (["FR-FALSE"], "franchise"), (["AG-BUY"], "agency"), (["WW-PAY"], "")],
)  # fmt: skip
def test_other_acts_of_the_kftc_run_on_its_page_and_are_told_apart(
    codes: list[str], act: str
) -> None:
    assert rules.act_of(BOOK, codes) == act
    assert rules.route(BOOK, codes) == ("mss_win_win" if codes == ["WW-PAY"] else "kftc")


@pytest.mark.parametrize(
    "codes", [["SC-CUT", "FT-SUP"], ["RT-CUT", "AG-BUY"], ["UC-TS", "IT-LEAK"]]
)
def test_codes_of_two_acts_or_two_bodies_are_filed_separately(codes: list[str]) -> None:
    with pytest.raises(TrackNotServed) as refused:
        rules.route(BOOK, codes)
    assert [error.code for error in refused.value.errors] == ["two_tracks"]


@pytest.mark.parametrize(
    ("codes", "unit"),
    [(["WW-PAY"], "win_win_regional"), (["WW-PAY", "WW-TK"], "win_win"),
     (["WW-COND-12"], "win_win"), (["WW-COND-1"], "win_win_regional")],
)  # fmt: skip
def test_regional_offices_take_what_is_delegated_to_them(codes: list[str], unit: str) -> None:
    assert rules.unit_of("mss_win_win", codes) == unit


def test_the_limitation_that_ends_first_counts_and_none_counts_last() -> None:
    found = rules.earliest_limitation(BOOK, ["TK-USE", "SC-CUT"], date(2025, 6, 30), DAY)
    assert found.last_on == date(2028, 6, 30)
    late = rules.earliest_limitation(BOOK, ["SC-CUT"], date(2022, 1, 1), DAY)
    assert late.late


@pytest.mark.parametrize(
    ("identity", "outcome", "open_to_them"),
    [("public", "", True), ("private", "", False), ("private", "measures_completed", False),
     ("after_measure", "", False), ("after_measure", "withdrawn", False),
     ("after_measure", "no_violation", False), ("after_measure", "measures_completed", True)],
)  # fmt: skip
def test_who_reported_opens_as_they_chose_and_after_a_measure_only(
    identity: str, outcome: str, open_to_them: bool
) -> None:
    assert rules.identity_is_open(identity, outcome) is open_to_them


def test_the_respondent_is_told_nothing_of_a_complainant_who_stays_closed() -> None:
    told = rules.respondent_view(COMPLAINT, named=False)
    assert told["complainant_name"] is None
    assert told["what"] is None
    assert told["violations"] == ["SC-CUT"]
    assert "홍길동" not in str(told)


def test_an_open_complainant_is_named() -> None:
    told = rules.respondent_view(COMPLAINT, named=True)
    assert told["complainant_name"] == "홍길동"
    assert "02-123-4567" not in str(told)
    assert "중구" not in str(told)


def test_clocks_hear_of_steps_with_the_day_an_extension_names() -> None:
    steps = [
        Happened("investigation_opened", date(2026, 3, 13)),
        Happened("", date(2026, 3, 14)),
        Happened("investigation_extended", date(2026, 9, 1), until_on=date(2027, 3, 1)),
    ]
    heard = rules.occurrences(Beginning(DAY), date(2027, 2, 1), steps, "subcommittee")
    assert [one.name for one in heard] == [
        "received", "investigation_opened", "investigation_extended", "closed"
    ]  # fmt: skip
    assert heard[2].until == date(2027, 3, 1)
    assert heard[1].form == "subcommittee"


def test_clocks_hear_how_a_case_began_and_under_which_act() -> None:
    opened = Beginning(DAY, reported=False, act="fair_trade", act_ended_on=date(2025, 1, 1))
    steps = [Happened("investigation_opened", date(2026, 3, 13))]
    heard = [(one.name, one.form) for one in rules.occurrences(opened, None, steps, "plenary")]
    assert heard == [
        ("opened", "fair_trade"), ("act_ended", "fair_trade"),
        ("investigation_opened", "fair_trade"),
    ]  # fmt: skip


def test_the_ministry_names_the_last_day_of_a_data_request() -> None:
    assert rules.asks_for_a_last_day("mss_win_win", "request_data")
    assert not rules.asks_for_a_last_day("kftc", "request_data")


def test_a_step_lies_neither_in_the_future_nor_before_the_last_one() -> None:
    rules.check_day(DAY, DAY, DAY)
    for on, previous in ((date(2026, 3, 4), DAY), (date(2026, 3, 1), date(2026, 3, 2))):
        with pytest.raises(OutOfOrder):
            rules.check_day(on, DAY, previous)


@pytest.mark.parametrize(
    ("born_on", "may"), [(date(2012, 11, 23), True), (date(2012, 11, 24), False)]
)
def test_one_may_file_from_the_fourteenth_birthday_on(born_on: date, may: bool) -> None:
    today = date(2026, 11, 23)
    if may:
        rules.check_dates(born_on, {}, today)
        return
    with pytest.raises(Invalid):
        rules.check_dates(born_on, {}, today)


def test_no_day_of_the_trade_lies_in_the_future_and_no_firm_reports_itself() -> None:
    for name in ("trade_started_on", "trade_ended_on"):
        with pytest.raises(Invalid) as refused:
            rules.check_dates(None, {name: date(2099, 1, 1)}, DAY)
        assert refused.value.errors[0].pointer == f"/violation/{name}"
    rules.check_sides("", "com_1")
    rules.check_sides("com_1", "com_2")
    with pytest.raises(Invalid):
        rules.check_sides("com_1", "com_1")


def test_reasons_hearing_days_and_last_days_are_asked_for_where_needed() -> None:
    refusing = KFTC.find("pre_review", "refuse_opening")
    rules.check_reason(refusing, "이유")
    with pytest.raises(ReasonMissing):
        rules.check_reason(refusing, "")
    rules.check_reason(KFTC.find("pre_review", "register"), "")
    for command, day in (("table", None), ("notify_hearing", None)):
        with pytest.raises(Invalid):
            rules.check_hearing_day(command, day)
    rules.check_hearing_day("register", None)
    for until in (None, DAY):
        with pytest.raises(Invalid):
            rules.check_last_day("kftc", "extend_investigation", until, DAY)
    rules.check_last_day("kftc", "extend_investigation", date(2026, 3, 4), DAY)


@pytest.mark.parametrize("typed", ["7k3m-q2xd", "7K3MQ2XD", " 7K3M - Q2XD "])
def test_a_resume_code_is_found_however_it_is_typed(typed: str) -> None:
    assert rules.code_digest(typed) == rules.code_digest("7K3M-Q2XD")


def test_exhibits_are_labelled_as_korean_practice_does() -> None:
    assert [rules.exhibit_label(side, 3) for side in ("complainant", "respondent", "examiner")] == [
        "신 제3호증", "을 제3호증", "소갑 제3호증"
    ]  # fmt: skip


def test_an_investigation_that_is_extended_ends_on_the_day_that_was_named(tmp_path: Path) -> None:
    with open_town(tmp_path / "t", today=date(2026, 7, 1)) as stage:
        case_id, people = _investigated(stage)
        examiner = people["examiner"]
        examiner.step(case_id, "extend_investigation", reason="복잡한 사안", until_on="2027-06-30")
        clocks = examiner.get(f"/cases/{case_id}")["clocks"]
        target = next(clock for clock in clocks if clock["name"] == "investigation_target")
        assert (target["due_on"], target["extended"]) == ("2027-06-30", True)


def test_neither_party_reads_what_the_other_one_wrote(tmp_path: Path) -> None:
    with open_town(tmp_path / "t", today=date(2026, 7, 1)) as stage:
        firm = number("105811234")
        respondent = stage.player(Role.PARTY, "박대한")
        respondent.post("/companies", {"name": "대한모터스(가상)", "business_number": firm})
        case_id, people = _investigated(stage, firm)
        people["examiner"].step(case_id, "send_report", panel="subcommittee")
        respondent.step(case_id, "receive_opinion", reason="우리 사정입니다.")
        reasons = {
            part: {step["reason"] for step in player.get(f"/cases/{case_id}/timeline")["items"]}
            for part, player in {**people, "respondent": respondent}.items()
            if part != "secretary"
        }
        assert "우리 사정입니다." in reasons["respondent"] & reasons["examiner"]
        assert "우리 사정입니다." not in reasons["owner"]


def _investigated(stage: Any, firm: str = "") -> tuple[str, dict[str, Any]]:
    people = {
        "owner": stage.player(Role.PARTY, "신고인"),
        "lead": stage.player(Role.LEAD, "과장", unit="subcontract"),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract"),
    }
    named = {**COMPLAINT["respondent"], "business_number": firm}
    case_id = people["owner"].post("/complaints", {**COMPLAINT, "respondent": named})["case_id"]
    path = f"/cases/{case_id}"
    form = {"account_id": people["examiner"].account_id}
    people["lead"].act(f"{path}/assignment", form, about=path)
    for command in ("begin_pre_review", "register", "open_investigation"):
        people["examiner"].step(case_id, command)
    return case_id, people


def test_the_reason_of_a_withdrawal_stays_with_the_complainant_and_the_authority(
    tmp_path: Path,
) -> None:
    with open_town(tmp_path / "t", today=date(2026, 7, 1)) as stage:
        firm = number("105811234")
        respondent = stage.player(Role.PARTY, "박대한")
        respondent.post("/companies", {"name": "대한모터스(가상)", "business_number": firm})
        owner = stage.player(Role.PARTY, "신고인")
        lead = stage.player(Role.LEAD, "과장", unit="subcontract")
        examiner = stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract")
        named = {**COMPLAINT["respondent"], "business_number": firm}
        consents = {"identity": "private", "collection": True, "notify_respondent": True}
        form = {**COMPLAINT, "respondent": named, "consents": consents}
        path = f"/cases/{owner.post('/complaints', form)['case_id']}"
        lead.act(f"{path}/assignment", {"account_id": examiner.account_id}, about=path)
        examiner.act(f"{path}/consent/notice", about=path)
        owner.act(f"{path}/withdrawal", {"reason": "카나리정밀의 사정"}, about=path)
        assert "카나리정밀" not in str(respondent.get(f"{path}/timeline"))
        assert "카나리정밀" in str(owner.get(f"{path}/timeline"))
        assert "카나리정밀" in str(examiner.get(f"{path}/timeline"))
