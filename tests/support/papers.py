"""One full paper for each template, as an agency would issue it; people and firms are fictional."""

import hashlib
from datetime import UTC, date, datetime

from app.kernel.text import Text
from app.papers.documents import (
    AllegedViolation,
    Approval,
    CalculationStep,
    Exhibit,
    Fact,
    Figure,
    LegalBasis,
    MeasurePaper,
    NextStep,
    Paper,
    ReceiptPaper,
    Remedy,
    SurchargePaper,
)
from app.papers.referral import ReferralPaper

HEAD = {
    "agency": Text("공정거래위원회", "Korea Fair Trade Commission"),
    "sender": Text("공정거래위원회 위원장", "Chairperson, Korea Fair Trade Commission"),
    "registration_number": "기술유용조사과-2026-0147",
    "issued_on": date(2026, 11, 22),
    "verification_code": "7K3M-Q2XD-91VF-T0PA",
    "verification_url": "https://sangsaeng.example/verify",
    "demonstration": True,
    "approvals": (
        Approval(role=Text("조사관", "Examiner"), name="한지우", approved_on=date(2026, 11, 19)),
        Approval(role=Text("과장", "Director"), name="서도윤", approved_on=date(2026, 11, 20)),
        Approval(role=Text("위원장", "Chairperson"), name="문가온", approved_on=date(2026, 11, 22)),
    ),
    "contact": (
        Text("기술유용조사과", "Technology Misuse Division"),
        Text("세종특별자치시 다솜로 95 (가상)", "95 Dasom-ro, Sejong (fictional)"),
        "044-000-0000",
    ),
}
FIGURES = (
    Figure(
        label=Text("부과기준율(매우 중대한 위반)", "Severity rate, very grave violation"),
        value="60%",
        status="demonstration",
        source=Text("시연 설정, 고시 별표 미확인", "Demo setting; annex of the notice not seen"),
    ),
    Figure(
        label=Text("하도급대금의 2배 상한", "Cap of twice the subcontract price"),
        value="2",
        status="enacted",
        source=Text("하도급법 제25조의3", "Subcontracting Act art. 25-3"),
    ),
    Figure(
        label=Text("과거 위반에 따른 가중률", "Aggravation for earlier violations"),
        value="80%",
        status="agency_entered",
        source=Text(
            "기술유용조사과 입력, 2026. 11. 3. 승인", "Entered by the division, approved 3 Nov 2026"
        ),
    ),
)
RESPONDENT = Text(
    "주식회사 대한미래모빌리티 (가상), 대표이사 정하람",
    "Daehan Mirae Mobility Co., Ltd. (fictional), CEO Jeong Haram",
)
HASH = hashlib.sha256(b"exhibit").hexdigest()


def a_receipt(**changes: object) -> ReceiptPaper:
    values: dict[str, object] = {
        **HEAD,
        "addressee": Text(
            "주식회사 한빛정밀 (가상) 대표이사 귀하", "CEO of Hanbit Precision (fictional)"
        ),
        "subject": Text(
            "기술자료 유용 신고의 접수 알림", "Receipt of a technology misuse complaint"
        ),
        "number": "2026-기유-000147-K",
        "public_reference": "Q7XN-4M2D-8RTA",
        "received_at": datetime(2026, 11, 22, 5, 5, tzinfo=UTC),
        "complainant": "주식회사 한빛정밀 (가상), 뷁동현 · 똠방각하 · 契約擔當",
        "respondent": RESPONDENT,
        "violations": (
            AllegedViolation(
                code="TK-USE",
                label=Text("기술자료 유용", "Misuse of technical data"),
                article=Text("하도급법 제12조의3 제4항", "Subcontracting Act art. 12-3(4)"),
                limitation_ends_on=date(2032, 3, 31),
            ),
            AllegedViolation(
                code="SC-CUT",
                label=Text("하도급대금 감액", "Reduction of the subcontract price"),
                article=Text("하도급법 제11조", "Subcontracting Act art. 11"),
                limitation_ends_on=date(2026, 6, 30),
                late=True,
            ),
        ),
        "exhibits": (
            Exhibit(
                number=Text("증 제1호", "Exhibit 1"),
                file_name="금형 설계도면 제출 요구 전자우편(2025. 3. 4.).pdf",
                size_bytes=1_482_133,
                sha256=HASH,
            ),
            Exhibit(
                number=Text("증 제2호", "Exhibit 2"),
                file_name="drawing_rev7_final_FINAL_confidential_do_not_forward_v2_signed_copy.dwg",
                size_bytes=83_204_551,
                sha256=HASH[::-1],
            ),
        ),
        "next_steps": (
            NextStep(
                label=Text(
                    "피신고인에게 신고 사실을 알리는 데 동의하는지 묻는 서면을 보내 드립니다",
                    "You will be asked whether the respondent may be told of the complaint",
                ),
                due_on=date(2026, 12, 7),
                article=Text("하도급법 시행령 제10조 제2항", "Enforcement Decree art. 10(2)"),
            ),
            NextStep(
                label=Text("사전심사를 거쳐 사건으로 등록합니다", "Pre-review and registration"),
                due_on=None,
                article=Text("사건절차규칙 제12조", "Case procedure rules art. 12"),
            ),
        ),
        "leaf_hash": HASH,
        "signature": "MEUCIQ" + "x7Q/pz+4Kd9s" * 7 + "==",
        "signing_key": "sangsaeng.example+2026+8f3a91c0",
    }
    return ReceiptPaper(**(values | changes))  # type: ignore[arg-type]


