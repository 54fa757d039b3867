"""Putting a proposal to the vote, voting once, counting; none commits.

A ballot is added to a sealed sum and kept nowhere else: not in a row, an event or an answer, and
not under the key of the request either, so that a repeat is refused instead of replayed.
"""

from app.access.policy import May
from app.cases import actions as cases
from app.cases import queries as case_queries
from app.cases.lifecycle import CaseState
from app.committee.agenda import actions as agenda_actions
from app.committee.agenda import queries as agenda
from app.committee.agenda.lifecycle import AGENDA_ITEM, ItemCommand
from app.committee.hearings import queries as hearings
from app.committee.hearings import rules as quorum
from app.committee.recusal import queries as recusal
from app.committee.votes import rules, store
from app.committee.votes.events import (
    BallotCast,
    CaseResolved,
    VoteAnnulled,
    VoteCounted,
    VoteOpened,
)
from app.committee.votes.lifecycle import VOTE, VoteCommand, VoteState
from app.committee.votes.problems import (
    BallotsMissing,
    NotOnTheRoll,
    NotYetDeliberated,
    ProposalIncomplete,
    VotedBefore,
    VoteOpen,
    VoteOver,
)
from app.committee.votes.rules import Question, Tally
from app.committee.votes.schemas import BallotIn, ProposalIn
from app.committee.votes.tables import PanelVote, VoteRoll
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.sealing import opened, sealed
from app.kernel.text import Text
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import MeasureIn

_SURCHARGE_DATA = "surcharge_data"
_NO_KIND = Text("없는 처분 종류입니다", "There is no such kind of measure")


def open_vote(work: Work, *, hearing_id: str, form: ProposalIn, version: int | None) -> PanelVote:
    """Put a proposal to the vote of those who were present and whom nothing keeps away."""
    hearing = hearings.subject(work, hearing_id)
    target = agenda.target_of(work, hearing.case_id)
    work.require(May.CASE_DOCKET, target)
    work.expect_version(hearing, version)
    _refuse_wrong(work, form)
    item = agenda.subject(work, hearing.item_id)
    case = case_queries.subject(work, hearing.case_id)
    if hearing.state != "closed" or case.state != CaseState.DELIBERATED:
        raise NotYetDeliberated
    earlier = store.votes_of(work, item.id)
    if any(one.state == VoteState.OPEN for one in earlier):
        raise VoteOpen
    open_challenges = recusal.open_challenges(work, item.id)
    facts = agenda_actions.facts_of(work, item, challenges_open=open_challenges)
    AGENDA_ITEM.take(item.state, ItemCommand.RESOLVE, facts)
    seats = hearings.present_now(work, hearing, target)
    quorum.check_quorum(item.panel_kind, item.panel_size, len(seats))
    row = work.add(
        PanelVote(
            id=work.new_id("vote"), item_id=item.id, hearing_id=hearing.id, case_id=case.id,
            sequence=len(earlier) + 1, question=str(form.question), proposal=form.proposal,
            measures=[one.model_dump(mode="json") for one in form.measures],
            measures_later=[one.model_dump(mode="json") for one in form.measures_later],
            state=str(VOTE.initial), opened_on=work.today, members=item.panel_size,
        )
    )  # fmt: skip
    work.session.flush()
    for seat in seats:
        work.add(
            VoteRoll(
                id=work.new_id("roll"), vote_id=row.id, seat_id=seat.id, person_id=seat.person_id
            )
        )
    store.put_box(work, row.id, _sealed(work, row.id, Tally()))
    work.record(
        VoteOpened(
            subject=row.id, case_id=case.id, item_id=item.id, question=row.question,
            voters=len(seats),
        )
    )  # fmt: skip
    work.session.flush()
    return row


def cast_ballot(work: Work, *, vote_id: str, form: BallotIn) -> PanelVote:
    """Vote once, as one on the roll whom nothing keeps away at this very moment."""
    row = store.vote(work, vote_id)
    store.lock_item(work, row.item_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_DECIDE, target)
    work.session.refresh(row)
    if row.state != VoteState.OPEN:
        raise VoteOver
    roll = store.roll(work, vote_id)
    own = next((one for one in roll if one.person_id == work.actor.person_id), None)
    sitting = {one.id for one in agenda.sitting(work, row.item_id)}
    if own is None or own.seat_id not in sitting:
        raise NotOnTheRoll
    if own.voted:
        raise VotedBefore
    own.voted = True
    tally = _opened(work, vote_id).with_one(form.choice)
    store.write_box(work, vote_id, _sealed(work, vote_id, tally))
    work.record(BallotCast(subject=vote_id, case_id=row.case_id))
    work.session.flush()
    return row


