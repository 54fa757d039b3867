"""What may be done with applications, one verb each."""

from app.remedy_fund.applications.actions.assessing import assess
from app.remedy_fund.applications.actions.compensation import (
    declare_compensation,
    find_compensation,
    strike_compensation,
)
from app.remedy_fund.applications.actions.filing import file_application, supplement, withdraw
from app.remedy_fund.applications.actions.money import (
    award,
    enter_plan,
    leave_plan,
    note_paid,
    note_returned,
    require_payable,
)
from app.remedy_fund.applications.actions.objections import (
    answer_objection,
    file_objection,
    withdraw_objection,
)
from app.remedy_fund.applications.actions.payees import change_payee, verify_payee
from app.remedy_fund.applications.actions.review import (
    begin_check,
    find_eligible,
    find_ineligible,
    reject,
    resume,
    suspend,
)

__all__ = [
    "answer_objection",
    "assess",
    "award",
    "begin_check",
    "change_payee",
    "declare_compensation",
    "enter_plan",
    "file_application",
    "file_objection",
    "find_compensation",
    "find_eligible",
    "find_ineligible",
    "leave_plan",
    "note_paid",
    "note_returned",
    "reject",
    "require_payable",
    "resume",
    "strike_compensation",
    "supplement",
    "suspend",
    "verify_payee",
    "withdraw",
    "withdraw_objection",
]
