"""Guards of the ministry's tracks: notices, data requests, opinions, requests to the KFTC."""

from app.cases.lifecycle.guards import CaseFacts
from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis
from app.kernel.text import Text

_ACT = "상생협력법"
GUIDELINE = Basis("수탁·위탁거래 사건처리지침", "예규 제14호")


def visit_notice_long_enough(facts: CaseFacts) -> Blocked | None:
    """An investigation is announced some days ahead, unless it is urgent (제40조제2항)."""
    visit_on, days = facts.ministry.visit_on, facts.ministry.notice_days
    if visit_on is None or (visit_on - facts.today).days >= days:
        return None
    return Blocked(
        "visit_too_soon",
        Text(
            f"조사는 {days}일 전까지 알려야 합니다", f"An investigation needs {days} days' notice"
        ),
        (Basis(_ACT, "제40조제2항"),),
    )


def visit_day_reached(facts: CaseFacts) -> Blocked | None:
    """What was announced begins on its day, not before."""
    known = facts.ministry
    if known.visit_notified and known.visit_on is not None and facts.today >= known.visit_on:
        return None
    return Blocked(
        "not_announced",
        Text("조사 사전통지를 하고 그 날이 되어야 합니다",
             "The investigation must be announced, and its day must have come"),
        (Basis(_ACT, "제40조제2항"),),
    )  # fmt: skip


def data_time_long_enough(facts: CaseFacts) -> Blocked | None:
    """Data are asked for with time to hand them in."""
    return _time(facts, facts.ministry.data_days, "data_time_short")


def opinion_time_long_enough(facts: CaseFacts) -> Blocked | None:
    """An opinion is asked for with time to write it."""
    return _time(facts, facts.ministry.opinion_days, "opinion_time_short")


def _time(facts: CaseFacts, days: int, code: str) -> Blocked | None:
    until_on = facts.ministry.until_on
    if until_on is None or (until_on - facts.today).days >= days:
        return None
    words = Text(f"{days}일 이상의 기간을 주어야 합니다", f"At least {days} days must be given")
    return Blocked(code, words, (GUIDELINE,))


def data_day_passed(facts: CaseFacts) -> Blocked | None:
    """Data are refused only once the day given has passed."""
    due_on = facts.ministry.data_due_on
    if due_on is not None and facts.today > due_on:
        return None
    return Blocked(
        "data_in_time",
        Text("자료제출 기한이 지나지 않았습니다", "The day to hand in the data has not passed"),
        (GUIDELINE,),
    )


def refused_often_enough(facts: CaseFacts) -> Blocked | None:
    """Some refusals in a row count as non-submission."""
    known = facts.ministry
    if known.data_refusals >= known.refusals_needed:
        return None
    return Blocked(
        "refusals_too_few",
        Text(f"자료 미제출이 {known.data_refusals}회입니다. {known.refusals_needed}회부터 거부로 봅니다",
             f"Data were held back {known.data_refusals} time(s); {known.refusals_needed} count"),
        (GUIDELINE,),
    )  # fmt: skip


def opinion_time_over(facts: CaseFacts) -> Blocked | None:
    """A measure waits for the opinion, or for the end of the time for it."""
    known = facts.ministry
    if known.opinion_given:
        return None
    if known.opinion_until_on is not None and facts.today > known.opinion_until_on:
        return None
    until = f" ({known.opinion_until_on}까지)" if known.opinion_until_on else ""
    until_en = f" (until {known.opinion_until_on})" if known.opinion_until_on else ""
    return Blocked(
        "opinion_pending",
        Text(f"처분 사전통지에 대한 의견 제출 기간입니다{until}",
             f"The respondent may still answer the prior notice{until_en}"),
        (GUIDELINE,),
    )  # fmt: skip


def investigation_not_extended(facts: CaseFacts) -> Blocked | None:
    """The investigation is extended once."""
    return _once(facts.ministry.investigation_extended, GUIDELINE)


def request_not_extended(facts: CaseFacts) -> Blocked | None:
    """The time for a request to the KFTC is extended once."""
    return _once(facts.ministry.kftc_request_extended, Basis(_ACT, "제26조제2항"))


def _once(before: bool, basis: Basis) -> Blocked | None:  # noqa: FBT001 - the one fact it asks for
    if not before:
        return None
    words = Text("기간은 한 번만 연장할 수 있습니다", "The time is extended once only")
    return Blocked("extended_before", words, (basis,))


def extension_within_limit(facts: CaseFacts) -> Blocked | None:
    """An extension ends no later than the law allows."""
    longest, until_on = facts.ministry.longest_until_on, facts.ministry.until_on
    if longest is None or until_on is None or until_on <= longest:
        return None
    return Blocked(
        "extension_too_long",
        Text(f"{longest}까지만 연장할 수 있습니다", f"It may be extended until {longest} only"),
        (GUIDELINE,),
    )


def reached_by_other_act(facts: CaseFacts) -> Blocked | None:
    """The KFTC is asked where the conduct is also a violation of an Act of its own."""
    if facts.ministry.under_other_act:
        return None
    return Blocked(
        "not_of_the_kftc",
        Text("하도급법·공정거래법 위반에도 해당한다는 관할 판단을 먼저 기록하세요",
             "Record first that the conduct is also a violation of an Act of the KFTC"),
        (Basis(_ACT, "제26조제1항"),),
    )  # fmt: skip


def surveyed(facts: CaseFacts) -> Blocked | None:
    """Before any measure only a matter found by a survey goes to the KFTC (제27조제2항)."""
    if facts.ministry.survey:
        return None
    return Blocked(
        "dispute",
        Text("분쟁 사건은 시정명령을 이행하지 않은 때에 공정위에 요구합니다",
             "A dispute goes to the KFTC once a measure was not followed"),
        (Basis(_ACT, "제28조제4항"),),
    )  # fmt: skip
