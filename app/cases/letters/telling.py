"""What letters on the way say: progress, extension, prior notice, report, hearing, closing."""

from app.cases import store
from app.cases.letters.asking import EXAMINED
from app.cases.letters.parts import CHARGED, Matter, Told, basis, fact, section
from app.cases.lifecycle.steps import OUTCOME_LABELS, STATE_LABELS, CaseState, Command
from app.cases.tables import CaseStep
from app.kernel.clock import SEOUL
from app.kernel.text import Text
from app.papers.committee import PaperSection
from app.papers.documents import day_text
from app.papers.exhibit_words import exhibit_text
from app.papers.notices import PaperTable

_ACCESS = Text(
    "의견은 서면 또는 인터넷의 나의 사건에서 제출할 수 있습니다. 영업상 비밀 등 법령이 정한 경우를 "
    "제외하고 첨부자료의 열람·복사를 신청할 수 있습니다.",
    "You may submit your opinion in writing or online under My cases, and apply to inspect or copy "
    "the attached materials, except for trade secrets and other materials protected by law.",
)
_NOT_TOLD = Text(
    "신고인의 신원은 법령에 따라 이 보고서에 적지 않았습니다.",
    "As required by law, this report does not disclose the identity of the complainant.",
)
_SIDES = {
    "complainant": Text("신고인", "Complainant"),
    "respondent": Text("피심인", "Respondent"),
    "examiner": Text("심사관", "Examiner"),
}


def progress(matter: Matter) -> Told:
    """Tell one side how the case stands (사건절차규칙 제15조)."""
    return Told(
        opening=Text(
            "사건의 진행 상황을 아래와 같이 알려 드립니다.",
            "You are hereby notified of the progress of the case.",
        ),
        facts=matter.outline(
            fact("현재 단계", "Current stage", STATE_LABELS[CaseState(matter.case.state)]),
            fact(
                "조사 목표일",
                "Target date of the investigation",
                matter.due("investigation_target"),
            ),
        ),
        sections=section("진행 내용", "Progress", matter.reason(matter.step)),
    )


def extension(matter: Matter) -> Told:
    """Tell the parties that the investigation takes longer (사건절차규칙 제13조)."""
    extended = [
        step
        for step in store.steps(matter.work, matter.case.id)
        if step.command == Command.EXTEND_INVESTIGATION
    ]
    last = extended[-1] if extended else None
    until = day_text(last.until_on) if last and last.until_on else None
    return Told(
        opening=Text(
            "아래 사건의 조사 기간을 연장하였음을 알려 드립니다.",
            "You are hereby notified that the investigation period of the case below has been extended.",
        ),
        facts=matter.outline(fact("연장 후 기한", "Extended until", until)),
        sections=section("연장 사유", "Reasons", matter.reason(last)),
    )


def prior_notice(matter: Matter) -> Told:
    """Announce a measure before it is made and ask for the respondent's opinion."""
    until = matter.step.until_on
    return Told(
        opening=Text(
            "아래와 같이 처분할 예정임을 미리 알려 드리니, 의견이 있으시면 기한까지 제출하여 주시기 바랍니다.",
            "You are hereby given prior notice of the intended measure below. You may submit your "
            "opinion by the date stated.",
        ),
        facts=matter.outline(
            fact("의견 제출 기한", "Submit opinion by", day_text(until) if until else None),
            basis(matter.step),
        ),
        sections=section(
            "예정된 처분과 이유", "Intended measure and its grounds", matter.reason(matter.step)
        ),
        tables=(matter.violations(Text("위반 유형과 적용 법조", "Violations and legal basis")),),
        closing=section(
            "의견 제출", "Submitting your opinion",
            Text(
                "의견은 서면 또는 인터넷의 나의 사건에서 제출할 수 있고, 증거자료를 붙일 수 있습니다. "
                "기한까지 의견을 제출하지 않으면 의견이 없는 것으로 봅니다.",
                "You may submit your opinion in writing or online under My cases, and enclose evidence. "
                "If you do not submit one in time, you are deemed to have no opinion.",
            ),
        ),
    )  # fmt: skip


