"""The papers of the committee and of settlements, made by their own builders from rows."""

from dataclasses import replace
from datetime import UTC, date, datetime

from app.access.actor import WORKER
from app.cases.tables import Case, Exhibit
from app.committee.agenda.tables import AgendaItem, PanelSeat
from app.committee.decisions.tables import DecisionCorrection, DecisionFinding, WrittenDecision
from app.committee.hearings.tables import Hearing, HearingAttendance, HearingStatement
from app.committee.letters.actions import LETTERS as COMMITTEE
from app.committee.members.tables import CommitteeMember, CommitteePanel
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.papers.documents import Paper
from app.settlements.consent_decisions.tables import ConsentDecision
from app.settlements.letter_words import CONSENT
from app.settlements.letter_words import LETTERS as SETTLEMENTS
from app.settlements.letters import letter_for
from app.settlements.mediation.rules import ARBITRATION, COUNCIL
from app.settlements.mediation.tables import Mediation
from tests.sanctions.scene import Scene

REPORTED = ("", " ex officio")
_ABOUT = {
    "agenda_item_tabled": "item", "hearing_notified": "item", "hearing_closed": "hearing",
    "decision_written": "decision", "decision_corrected": "correction",
}  # fmt: skip
_ON, _HELD, _AT = date(2026, 11, 9), date(2026, 12, 9), datetime(2026, 12, 9, 1, tzinfo=UTC)
# Every paper of a settlement: event, command and where the dispute is settled, if it is one.
SETTLED = tuple(
    (event, command, forum)
    for event, command in SETTLEMENTS
    for forum in (("",) if event == CONSENT else (COUNCIL, ARBITRATION))
)
_ENDED = {"settle": "settled", "fail": "failed", "dismiss": "dismissed"}


def committee_papers(
    scene: Scene, complaint: dict[str, str], free: dict[str, str], head: dict[str, str]
) -> dict[str, Paper]:
    """Return the committee's papers of a case that was reported, and of one that nobody did."""
    found: dict[str, Paper] = {}
    for number, how in enumerate(REPORTED, start=1):
        case_id = scene.case("kftc", "decision_written", ["SC-CUT"])
        told = complaint if not how else {}
        scene.do(WORKER, lambda work: _enter(work, case_id, number, told, free[how]))  # noqa: B023
        for event, (_, write) in COMMITTEE.items():
            subject = f"{_ABOUT[event]}_{number}"
            made = scene.see(WORKER, lambda work: write(work, subject, ""))  # noqa: B023
            found[f"committee {event}{how}"] = replace(made, **head)  # type: ignore[arg-type]
    return found


def _enter(work: Work, case_id: str, number: int, told: dict[str, str], free: str) -> None:
    case = work.session.get_one(Case, case_id)
    case.complaint, case.identity_choice = {"complainant": told}, "private"
    case.complainant_name = told.get("name", "")
    exhibit = Exhibit(
        id=f"exhibit_{number}", case_id=case_id, evidence_item_id=f"evi_panel_{number}",
        label="신 제1호증", title="카나리정밀 도면.pdf", side="complainant", level=3,
        sha256="0" * 64, size_bytes=1, media_type="application/pdf", submitted_by="per_x",
        submitted_at=_AT,
    )  # fmt: skip
    member = CommitteeMember(
        id=f"member_{number}", person_id="per_commissioner", account_id="acc_commissioner",
        name="오위원", from_on=_ON,
    )  # fmt: skip
    panel = CommitteePanel(
        id=f"panel_{number}", kind="subcommittee", name="제1소회의", from_on=_ON,
        chair_id=member.id,
    )  # fmt: skip
    item = AgendaItem(
        id=f"item_{number}", case_id=case_id, sequence=1, panel_id=panel.id,
        panel_kind="subcommittee", panel_size=3, state="tabled", tabled_on=_ON, hearing_on=_HELD,
        place="심판정 (가상)", opinion_hearing_on=date(2026, 12, 2),
    )  # fmt: skip
    for row in (exhibit, member, panel, item):
        work.add(row)
        work.session.flush()
    _hear(work, item, member, free)
    _decide(work, case_id, number, free)
    work.record(ConfidentialRead(subject=case_id, level=1, what="scene"))


