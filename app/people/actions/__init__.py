"""What one may do with accounts, companies and relations; one file per subject; none commits."""

from app.people.actions.accounts import (
    NewPerson,
    accept_invitation,
    check_invitation,
    create_account,
    disable_account,
    enable_account,
    invite,
    register_account,
)
from app.people.actions.codes import ask_code, ask_step_up_code, check_code
from app.people.actions.companies import (
    confirm_member,
    grant_mandate,
    name_company,
    register_company,
    revoke_mandate,
    update_company,
)
from app.people.actions.messages import purge, send_notice
from app.people.actions.moving import copy_parties
from app.people.actions.relations import (
    GrantTerms,
    admit_respondent,
    assign,
    assign_opener,
    end_case_tie,
    grant,
    name_member,
    name_respondent,
    open_own_seat,
    seat,
    tie_complainant,
)
from app.people.actions.sessions import (
    OpenedSession,
    SignInTry,
    begin_sign_in,
    check_step_up_code,
    finish_sign_in,
    open_demonstration_session,
    reset_password,
    sign_out,
    step_up,
)
from app.people.actions.tokens import issue_token, revoke_token
from app.people.actions.walls import declare_wall, lift_wall, set_wall, wall_off

# Acts that nobody has to be known for, each with the reason why it is open.
OPEN_ACTS: dict[str, str] = {
    "ask_code": "one proves an e-mail address before there is an account",
    "check_code": "whoever holds the code's id and the code may use it",
    "register_account": "the one-time code proves the e-mail address",
    "reset_password": "the one-time code proves the e-mail address",
    "begin_sign_in": "who signs in is not known yet",
    "finish_sign_in": "the password tells who it is",
    "open_demonstration_session": "the demonstration's role picker; refused everywhere else",
    "sign_out": "the session's own secret is shown",
    "check_invitation": "whoever holds the invitation's code may use it",
    "accept_invitation": "whoever holds the invitation's code may use it",
}

__all__ = [
    "OPEN_ACTS",
    "GrantTerms",
    "NewPerson",
    "OpenedSession",
    "SignInTry",
    "accept_invitation",
    "admit_respondent",
    "ask_code",
    "ask_step_up_code",
    "assign",
    "assign_opener",
    "begin_sign_in",
    "check_code",
    "check_invitation",
    "check_step_up_code",
    "confirm_member",
    "copy_parties",
    "create_account",
    "declare_wall",
    "disable_account",
    "enable_account",
    "end_case_tie",
    "finish_sign_in",
    "grant",
    "grant_mandate",
    "invite",
    "issue_token",
    "lift_wall",
    "name_company",
    "name_member",
    "name_respondent",
    "open_demonstration_session",
    "open_own_seat",
    "purge",
    "register_account",
    "register_company",
    "reset_password",
    "revoke_mandate",
    "revoke_token",
    "seat",
    "send_notice",
    "set_wall",
    "sign_out",
    "step_up",
    "tie_complainant",
    "update_company",
    "wall_off",
]
