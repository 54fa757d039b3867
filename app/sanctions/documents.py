"""A measure as the facts that its paper shows; a sum comes with every step as its annex."""

from datetime import date
from typing import Any

from app.cases import queries as cases
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import Surroundings, derive
from app.kernel.text import Text
from app.law.figures import STATUS_LABELS, Figure, Status
from app.law.kinds import Carries, Clock
from app.papers import documents as papers
from app.people import queries as people
from app.sanctions import facts, store
from app.sanctions.lifecycle import Command
from app.sanctions.rules import kinds
from app.sanctions.rules.ledger import shown
from app.sanctions.tables import Measure

_ROLES = {
    Command.DRAFT: Text("조사관", "Examiner"),
    Command.REDRAFT: Text("조사관", "Examiner"),
    Command.COUNTERSIGN: Text("결재자", "Countersigned by"),
    Command.ISSUE: Text("발령", "Issued by"),
}
_COMPLY = Text(
    "이행을 마치면 이행 사실을 증명하는 자료를 붙여 위 기한까지 서면으로 보고하여 주시기 바랍니다.",
    "Report compliance in writing by that day and enclose the papers that prove it.",
)
_REPLY = Text(
    "이 권고를 통지받은 날부터 10일 이내에 수락 여부를 알려 주시기 바랍니다. 수락하면 "
    "시정조치를 명한 것으로 봅니다.",
    "Say within 10 days of notice whether you accept. A recommendation that is accepted counts as "
    "an order.",
)
_BREACH = Text(
    "정당한 사유 없이 이행하지 아니하면 관계 법령에 따라 다음 단계의 조치를 할 수 있습니다.",
    "Where it is not complied with without good reason, the next measure of the law may follow.",
)
_PAYMENT = Text(
    "송달받은 날부터 정해진 기한까지 국고 수납기관에 납부하여 주시기 바랍니다. 위 날짜는 이 "
    "문서를 낸 날 송달받은 경우의 기한이며, 송달일에 따라 늦어집니다.",
    "Pay into the Treasury within the time that runs from service. The day shown is that for "
    "service on the day of this paper; later service makes it later.",
)
_NO_CHARGE = Text(
    "납부기한을 넘긴 때의 가산금은 정해져 있지 않습니다.", "No charge on late payment is laid down."
)
_INSTALMENTS = Text(
    "과징금이 {large}원(중소기업 {small}원)을 넘으면 송달받은 날부터 30일 이내에 분할납부를 신청할 "
    "수 있습니다.",
    "Over KRW {large} (small and medium firms KRW {small}) instalments may be asked for within 30 "
    "days of service.",
)
_OBJECTION = Text(
    "이 처분에 불복하면 처분을 통지받은 날부터 기한 안에 그 사유를 갖추어 이의신청을 할 수 "
    "있습니다.",
    "You may object within the time that runs from notice, stating your grounds.",
)
_SUIT = Text(
    "처분을 통지받은 날 또는 재결서 정본을 받은 날부터 기한 안에 소를 제기할 수 있습니다. 이 "
    "기간은 늘릴 수 없습니다.",
    "You may sue within the time that runs from notice of the measure or service of the ruling. "
    "It cannot be extended.",
)


def paper_for(work: Work, measure_id: str, *, base_url: str = "") -> papers.MeasurePaper:
    """Return the paper of a measure; papers number it, date it and give it its code."""
    row = store.measure(work, measure_id)
    if kinds.is_calculated(work.law.measure(row.kind), work.law.regime(row.regime)):
        return _surcharge(work, row, base_url)
    return papers.MeasurePaper(**_content(work, row, base_url))


