"""The doors of the committee: a panel, a case on its agenda, a hearing, a vote, a decision."""

from datetime import date
from functools import partial
from typing import Any

from app.access.actor import MINE, OPEN, Target, Tie
from app.access.policy import POLICY, May
from app.committee.agenda.tables import AgendaItem, PanelSeat, SecrecyRequest
from app.committee.decisions.tables import WrittenDecision
from app.committee.hearings.tables import Hearing
from app.committee.members.tables import CommitteeMember, CommitteePanel
from app.committee.recusal.tables import Challenge
from app.committee.votes.rules import Tally
from app.committee.votes.tables import BallotBox, PanelVote, VoteRoll
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.sealing import sealed
from tests.access.sample import Sample
from tests.access.street import Neighbour

_SITS = {"person": ""}
_NOTHING = "thing_" + "0" * 32
_DAY = date(2026, 9, 1)
_VOTES_HIDDEN = frozenset({Tie.COMPLAINANT, Tie.RESPONDENT, Tie.GRANTED, Tie.ASSIGNED, Tie.UNIT})
_WHY = {"reason": "자문을 맡았음", "article": "공정거래법 제67조"}
_DECISION = {
    "order_text": "시정하여야 한다.",
    "findings": [{"words": "위반이 있다.", "exhibit_ids": [_NOTHING]}],
}


def _docket(_neighbour: Neighbour, _level: int) -> Target:
    return OPEN


def _own_seat(neighbour: Neighbour, _level: int) -> Target:
    held = neighbour.role in POLICY[May.WALL_DECLARE]
    sits = neighbour.player is not None and neighbour.player.person_id == _SITS["person"]
    return MINE if sits or not held else Target()


def _own(_neighbour: Neighbour, _level: int) -> Target:
    return MINE


SAMPLES: dict[str, Sample] = {
    "GET /committee/members": Sample(_docket),
    "POST /committee/members": Sample(
        _docket, {"account_id": "acc_" + "0" * 32, "from_on": "2026-01-01"}),
    "POST /committee/members/{committee_member_id}/end": Sample(
        _docket, {"until_on": "2026-12-31"}),
    "GET /committee/panels": Sample(_docket),
    "POST /committee/panels": Sample(
        _docket,
        {"kind": "subcommittee", "name": "제1소회의", "from_on": "2026-01-01",
         "member_ids": [_NOTHING], "chair_id": _NOTHING}),
    "POST /committee/panels/{panel_id}/end": Sample(_docket, {"until_on": "2026-12-31"}),
    "GET /committee/agenda": Sample(_docket),
    "GET /committee/seats": Sample(_own),
    "GET /cases/{case_id}/agenda": Sample(),
    "POST /cases/{case_id}/agenda": Sample(
        body={"panel_id": _NOTHING, "hearing_on": "2026-12-01"}),
    "GET /agenda/{agenda_item_id}": Sample(),
    "POST /agenda/{agenda_item_id}/notice": Sample(body={}),
    "POST /agenda/{agenda_item_id}/postponement": Sample(
        body={"hearing_on": "2026-12-20", "reason": "기일 변경"}),
    "POST /agenda/{agenda_item_id}/opinion-hearing": Sample(body={"on": "2026-11-01"}),
    "POST /agenda/{agenda_item_id}/answer": Sample(body={"attends": True}),
    "POST /agenda/{agenda_item_id}/secrecy-requests": Sample(
        body={"passages": "도면 치수", "reason": "영업비밀"}),
    "POST /secrecy-requests/{secrecy_id}/decision": Sample(
        body={"granted": True, "reason": "영업비밀임"}),
    "POST /committee/seats/{seat_id}/declaration": Sample(_own_seat, {"ground": "none"}),
    "GET /agenda/{agenda_item_id}/challenges": Sample(),
    "POST /agenda/{agenda_item_id}/challenges": Sample(body={"seat_id": _NOTHING, **_WHY}),
    "POST /agenda/{agenda_item_id}/disqualifications": Sample(
        body={"seat_id": _NOTHING, **_WHY}),
    "POST /challenges/{challenge_id}/decision": Sample(
        body={"granted": False, "reason": "사유 없음"}),
    "POST /agenda/{agenda_item_id}/substitutes": Sample(
        body={"seat_id": _NOTHING, "member_id": _NOTHING}),
    "POST /agenda/{agenda_item_id}/hearing": Sample(body={"seat_ids": [_NOTHING]}),
    "GET /agenda/{agenda_item_id}/hearing": Sample(),
    "GET /hearings/{hearing_id}": Sample(),
    "POST /hearings/{hearing_id}/statements": Sample(
        body={"side": "examiner", "speaker": "윤조사", "words": "위반입니다."}),
    "POST /hearings/{hearing_id}/closing": Sample(body={}),
    "GET /agenda/{agenda_item_id}/votes": Sample(hides_from=_VOTES_HIDDEN),
    "POST /hearings/{hearing_id}/votes": Sample(
        body={"question": "no_violation", "proposal": "무혐의"}),
    "GET /votes/{vote_id}": Sample(hides_from=_VOTES_HIDDEN),
    "POST /votes/{vote_id}/ballot": Sample(body={"choice": "for"}),
    "POST /votes/{vote_id}/count": Sample(body={}),
    "GET /cases/{case_id}/decisions": Sample(),
    "POST /cases/{case_id}/decisions": Sample(body=_DECISION),
    "GET /decisions/{decision_id}": Sample(),
    "POST /decisions/{decision_id}/draft": Sample(body=_DECISION),
    "POST /decisions/{decision_id}/completion": Sample(body={}),
    "POST /decisions/{decision_id}/service": Sample(body={}),
    "POST /decisions/{decision_id}/corrections": Sample(
        body={"passage": "시정", "corrected": "이행", "reason": "오기"}),
}  # fmt: skip


