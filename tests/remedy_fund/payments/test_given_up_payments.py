"""A payment that is given up is owed no more; a wall keeps an officer from paying at all."""

import pytest

from app.db.events import ActRefused
from app.db.work import Work
from app.kernel.problems import NotFound
from app.people.tables import Wall
from app.remedy_fund.applications.tables import FundApplication
from app.remedy_fund.bank.port import Finding, Report
from app.remedy_fund.payments import actions
from app.remedy_fund.payments.problems import AwardNotPayable
from app.remedy_fund.payments.schemas import ReasonIn
from tests.support.paying_office import CASE, PayingOffice

WHY = ReasonIn(reason="계좌를 더 찾지 못함")


def wall_off(office: PayingOffice) -> None:
    """Put a wall between the officer and the case."""

    def act(work: Work) -> None:
        work.add(
            Wall(
                id=work.new_id("wall"), person_id="person_officer", case_id=CASE, kind="declared",
                reason="", from_at=work.now, declared_by="person_officer",
            )
        )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))

    office.do("", act)


@pytest.mark.invariant(24, 28)
def test_what_was_refused_and_given_up_counts_as_awarded_no_more(office: PayingOffice) -> None:
    office.give(10_000_000)
    award = office.award(3_000_000)
    office.sent(award)
    (order,) = office.orders(award)
    office.do("", _handed, run_id=order.run_id)
    (order,) = office.orders(award)
    refused = Report(finding=Finding.REFUSED, order_id=order.order_id or "")
    office.do("", actions.take_reports, reports=[refused])
    row = office.of(award)
    office.do("officer", actions.cancel, disbursement_id=row.id, form=WHY, version=row.version)
    (application,) = office.rows(FundApplication)
    assert (application.awarded_won, application.paid_won) == (0, 0)
    assert office.earmark() == (10_000_000, 0)


def _handed(work: Work, *, run_id: str) -> None:
    from tests.remedy_fund.payments.test_paying import NamingBank  # noqa: PLC0415 - its own bank

    bank = NamingBank("한빛정밀(가상)")
    names = {one.attempt_id: "한빛정밀(가상)"
             for one in actions.handing.unnamed(work, run_id=run_id, bank=bank)}  # fmt: skip
    actions.note_names(work, run_id=run_id, holders=names)
    work.session.flush()
    actions.next_file(work, run_id=run_id, bank=bank)


@pytest.mark.invariant(24)
def test_an_officer_behind_a_wall_neither_gathers_nor_gives_up_a_payment(
    office: PayingOffice,
) -> None:
    office.give(10_000_000)
    first, second = office.award(3_000_000), office.award(1_000_000)
    run = office.prepared(first)
    office.do("officer", actions.withdraw, run_id=run.id, version=None)
    wall_off(office)
    with pytest.raises(AwardNotPayable):
        office.prepared(second)
    with pytest.raises(NotFound):
        office.do(
            "officer", actions.cancel, disbursement_id=office.of(first).id, form=WHY, version=None
        )