def _content(work: Work, row: Measure, base_url: str) -> dict[str, Any]:
    case, kind = cases.subject(work, row.case_id), work.law.measure(row.kind)
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    answerable = kinds.is_answerable(work.law, row.kind, row.regime)
    return {
        "agency": SENDERS[case.track],
        "sender": SENDERS[case.track],
        "registration_number": UNIT_NAMES[case.unit],
        "issued_on": work.today,
        "addressee": _addressee(work, row, case.respondent_name),
        "subject": Text(f"{kind.name.ko} 통지", f"Notice: {kind.name.en.lower()}"),
        "verification_code": "",
        "verification_url": f"{base_url}/verification",
        "demonstration": row.demonstration,
        "approvals": _approvals(work, row),
        "figures": _figures(work, row),
        "kind": row.kind,
        "kind_label": kind.name,
        "case_number": number,
        "respondent": case.respondent_name,
        "items": tuple(row.order_items) or _standing_items(work, row),
        "findings": (row.reasons,),
        "legal_basis": _legal_basis(work, row),
        "facts": _facts(work, row),
        "comply_by_on": row.comply_by,
        "compliance": _COMPLY if row.comply_by else None,
        "reply": _REPLY if answerable else None,
        "breach": _BREACH if facts.has_duty(work, row) else None,
        "remedies": _remedies(work, row),
    }


def _surcharge(work: Work, row: Measure, base_url: str) -> papers.SurchargePaper:
    book = work.law
    charged = kinds.has_late_charge(book.measure(row.kind), book.regime(row.regime))
    return papers.SurchargePaper(
        **_content(work, row, base_url),
        surcharge_won=row.amount_won or 0,
        due_on=_due_if_served_today(work, row),
        payment=_PAYMENT,
        late_charge=_late_charge(work) if charged else _NO_CHARGE,
        instalments=_instalments(work) if charged else None,
        steps=_steps(row),
    )


def _approvals(work: Work, row: Measure) -> tuple[papers.Approval, ...]:
    signed = {
        _ROLES[Command(step.command)]: step
        for step in store.steps_of(work, row.id)
        if step.command in _ROLES
    }
    names = people.person_names(work, [step.person_id for step in signed.values()])
    return tuple(
        papers.Approval(role=role, name=names.get(step.person_id, ""), approved_on=step.on)
        for role, step in signed.items()
    )


def _standing_items(work: Work, row: Measure) -> tuple[Text, ...]:
    if facts.carries(work, row) is Carries.MONEY:
        amount = f"{row.amount_won or 0:,}"
        return (
            Text(
                f"피심인은 금 {amount}원을 국고에 납부하여야 한다.",
                f"The respondent shall pay KRW {amount} to the Treasury.",
            ),
        )
    name = work.law.measure(row.kind).name
    until = row.posted_until
    if until is not None:
        day = papers.day_text(until)
        return (
            Text(
                f"피심인에 대한 {name.ko} 조치를 하고 {day.ko}까지 게시한다.",
                f"{name.en}: it is posted until {day.en}.",
            ),
        )
    return (
        Text(f"피심인에 대하여 {name.ko} 조치를 한다.", f"{name.en} concerning the respondent."),
    )


def _addressee(work: Work, row: Measure, respondent: str) -> papers.Words:
    """Return to whom the paper goes: the respondent, or the authority that is asked to act."""
    to = work.law.measure(row.kind).addressee(row.decided_on)
    return respondent if to.ko == "피심인" else to


def _legal_basis(work: Work, row: Measure) -> tuple[papers.LegalBasis, ...]:
    rung = kinds.rung_of(work.law, row.kind, row.regime)
    own = papers.LegalBasis(article=str(rung.basis), provision=work.law.measure(row.kind).name)
    found = [work.law.violation(code) for code in row.violations]
    return (
        *(papers.LegalBasis(article=str(one.basis), provision=one.name) for one in found),
        own,
    )


def _facts(work: Work, row: Measure) -> tuple[papers.Fact, ...]:
    told = [
        papers.Fact(
            label=Text("처분 번호", "Measure number"),
            value=_number(row),
        ),
        papers.Fact(label=Text("결정일", "Decided on"), value=papers.day_text(row.decided_on)),
        papers.Fact(
            label=Text("적용 제도", "Rules applied"), value=work.law.regime(row.regime).label
        ),
    ]
    if row.points_hundredths:
        points = shown(row.points_hundredths)
        told.append(papers.Fact(label=Text("부과 벌점", "Penalty points"), value=points))
    return tuple(told)


