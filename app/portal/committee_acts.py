"""What each form of the committee's pages does: the same acts as over REST."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.committee.agenda import actions as agenda
from app.committee.agenda import schemas as agenda_forms
from app.committee.decisions import actions as decisions
from app.committee.decisions import schemas as decision_forms
from app.committee.hearings import actions as hearings
from app.committee.hearings import schemas as hearing_forms
from app.committee.hearings.schemas import Side
from app.committee.recusal import actions as recusal
from app.committee.recusal import schemas as recusal_forms
from app.committee.votes import actions as votes
from app.committee.votes import schemas as vote_forms
from app.db.work import Work
from app.portal.committee_fields import filled
from app.portal.committee_forms import FINDINGS
from app.portal.forms import Sent, parse


@dataclass(frozen=True, slots=True)
class Sending:
    """A form that was sent about an item: `thing` is what it changes, where that is not the item."""

    item_id: str
    case_id: str
    sent: Sent

    @property
    def thing(self) -> str:
        """The hearing, vote, seat, request, challenge or decision that the form is about."""
        return self.sent.first("thing")

    @property
    def version(self) -> int | None:
        """The version that the page showed."""
        return self.sent.version

    def fields(self, *names: str) -> dict[str, str]:
        """Return some fields as typed; what was left empty was not sent."""
        return filled(self.sent, *names)

    def many(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [one for one in self.sent.values.get(name, []) if one]


Act = Callable[[Work, Sending], Any]


def _notice(work: Work, s: Sending) -> Any:
    return agenda.notify(work, item_id=s.item_id, version=s.version)


def _opinion_hearing(work: Work, s: Sending) -> Any:
    form = parse(agenda_forms.OpinionHearingIn, s.fields("on"))
    return agenda.set_opinion_hearing(work, item_id=s.item_id, form=form, version=s.version)


def _postponement(work: Work, s: Sending) -> Any:
    form = parse(agenda_forms.PostponeIn, s.fields("hearing_on", "reason"))
    return agenda.postpone(work, item_id=s.item_id, form=form, version=s.version)


def _answer(work: Work, s: Sending) -> Any:
    form = parse(agenda_forms.AnswerIn, s.fields("attends"))
    return agenda.answer(work, item_id=s.item_id, form=form, version=s.version)


def _secrecy(work: Work, s: Sending) -> Any:
    form = parse(agenda_forms.SecrecyIn, s.fields("passages", "reason"))
    return agenda.ask_secrecy(work, item_id=s.item_id, form=form)


def _secrecy_decision(work: Work, s: Sending) -> Any:
    form = parse(agenda_forms.SecrecyDecisionIn, s.fields("granted", "reason"))
    return agenda.decide_secrecy(work, secrecy_id=s.thing, form=form, version=s.version)


def _challenge(work: Work, s: Sending) -> Any:
    form = parse(recusal_forms.ChallengeIn, s.fields("seat_id", "reason", "article"))
    return recusal.challenge(work, item_id=s.item_id, form=form)


def _challenge_decision(work: Work, s: Sending) -> Any:
    form = parse(recusal_forms.ChallengeDecisionIn, s.fields("granted", "reason"))
    return recusal.decide(work, challenge_id=s.thing, form=form, version=s.version)


def _recusal(work: Work, s: Sending) -> Any:
    given = {"ground": "recusal", **s.fields("reason", "article")}
    form = parse(recusal_forms.DeclarationIn, given)
    return recusal.declare(work, seat_id=s.thing, form=form, version=s.version)


def _substitute(work: Work, s: Sending) -> Any:
    form = parse(recusal_forms.FillIn, s.fields("seat_id", "member_id"))
    return recusal.fill(work, item_id=s.item_id, form=form, version=s.version)


def _hearing(work: Work, s: Sending) -> Any:
    others = [
        {"side": str(side), "name": s.sent.first(f"present_{side}")}
        for side in Side
        if s.sent.first(f"present_{side}")
    ]
    form = parse(hearing_forms.OpenIn, {"seat_ids": s.many("seat_ids"), "others": others})
    return hearings.open_hearing(work, item_id=s.item_id, form=form, version=s.version)


def _statement(work: Work, s: Sending) -> Any:
    given = s.fields("side", "speaker", "words") | {"closed": s.sent.first("closed", "no")}
    form = parse(hearing_forms.StatementIn, given)
    return hearings.take_statement(work, hearing_id=s.thing, form=form, version=s.version)


def _closing(work: Work, s: Sending) -> Any:
    return hearings.close_hearing(work, hearing_id=s.thing, version=s.version)


def _vote(work: Work, s: Sending) -> Any:
    later = [{"kind": kind} for kind in s.many("kinds")]
    form = parse(
        vote_forms.ProposalIn, {**s.fields("question", "proposal"), "measures_later": later}
    )
    return votes.open_vote(work, hearing_id=s.thing, form=form, version=s.version)


def _ballot(work: Work, s: Sending) -> Any:
    form = parse(vote_forms.BallotIn, s.fields("choice"))
    return votes.cast_ballot(work, vote_id=s.thing, form=form)


def _count(work: Work, s: Sending) -> Any:
    return votes.count(work, vote_id=s.thing, version=s.version)


def _decision(work: Work, s: Sending) -> Any:
    findings = [
        {"words": s.sent.first(f"finding_{number}"), "exhibit_ids": s.many(f"exhibits_{number}")}
        for number in range(1, FINDINGS + 1)
        if s.sent.first(f"finding_{number}")
    ]
    form = parse(decision_forms.DecisionIn, {**s.fields("order_text"), "findings": findings})
    return decisions.draft(work, case_id=s.case_id, form=form)


def _completion(work: Work, s: Sending) -> Any:
    return decisions.complete(work, decision_id=s.thing, version=s.version)


def _service(work: Work, s: Sending) -> Any:
    form = parse(decision_forms.ServeIn, s.fields("served_on"))
    return decisions.serve(work, decision_id=s.thing, form=form, version=s.version)


def _correction(work: Work, s: Sending) -> Any:
    form = parse(decision_forms.CorrectionIn, s.fields("passage", "corrected", "reason"))
    return decisions.correct(work, decision_id=s.thing, form=form, version=s.version)


ACTS: Mapping[str, Act] = {
    "notice": _notice, "opinion-hearing": _opinion_hearing, "postponement": _postponement,
    "answer": _answer, "secrecy": _secrecy, "secrecy-decision": _secrecy_decision,
    "challenge": _challenge, "challenge-decision": _challenge_decision, "recusal": _recusal,
    "substitute": _substitute, "hearing": _hearing, "statement": _statement,
    "closing": _closing, "vote": _vote, "ballot": _ballot, "count": _count,
    "decision": _decision, "completion": _completion, "service": _service,
    "correction": _correction,
}  # fmt: skip


def perform(work: Work, act: str, sending: Sending) -> None:
    """Do what a form asks for; each act asks for its own permission."""
    ACTS[act](work, sending)
