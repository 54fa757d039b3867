"""What happens to a case beside its track: settlements that packages above tell the case of."""

from dataclasses import dataclass

from app.kernel.text import Text

_MEDIATION = "하도급법 제24조의4부터 제24조의5까지"
_SETTLED = "하도급법 제24조의6"
_ARBITRATION = "중소기업기술보호법 제23조의3"
_CONSENT = "하도급법 제24조의9부터 제24조의11까지"
_SIMPLIFIED = "공정거래위원회 사건절차규칙 제67조부터 제69조까지"
_SURCHARGE = "과징금고시"


@dataclass(frozen=True, slots=True)
class Beside:
    """A thing that happened beside the track; `occurrence` is what the clocks hear of it.

    `form` picks the variant of a period; `answers` tells that only the respondent's side and the
    authority may know of it.
    """

    label: Text
    basis: str
    occurrence: str = ""
    form: str = ""
    answers: bool = False


BESIDE: dict[str, Beside] = {
    # mediation
    "mediation_filed": Beside(Text("분쟁조정 신청", "Mediation applied for"), _MEDIATION, "mediation_started"),
    "mediation_referred": Beside(Text("분쟁조정 의뢰", "Referred to mediation"), _MEDIATION, "mediation_started"),
    "mediation_extended": Beside(Text("분쟁조정 기간 연장", "Mediation extended"), _MEDIATION, "mediation_extended"),
    "mediation_settled": Beside(Text("조정 성립", "Settled in mediation"), _SETTLED, "mediation_ended"),
    "mediation_failed": Beside(Text("조정 불성립", "Mediation failed"), _MEDIATION, "mediation_ended"),
    "mediation_withdrawn": Beside(Text("조정 신청 취하", "Mediation withdrawn"), _MEDIATION, "mediation_ended"),
    "mediation_dismissed": Beside(Text("조정 각하", "Mediation dismissed"), _MEDIATION, "mediation_ended"),
    "prescription_kept": Beside(Text("소 제기 기간 시작(시효 중단 유지)", "Time to sue begins, which keeps the interruption"), "하도급법 제24조의4", "mediation_dropped"),
    "mediation_suit": Beside(Text("소 제기 확인", "Suit noted"), "하도급법 제24조의4", "mediation_suit_filed"),
    "settlement_reported": Beside(Text("합의 이행 보고", "Performance of the settlement reported"), _SETTLED),
    "settlement_performed": Beside(Text("합의 이행 확인", "Settlement performed"), _SETTLED),
    "settlement_broken": Beside(Text("합의 불이행 확인", "Settlement not performed"), _SETTLED),
    # technology mediation and arbitration
    "technology_hearing_called": Beside(Text("조정·중재 기일 통지", "Hearing of the committee called"), "중소기업기술보호법 제25조"),
    "arbitration_filed": Beside(Text("중재 신청", "Arbitration applied for"), _ARBITRATION, "mediation_started"),
    "arbitration_referred": Beside(Text("중재 의뢰", "Referred to arbitration"), _ARBITRATION, "mediation_started"),
    "arbitration_extended": Beside(Text("중재 기간 연장", "Arbitration extended"), _ARBITRATION, "mediation_extended"),
    "arbitration_awarded": Beside(Text("중재판정", "Award made"), _ARBITRATION, "mediation_ended"),
    "arbitration_failed": Beside(Text("중재 종료(판정 없음)", "Arbitration ended without an award"), _ARBITRATION, "mediation_ended"),
    "arbitration_withdrawn": Beside(Text("중재 신청 취하", "Arbitration withdrawn"), _ARBITRATION, "mediation_ended"),
    "arbitration_dismissed": Beside(Text("중재 신청 각하", "Arbitration dismissed"), _ARBITRATION, "mediation_ended"),
    "award_reported": Beside(Text("중재판정 이행 보고", "Performance of the award reported"), _ARBITRATION),
    "award_performed": Beside(Text("중재판정 이행 확인", "Award performed"), _ARBITRATION),
    "award_broken": Beside(Text("중재판정 불이행 확인", "Award not performed"), _ARBITRATION),
    "panel_asked": Beside(Text("중재부 선정 요청", "Choice of a panel asked for"), "중소기업기술보호법 제25조", "panel_asked"),
    "panel_extended": Beside(Text("중재부 선정 기간 연장", "Time to choose extended"), "중소기업기술보호법 제25조", "panel_extended"),
    "panel_chosen": Beside(Text("중재부 구성", "Panel chosen"), "중소기업기술보호법 제25조", "panel_chosen"),
    # consent decision
    "consent_applied": Beside(Text("동의의결 신청", "Consent decision applied for"), _CONSENT),
    "consent_assessed": Beside(Text("고발요건 해당 여부 검토", "Criteria of referral examined"), _CONSENT, answers=True),
    "consent_refused_opening": Beside(Text("동의의결 절차 불개시", "Consent decision not opened"), _CONSENT),
    "consent_comments_invited": Beside(Text("동의의결 잠정안 의견수렴", "Comments invited on the consent plan"), _CONSENT, "comments_invited"),
    "consent_comments_closed": Beside(Text("의견수렴 종료", "Comments closed"), _CONSENT, "comments_closed"),
    "consent_decided": Beside(Text("동의의결", "Consent decision made"), _CONSENT, "consent_decided"),
    "consent_reported": Beside(Text("동의의결 분기 이행 보고", "Quarterly report of performance"), _CONSENT, "consent_reported"),
    "consent_charged": Beside(Text("동의의결 이행강제금", "Charge for non-performance"), "공정거래법 제92조", answers=True),
    # self-correction
    "cure_filed": Beside(Text("자진시정 신고", "Self-correction reported"), _SURCHARGE, answers=True),
    "cure_verified": Beside(Text("자진시정 확인", "Self-correction verified"), _SURCHARGE, answers=True),
    "cure_rejected": Beside(Text("자진시정 불인정", "Self-correction not accepted"), _SURCHARGE, answers=True),
    "cure_withdrawn": Beside(Text("자진시정 신고 취하", "Report of self-correction withdrawn"), _SURCHARGE, answers=True),
    # simplified decision
    "simplified_proposed": Beside(Text("약식의결 제안", "Simplified decision proposed"), _SIMPLIFIED, "simplified_proposed", answers=True),
    "simplified_surcharge_proposed": Beside(Text("약식의결(과징금) 제안", "Simplified surcharge proposed"), _SIMPLIFIED, "simplified_proposed", "surcharge", answers=True),
    "simplified_accepted": Beside(Text("약식의결 수락", "Simplified decision accepted"), _SIMPLIFIED, "simplified_answered", answers=True),
    "simplified_refused": Beside(Text("약식의결 거부", "Simplified decision refused"), _SIMPLIFIED, "simplified_answered", answers=True),
    "simplified_dropped": Beside(Text("약식의결 제안 철회", "Simplified proposal dropped"), _SIMPLIFIED, "simplified_answered", answers=True),
}  # fmt: skip