def _number(row: Measure) -> papers.Words:
    return kinds.number_text(row.number_year, row.number_serial) if row.number else "-"


def _figures(work: Work, row: Measure) -> tuple[papers.Figure, ...]:
    """Return the figures behind a measure that no enacted text gives."""
    book, rung = work.law, kinds.rung_of(work.law, row.kind, row.regime)
    names = [rung.comply_within, rung.cap]
    used = [
        book.figure(n, row.decided_on) for n in names if n and book.has_figure(n, row.decided_on)
    ]
    found = [_figure(figure) for figure in used]
    if row.points_hundredths and row.points_status:
        found.append(
            papers.Figure(
                label=Text("벌점", "Penalty points"),
                value=shown(row.points_hundredths),
                status=row.points_status,
                source=STATUS_LABELS[Status(row.points_status)],
            )
        )
    if row.computation is not None:
        status = str(row.computation["status"])
        found.append(
            papers.Figure(
                label=Text("과징금 산정에 쓴 수치", "Figures used for the sum"),
                value=f"{row.amount_won or 0:,}",
                status=status,
                source=STATUS_LABELS[Status(status)],
            )
        )
    return tuple(found)


def _figure(figure: Figure) -> papers.Figure:
    return papers.Figure(
        label=figure.label, value=figure.shown(), status=str(figure.status), source=figure.source
    )


def _rights(work: Work, row: Measure) -> list[tuple[Clock, Text]]:
    words = {"objection_filed": _OBJECTION, "suit_filed": _SUIT}
    return [
        (rule, words[rule.ends_on[0]])
        for rule in kinds.clocks_of(work.law, row.kind, row.regime)
        if rule.on_objection and rule.ends_on[0] in words
    ]


def _remedies(work: Work, row: Measure) -> tuple[papers.Remedy, ...]:
    return tuple(
        papers.Remedy(label=rule.label, explanation=words, last_on=None, article=str(rule.basis))
        for rule, words in _rights(work, row)
    )


def _due_if_served_today(work: Work, row: Measure) -> date:
    rule = kinds.clock_ending_on(work.law, row.kind, row.regime, "paid")
    if rule is None:
        return row.comply_by or work.today
    around = Surroundings.of(work.calendar, work.law)
    state = derive(rule, [Occurrence(work.today, "served")], around)
    return state.due_on or row.comply_by or work.today


def _late_charge(work: Work) -> Text:
    rate = work.law.figure("late_charge", work.today).shown()
    months = work.law.figure("late_charge_months", work.today).number
    return Text(
        f"납부기한을 넘기면 연 {rate}의 가산금이 붙습니다(최대 {months}개월).",
        f"Late payment bears {rate} a year, for at most {months} months.",
    )


def _instalments(work: Work) -> Text:
    large = work.law.figure("instalment_threshold", work.today).shown()
    small = work.law.figure("instalment_threshold_sme", work.today).shown()
    return _INSTALMENTS.format(large=large, small=small)


def _steps(row: Measure) -> tuple[papers.CalculationStep, ...]:
    steps = (row.computation or {}).get("steps", [])
    return tuple(
        papers.CalculationStep(
            number=str(step["number"]),
            label=_labelled(step),
            formula=step["formula"],
            article=step["basis"],
            amount_won=step["amount_won"],
            result=step["rate"],
            rounding=Text(step["rounding"]["ko"], step["rounding"]["en"]),
        )
        for step in steps
    )


def _labelled(step: dict[str, Any]) -> Text:
    label, line = step["label"], step["line"]
    words = Text(label["ko"], label["en"])
    return Text(f"{words.ko} ({line})", f"{words.en} ({line})") if line else words
