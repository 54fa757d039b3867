"""What letters of the beginning say: consent to tell the respondent, the notice, orders of data."""

from app.cases.letters.parts import REPORTED, Matter, Told, basis, fact, section
from app.kernel.text import Text
from app.papers.documents import day_text
from app.papers.notices import Question, ReplyForm

_YES, _NO = Text("동의합니다", "I consent"), Text("동의하지 않습니다", "I do not consent")
_FORM = ReplyForm(
    title=Text("회신서", "Reply slip"),
    note=Text(
        "해당하는 칸에 표시하고 서명하여 보내 주시거나, 인터넷의 나의 사건에서 답하여 주십시오.",
        "Please tick one box for each question, sign the slip and return it, or answer online under "
        "My cases.",
    ),
    questions=(
        Question(
            words=Text(
                "신고를 접수한 사실을 피신고인에게 알리는 것",
                "Informing the respondent that a complaint has been received",
            ),
            answers=(_YES, _NO),
        ),
        Question(
            words=Text(
                "피신고인에게 신고인이 누구인지 알리는 것",
                "Informing the respondent of who filed the complaint",
            ),
            answers=(_YES, _NO),
        ),
    ),
    signed_by=Text("신고인", "Complainant"),
)
ALLEGED = Text("신고된 위반 유형", "Alleged violations")
EXAMINED = Text("조사 대상 위반 유형", "Violations under investigation")


def consent_form(matter: Matter) -> Told:
    """Ask the complainant whether the respondent may be told (하도급법 시행령 제10조제2항)."""
    return Told(
        opening=Text(
            "하도급법 시행령 제10조제2항에 따라, 귀하의 신고 사실을 피신고인에게 알리는 데 "
            "동의하시는지 여쭙니다.",
            "Under Article 10(2) of the Enforcement Decree of the Fair Transactions in Subcontracting "
            "Act, we ask whether you consent to the respondent being informed of your complaint.",
        ),
        facts=matter.outline(fact("회신 기한", "Reply by", matter.due("consent_answer"))),
        sections=section(
            "알려 드리는 사항", "Please note",
            Text(
                "동의하시면 피신고인에게 신고 사실을 통지하며, 그 통지는 민법상 최고의 효력이 있습니다. "
                "다만 심사에 들어가지 않거나 위반이 인정되지 않거나 신고를 취하하면 그 효력을 잃습니다.",
                "If you consent, the respondent will be informed of the complaint, and that notice has "
                "the effect of a demand for performance under the Civil Act. It loses that effect if "
                "the case is not opened, no violation is found, or the complaint is withdrawn.",
            ),
            Text(
                "회신 기한까지 답하지 않으시면 동의하지 않은 것으로 봅니다. 나중에 다시 동의하실 수 있습니다.",
                "If you do not reply in time, you are deemed not to have consented. You may still consent "
                "later.",
            ),
            Text(
                "신고 사실을 알리는 데 동의하시더라도, 따로 동의하지 않으시면 신고인이 누구인지는 알리지 않습니다.",
                "Even if you consent to the respondent being informed of the complaint, your identity will "
                "not be disclosed unless you consent to that separately.",
            ),
        ),
        form=_FORM,
    )  # fmt: skip


def complaint_notice(matter: Matter) -> Told:
    """Tell the respondent that there is a complaint (시행령 제10조제4항)."""
    return Told(
        opening=Text(
            "귀사에 대한 아래 신고가 접수되었음을 하도급법 시행령 제10조제4항에 따라 알려 드립니다.",
            "Under Article 10(4) of the Enforcement Decree of the Fair Transactions in Subcontracting "
            "Act, you are hereby notified that the complaint below has been received.",
        ),
        facts=matter.outline(company=REPORTED),
        tables=(matter.violations(ALLEGED),),
        closing=section(
            "알려 드리는 사항", "Please note",
            Text(
                "이 통지가 있은 때에는 하도급법 제22조제3항에 따라 민법상 최고가 있은 것으로 봅니다.",
                "Under Article 22(3) of the Fair Transactions in Subcontracting Act, this notice has the "
                "effect of a demand for performance under the Civil Act.",
            ),
            Text(
                "이 통지는 위반 여부에 관한 판단이 아닙니다. 신고를 이유로 한 불이익 조치는 금지되어 있습니다.",
                "This notice is not a finding of a violation. Retaliation for filing a complaint is "
                "prohibited.",
            ),
        ),
    )  # fmt: skip


def investigation_notice(matter: Matter) -> Told:
    """Announce an investigation (상생협력법 제40조제2항)."""
    visit = matter.case.hearing_on
    return Told(
        opening=Text(
            "아래와 같이 조사를 실시함을 상생협력법 제40조제2항에 따라 미리 알려 드립니다.",
            "Under Article 40(2) of the Win-Win Cooperation Act, you are hereby given prior notice of the "
            "investigation below.",
        ),
        facts=matter.outline(fact("조사 시작일", "Begins on", day_text(visit) if visit else None)),
        sections=section("조사 내용", "Scope of the investigation", matter.reason(matter.step)),
        tables=(matter.violations(EXAMINED),),
    )  # fmt: skip


def data_request(matter: Matter) -> Told:
    """Order the respondent to hand in documents."""
    until = matter.step.until_on
    return Told(
        opening=Text(
            "사건의 조사를 위하여 아래 자료의 제출을 요구합니다.",
            "For the investigation of this case, you are required to submit the documents listed below.",
        ),
        facts=matter.outline(
            basis(matter.step),
            fact("제출 기한", "Submit by", day_text(until) if until else None),
        ),
        sections=section("요구하는 자료", "Documents required", matter.reason(matter.step)),
    )
