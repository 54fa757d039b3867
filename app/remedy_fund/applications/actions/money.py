"""What plans, payments and recoveries do to an application; they have asked for permission."""

from collections.abc import Collection, Mapping

from app.db.work import Work
from app.kernel.problems import Conflict, NotFound
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.actions.steps import How, take
from app.remedy_fund.applications.events import ApplicationPaymentNoted
from app.remedy_fund.applications.lifecycle import Command, State
from app.remedy_fund.applications.payees import Payee, current_payee, payee_of
from app.remedy_fund.applications.problems import NotPayable, OverTheLine
from app.remedy_fund.applications.tables import FundApplication, FundBenefitLine

_REASONS = {
    "not_awarded": Text("지원이 결정되지 않았습니다", "Nothing was awarded"),
    "suspended": Text("보류 중입니다", "It is suspended"),
    "over_award": Text("결정된 지원액을 넘습니다", "More than was awarded"),
    "over_the_loss": Text(
        "다른 배상·보상을 더하면 인정 손해액을 넘습니다",
        "With other compensation it exceeds the assessed loss",
    ),
    "payee_missing": Text("지급 계좌가 없습니다", "No payee account was named"),
    "payee_unverified": Text("지급 계좌를 확인하지 않았습니다", "The account is not verified"),
    "payee_waiting": Text("계좌 변경 후 대기 기간입니다", "The changed account still waits"),
}
_ALL_PAID, _CAME_BACK = "결정된 지원액 전액 지급", "지급액 반환"


def enter_plan(work: Work, *, application_ids: Collection[str], plan_id: str) -> None:
    """Put applications into a plan; one that is in another plan already is refused."""
    for application_id in sorted(application_ids):
        row = store.application(work, application_id, lock=True)
        if row.plan_id and row.plan_id != plan_id:
            words = Text("다른 배분 계획에 들어 있습니다", "It is in another plan")
            raise Conflict(words, application_id=row.id)
        if row.plan_id == plan_id:
            continue
        row.plan_id = plan_id
        facts = standing.facts_of(work, row, lines_eligible=1)
        take(work, row, None, Command.PLAN, How(asked=True, facts=facts))


def leave_plan(work: Work, *, application_ids: Collection[str], plan_id: str, reason: str) -> None:
    """Take applications out of a plan that was given up or drawn up anew."""
    for application_id in sorted(application_ids):
        row = store.application(work, application_id, lock=True)
        if row.plan_id != plan_id:
            continue
        take(work, row, None, Command.LEAVE_PLAN, How(asked=True, reason=reason))
        row.plan_id = ""
        follow_payments(work, row)
    work.session.flush()


def award(work: Work, *, plan_id: str, amounts: Mapping[str, int]) -> None:
    """Award won to benefit lines of one plan, by line id; never more than assessed or lost."""
    rows = {line.id: line for line in store.lines_by_id(work, amounts)}
    if set(rows) != set(amounts):
        raise NotFound
    by_application: dict[str, list[FundBenefitLine]] = {}
    for line in rows.values():
        by_application.setdefault(line.application_id, []).append(line)
    for application_id in sorted(by_application):
        row = store.application(work, application_id, lock=True)
        _award(work, row, by_application[application_id], plan_id=plan_id, amounts=amounts)


def _award(
    work: Work, row: FundApplication, lines: Collection[FundBenefitLine], *, plan_id: str,
    amounts: Mapping[str, int],
) -> None:  # fmt: skip
    more = sum(amounts[line.id] for line in lines)
    if row.plan_id != plan_id or any(amounts[line.id] < 0 for line in lines):
        words = Text("이 계획의 신청이 아닙니다", "Not an application of this plan")
        raise Conflict(words, application_id=row.id)
    for line in lines:
        if line.refused or line.awarded_won + amounts[line.id] > (line.assessed_won or 0):
            raise OverTheLine(line_id=line.id, assessed_won=line.assessed_won or 0)
    # What was found eligible is not asked once more: no guard of an award looks at it.
    facts = standing.facts_of(work, row, lines_eligible=len(lines), more_won=more)
    take(work, row, None, Command.AWARD, How(asked=True, facts=facts))
    for line in lines:
        line.awarded_won += amounts[line.id]
    row.awarded_won += more
    row.plan_id = ""
    work.session.flush()


def take_back_award(
    work: Work, *, application_id: str, line_id: str, amount_won: int
) -> None:  # fmt: skip
    """Count an award no longer whose payment was given up; what was not paid may be awarded anew."""
    row = store.application(work, application_id, lock=True)
    for line in store.lines_by_id(work, [line_id]):
        line.awarded_won = max(0, line.awarded_won - amount_won)
    row.awarded_won = max(row.paid_won, row.awarded_won - amount_won)
    follow_payments(work, row)
    work.session.flush()


def require_payable(work: Work, *, application_id: str, amount_won: int) -> Payee:
    """Return the account to pay, or raise NotPayable with every reason why nothing may be paid."""
    row = store.application(work, application_id, lock=True)
    reasons = [*_unpayable(work, row, amount_won), *_unready(work, row)]
    if reasons:
        raise NotPayable(
            _REASONS[reasons[0]],
            application_id=row.id,
            reasons=[{"code": code, **_REASONS[code].as_dict()} for code in reasons],
        )
    return payee_of(work, row.id)


def _unpayable(work: Work, row: FundApplication, amount_won: int) -> list[str]:
    found = []
    if row.state != State.AWARDED:
        found.append("not_awarded")
    if row.suspended:
        found.append("suspended")
    if amount_won > row.awarded_won - row.paid_won:
        found.append("over_award")
    if standing.headroom(work, row).left_won < 0:
        found.append("over_the_loss")
    return found


def _unready(work: Work, row: FundApplication) -> list[str]:
    payee = current_payee(work, row.id)
    if payee is None:
        return ["payee_missing"]
    unverified = ["payee_unverified"] if payee.verified_at is None else []
    return unverified + (["payee_waiting"] if work.today < payee.usable_from else [])


def note_paid(work: Work, *, application_id: str, amount_won: int) -> None:
    """Count money that the bank has confirmed; never more than was awarded."""
    row = store.application(work, application_id, lock=True)
    if row.paid_won + amount_won > row.awarded_won:
        raise NotPayable(_REASONS["over_award"], application_id=row.id)
    _count(work, row, amount_won)


def note_returned(work: Work, *, application_id: str, amount_won: int) -> None:
    """Count money back that was returned; never more than was paid."""
    row = store.application(work, application_id, lock=True)
    if amount_won > row.paid_won:
        words = Text("지급한 금액보다 많은 반환입니다", "More came back than was paid")
        raise Conflict(words, application_id=row.id)
    _count(work, row, -amount_won)


def _count(work: Work, row: FundApplication, amount_won: int) -> None:
    row.paid_won += amount_won
    work.session.flush()
    work.record(
        ApplicationPaymentNoted(
            subject=row.id,
            case_id=row.case_id,
            amount_won=amount_won,
            paid_total_won=row.paid_won,
        )
    )
    follow_payments(work, row)


def follow_payments(work: Work, row: FundApplication) -> None:
    """Let the state follow the money: settled when all that was awarded is paid, open when not."""
    paid = row.paid_won == row.awarded_won > 0
    if row.state == State.AWARDED and paid and not (row.suspended or row.plan_id):
        take(work, row, None, Command.SETTLE, How(asked=True, reason=_ALL_PAID))
    elif row.state == State.SETTLED and not paid:
        take(work, row, None, Command.UNSETTLE, How(asked=True, reason=_CAME_BACK))
