"""THE table: which role may use which permission over what; absent means refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.access.actor import Actor, Role, Target, Tie
from app.access.permission import May
from app.kernel.text import Text

__all__ = ["CEILING", "POLICY", "SEPARATE", "Decision", "May", "Over", "ceiling", "decide"]


class Over(StrEnum):
    """How far a permission reaches: anything, or only things the actor is tied to."""

    ANY = "any"
    UNIT = "unit"
    ASSIGNED = "assigned"
    OWN = "own"  # either party's side
    FILED = "filed"  # the complainant's side
    ANSWERED = "answered"  # the respondent's side
    SEATED = "seated"
    GRANTED = "granted"
    ENTRUSTED = "entrusted"  # put before the fund with an application
    SELF = "self"


REACH: dict[Over, frozenset[Tie]] = {
    Over.ANY: frozenset(),
    Over.UNIT: frozenset({Tie.UNIT, Tie.ASSIGNED}),
    Over.ASSIGNED: frozenset({Tie.ASSIGNED}),
    Over.OWN: frozenset({Tie.COMPLAINANT, Tie.RESPONDENT}),
    Over.FILED: frozenset({Tie.COMPLAINANT}),
    Over.ANSWERED: frozenset({Tie.RESPONDENT}),
    Over.SEATED: frozenset({Tie.SEATED}),
    Over.GRANTED: frozenset({Tie.GRANTED}),
    Over.ENTRUSTED: frozenset({Tie.ENTRUSTED}),
    Over.SELF: frozenset({Tie.SELF}),
}


A, U, Y = Over.ASSIGNED, Over.UNIT, Over.ANY
R = Role

POLICY: dict[May, dict[Role, Over]] = {
    May.ACCOUNT_READ: {**dict.fromkeys(R, Over.SELF), R.ADMINISTRATOR: Y},
    May.ACCOUNT_MANAGE: {R.ADMINISTRATOR: Y},
    May.TOKEN_MANAGE: dict.fromkeys(set(R) - {R.PUBLIC, R.WORKER}, Over.SELF),
    May.COMPANY_REGISTER: {R.PARTY: Y, R.INVESTIGATOR: Y, R.LEAD: Y},
    May.COMPANY_READ: {R.INVESTIGATOR: Y, R.LEAD: Y, R.COMMITTEE: Y, R.SECRETARY: Y,
                       R.PARTY: Over.SELF, R.WORKER: Y},
    May.MANDATE_GRANT: {R.PARTY: Over.SELF},
    May.INVITE: {R.LEAD: Y, R.ADMINISTRATOR: Y},
    May.RELATION_SET: {R.LEAD: U, R.SECRETARY: Y, R.WORKER: Y},
    May.WALL_DECLARE: {R.INVESTIGATOR: Over.SELF, R.LEAD: Over.SELF, R.COMMITTEE: Over.SELF,
                       R.SECRETARY: Over.SELF, R.FUND_OFFICER: Over.SELF,
                       R.FUND_CHECKER: Over.SELF},
    May.WALL_SET: {R.AUDITOR: Y},
    May.OUTBOX_READ: {R.ADMINISTRATOR: Y},
    May.FIGURE_ENTER: {R.LEAD: Y, R.SECRETARY: Y},
    May.FIGURE_APPROVE: {R.LEAD: Y, R.SECRETARY: Y},
    May.DRAFT_WRITE: {R.PARTY: Over.SELF, R.PUBLIC: Over.SELF},
    May.CASE_FILE: {R.PARTY: Y},
    May.CASE_SEE: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: U, R.COMMITTEE: Over.SEATED,
                   R.SECRETARY: Y, R.COURT: Over.GRANTED, R.EXPERT: Over.GRANTED,
                   R.AUDITOR: Y, R.WORKER: Y},
    May.CASE_READ: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: U, R.COMMITTEE: Over.SEATED,
                    R.SECRETARY: Y, R.COURT: Over.GRANTED, R.EXPERT: Over.GRANTED, R.WORKER: Y},
    May.CASE_ASSIGN: {R.LEAD: U},
    May.CASE_WITHDRAW: {R.PARTY: Over.FILED},
    May.CASE_REVIEW: {R.INVESTIGATOR: A, R.LEAD: U},
    May.CASE_INVESTIGATE: {R.INVESTIGATOR: A},
    May.CASE_DOCKET: {R.SECRETARY: Y},
    May.CASE_DECIDE: {R.COMMITTEE: Over.SEATED},
    May.CASE_CLOSE: {R.INVESTIGATOR: A, R.LEAD: U},
    May.CASE_MOVE: {R.WORKER: Y},
    May.SUPPLEMENT_REQUEST: {R.INVESTIGATOR: A},
    May.SUPPLEMENT_ANSWER: {R.PARTY: Over.FILED},
    May.CONSENT_ASK: {R.INVESTIGATOR: A},
    May.CONSENT_ANSWER: {R.PARTY: Over.FILED},
    May.RESPONDENT_NOTIFY: {R.INVESTIGATOR: A, R.SECRETARY: Y, R.WORKER: Y},
    May.CASE_ANSWER: {R.PARTY: Over.ANSWERED},
    May.MEDIATION_APPLY: {R.PARTY: Over.OWN},
    May.HEARING_ANSWER: {R.PARTY: Over.OWN},
    May.CASE_TRANSFER: {R.LEAD: U},
    May.CASE_OPEN: {R.INVESTIGATOR: Y, R.LEAD: Y},
    May.TIP_READ: {R.INVESTIGATOR: U, R.LEAD: U},
    May.TIP_SETTLE: {R.INVESTIGATOR: U, R.LEAD: U},
    May.EDITION_REPORT: {R.SECRETARY: Y},
    May.EDITION_MOVE: {R.SECRETARY: Y},
    May.REINVESTIGATION_ASK: {R.PARTY: Over.FILED},
    May.INFORMANT_READ: {R.PARTY: Over.FILED, R.INVESTIGATOR: A, R.LEAD: A},
    May.MEASURE_READ: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: U, R.COMMITTEE: Over.SEATED,
                       R.SECRETARY: Y, R.COURT: Over.GRANTED, R.WORKER: Y},
    May.MEASURE_DRAFT: {R.INVESTIGATOR: A, R.WORKER: Y},
    May.MEASURE_COUNTERSIGN: {R.LEAD: U},
    May.MEASURE_ISSUE: {R.LEAD: U, R.SECRETARY: Y},
    May.MEASURE_SERVE: {R.SECRETARY: Y, R.INVESTIGATOR: A},
    May.MEASURE_FIND: {R.INVESTIGATOR: A},
    May.MEASURE_ACCEPT: {R.PARTY: Over.ANSWERED},
    May.MEASURE_REPORT: {R.PARTY: Over.ANSWERED},
    May.PAYMENT_RECORD: {R.SECRETARY: Y, R.WORKER: Y},
    May.COLLECTION_READ: {R.SECRETARY: Y, R.LEAD: Y},
    May.COLLECTION_ASK: {R.PARTY: Over.ANSWERED, R.SECRETARY: Y},
    May.COLLECTION_DECIDE: {R.LEAD: U},
    May.RECEIPT_IMPORT: {R.SECRETARY: Y},
    May.RECEIPT_MATCH: {R.SECRETARY: Y},
    May.RECEIPT_CONFIRM: {R.SECRETARY: Y},
    May.OBJECTION_FILE: {R.PARTY: Over.ANSWERED},
    May.OBJECTION_RULE: {R.COMMITTEE: Over.SEATED},
    May.POINTS_READ: {R.INVESTIGATOR: Y, R.LEAD: Y, R.COMMITTEE: Y, R.SECRETARY: Y,
                      R.PARTY: Over.SELF, R.WORKER: Y},
    May.POINTS_CLAIM: {R.PARTY: Over.SELF, R.INVESTIGATOR: Y},
    May.POINTS_DECIDE: {R.LEAD: Y},
    May.EVIDENCE_LIST: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: A, R.COMMITTEE: Over.SEATED,
                        R.SECRETARY: Y, R.COURT: Over.GRANTED, R.EXPERT: Over.GRANTED,
                        R.WORKER: Y},
    May.EVIDENCE_UPLOAD: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: A, R.EXPERT: Over.GRANTED},
    May.EVIDENCE_DOWNLOAD: {R.PARTY: Over.SELF, R.INVESTIGATOR: A, R.LEAD: A,
                            R.COMMITTEE: Over.SEATED, R.COURT: Over.GRANTED,
                            R.EXPERT: Over.GRANTED},
    May.CUSTODY_READ: {R.PARTY: Over.SELF, R.INVESTIGATOR: A, R.LEAD: U, R.AUDITOR: Y},
    May.EVIDENCE_MARK: {R.PARTY: Over.SELF, R.INVESTIGATOR: A, R.LEAD: A},
    May.EVIDENCE_REDACT: {R.INVESTIGATOR: A, R.LEAD: A},
    May.EVIDENCE_DISPOSE: {R.LEAD: U},
    May.DISPOSAL_APPROVE: {R.AUDITOR: Y},
    May.ORDER_ENTER: {R.SECRETARY: Y, R.LEAD: U},
    May.ORDER_READ: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: U, R.SECRETARY: Y,
                     R.COURT: Over.GRANTED, R.AUDITOR: Y, R.WORKER: Y},
    May.ORDER_ACKNOWLEDGE: {R.PARTY: Over.SELF, R.INVESTIGATOR: Over.SELF, R.LEAD: Over.SELF,
                            R.SECRETARY: Over.SELF},
    May.ORDER_RELEASE: {R.SECRETARY: Y, R.LEAD: U},
    May.RELEASE_CONFIRM: {R.SECRETARY: Y, R.LEAD: U, R.AUDITOR: Y},
    May.TRANSMISSION_REQUEST: {R.COURT: Y, R.SECRETARY: Y},
    May.TRANSMISSION_READ: {R.COURT: Over.SELF, R.INVESTIGATOR: A, R.LEAD: U, R.SECRETARY: Y,
                            R.AUDITOR: Y},
    May.TRANSMISSION_REVIEW: {R.INVESTIGATOR: A},
    May.TRANSMISSION_DECIDE: {R.LEAD: U},
    May.TRANSMISSION_RELEASE: {R.SECRETARY: Y},
    May.TRANSMISSION_RECEIVE: {R.COURT: Over.SELF},
    May.PRODUCTION_READ: {R.INVESTIGATOR: A, R.LEAD: U, R.SECRETARY: Y, R.AUDITOR: Y,
                          R.WORKER: Y},
    May.PRODUCTION_PREPARE: {R.INVESTIGATOR: A, R.LEAD: U},
    May.PRODUCTION_ISSUE: {R.LEAD: U, R.SECRETARY: Y},
    May.FUND_READ: {R.FUND_OFFICER: Y, R.FUND_CHECKER: Y, R.AUDITOR: Y, R.WORKER: Y},
    May.FUND_TOTALS_READ: {R.LEAD: Y, R.COMMITTEE: Y, R.SECRETARY: Y, R.FUND_OFFICER: Y,
                           R.FUND_CHECKER: Y, R.AUDITOR: Y, R.WORKER: Y},
    May.CONTRIBUTION_RECORD: {R.FUND_OFFICER: Y},
    May.CONTRIBUTION_REDESIGNATE: {R.FUND_OFFICER: Y},
    May.SURCHARGE_SHARE_CREDIT: {R.WORKER: Y},
    May.BUDGET_SET: {R.FUND_OFFICER: Y},
    May.APPLICATION_FILE: {R.PARTY: Over.FILED},
    May.APPLICATION_READ: {R.PARTY: Over.FILED, R.FUND_OFFICER: Y, R.FUND_CHECKER: Y, R.WORKER: Y},
    May.APPLICATION_REVIEW: {R.FUND_OFFICER: Y},
    May.APPLICATION_EVIDENCE_READ: {R.FUND_OFFICER: Over.ENTRUSTED,
                                    R.FUND_CHECKER: Over.ENTRUSTED},
    May.APPLICATION_OBJECT: {R.PARTY: Over.FILED},
    May.FUND_OBJECTION_ANSWER: {R.FUND_OFFICER: Y},
    May.PLAN_PREPARE: {R.FUND_OFFICER: Y},
    May.APPROVAL_READ: {R.FUND_OFFICER: Y, R.FUND_CHECKER: Y, R.AUDITOR: Y},
    May.APPROVAL_GIVE: {R.FUND_CHECKER: Y},
    May.DISBURSEMENT_PREPARE: {R.FUND_OFFICER: Y},
    May.DISBURSEMENT_SEND: {R.FUND_OFFICER: Y, R.WORKER: Y},
    May.STATEMENT_IMPORT: {R.FUND_OFFICER: Y, R.WORKER: Y},
    May.STATEMENT_MATCH: {R.FUND_OFFICER: Y},
    May.STATEMENT_CONFIRM: {R.FUND_CHECKER: Y, R.FUND_OFFICER: Y},
    May.RECOVERY_RECORD: {R.FUND_OFFICER: Y, R.WORKER: Y},
    May.PERIOD_CLOSE: {R.FUND_OFFICER: Y},
    May.PERIOD_REVIEW: {R.SECRETARY: Y},
    May.FUND_CHECK: {R.FUND_OFFICER: Y, R.FUND_CHECKER: Y, R.AUDITOR: Y, R.WORKER: Y},
    May.EVALUATION_READ: {R.EVALUATOR: Over.SELF, R.LEAD: Y, R.SECRETARY: Y},
    May.EVALUATION_ASK: {R.EVALUATOR: Over.SELF, R.LEAD: Y, R.SECRETARY: Y},
    May.EVALUATION_ISSUE: {R.LEAD: Y, R.SECRETARY: Y},
    May.PAPER_READ: {R.PARTY: Over.OWN, R.INVESTIGATOR: A, R.LEAD: U, R.COMMITTEE: Over.SEATED,
                     R.SECRETARY: Y, R.COURT: Over.GRANTED},
    May.PAPER_ISSUE: {R.WORKER: Y},
    May.AUDIT_READ: {R.AUDITOR: Y},
    May.AUDIT_SEQUENCE: {R.WORKER: Y},
    May.JOB_READ: {R.ADMINISTRATOR: Y},
    May.JOB_RUN: {R.WORKER: Y},
}  # fmt: skip

# Four-eyes, by person and not by account: who did the first may not do the second on one thing.
SEPARATE: frozenset[tuple[May, May]] = frozenset(
    {
        (May.MEASURE_DRAFT, May.MEASURE_COUNTERSIGN),
        (May.FIGURE_ENTER, May.FIGURE_APPROVE),
        (May.EDITION_REPORT, May.EDITION_MOVE),
        (May.COLLECTION_ASK, May.COLLECTION_DECIDE),
        (May.RECEIPT_MATCH, May.RECEIPT_CONFIRM),
        (May.POINTS_CLAIM, May.POINTS_DECIDE),
        (May.EVIDENCE_DISPOSE, May.DISPOSAL_APPROVE),
        (May.ORDER_RELEASE, May.RELEASE_CONFIRM),
        (May.TRANSMISSION_DECIDE, May.TRANSMISSION_RELEASE),
        (May.PRODUCTION_PREPARE, May.PRODUCTION_ISSUE),
        (May.CONTRIBUTION_REDESIGNATE, May.APPROVAL_GIVE),
        (May.BUDGET_SET, May.APPROVAL_GIVE),
        (May.APPLICATION_REVIEW, May.APPROVAL_GIVE),
        (May.APPLICATION_REVIEW, May.FUND_OBJECTION_ANSWER),
        (May.PLAN_PREPARE, May.APPROVAL_GIVE),
        (May.DISBURSEMENT_PREPARE, May.APPROVAL_GIVE),
        (May.RECOVERY_RECORD, May.APPROVAL_GIVE),
        (May.STATEMENT_MATCH, May.STATEMENT_CONFIRM),
    }
)

# How secret a thing a role may see through each tie; ANY-reach roles use the `None` row.
CEILING: dict[Role, dict[Tie | None, int]] = {
    R.PUBLIC: {None: 1, Tie.SELF: 4},
    R.PARTY: {None: 1, Tie.COMPLAINANT: 2, Tie.RESPONDENT: 2, Tie.SELF: 5},
    R.INVESTIGATOR: {None: 2, Tie.ASSIGNED: 4, Tie.SELF: 4},
    R.LEAD: {None: 2, Tie.UNIT: 2, Tie.ASSIGNED: 4, Tie.SELF: 4},
    R.COMMITTEE: {None: 2, Tie.SEATED: 4, Tie.SELF: 5},
    R.SECRETARY: {None: 2, Tie.SELF: 2},
    R.FUND_OFFICER: {None: 2, Tie.ASSIGNED: 2, Tie.ENTRUSTED: 4, Tie.SELF: 2},
    R.FUND_CHECKER: {None: 2, Tie.ASSIGNED: 2, Tie.ENTRUSTED: 4, Tie.SELF: 2},
    R.COURT: {None: 1, Tie.SELF: 2},
    R.EXPERT: {None: 1, Tie.SELF: 2},
    R.EVALUATOR: {None: 1, Tie.SELF: 2},
    R.AUDITOR: {None: 1, Tie.SELF: 2},
    R.ADMINISTRATOR: {None: 1, Tie.SELF: 2},
    R.WORKER: {None: 3, Tie.SELF: 3},
}

STEP_UP_FROM_LEVEL = 4
# Money leaves on these, so a fresh second factor is asked for whatever the level.
MOVES_MONEY = frozenset({May.APPROVAL_GIVE, May.DISBURSEMENT_SEND, May.STATEMENT_CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer of the table. `hidden` asks the caller to say "not found" instead of "no"."""

    allowed: bool
    code: str
    reason: Text
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks to use which permission on what, and when; `over` is the table's cell."""

    actor: Actor
    may: May
    target: Target
    now: datetime
    over: Over | None