def _hear(work: Work, item: AgendaItem, member: CommitteeMember, free: str) -> None:
    number, case_id = item.id.removeprefix("item_"), item.case_id
    for place, (name, state) in enumerate(
        (("오위원", "open"), ("남위원", "named"), ("도위원", "vacant"))
    ):
        work.add(PanelSeat(
            id=f"seat_{number}_{place}", item_id=item.id, case_id=case_id,
            member_id=member.id if not place else _another(work, number, place, name),
            person_id="per_commissioner", name=name, chair=not place, state=state,
        ))  # fmt: skip
    work.add(Hearing(id=f"hearing_{number}", item_id=item.id, case_id=case_id, state="closed",
                     held_on=_HELD, opened_at=_AT, closed_at=_AT))  # fmt: skip
    work.session.flush()
    spoken = (("respondent", "정세진"), ("examiner", "윤조사"), ("complainant", "제보카나리"),
              ("member", "오위원"))  # fmt: skip
    for place, (side, name) in enumerate(spoken):
        if side == "complainant" and number != "1":
            continue
        work.add(HearingAttendance(id=f"here_{number}_{place}", hearing_id=f"hearing_{number}",
                                   side=side, name=name))  # fmt: skip
        work.add(HearingStatement(
            id=f"said_{number}_{place}", hearing_id=f"hearing_{number}", sequence=place, side=side,
            speaker=name, words=free, closed=side == "respondent",
        ))  # fmt: skip


def _another(work: Work, number: str, place: int, name: str) -> str:
    row = work.add(CommitteeMember(
        id=f"member_{number}_{place}", person_id="per_commissioner",
        account_id="acc_commissioner", name=name, from_on=_ON,
    ))  # fmt: skip
    work.session.flush()
    return row.id


def _decide(work: Work, case_id: str, number: int, free: str) -> None:
    work.add(WrittenDecision(id=f"decision_{number}", case_id=case_id, state="written",
                             order_text=free, drafted_on=_HELD, written_on=_HELD))  # fmt: skip
    work.session.flush()
    for place, exhibits in enumerate(([f"exhibit_{number}"], [])):
        work.add(DecisionFinding(id=f"finding_{number}_{place}", decision_id=f"decision_{number}",
                                 sequence=place, words=free, exhibit_ids=exhibits))  # fmt: skip
    work.add(DecisionCorrection(
        id=f"correction_{number}", decision_id=f"decision_{number}", sequence=1, passage="21%",
        corrected="12%", reason=free, corrected_on=_HELD,
    ))  # fmt: skip


def settlement_name(event: str, command: str, forum: str) -> str:
    """Return what a paper of a settlement is called here."""
    return f"settlement {event} {command}{' arbitration' if forum == ARBITRATION else ''}"


def settlement_papers(scene: Scene, free: str, head: dict[str, str]) -> dict[str, Paper]:
    """Return the papers of mediations and consent decisions."""
    found: dict[str, Paper] = {}
    for number, (event, command, forum) in enumerate(SETTLED, start=1):
        track, code = ("sme_technology", "ST-INF") if forum == ARBITRATION else ("kftc", "SC-CUT")
        case_id = scene.case(track, "investigating", [code])
        about = _settlement(f"settlement_{number}", case_id, (event, command, forum), free)

        def enter(work: Work, row: Mediation | ConsentDecision = about) -> None:
            work.add(row)
            work.record(ConfidentialRead(subject=row.case_id, level=1, what="scene"))

        scene.do(WORKER, enter)
        made = scene.see(
            WORKER, lambda work: letter_for(work, event, f"settlement_{number}", command)  # noqa: B023
        )  # fmt: skip
        found[settlement_name(event, command, forum)] = replace(made, **head)  # type: ignore[arg-type]
    return found


def _settlement(
    row_id: str, case_id: str, which: tuple[str, str, str], free: str
) -> Mediation | ConsentDecision:  # fmt: skip
    event, command, forum = which
    if event == "consent_decision_moved":
        return ConsentDecision(
            id=row_id, case_id=case_id, state="decided", applied_by="per_respondent",
            applied_on=_ON, plan=free, decision=free, end_reason=free if command == "cancel" else "",
            perform_by=date(2027, 6, 30),
        )  # fmt: skip
    over = command in _ENDED
    return Mediation(
        id=row_id, case_id=case_id, forum=forum, side="complainant",
        filed_by="per_complainant", state=_ENDED.get(command, "running"), filed_on=_ON,
        request=free, representatives=[], forbids=forum == COUNCIL, ended_on=_HELD if over else None,
        terms=free if command == "settle" else "", reason=free if over else "",
        perform_by=date(2027, 1, 29) if command == "settle" else None,
    )  # fmt: skip