MEASURE: dict[str, object] = {
    **HEAD,
    "addressee": Text(
        "주식회사 대한미래모빌리티 (가상) 대표이사 귀하", "CEO of Daehan Mirae Mobility (fictional)"
    ),
    "case_number": "2026-기유-000147-K",
    "respondent": RESPONDENT,
    "items": (
        Text(
            "피심인은 수급사업자에게 제조를 위탁하면서 받은 금형 설계도면을 자기 또는 "
            "제3자를 위하여 사용하거나 제3자에게 제공하는 행위를 다시 하여서는 아니 된다.",
            "The respondent shall not again use, for itself or for another, or hand to another, "
            "the mould drawings it received when it commissioned manufacture from the subcontractor.",
        ),
        Text(
            "피심인은 이 명령을 받은 날부터 30일 이내에 보관 중인 위 도면과 그 사본을 모두 "
            "폐기하고 그 결과를 서면으로 보고하여야 한다.",
            "Within 30 days of service the respondent shall destroy every copy of the drawings it "
            "holds and report the result in writing.",
        ),
    ),
    "findings": (
        (
            "피심인은 2025. 3. 4. 수급사업자 주식회사 한빛정밀(가상)에 금형 설계도면 31매의 제출을 "
            "요구하면서 요구 목적, 비밀유지에 관한 사항 등을 적은 서면을 교부하지 아니하였다.\n"
            "피심인은 같은 해 5월 위 도면을 경쟁 수급사업자에게 제공하여 동일한 부품을 제조하게 "
            "하였고, 그 대가로 납품단가를 11% 낮추었다."
        ),
        (
            "위 행위는 기술자료를 취득 목적 밖으로 사용한 것으로서 정당한 사유를 인정할 자료가 "
            "없다(契約書 제9조 참조)."
        ),
    ),
    "legal_basis": (
        LegalBasis(
            article=Text("하도급법 제12조의3 제4항", "Subcontracting Act art. 12-3(4)"),
            provision=Text(
                "취득한 기술자료를 사용하거나 제3자에게 제공하는 행위의 금지",
                "No use of acquired technical data and no handing over to third parties",
            ),
        ),
        LegalBasis(
            article=Text("하도급법 제25조", "Subcontracting Act art. 25"),
            provision=Text("시정조치", "Corrective measures"),
        ),
    ),
    "facts": (
        Fact(label=Text("부과 벌점", "Penalty points"), value="2.0"),
        Fact(
            label=Text("누산점수", "Accumulated score"),
            value=Text("4.6점 (2026. 11. 22. 기준)", "4.6 (as of 22 November 2026)"),
        ),
    ),
    "comply_by_on": date(2026, 12, 22),
    "compliance": Text(
        "이행을 마치면 이행 사실을 증명하는 자료를 붙여 위 기한까지 서면으로 "
        "보고하여 주시기 바랍니다.",
        "Report compliance in writing by that day and enclose the papers that prove it.",
    ),
    "breach": Text(
        "정당한 사유 없이 이행하지 아니하면 두 차례의 이행 독촉을 거쳐 고발될 수 있습니다.",
        "Failure to comply without good reason may, after two demands, lead to criminal referral.",
    ),
    "remedies": (
        Remedy(
            label=Text("이의신청", "Objection"),
            explanation=Text(
                "이 처분에 불복하는 경우 처분의 통지를 받은 날부터 30일 이내에 그 사유를 갖추어 "
                "공정거래위원회에 이의신청을 할 수 있습니다.",
                "You may object to the Commission within 30 days of notice, stating your grounds.",
            ),
            last_on=date(2026, 12, 22),
            article=Text("공정거래법 제96조", "Monopoly Regulation and Fair Trade Act art. 96"),
        ),
        Remedy(
            label=Text("행정소송", "Lawsuit"),
            explanation=Text(
                "처분의 통지를 받은 날 또는 재결서 정본을 받은 날부터 30일 이내에 서울고등법원에 "
                "소를 제기할 수 있습니다. 이 기간은 늘릴 수 없습니다.",
                "You may sue in the Seoul High Court within 30 days of notice of the measure or of "
                "service of the ruling. This period cannot be extended.",
            ),
            last_on=None,
            article=Text(
                "공정거래법 제99조, 제100조",
                "Monopoly Regulation and Fair Trade Act arts. 99 and 100",
            ),
        ),
    ),
}


def a_measure(kind: str, kind_label: Text, subject: Text, **changes: object) -> MeasurePaper:
    values = {**MEASURE, "kind": kind, "kind_label": kind_label, "subject": subject}
    return MeasurePaper(**(values | changes))  # type: ignore[arg-type]