def decide(actor: Actor, may: May, target: Target, now: datetime) -> Decision:
    """Answer whether an actor may use a permission on a target; total and free of effects."""
    known = isinstance(actor.role, Role)
    over = POLICY.get(may, {}).get(actor.role) if known else None
    question = Question(actor, may, target, now, over)
    refusals = (check(question) for check in _CHECKS)
    return next((refusal for refusal in refusals if refusal is not None), _YES)


_YES = Decision(
    allowed=True, code="allowed", reason=Text("권한이 있습니다", "Allowed by the policy table")
)


def _no(code: str, ko: str, en: str, *, hidden: bool = False) -> Decision:
    return Decision(allowed=False, code=code, reason=Text(ko, en), hidden=hidden)


def _disabled(q: Question) -> Decision | None:
    if q.actor.enabled:
        return None
    return _no("disabled", "사용이 중지된 계정입니다", "The account is disabled", hidden=True)


def _role(q: Question) -> Decision | None:
    if q.over is not None:
        return None
    stranger = q.target.secret and not _sees(q)
    return _no("role", "이 역할에는 없는 권한입니다", "Not given to this role", hidden=stranger)


def _wall(q: Question) -> Decision | None:
    if not q.target.walled:
        return None
    return _no("wall", "차단벽이 있습니다", "A wall stands here", hidden=True)


