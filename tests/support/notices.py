"""A notice and a paper of the committee with every part that they may have; all is fictional."""

from datetime import date

from app.kernel.text import Text
from app.papers.committee import CommitteePaper, PaperSection
from app.papers.documents import Fact, day_text
from app.papers.notices import NoticePaper, PaperTable, Question, ReplyForm
from tests.support.papers import HEAD, RESPONDENT


def a_notice(**changes: object) -> NoticePaper:
    """Return a notice with every part that a notice may have."""
    values: dict[str, object] = {
        **HEAD,
        "addressee": "주식회사 한빛정밀 (가상)",
        "subject": Text("피신고인 통지 동의", "Consent to telling the respondent"),
        "kind": "consent_form",
        "kind_label": Text("피신고인 통지 동의서", "Consent Form"),
        "audience": "complainant",
        "opening": Text("동의하시는지 여쭙니다.", "You are asked whether you consent."),
        "facts": (
            Fact(label=Text("사건번호", "Case no."), value="2026-기유-000147-K"),
            Fact(label=Text("회신 기한", "Reply by"), value=day_text(date(2026, 12, 7))),
        ),
        "sections": (
            PaperSection(
                title=Text("알려 드리는 사항", "What you should know"),
                items=(
                    Text(
                        "회신이 없으면 동의하지 않은 것으로 봅니다.", "Silence counts as refusal."
                    ),
                    "도면ㆍ사양서 ①부터 ③까지",
                ),
            ),
        ),
        "tables": (
            PaperTable(
                title=Text("신고된 위반 유형", "Alleged violations"),
                heads=(Text("부호", "Code"), Text("위반 유형", "Violation")),
                rows=(("TK-USE", Text("기술자료 유용", "Misuse of technical data")),),
            ),
            PaperTable(title=Text("증거 목록", "Evidence"), heads=(Text("번호", "No."),), rows=()),
        ),
        "form": ReplyForm(
            title=Text("회신", "Reply"),
            note=Text("해당하는 칸에 표시하여 주십시오.", "Tick one box."),
            questions=(
                Question(
                    words=Text("피신고인에게 알리는 것", "That the respondent is told"),
                    answers=(Text("동의합니다", "I consent"), Text("동의하지 않습니다", "No")),
                ),
            ),
            signed_by=Text("신고인", "Complainant"),
        ),
    }
    return NoticePaper(**(values | changes))  # type: ignore[arg-type]


def a_committee_paper(title: Text) -> CommitteePaper:
    """Return a paper of the committee, or of a settlement, with its parts."""
    return CommitteePaper(
        **HEAD,  # type: ignore[arg-type]
        addressee=Text("피심인 및 당사자", "The respondent and the parties"),
        subject=title,
        kind_label=title,
        case_number=Text("2026-기유-000147-K", "2026-TEC-000147-K"),
        respondent=RESPONDENT,
        facts=(Fact(label=Text("심의 기일", "Day"), value=day_text(date(2026, 12, 9))),),
        sections=(
            PaperSection(title=Text("출석자", "Present"), items=("위원 가", "위원 나")),
            PaperSection(title=Text("진술", "Statements"), items=("피심인: 다투지 않습니다.",)),
        ),
    )
