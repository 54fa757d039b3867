"""The receipt of a complaint, as the facts that its paper shows."""

from app.cases import store
from app.cases.ex_officio import LABEL as EX_OFFICIO
from app.cases.numbers import CaseNumber
from app.cases.tables import Case
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.text import Text
from app.law.agencies import AGENCIES
from app.law.citation import cited
from app.law.limitation import limitation
from app.papers.documents import AllegedViolation, Exhibit, NextStep, ReceiptPaper, Words
from app.papers.exhibit_words import exhibit_text
from app.papers.referral import ReferralPaper

AGENCY = Text("상생 사건처리 시스템", "Sangsaeng case service")
SENDERS = {
    "kftc": Text("공정거래위원회", "Korea Fair Trade Commission"),
    "sme_technology": Text("중소벤처기업부", "Ministry of SMEs and Startups"),
    "mss_win_win": Text("중소벤처기업부", "Ministry of SMEs and Startups"),
    "referred_out": AGENCY,
}
UNIT_NAMES = {
    "subcontract": "하도급조사과",
    "distribution": "유통거래조사과",
    "technology": "기술보호과",
    "win_win": "거래환경개선과",
    "win_win_regional": "지방중소벤처기업청",
    "intake": "종합민원실",
}
_SUBJECT = Text("신고 접수 사실 확인", "Receipt of your complaint")


def receipt(
    work: Work, case: Case, *, base_url: str, leaf_hash: str, signature: str, signing_key: str
) -> ReceiptPaper:
    """Return the receipt (접수증) of a case; `leaf_hash` proves the filing in the audit log."""
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    return ReceiptPaper(
        agency=SENDERS[case.track],
        sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit],
        issued_on=work.today,
        addressee=case.complainant_name,
        subject=_SUBJECT,
        verification_code="",
        verification_url=f"{base_url}/verification",
        demonstration=work.world.demonstration,
        number=number,
        public_reference=case.public_reference,
        received_at=case.received_at,
        complainant=case.complainant_name,
        respondent=case.respondent_name,
        violations=_violations(work, case),
        exhibits=_exhibits(work, case),
        next_steps=_next_steps(work, case),
        leaf_hash=leaf_hash,
        signature=signature,
        signing_key=signing_key,
    )


def referral(work: Work, case: Case, *, reasons: str, base_url: str) -> ReferralPaper:
    """Return the paper by which a case goes to the body in charge (이송서)."""
    body = AGENCIES[work.law.violation(case.violations[0]).agency]
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    return ReferralPaper(
        agency=SENDERS[case.track],
        sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit],
        issued_on=work.today,
        addressee=body,
        subject=Text("소관 기관 신고 이송", "Referral of a complaint to the competent authority"),
        verification_code="",
        verification_url=f"{base_url}/verification",
        demonstration=work.world.demonstration,
        number=number,
        received_on=case.received_on,
        complainant=case.complainant_name or EX_OFFICIO,
        respondent=case.respondent_name,
        body=body,
        violations=_violations(work, case),
        reasons=reasons,
    )


def _violations(work: Work, case: Case) -> tuple[AllegedViolation, ...]:
    found = []
    for code in case.violations:
        violation = work.law.violation(code)
        limit = limitation(violation, case.trade_ended_on, case.received_on, work.law)
        found.append(
            AllegedViolation(
                code=code,
                label=violation.name,
                article=cited(violation.basis),
                limitation_ends_on=limit.last_on,
                late=limit.late,
            )
        )
    return tuple(found)


def _exhibits(work: Work, case: Case) -> tuple[Exhibit, ...]:
    own = [one for one in store.exhibits(work, case.id) if one.side == "complainant"]
    filed = sorted(own, key=lambda one: (one.submitted_at, len(one.label or ""), one.label or ""))
    return tuple(
        Exhibit(
            number=exhibit_text(exhibit.label or ""),
            file_name=exhibit.title,
            size_bytes=exhibit.size_bytes,
            sha256=exhibit.sha256,
        )
        for exhibit in filed
    )


def _next_steps(work: Work, case: Case) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(
            label=Text(clock.label_ko, clock.label_en),
            due_on=clock.due_on,
            article=_article(clock.act, clock.article),
        )
        for clock in deadlines.clocks_of(work, case.id)
        if clock.state == "running" and clock.kind != "notice"
    )


def _article(act: str, article: str) -> Words:
    told = f"{act} {article}".strip()
    return cited(told) if told else ""