def _tie(q: Question) -> Decision | None:
    if q.over is None or q.over is Over.ANY or REACH[q.over] & q.target.ties:
        return None
    # One who may see the thing through another tie learns that this act is not theirs.
    stranger = q.target.secret and not _sees(q)
    return _no("tie", "관계가 없는 대상입니다", "No current relation", hidden=stranger)


def _sees(q: Question) -> bool:
    if Tie.SELF in q.target.ties:  # nothing of one's own is a secret to oneself
        return True
    over = POLICY[May.CASE_SEE].get(q.actor.role) if isinstance(q.actor.role, Role) else None
    return over is Over.ANY or bool(over and REACH[over] & q.target.ties)


def _scope(q: Question) -> Decision | None:
    if q.actor.scopes is None or q.may in q.actor.scopes:
        return None
    return _no("scope", "토큰에 없는 권한입니다", "Outside the token's scopes")


def _level(q: Question) -> Decision | None:
    if q.target.level <= ceiling(q.actor, q.target):
        return None
    return _no("level", "비밀등급이 높습니다", "Above the level allowed", hidden=q.target.secret)


def _step_up(q: Question) -> Decision | None:
    asked = q.target.level >= STEP_UP_FROM_LEVEL or q.may in MOVES_MONEY
    # One's own things need none, and a job has no second factor.
    spared = (Tie.SELF in q.target.ties and q.actor.role is Role.PARTY) or (
        q.actor.role is Role.WORKER
    )
    if not asked or spared or q.actor.stepped_up(q.now):
        return None
    return _no("step_up", "추가 인증이 필요합니다", "Confirm with your second factor first")


def _same_person(q: Question) -> Decision | None:
    earlier = [first for first, second in SEPARATE if second is q.may]
    bound = {person for first in earlier for person in q.target.done_by.get(first, ())}
    if not q.actor.person_id or q.actor.person_id not in bound:
        return None
    return _no("same_person", "같은 사람이 할 수 없습니다", "Another person must do this")


# A wall comes first: whoever stands behind it does not learn that there is anything to ask about.
# The second factor comes last: nobody is asked to show it for what is refused anyway.
_CHECKS = (_disabled, _wall, _role, _tie, _scope, _level, _same_person, _step_up)


def ceiling(actor: Actor, target: Target) -> int:
    """Return the highest level that the actor's role and ties, or a live grant, open."""
    levels = CEILING[actor.role]
    known = [levels.get(None, 0), *(levels.get(tie, 0) for tie in target.ties)]
    if Tie.GRANTED in target.ties:
        known.append(target.grant_level)
    return max(known)