def a_step(
    number: int, label: Text, formula: str, article: Text, **outcome: object
) -> CalculationStep:
    return CalculationStep(
        number=str(number),
        label=label,
        formula=formula,
        article=article,
        **outcome,  # type: ignore[arg-type]
    )


def a_surcharge() -> SurchargePaper:
    notice = Text("과징금고시 Ⅲ·Ⅳ", "Surcharge notice III, IV")
    truncated = Text("백만 원 미만 버림", "Truncated below 1,000,000 won")
    steps = (
        a_step(1, Text("위반금액의 비율", "Violation ratio"), "100,000,000 ÷ 1,000,000,000", notice,
               result="10%"),
        a_step(2, Text("산정기준", "Base amount"), "2 × 1,000,000,000 × 10% × 60%", notice,
               amount_won=120_000_000, status="demonstration"),
        a_step(3, Text("1차 조정", "First adjustment"), "120,000,000 × (1 + 80% + 10%)", notice,
               amount_won=228_000_000, status="agency_entered"),
        a_step(4, Text("2차 조정", "Second adjustment"), "228,000,000 × (1 + 20% − 10% − 10%)",
               notice, amount_won=228_000_000),
        a_step(5, Text("부담능력에 따른 감경", "Inability to pay"), "228,000,000 × (1 − 30%)",
               notice, amount_won=159_600_000),
        a_step(6, Text("법정 상한 확인", "Statutory cap"), "min(159,600,000, 2 × 1,000,000,000)",
               Text("하도급법 제25조의3 제1항", "Subcontracting Act art. 25-3(1)"),
               amount_won=159_600_000),
        a_step(7, Text("부과 과징금", "Surcharge imposed"), "159,600,000 → 159,000,000", notice,
               amount_won=159_000_000, rounding=truncated),
    )  # fmt: skip
    values: dict[str, object] = {
        **MEASURE,
        "kind": "surcharge_order",
        "kind_label": Text("과징금 납부명령", "Surcharge order"),
        "subject": Text(
            "하도급법 위반행위에 대한 과징금 납부명령",
            "Surcharge for breach of the Subcontracting Act",
        ),
        "items": (
            Text(
                "피심인은 과징금 159,000,000원을 국고에 납부하여야 한다.",
                "The respondent shall pay a surcharge of KRW 159,000,000 to the Treasury.",
            ),
        ),
        "figures": FIGURES,
        "comply_by_on": None,
        "compliance": None,
        "surcharge_won": 159_000_000,
        "due_on": date(2027, 1, 21),
        "payment": Text(
            "함께 보내는 납입고지서로 한국은행 또는 국고수납대리점에 납부하여 주시기 바랍니다.",
            "Pay with the enclosed payment slip at the Bank of Korea or a Treasury agent bank.",
        ),
        "late_charge": Text(
            "납부기한이 지나면 체납된 금액에 연 7.5%의 가산금이 최장 60개월까지 붙습니다.",
            "After the due date a charge of 7.5% a year accrues on the unpaid sum, for up to "
            "60 months.",
        ),
        "steps": steps,
    }
    return SurchargePaper(**values)  # type: ignore[arg-type]


def a_referral() -> ReferralPaper:
    """Return the referral of a complaint to the body in charge."""
    return ReferralPaper(
        **HEAD,  # type: ignore[arg-type]
        addressee=Text("지식재산처", "Ministry of Intellectual Property"),
        subject=Text("소관 기관 신고 이송", "Referral of a complaint to the body in charge"),
        number="2026-이송-000001-3",
        received_on=date(2026, 11, 20),
        complainant="한빛정밀(가상)",
        respondent="대한모터스(가상)",
        body=Text("지식재산처", "Ministry of Intellectual Property"),
        violations=(
            AllegedViolation(
                code="UC-IDEA",
                label=Text("아이디어 탈취", "Idea theft"),
                article="부정경쟁방지법 제2조제1호차목",
                limitation_ends_on=None,
            ),
        ),
        reasons="부정경쟁방지법상 행정조사 소관 사항입니다.",
    )


def papers() -> dict[str, Paper]:
    """Return one full paper for each template."""
    return {
        "referral": a_referral(),
        "receipt": a_receipt(),
        "corrective_recommendation": a_measure(
            "corrective_recommendation",
            Text("시정권고", "Corrective recommendation"),
            Text(
                "하도급법 위반행위에 대한 시정권고", "Recommendation under the Subcontracting Act"
            ),
            reply_by_on=date(2026, 12, 2),
            reply=Text(
                "권고를 받은 날부터 10일 이내에 수락 여부를 알려 주시기 바랍니다. 수락하시면 "
                "시정조치를 받은 것으로 봅니다.",
                "State within 10 days whether you accept. Acceptance has the effect of an order.",
            ),
        ),
        "corrective_order": a_measure(
            "corrective_order",
            Text("시정명령", "Corrective order"),
            Text("하도급법 위반행위에 대한 시정명령", "Order under the Subcontracting Act"),
        ),
        "surcharge_order": a_surcharge(),
        "measure": a_measure(
            "publication",
            Text("공표", "Publication"),
            Text("위반 사실의 공표", "Publication of the violation"),
            figures=FIGURES,
        ),
    }
