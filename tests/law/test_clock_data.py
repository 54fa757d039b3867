"""Tests of the clocks' data: what each listens to, and which of them holidays move."""

from datetime import date

from app.law.book import load
from app.law.kinds import OCCURRENCES

BOOK = load()


def test_every_clock_of_the_kftc_track_is_there() -> None:
    names = {clock.name for clock in BOOK.clocks(track="kftc")}
    assert {
        "consent_form",
        "consent_answer",
        "respondent_notice",
        "pre_review",
        "mediation",
        "investigation_target",
        "complainant_progress",
        "respondent_progress",
        "opinion",
        "tabling",
        "decision_writing",
        "decision_service",
        "objection",
        "ruling",
        "suit",
        "compliance",
        "compliance_check",
        "surcharge_due",
        "reinvestigation",
        "disposition",
        "suspension",
        "closing_notice",
        "recommendation_answer",
    } <= names


def test_only_the_disposition_limit_does_not_move() -> None:
    still = {clock.name for clock in BOOK.clocks() if not clock.moves}
    assert {"disposition", "fair_trade_limit", "win_win_disposition"} <= still
    assert still.isdisjoint({"opinion", "win_win_start", "objection", "surcharge_due"})


def test_limits_of_the_subcontracting_act_do_not_run_under_another_act() -> None:
    for name in ("disposition", "consent_form"):
        variants = BOOK.clock(name).variants
        assert {act for act, figure in variants.items() if not figure} == {
            "fair_trade", "retail", "franchise", "agency"
        }  # fmt: skip
    assert BOOK.clock("fair_trade_limit").variants == {"fair_trade": "limitation_fair_trade"}
    assert not BOOK.clock("fair_trade_limit").period


def test_data_requests_pause_the_investigation_target() -> None:
    pauses = BOOK.clock("investigation_target").pauses
    assert [(pause.starts_on, pause.until) for pause in pauses] == [
        ("data_requested", "data_received")
    ]


def test_mediation_pauses_the_disposition_limit_from_9_september_2027() -> None:
    mediation = BOOK.clock("disposition").pauses[0]
    assert (mediation.starts_on, mediation.until) == ("mediation_started", "mediation_ended")
    assert mediation.effective_from == date(2027, 9, 9)
    assert mediation.judged_by == BOOK.choice("rule_by").value


def test_a_stay_pauses_payment_and_compliance() -> None:
    for name in ("surcharge_due", "announced_fine_due", "compliance", "sme_compliance"):
        pauses = {pause.starts_on: pause.until for pause in BOOK.clock(name).pauses}
        assert pauses["stayed"] == "stay_lifted"


def test_longer_forms_of_a_period_are_variants() -> None:
    day = date(2026, 1, 1)
    lengths = {
        (clock.name, form): BOOK.figure(figure, day).number
        for clock in BOOK.clocks()
        for form, figure in clock.variants.items()
        if figure and BOOK.figure(figure, day).unit == "days"
    }
    assert lengths == {
        ("opinion", "subcommittee"): 21,
        ("simplified_reply", "surcharge"): 30,
        ("decision_writing", "surcharge_data"): 70,
        ("decision_service", "surcharge_data"): 75,
    }


def test_clocks_of_a_measure_follow_from_what_it_carries() -> None:
    def running(kind: str, regime: str, track: str) -> set[str]:
        measure = BOOK.measure(kind)
        clocks = BOOK.clocks("measure", track)
        return {clock.name for clock in clocks if clock.concerns(measure, regime)}

    surcharge = running("surcharge", "kftc_enacted", "kftc")
    assert surcharge == {"surcharge_due", "instalment_request", "objection", "suit"}
    recommendation = running("corrective_recommendation", "kftc_enacted", "kftc")
    assert "recommendation_answer" in recommendation
    assert "objection" not in recommendation
    fine = running("announced_surcharge", "sme_technology_announced", "sme_technology")
    assert fine == {"announced_fine_due", "announced_objection"}
    assert not running("surcharge", "sme_technology_enacted", "kftc")


def test_notice_before_a_hearing_is_a_figure_and_no_clock() -> None:
    assert BOOK.figure("hearing_notice_days", date(2026, 1, 1)).number == 10
    assert "hearing_notice_days" not in {clock.period for clock in BOOK.clocks()}


def test_a_new_investigation_may_be_asked_for_only_from_9_september_2027() -> None:
    assert BOOK.clock("reinvestigation").effective_from == date(2027, 9, 9)


def test_every_clock_can_end() -> None:
    for clock in BOOK.clocks():
        assert clock.ends_on, clock.name
        assert set(clock.ends_on) <= OCCURRENCES


def test_clocks_are_found_by_subject_and_track() -> None:
    assert {clock.name for clock in BOOK.clocks("consent")} == {
        "consent_answer",
        "respondent_notice",
    }
    tracks = {clock.track for clock in BOOK.clocks(track="sme_technology")}
    assert tracks == {"sme_technology", "any"}  # "any": a fine is due alike on every track