def examiners_report(matter: Matter) -> Told:
    """Charge the respondent (사건절차규칙 제25조); who reported stands nowhere in it."""
    panels = {
        "plenary": Text("전원회의", "Plenary session"),
        "subcommittee": Text("소회의", "Subcommittee"),
    }
    return Told(
        opening=Text(
            "심사관이 조사한 결과를 아래와 같이 보내 드립니다. 기한까지 의견을 제출하여 주시기 바랍니다.",
            "The findings of the examiner are set out below. Please submit your opinion by the date "
            "stated.",
        ),
        facts=matter.outline(
            fact("심의할 회의", "Panel", panels.get(matter.case.panel)),
            fact("의견 제출 기한", "Submit opinion by", matter.due("opinion")),
            company=CHARGED,
        ),
        sections=section("심사관의 의견", "Opinion of the examiner", matter.reason(matter.step)),
        tables=(matter.violations(Text("위반 혐의와 적용 법조", "Charges and legal basis")), _evidence(matter)),
        closing=section("의견 제출과 열람", "Opinion and access to the file", _ACCESS, _NOT_TOLD if matter.reported else None),
    )  # fmt: skip


def _evidence(matter: Matter) -> PaperTable:
    """List the evidence by number and day: names of files may tell who reported."""
    filed = [one for one in store.exhibits(matter.work, matter.case.id) if one.label]
    found = sorted(filed, key=lambda one: (one.submitted_at, len(one.label or ""), one.label))
    return PaperTable(
        title=Text("증거 목록", "Evidence"),
        heads=(Text("번호", "No."), Text("제출", "Submitted by"), Text("제출일", "Submitted on")),
        rows=tuple(
            (
                exhibit_text(one.label or ""),
                _SIDES[one.side],
                day_text(one.submitted_at.astimezone(SEOUL).date()),
            )
            for one in found
        ),
    )


def hearing_notice(matter: Matter) -> Told:
    """Call the respondent to be heard before a recommendation (중소기업기술보호법 제8조의3)."""
    on = matter.case.hearing_on
    return Told(
        opening=Text(
            "처분에 앞서 귀사의 의견을 듣고자 아래와 같이 알려 드립니다.",
            "Before a measure is taken, you are given an opportunity to be heard as set out below.",
        ),
        facts=matter.outline(
            fact("의견청취일", "Date of the hearing", day_text(on) if on else None),
            basis(matter.step),
        ),
        sections=section("의견청취 사항", "Matters to be heard", matter.reason(matter.step)),
        tables=(matter.violations(EXAMINED),),
    )


def closing(matter: Matter) -> Told:
    """Tell the parties how the case ended and why (사건절차규칙 제61조)."""
    case, ended = matter.case, _ending(matter)
    outcome = OUTCOME_LABELS.get(case.outcome)
    reason = matter.reason(ended, case.outcome)
    return Told(
        opening=Text(
            "아래 사건을 다음과 같이 종결하였음을 알려 드립니다.",
            "You are hereby notified that the case below has been closed.",
        ),
        facts=matter.outline(
            fact("처리 결과", "Outcome", outcome),
            fact("종결일", "Closed on", day_text(case.closed_on) if case.closed_on else None),
            basis(ended),
        ),
        sections=section("종결 사유", "Reasons", reason or _standing_reason(outcome)),
        tables=(matter.violations(Text("대상 위반 유형", "Violations concerned")),),
        closing=_what_remains(matter),
    )


def _ending(matter: Matter) -> CaseStep | None:
    ended = [
        step
        for step in store.steps(matter.work, matter.case.id)
        if step.to_state == CaseState.CLOSED and step.from_state != CaseState.CLOSED
    ]
    return ended[-1] if ended else None


def _standing_reason(outcome: Text | None) -> Text | None:
    if outcome is None:
        return None
    return Text(
        f"{outcome.ko}에 따라 종결합니다.", f"The case is closed on this ground: {outcome.en}."
    )


def _what_remains(matter: Matter) -> tuple[PaperSection, ...]:
    until = matter.due("reinvestigation")
    if until is None or not matter.reported:
        return ()
    words = Text(
        "신고인은 이 통지를 받은 날부터 정해진 기간 안에 재조사를 요청할 수 있습니다. 현재 계산된 "
        f"기한은 {until.ko}입니다.",
        "The complainant may request a new investigation within the statutory period from receipt of "
        f"this notice. As calculated at present, it ends on {until.en}.",
    )
    return section("재조사 요청", "Request for a new investigation", words)


def reinvestigation_answer(matter: Matter) -> Told:
    """Tell the complainant what became of the wish for a new investigation (제96조의2)."""
    ordered = matter.step.command == Command.REINVESTIGATE
    answer = (
        Text("재조사 결정", "A new investigation is ordered")
        if ordered
        else Text("기각", "Request dismissed")
    )
    return Told(
        opening=Text(
            "귀하의 재조사 요청에 대한 심의 결과를 아래와 같이 알려 드립니다.",
            "You are hereby notified of the result of the deliberation on your request for a new "
            "investigation.",
        ),
        facts=matter.outline(fact("심의 결과", "Result", answer)),
        sections=section("이유", "Reasons", matter.reason(matter.step)),
    )