def count(work: Work, *, vote_id: str, version: int | None) -> PanelVote:
    """Open the box once every voter has voted; a carried proposal is the resolution.

    Where somebody who voted is kept away since, the vote is void and is taken anew.
    """
    row = store.vote(work, vote_id)
    store.lock_item(work, row.item_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_DOCKET, target)
    work.expect_version(row, version)
    if row.state != VoteState.OPEN:
        raise VoteOver
    roll = store.roll(work, vote_id)
    seat_ids = {one.seat_id for one in roll}
    left = hearings.unhindered(work, row.item_id, row.case_id, seat_ids, target)
    if len(left) != len(roll):
        row.state, row.result = str(VOTE.take(row.state, VoteCommand.ANNUL).target), "void"
        store.remove_box(work, vote_id)
        work.record(VoteAnnulled(subject=row.id, case_id=row.case_id))
        work.session.flush()
        return row
    missing = sum(not one.voted for one in roll)
    if missing:
        raise BallotsMissing(missing=missing)
    _settle(work, row, _opened(work, vote_id))
    return row


def _settle(work: Work, row: PanelVote, tally: Tally) -> None:
    item = agenda.subject(work, row.item_id)
    result = rules.result_of(item.panel_kind, row.members, tally)
    command = VoteCommand.CARRY if result.carried else VoteCommand.LOSE
    row.state, row.result = str(VOTE.take(row.state, command).target), result.code
    row.votes_for, row.votes_against = tally.votes_for, tally.votes_against
    row.abstentions, row.counted_at = tally.abstentions, work.now
    store.remove_box(work, row.id)
    work.record(
        VoteCounted(
            subject=row.id, case_id=row.case_id, state=row.state, votes_for=tally.votes_for,
            votes_against=tally.votes_against, abstentions=tally.abstentions,
        )
    )  # fmt: skip
    work.session.flush()
    if result.carried:
        _resolve(work, row)


def _resolve(work: Work, row: PanelVote) -> None:
    """Carry out a resolution: the case moves, its measures are drafted, no others can be issued."""
    item = agenda.subject(work, row.item_id)
    open_challenges = recusal.open_challenges(work, item.id)
    facts = agenda_actions.facts_of(work, item, challenges_open=open_challenges)
    agenda_actions.advance(work, item, ItemCommand.RESOLVE, facts)
    later = bool(row.measures_later)
    cases.move(
        work, case_id=row.case_id, command=rules.STEPS[row.question], reason=row.proposal,
        decision_form=_SURCHARGE_DATA if later else "",
    )  # fmt: skip
    work.session.flush()
    drafted: list[str] = []
    if row.question == Question.VIOLATION:
        alleged = list(case_queries.subject(work, row.case_id).violations)
        lines = [
            sanctions.ResolvedLine(one["kind"], tuple(one["violations"] or alleged))
            for one in (*row.measures, *row.measures_later)
        ]
        sanctions.hold_to_resolution(work, case_id=row.case_id, resolution_id=row.id, lines=lines)
        for one in row.measures:
            form = MeasureIn.model_validate(one)
            made = sanctions.draft_resolved(work, case_id=row.case_id, form=form)
            drafted.append(made.id)
    work.record(
        CaseResolved(
            subject=row.id, case_id=row.case_id, item_id=item.id, question=row.question,
            measure_ids=tuple(drafted),
        )
    )  # fmt: skip
    work.session.flush()


def _refuse_wrong(work: Work, form: ProposalIn) -> None:
    with_measures = bool(form.measures or form.measures_later)
    if with_measures != (form.question is Question.VIOLATION):
        words = Text("위반을 인정하는 의안에는 조치를, 그 밖의 의안에는 조치 없이 적어 주세요",
                     "A violation is resolved with its measures, nothing else with any")  # fmt: skip
        raise ProposalIncomplete(errors=(FieldError("/measures", "unfit", words),))
    known = {measure.kind for measure in work.law.measures()}
    lines = [(f"/measures/{place}", one.kind) for place, one in enumerate(form.measures)]
    lines += [(f"/measures_later/{n}", one.kind) for n, one in enumerate(form.measures_later)]
    errors = [
        FieldError(f"{pointer}/kind", "unknown", _NO_KIND)
        for pointer, kind in lines
        if kind not in known
    ]
    if errors:
        raise Invalid(errors=tuple(errors))


def _sealed(work: Work, vote_id: str, tally: Tally) -> str:
    return sealed(work.world.seal_key, f"ballot:{vote_id}", tally.written())


def _opened(work: Work, vote_id: str) -> Tally:
    return Tally.read(
        opened(work.world.seal_key, f"ballot:{vote_id}", store.open_box(work, vote_id))
    )