def furnish(street: Any) -> dict[str, str]:
    """Put a panel there with a case at every stage; the street's own case knows no committee."""
    sits = street.player("commissioner")
    _SITS["person"] = sits.person_id
    ids: dict[str, str] = street.as_worker(
        partial(
            _plant,
            case_id=street.ids["case_id"],
            sits=sits,
            other=street.player("other_commissioner"),
        )
    )
    return ids


def _plant(work: Work, case_id: str, sits: Any, other: Any) -> dict[str, str]:
    names = ("committee_member", "panel", "agenda_item", "seat", "secrecy", "challenge",
             "hearing", "vote", "decision")  # fmt: skip
    ids = {f"{name}_id": work.new_id(name.replace("_", "")) for name in names}
    member, panel, item = ids["committee_member_id"], ids["panel_id"], ids["agenda_item_id"]
    box = sealed(work.world.seal_key, f"ballot:{ids['vote_id']}", Tally().written())
    second, challenged = work.new_id("committeemember"), work.new_id("seat")
    rows = [
        CommitteeMember(id=member, person_id=sits.person_id, account_id=sits.account_id,
                        name=sits.name, from_on=_DAY),
        CommitteePanel(id=panel, kind="subcommittee", name="제1소회의", from_on=_DAY,
                       chair_id=member),
        AgendaItem(id=item, case_id=case_id, sequence=1, panel_id=panel,
                   panel_kind="subcommittee", panel_size=1, state="hearing", tabled_on=_DAY,
                   hearing_on=_DAY),
        PanelSeat(id=ids["seat_id"], item_id=item, case_id=case_id, member_id=member,
                  person_id=sits.person_id, name=sits.name, chair=True, state="open"),
        CommitteeMember(id=second, person_id=other.person_id, account_id=other.account_id,
                        name=other.name, from_on=_DAY),
        PanelSeat(id=challenged, item_id=item, case_id=case_id, member_id=second,
                  person_id=other.person_id, name=other.name, state="named"),
        SecrecyRequest(id=ids["secrecy_id"], item_id=item, case_id=case_id, side="respondent",
                       passages="도면", reason="영업비밀", asked_on=_DAY),
        Challenge(id=ids["challenge_id"], item_id=item, case_id=case_id, seat_id=challenged,
                  kind="challenge", side="respondent", reason="자문", article="제67조",
                  filed_on=_DAY, state="filed"),
        Hearing(id=ids["hearing_id"], item_id=item, case_id=case_id, state="open",
                held_on=_DAY, opened_at=work.now),
        PanelVote(id=ids["vote_id"], item_id=item, hearing_id=ids["hearing_id"],
                  case_id=case_id, sequence=1, question="no_violation", proposal="무혐의",
                  measures=[], measures_later=[], state="open", opened_on=_DAY, members=1),
        VoteRoll(id=work.new_id("roll"), vote_id=ids["vote_id"], seat_id=ids["seat_id"],
                 person_id=sits.person_id),
        BallotBox(vote_id=ids["vote_id"], sealed_sum=box),
        WrittenDecision(id=ids["decision_id"], case_id=case_id, vote_id=ids["vote_id"],
                        state="written", order_text="시정하여야 한다.", drafted_on=_DAY),
    ]  # fmt: skip
    for row in rows:
        work.add(row)
        work.session.flush()
    work.record(ConfidentialRead(subject=item, level=1, what="scene"))
    return ids
