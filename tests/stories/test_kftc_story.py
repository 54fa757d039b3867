"""The KFTC track over plain HTTP: two files, consent, investigation, order, surcharge, payment.

Nothing inside the service is touched but its clock and the opening of accounts. Each step is also
tried by the wrong people, out of order and twice; every refusal must name its ground and be logged.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.stories.kftc_steps import (
    KINDS,
    assign,
    check_silence,
    comply_and_close,
    configure,
    deliberate,
    draft_and_sign,
    file,
    investigate,
    issue,
    open_kftc,
    pay,
    register,
    serve,
)
from tests.stories.telling import Town, town


@pytest.mark.parametrize("kind", KINDS)
def test_a_complaint_ends_in_a_surcharge_that_is_paid(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with town(
        tmp_path / "town", new_database(kind), today=date(2026, 3, 3), demonstration=False
    ) as told:
        open_kftc(told)
        case_id = file(told, notify_respondent=True)
        assign(told, case_id)
        register_and_tell(told, case_id)
        investigate(told, case_id)
        deliberate(told, case_id)
        configure(told, case_id)
        order, surcharge = draft_and_sign(told, case_id)
        issue(told, case_id, order, surcharge)
        serve(told, case_id, order, surcharge)
        pay(told, case_id, surcharge)
        comply_and_close(told, case_id, order)
        told.check_refusals()
        check_silence(told, told.respondent, case_id)
        papers = told.check_papers(told.respondent, case_id)
        assert {paper["template"] for paper in papers} == {
            "committee",
            "corrective_order",
            "notice",
            "surcharge_order",
        }
        own = told.check_papers(told.owner, case_id)
        assert {paper["template"] for paper in own} == {
            "receipt", "committee", "corrective_order", "notice",
        }  # fmt: skip
        told.check_log()


def register_and_tell(told: Town, case_id: str) -> None:
    """Tell the respondent with the consent that was given at filing, then register."""
    path = f"/cases/{case_id}"
    assert told.owner.get(path)["consent"]["code"] == "given"
    told.refuse(told.respondent, path, method="GET", status=404, code="not-found")
    told.refuse(told.examiner, f"{path}/consent/request", status=409, code="step-not-allowed")
    told.refuse(told.owner, f"{path}/consent/notice", status=403, code="not-allowed")
    told.examiner.act(f"{path}/consent/notice", about=path)
    told.refuse(told.examiner, f"{path}/consent/notice", status=409, code="step-not-allowed")
    assert told.respondent.get(path)["viewer"] == "respondent"
    register(told, case_id, notified=True)


@pytest.mark.parametrize("kind", KINDS)
def test_silence_of_fifteen_days_is_a_refusal_that_can_be_taken_back(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with town(
        tmp_path / "town", new_database(kind), today=date(2026, 3, 3), demonstration=False
    ) as told:
        open_kftc(told)
        case_id = file(told)
        assign(told, case_id)
        path = f"/cases/{case_id}"
        assert told.owner.get(path)["consent"]["code"] == "not_asked"
        told.refuse(told.examiner, f"{path}/consent/notice", status=409, code="step-not-allowed")
        told.refuse(told.owner, f"{path}/consent/request", status=403, code="not-allowed")
        told.examiner.act(f"{path}/consent/request", about=path)
        told.refuse(told.examiner, f"{path}/consent/request", status=409, code="step-not-allowed")
        yes = {"notify_respondent": True}
        told.refuse(told.examiner, f"{path}/consent/answer", yes, status=403, code="not-allowed")
        told.stage.on(date(2026, 3, 18))
        assert told.owner.get(path)["consent"]["code"] == "asked"
        told.stage.on(date(2026, 3, 19))
        assert told.owner.get(path)["consent"]["code"] == "refused"
        told.refuse(told.examiner, f"{path}/consent/notice", status=409, code="step-not-allowed")
        told.refuse(told.respondent, path, method="GET", status=404, code="not-found")
        lapse = told.owner.get(f"{path}/timeline")["items"][-1]
        assert (lapse["command"], lapse["role"]) == ("consent_lapse", "worker")
        assert lapse["basis"] == "하도급법 시행령 제10조제3항"
        register(told, case_id, notified=False)
        told.owner.act(f"{path}/consent/answer", yes, about=path)
        told.refuse(told.owner, f"{path}/consent/answer", yes, status=409, code="step-not-allowed")
        told.examiner.act(f"{path}/consent/notice", about=path)
        assert told.respondent.get(path)["complainant_name"] is None
        told.check_refusals()
        told.check_log()
