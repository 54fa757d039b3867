"""Pages before a measure and beside it: consultations, demands, reviews for the list, suits."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

import pytest

from app.access.actor import WORKER
from app.db.events import ConfidentialRead
from app.db.work import Work, perform
from app.demo import moves, panel
from app.demo.cast import Cast, gather
from app.demo.stage import Player, Stage
from app.sanctions import store
from app.sanctions.tables import ListingReview, PenaltyPointEntry
from tests.portal.staff_reader import page, submit, text_of
from tests.support.town import open_town

LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])


@dataclass
class Office:
    """A case with an order that was served."""

    stage: Stage
    cast: Cast
    case_id: str
    measure: str

    @property
    def base(self) -> str:
        """The address of the steps before a measure."""
        return f"/queue/{self.case_id}/groundwork"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """Yield an office whose order was served on 12 October 2026."""
    with open_town(tmp_path_factory.mktemp("groundwork"), today=date(2026, 9, 1)) as stage:
        cast = gather(stage)
        case_id = moves.file(
            cast.owner, cast, "대한모터스(가상)", ["SC-CUT"], "납품 뒤 대금을 깎았습니다.",
            violation={"trade_ended_on": "2025-06-30", "price_won": 1_000_000_000},
        )  # fmt: skip
        moves.investigate(stage, cast, case_id, date(2026, 9, 7))
        moves.decide(stage, cast, case_id, date(2026, 9, 14), respondent=cast.respondent)
        measure = moves.draft(
            cast.examiner, case_id, "corrective_order", violations=["SC-CUT"],
            decided_on="2026-10-12", order_items=["깎은 대금을 지급할 것 (가상)"],
            comply_by="2026-12-11",
        )  # fmt: skip
        panel.write_decision(cast.secretary, case_id)
        moves.issue_and_serve(cast, cast.lead, [measure])
        yield Office(stage, cast, case_id, f"/measures/{measure}")


def with_review(office: Office, until: date) -> str:
    """Put a review of the respondent on the case, as if it were over the limits of the list."""

    def opened(work: Work) -> str:
        row = work.add(
            ListingReview(
                id=work.new_id("review"), case_id=office.case_id,
                company_id=office.cast.companies["대한모터스(가상)"], state="opened",
                opened_on=date(2026, 10, 12), measures_counted=3, score_hundredths=510,
                defence_last_on=until,
            )
        )  # fmt: skip
        work.record(ConfidentialRead(subject=row.id, level=1, what="office"))
        return row.id

    return perform(office.stage.house.world, WORKER, opened)


def over_the_limits(office: Office) -> None:
    """Give the respondent points enough for the list, as if from three measures of other cases."""

    def entered(work: Work) -> None:
        found = store.ledger_of(work, office.cast.companies["대한모터스(가상)"])
        [known] = [row for row in found if row.measure_id == office.measure.rpartition("/")[2]]
        for number, code in enumerate(("SC-DOC", "SC-TERM", "SC-BUY"), len(found) + 1):
            more = {"id": work.new_id("points"), "sequence": number, "violations": [code],
                    "points_hundredths": 200}  # fmt: skip
            work.add(PenaltyPointEntry(**(known.model_dump() | more)))
        work.record(ConfidentialRead(subject=office.case_id, level=1, what="office"))

    perform(office.stage.house.world, WORKER, entered)


def readers(office: Office) -> dict[str, Player]:
    cast = office.cast
    return {"examiner": cast.examiner, "lead": cast.lead, "secretary": cast.secretary,
            "commissioner": cast.commissioner}  # fmt: skip


# -- the tab


@LANGUAGES
@pytest.mark.parametrize("who", ["examiner", "lead", "secretary", "commissioner"])
def test_each_role_finds_the_acts_that_are_its_own(office: Office, who: str, language: str) -> None:
    status, text = page(readers(office)[who], office.base, language=language)
    assert status == HTTPStatus.OK
    offered = set(re.findall(rf'href="{office.base}/([a-z-]+)"', text))
    own = {"examiner": {"consultations"}, "secretary": {"referral-demands"}}
    assert offered == own.get(who, set())
    assert ("고발 요청" if language == "ko" else "Demands for a referral") in text
    assert "하도급법 제32조" in text
    assert "하도급법 제25조의4" in text


def test_nothing_recorded_is_said_so_and_the_complainant_sees_none_of_it(office: Office) -> None:
    _, text = page(office.cast.technology_lead, office.base)
    assert page(office.cast.technology_lead, office.base)[0] in {403, 404}
    assert page(office.cast.owner, office.base)[0] in {403, 404}
    assert f"/my-cases/{office.case_id}" not in text


def test_the_tab_is_linked_from_the_case_and_from_its_measures(office: Office) -> None:
    link = f'href="{office.base}"'
    assert link in page(office.cast.examiner, f"/queue/{office.case_id}")[1]
    assert link in page(office.cast.secretary, office.measure)[1]


# -- consultations


@LANGUAGES
def test_a_consultation_is_asked_for_and_answered(office: Office, language: str) -> None:
    path = f"{office.base}/consultations"
    status, form = page(office.cast.examiner, path, language=language)
    assert (status, 'name="question"' in form) == (HTTPStatus.OK, True)
    refused = submit(office.cast.examiner, path, {"question": "", "asked_on": "2026-10-13"})
    assert (refused.status, 'value="2026-10-13"' in text_of(refused)) == (422, True)
    question = f"의견을 구합니다 {language}"
    assert submit(office.cast.examiner, path, {"question": question}).status == 303
    _, text = page(office.cast.examiner, office.base)
    assert question in text
    answer = re.findall(rf'href="({path}/[a-z]+_[0-9a-f]+/answer)"', text)
    assert len(answer) == 1
    assert page(office.cast.secretary, answer[0])[0] == 403
    late = submit(office.cast.examiner, answer[0], {"answer": "이견 없음", "reference": ""})
    assert (late.status, "회신 문서번호: " in text_of(late)) == (422, True)
    assert "이견 없음" in text_of(late)
    given = {"answer": "이견 없음", "reference": "공정위-12"}
    assert submit(office.cast.examiner, answer[0], given).status == 303
    _, text = page(office.cast.lead, office.base, language=language)
    assert "공정위-12" in text
    assert answer[0] not in text
    again = submit(office.cast.examiner, answer[0], given)
    assert (again.status, "이미 회신을 기록했습니다" in text_of(again)) == (409, True)


# -- demands for a referral


def test_a_demand_is_taken_once_and_proposes_the_referral_as_a_duty(office: Office) -> None:
    path, secretary = f"{office.base}/referral-demands", office.cast.secretary
    assert page(office.cast.examiner, path)[0] == 403
    unknown = submit(secretary, path, {"authority": "nobody", "reference": "가나-7"})
    assert (unknown.status, "요청 기관: " in text_of(unknown)) == (422, True)
    assert 'value="가나-7"' in text_of(unknown)
    demand = {"authority": "mss", "reference": "상생협력정책과-7", "reasons": "반복 위반 (가상)"}
    assert submit(secretary, path, demand).status == 303
    for language, name in (("ko", "중소벤처기업부장관"), ("en", "Minister of SMEs")):
        assert name in page(office.cast.examiner, office.base, language=language)[1]
    twice = submit(secretary, path, demand)
    assert (twice.status, "이미 기록한 고발 요청" in text_of(twice)) == (409, True)
    assert "고발" in page(office.cast.examiner, f"/queue/{office.case_id}/measures")[1]


# -- the list of habitual violators


def test_a_firm_within_the_limits_is_not_reviewed_and_the_article_is_named(office: Office) -> None:
    path, why = f"{office.base}/listing-reviews", "상습법위반사업자 기준에 이르지 않았습니다"
    refused = office.cast.examiner.call("POST", f"/cases/{office.case_id}/listing-reviews", {})
    assert (refused.status, refused.body["detail_ko"]) == (409, why)
    for text in (
        page(office.cast.examiner, office.base)[1],
        submit_blocked(office.cast.examiner, path),
    ):
        assert why in text
        assert "하도급법 제25조의4" in text
    assert why not in page(office.cast.secretary, office.base)[1]


def test_a_review_is_offered_where_it_would_be_opened_and_while_none_runs(office: Office) -> None:
    path, examiner = f"{office.base}/listing-reviews", office.cast.examiner
    over_the_limits(office)
    assert f'href="{path}"' in page(examiner, office.base)[1]
    assert submit(examiner, path, {"opened_on": "2026-10-12"}).status == 303
    for language, runs in (
        ("ko", "이미 진행 중인 심의가 있습니다"),
        ("en", "A review runs already"),
    ):
        _, text = page(examiner, office.base, language=language)
        assert (f'href="{path}"' in text, runs in text) == (False, True)
        assert runs in submit_blocked(examiner, path, language=language)
    again = examiner.call("POST", f"/cases/{office.case_id}/listing-reviews", {})
    assert (again.status, again.body["detail_ko"]) == (409, "이미 진행 중인 심의가 있습니다")


@LANGUAGES
def test_a_review_goes_from_the_defence_to_the_resolution(office: Office, language: str) -> None:
    review = with_review(office, date(2026, 12, 31))
    mine, respondent = f"/my-cases/{office.case_id}/listing-reviews", office.cast.respondent
    defence = f"{mine}/{review}/defence"
    resolve = f"{office.base}/listing-reviews/{review}/resolve_listing"
    status, text = page(office.cast.secretary, office.base, language=language)
    assert (status, resolve in text) == (HTTPStatus.OK, False)
    votes = {"members": "7", "in_favour": "5", "reason": "반복 위반 (가상)"}
    early = submit_blocked(office.cast.secretary, resolve)
    assert "2026-12-31" in early
    assert f'href="{mine}"' in page(respondent, f"/my-cases/{office.case_id}")[1]
    assert defence in page(respondent, mine, language=language)[1]
    assert page(office.cast.owner, mine)[0] == 404
    assert submit(respondent, defence, {"defence": ""}).status == 422
    assert submit(respondent, defence, {"defence": "벌점 경감 사유"}).status == 303
    _, text = page(respondent, mine, language=language)
    assert ("벌점 경감 사유" in text, defence in text) == (True, False)
    assert page(respondent, defence)[0] == 404
    few = submit(office.cast.secretary, resolve, {**votes, "members": "일곱"})
    assert (few.status, 'value="일곱"' in text_of(few)) == (422, True)
    few = submit(office.cast.secretary, resolve, {**votes, "in_favour": "3"})
    assert (few.status, "과반수가 찬성하지 않았습니다" in text_of(few)) == (409, True)
    assert submit(office.cast.secretary, resolve, votes).status == 303
    _, text = page(office.cast.examiner, office.base, language=language)
    assert "5 / 7" in text
    assert f"{office.base}/listing-reviews/{review}" not in text
    assert "반복 위반 (가상)" in page(respondent, mine, language=language)[1]


def submit_blocked(player: Player, path: str, *, language: str = "ko") -> str:
    """Return the page of a step that is blocked: the reasons, and nothing to send."""
    status, text = page(player, path, language=language)
    assert (status, f'action="{path}"' in text) == (HTTPStatus.OK, False)
    return text


def test_a_late_defence_is_refused_with_the_article(office: Office) -> None:
    review = with_review(office, date(2026, 10, 11))
    mine = f"/my-cases/{office.case_id}/listing-reviews"
    text = submit_blocked(office.cast.respondent, f"{mine}/{review}/defence")
    assert "소명 기한(2026-10-11)이 지났습니다" in text
    assert "하도급법 제25조의4" in text
    assert f"{mine}/{review}/defence" not in page(office.cast.respondent, mine)[1]
    other = submit(
        office.cast.secretary, f"{office.base}/listing-reviews/{review}/resolve_no_listing",
        {"members": "7", "in_favour": "2", "reason": "소명 없음 (가상)"},
    )  # fmt: skip
    assert other.status == 303


# -- suits


@LANGUAGES
def test_a_suit_is_noted_and_ended_by_who_issues_measures(office: Office, language: str) -> None:
    new, lead = f"{office.measure}/suits/new", office.cast.lead
    assert f'href="{new}"' in page(lead, office.measure, language=language)[1]
    assert f'href="{new}"' not in page(office.cast.examiner, office.measure)[1]
    assert page(office.cast.examiner, new)[0] == 403
    suit = {
        "court": "서울고등법원",
        "docket_number": f"2026누1-{language}",
        "filed_on": "2026. 1. 1.",
    }
    early = submit(lead, new, suit)
    assert (early.status, "송달일부터 오늘까지" in text_of(early)) == (422, True)
    assert suit["docket_number"] in text_of(early)
    assert submit(lead, new, {**suit, "filed_on": "2026-10-12"}).status == 303
    again = submit(lead, new, {**suit, "filed_on": "2026-10-12"})
    assert (again.status, "이미 기록한 사건번호" in text_of(again)) == (422, True)
    mine = f"/my-cases/{office.case_id}{office.measure}"
    for reader in (office.cast.examiner, lead):
        assert suit["docket_number"] in page(reader, office.measure, language=language)[1]
    assert suit["docket_number"] in page(office.cast.respondent, mine, language=language)[1]
    assert suit["docket_number"] not in page(office.cast.owner, mine)[1]
    end = re.findall(rf'href="({office.measure}/suits/[a-z]+_[0-9a-f]+/end)"',
                     page(lead, office.measure)[1])  # fmt: skip
    assert len(end) == 1
    future = submit(lead, end[0], {"ended_on": "2030-01-01"})
    assert (future.status, 'value="2030-01-01"' in text_of(future)) == (422, True)
    assert submit(lead, end[0], {"ended_on": "2026-10-12"}).status == 303
    assert submit(lead, end[0], {"ended_on": "2026-10-12"}).status == 409


def test_the_respondent_finds_where_each_item_is_proved(office: Office) -> None:
    mine = f"/my-cases/{office.case_id}{office.measure}"
    assert f'href="{office.measure}/performance"' in page(office.cast.respondent, mine)[1]
    assert f'href="{office.measure}/performance"' not in page(office.cast.owner, mine)[1]
    status, text = page(office.cast.respondent, f"{office.measure}/performance")
    assert (status, 'action="' in text) == (HTTPStatus.OK, True)


@pytest.mark.parametrize("path", ["nowhere", "consultations/review_0/answer", "demands/x/answer"])
def test_what_does_not_exist_is_not_found(office: Office, path: str) -> None:
    assert page(office.cast.examiner, f"{office.base}/{path}")[0] == HTTPStatus.NOT_FOUND
