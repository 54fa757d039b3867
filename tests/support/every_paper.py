"""Every paper that the service issues, once, as its own builder makes it where it needs a case.

A complainant stands in every piece of free text that an official could have typed; the papers that
the respondent reads must be rid of it.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from app.access.actor import WORKER
from app.cases import documents
from app.cases.letters.actions import LETTERS, letter_for
from app.cases.tables import Case, CaseStep, Exhibit
from app.committee.letters.actions import LETTERS as COMMITTEE
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.clock import SEOUL
from app.kernel.text import Text
from app.papers.documents import Paper
from app.sanctions import letters as points
from app.sanctions import store as measures
from tests.sanctions.scene import Scene
from tests.support.committee_papers import (
    REPORTED,
    SETTLED,
    committee_papers,
    settlement_name,
    settlement_papers,
)
from tests.support.measure_papers import RUNGS, measure_papers
from tests.support.notices import a_notice
from tests.support.papers import papers

MARKS: Final = "도면ㆍ사양①"
CANARIES: Final = ("카나리정밀", "제보카나리", "031-777-4242", "0317774242", "비밀로 23", "canary@")
COMPLAINANT: Final = {
    "name": "제보카나리", "company_name": "주식회사 카나리정밀 (가상)", "phone": "031-777-4242",
    "address": "경기도 안산시 비밀로 23", "email": "canary@owner.example",
    "representative_name": "제보카나리", "relationship": "수급사업자",
}  # fmt: skip
REASON: Final = "의 제출 경위를 확인함."
PLAIN: Final = f"{MARKS}{REASON}"
FREE: Final = (
    f"{MARKS}{REASON} 카나리정밀의 제보카나리(0317774242, 031 777 4242, "
    "canary@owner.example, 경기도 안산시 비밀로 23)가 진술함."
)
_HEAD: Final = {
    "registration_number": "하도급조사과-2026-0147",
    "verification_code": "7K3M-Q2XD-91VF-T0PA",
}
CASE_NAMES: Final = {key: f"case {letter.kind} {key[1]}" for key, letter in LETTERS.items()}
# Papers of a full form that the builders' own cases do not all reach.
SAMPLES: Final = ("notice", "receipt", "referral", "surcharge_order")
NAMES: Final = (
    *(f"sample {name}" for name in SAMPLES),
    *(f"measure {kind} {regime}" for kind, regime in RUNGS),
    *(f"committee {event}{how}" for how in REPORTED for event in COMMITTEE),
    *(settlement_name(*which) for which in SETTLED),
    *CASE_NAMES.values(),
    "case hearing_notice ex officio",
    "case examiners_report ex officio",
    "case closing_notice ex officio",
    "case receipt",
    "case referral",
    "case points_notice served",
)


def every_paper(scene: Scene) -> dict[str, Paper]:
    """Return every paper by its name in `NAMES`."""
    samples: dict[str, Paper] = {"notice": a_notice(), **papers()}
    found = {f"sample {name}": samples[name] for name in SAMPLES}
    found |= measure_papers(scene, f"{MARKS}의 사용이 인정됨.", _HEAD)
    found |= committee_papers(scene, COMPLAINANT, {"": FREE, " ex officio": PLAIN}, _HEAD)
    found |= settlement_papers(scene, PLAIN, _HEAD)
    found |= _letters(scene) | {"case points_notice served": _points_notice(scene)}
    return {name: _marked(paper) for name, paper in found.items()}


def _marked(paper: Paper) -> Paper:
    """Return a paper with the signs that must stay intact somewhere in it."""
    if MARKS in str(paper.as_data()):
        return paper
    return replace(paper, subject=Text(f"제목 {MARKS}", f"Subject {MARKS}"))


def _letters(scene: Scene) -> dict[str, Paper]:
    told: dict[str, Any] = {
        "outcome": "no_violation", "closed_on": date(2026, 11, 20), "panel": "plenary",
        "hearing_on": date(2026, 12, 14),
    }  # fmt: skip
    reported = scene.case("kftc", "closed", ["TK-USE", "SC-CUT"], **told)
    alone = scene.case("kftc", "closed", ["TK-USE", "SC-CUT"], **told)
    abroad = scene.case("kftc", "received", ["UC-IDEA"])
    scene.do(WORKER, lambda work: _whisper(work, reported))
    scene.do(WORKER, lambda work: _nobody_reported(work, alone))

    def made(work: Work) -> dict[str, Paper]:
        case, own = (work.session.get_one(Case, one) for one in (reported, alone))
        found: dict[str, Paper] = {
            name: letter_for(work, case, _step(case.id, key[1]), LETTERS[key], "")
            for key, name in CASE_NAMES.items()
        }
        for key, letter in LETTERS.items():
            if f"case {letter.kind} ex officio" in NAMES:
                step = _step(own.id, key[1], reason=PLAIN)
                found[f"case {letter.kind} ex officio"] = letter_for(work, own, step, letter, "")
        proof = {
            "leaf_hash": "5d" * 32,
            "signature": "vYCtcd" * 12,
            "signing_key": "audit+bc262d71",
        }
        found["case receipt"] = documents.receipt(work, case, base_url="", **proof)
        other = work.session.get_one(Case, abroad)
        found["case referral"] = documents.referral(work, other, reasons=FREE, base_url="")
        return {name: replace(paper, **_HEAD) for name, paper in found.items()}  # type: ignore[arg-type]

    return scene.see(WORKER, made)


def _nobody_reported(work: Work, case_id: str) -> None:
    """Make a case one that the agency opened by itself."""
    case = work.session.get_one(Case, case_id)
    case.complainant_name, case.complaint, case.filed_by = "", {}, ""
    work.add(_step(case_id, "close_no_violation", id="step_own", sequence=2, to_state="closed",
                   reason=PLAIN))  # fmt: skip
    work.record(ConfidentialRead(subject=case_id, level=1, what="scene"))


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
