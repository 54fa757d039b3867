"""What one may read of votes: those who sit and their secretary do, nobody else."""

from app.access.policy import May
from app.cases import queries as cases
from app.committee.agenda import queries as agenda
from app.committee.hearings import rules as quorum
from app.committee.votes import store
from app.committee.votes.lifecycle import VOTE, VoteState
from app.committee.votes.rules import QUESTIONS, Tally, result_of
from app.committee.votes.schemas import ResolvedOut, VoteList, VoteOut, VoterOut
from app.committee.votes.tables import PanelVote
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Text


def vote(work: Work, vote_id: str) -> VoteOut:
    """Return a vote to those who sit and to their secretary."""
    row = store.vote(work, vote_id)
    _require(work, row.case_id)
    return shown(work, row)


def votes(work: Work, item_id: str) -> VoteList:
    """Return the votes of an item to those who sit and to their secretary."""
    item = agenda.subject(work, item_id)
    _require(work, item.case_id)
    return VoteList(items=[shown(work, row) for row in store.votes_of(work, item_id)])


def carried_of(work: Work, case_id: str) -> PanelVote | None:
    """Return the vote on which a case was resolved, for the room of decisions; it asks by itself."""
    return store.carried_of(work, case_id)


def _require(work: Work, case_id: str) -> None:
    target = agenda.target_of(work, case_id)
    work.require(May.CASE_READ, target)
    if not agenda.decides(work, target):
        raise NotFound


def shown(work: Work, row: PanelVote) -> VoteOut:
    """Return a vote; its voters in the order of their seats, with whether each has voted."""
    known = {one.id: one.name for one in agenda.seats_of(work, row.item_id)}
    state, question = VOTE.label(row.state), QUESTIONS[row.question]
    words = _result(work, row)
    return VoteOut(
        id=row.id, version=row.version, item_id=row.item_id, hearing_id=row.hearing_id,
        case_id=row.case_id, sequence=row.sequence, question=row.question,
        question_ko=question.ko, question_en=question.en, proposal=row.proposal,
        measures=[*_resolved(work, row, later=False), *_resolved(work, row, later=True)],
        state=row.state, state_ko=state.ko, state_en=state.en, opened_on=row.opened_on,
        members=row.members,
        needed=quorum.needed(agenda.subject(work, row.item_id).panel_kind, row.members),
        basis=str(quorum.BASIS),
        voters=[
            VoterOut(person_id=one.person_id, name=known[one.seat_id], voted=one.voted)
            for one in store.roll(work, row.id)
        ],
        votes_for=row.votes_for, votes_against=row.votes_against, abstentions=row.abstentions,
        result=row.result, result_ko=words.ko if words else "", result_en=words.en if words else "",
    )  # fmt: skip


def _result(work: Work, row: PanelVote) -> Text | None:
    if row.state not in (VoteState.CARRIED, VoteState.LOST):
        return None
    tally = Tally(row.votes_for or 0, row.votes_against or 0, row.abstentions or 0)
    kind = agenda.subject(work, row.item_id).panel_kind
    return result_of(kind, row.members, tally).words


def _resolved(work: Work, row: PanelVote, *, later: bool) -> list[ResolvedOut]:
    found = []
    alleged = list(cases.subject(work, row.case_id).violations)
    for one in row.measures_later if later else row.measures:
        name = work.law.measure(one["kind"]).name
        found.append(
            ResolvedOut(
                kind=one["kind"], kind_ko=name.ko, kind_en=name.en,
                violations=one["violations"] or alleged, later=later,
            )
        )  # fmt: skip
    return found
