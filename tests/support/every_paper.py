"""Every paper that the service issues, once, as its own builder makes it where it needs a case.

A complainant stands in every piece of free text that an official could have typed; the papers that
the respondent reads must be rid of it.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from app.access.actor import WORKER
from app.cases.letters.actions import LETTERS, letter_for
from app.cases.tables import Case, CaseStep, Exhibit
from app.committee.letters.actions import LETTERS as COMMITTEE
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.clock import SEOUL
from app.kernel.text import Text
from app.law.book import load
from app.papers.documents import Paper
from app.sanctions import letters as points
from app.sanctions import store as measures
from app.settlements.letters import LETTERS as SETTLEMENTS
from tests.sanctions.scene import Scene
from tests.support.notices import a_committee_paper, a_notice
from tests.support.papers import a_measure, papers

MARKS: Final = "도면ㆍ사양①"
CANARIES: Final = ("카나리정밀", "제보카나리", "031-777-4242", "0317774242", "비밀로 23", "canary@")
COMPLAINANT: Final = {
    "name": "제보카나리", "company_name": "주식회사 카나리정밀 (가상)", "phone": "031-777-4242",
    "address": "경기도 안산시 비밀로 23", "email": "canary@owner.example",
    "representative_name": "제보카나리", "relationship": "수급사업자",
}  # fmt: skip
FREE: Final = (
    f"{MARKS}의 제출 경위를 확인함. 카나리정밀의 제보카나리(0317774242, 031 777 4242, "
    "canary@owner.example, 경기도 안산시 비밀로 23)가 진술함."
)
_HEAD: Final = {
    "registration_number": "하도급조사과-2026-0147",
    "verification_code": "7K3M-Q2XD-91VF-T0PA",
}
OWN_KINDS: Final = ("corrective_recommendation", "corrective_order")
MEASURES: Final = tuple(
    kind.kind for kind in load().measures() if kind.paper != "surcharge_order"
)  # fmt: skip
CASE_NAMES: Final = {key: f"case {letter.kind} {key[1]}" for key, letter in LETTERS.items()}
SAMPLES: Final = tuple(
    name for name in ("notice", *papers()) if name not in ("measure", *OWN_KINDS)
)
NAMES: Final = (
    *(f"sample {name}" for name in SAMPLES),
    *(f"measure {kind}" for kind in MEASURES),
    *(f"committee {event}" for event in COMMITTEE),
    *(f"settlement {event} {command}" for event, command in SETTLEMENTS),
    *CASE_NAMES.values(),
    "case points_notice served",
)


def every_paper(scene: Scene) -> dict[str, Paper]:
    """Return every paper by its name in `NAMES`."""
    book = load()
    subject = Text(f"제목 {MARKS}", f"Subject {MARKS}")
    samples: dict[str, Paper] = {"notice": a_notice(), **papers()}
    found = {f"sample {name}": samples[name] for name in SAMPLES}
    for kind in MEASURES:
        found[f"measure {kind}"] = a_measure(kind, book.measure(kind).name, subject)
    for event, (title, _) in COMMITTEE.items():
        found[f"committee {event}"] = a_committee_paper(title)
    for (event, command), title in SETTLEMENTS.items():
        found[f"settlement {event} {command}"] = a_committee_paper(title)
    found |= _letters(scene) | {"case points_notice served": _points_notice(scene)}
    return {name: replace(paper, subject=subject) for name, paper in found.items()}


def _letters(scene: Scene) -> dict[str, Paper]:
    case_id = scene.case("kftc", "closed", ["TK-USE", "SC-CUT"], outcome="no_violation",
                         closed_on=date(2026, 11, 20), hearing_on=date(2026, 12, 14),
                         panel="plenary")  # fmt: skip
    scene.do(WORKER, lambda work: _whisper(work, case_id))

    def made(work: Work) -> dict[str, Paper]:
        case = work.session.get_one(Case, case_id)
        return {
            name: replace(letter_for(work, case, _step(case_id, key[1]), LETTERS[key], ""), **_HEAD)
            for key, name in CASE_NAMES.items()
        }

    return scene.see(WORKER, made)


def _whisper(work: Work, case_id: str) -> None:
    """Put the complainant into the case, its ending and the names of its files."""
    case = work.session.get_one(Case, case_id)
    case.complaint = {"complainant": COMPLAINANT}
    case.complainant_name, case.identity_choice = "제보카나리", "private"
    work.add(_step(case_id, "close_no_violation", sequence=2, to_state="closed"))
    work.add(_step(case_id, "extend_investigation", sequence=3, until_on=date(2027, 2, 26)))
    for number in range(1, 46):
        work.add(Exhibit(
            id=work.new_id("exh"), case_id=case_id, evidence_item_id=f"evi_{number}",
            label=f"신 제{number}호증", title="카나리정밀 도면.pdf", side="complainant", level=3,
            sha256="0" * 64, size_bytes=1, media_type="application/pdf", submitted_by="per_x",
            submitted_at=datetime(2026, 3, 2, 23, 30, tzinfo=SEOUL),
        ))  # fmt: skip
    work.record(ConfidentialRead(subject=case_id, level=1, what="scene"))


def _step(case_id: str, command: str, **more: Any) -> CaseStep:
    told: dict[str, Any] = {
        "id": f"step_{command}", "case_id": case_id, "sequence": 9, "command": command,
        "from_state": "investigating", "to_state": "investigating", "on": date(2026, 11, 20),
        "until_on": date(2026, 12, 7), "at": datetime(2026, 11, 20, 10, tzinfo=SEOUL),
        "account_id": "acc_examiner", "person_id": "per_examiner", "role": "investigator",
        "basis": "공정거래위원회 사건절차규칙 제25조", "reason": FREE,
    }  # fmt: skip
    return CaseStep(**(told | more))


def _points_notice(scene: Scene) -> Paper:
    case_id = scene.case("kftc", "investigating", ["SC-DOC"])
    served = scene.served(case_id, "warning")

    def made(work: Work) -> Paper:
        notice = points.points_notice(work, measures.measure(work, served.id))
        return replace(notice, **_HEAD)

    return scene.see(WORKER, made)
