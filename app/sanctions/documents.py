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
from app.law.citation import cited
from app.law.computation import NOT_ROUNDED
from app.law.figures import Figure
from app.law.kinds import Carries, Clock
from app.papers import documents as papers
from app.people import queries as people
from app.sanctions import facts, store
from app.sanctions import paper_words as words
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
_RESPONDENT = "피심인"
# What the agency does by itself leaves the respondent nothing to do or to leave undone.
_NOTHING_TO_DO = frozenset(
    {"caution", "warning", "penalty_points", "publication", "habitual_listing"}
)
_NOT_IN_FONT = str.maketrans("⌊⌋", "[]")


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
        "subject": Text(f"{kind.name.ko} ({number.ko})", f"{kind.name.en} ({number.en})"),
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
        "compliance": words.COMPLY if row.comply_by else None,
        "reply": words.REPLY if answerable else None,
        "breach": words.BREACH if _may_be_breached(work, row) else None,
        "remedies": _remedies(work, row),
    }


def _surcharge(work: Work, row: Measure, base_url: str) -> papers.SurchargePaper:
    book = work.law
    charged = kinds.has_late_charge(book.measure(row.kind), book.regime(row.regime))
    due_on = _due_if_served_today(work, row)
    return papers.SurchargePaper(
        **_content(work, row, base_url),
        surcharge_won=row.amount_won or 0,
        due_on=due_on,
        payment=words.PAYMENT if due_on else words.PAYMENT_WITHOUT_DAY,
        late_charge=_late_charge(work) if charged else words.NO_CHARGE,
        instalments=_instalments(work) if charged else None,
        steps=_steps(work, row),
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
        owed = papers.amount_data(row.amount_won or 0)["full"]
        return (words.PAY_ITEM.format(ko=owed["ko"], en=owed["en"]),)
    if facts.carries(work, row) is Carries.POINTS and row.points_hundredths:
        told = shown(row.points_hundredths)
        return (words.POINTS_ITEM.format(ko=words.points(told).ko, en=told),)
    name = work.law.measure(row.kind).name
    until = row.posted_until
    if until is not None:
        day = papers.day_text(until)
        posted = words.POSTED_ITEM.format(ko=name.ko, en=name.en, until_ko=day.ko, until_en=day.en)
        return (posted,)
    return (words.TAKEN_ITEM.format(ko=name.ko, en=name.en),)


def _may_be_breached(work: Work, row: Measure) -> bool:
    """Tell whether the respondent itself is asked for something that can be left undone."""
    own = work.law.measure(row.kind).addressee(row.decided_on).ko == _RESPONDENT
    return own and row.kind not in _NOTHING_TO_DO and facts.has_duty(work, row)


def _addressee(work: Work, row: Measure, respondent: str) -> papers.Words:
    """Return to whom the paper goes: the respondent, or the authority that is asked to act."""
    to = work.law.measure(row.kind).addressee(row.decided_on)
    return respondent if to.ko == _RESPONDENT else to


def _legal_basis(work: Work, row: Measure) -> tuple[papers.LegalBasis, ...]:
    rung = kinds.rung_of(work.law, row.kind, row.regime)
    own = papers.LegalBasis(article=cited(rung.basis), provision=work.law.measure(row.kind).name)
    found = [work.law.violation(code) for code in row.violations]
    return (
        *(papers.LegalBasis(article=cited(one.basis), provision=one.name) for one in found),
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
        points = words.points(shown(row.points_hundredths))
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
                value=words.points(shown(row.points_hundredths)),
                status=row.points_status,
                source=words.SEE_OUTLINE,
            )
        )
    if row.computation is not None:
        status = str(row.computation["status"])
        found.append(
            papers.Figure(
                label=Text("과징금 산정에 쓴 수치", "Figures used to calculate the surcharge"),
                value=words.won(row.amount_won or 0),
                status=status,
                source=words.SEE_ANNEX,
            )
        )
    return tuple(found)


def _figure(figure: Figure) -> papers.Figure:
    return papers.Figure(
        label=figure.label,
        value=words.value(figure),
        status=str(figure.status),
        source=cited(figure.basis),
    )


def _rights(work: Work, row: Measure) -> list[tuple[Clock, Text]]:
    known = {"objection_filed": words.OBJECTION, "suit_filed": words.SUIT}
    return [
        (rule, _in_time(work, row, rule, known[rule.ends_on[0]]))
        for rule in kinds.clocks_of(facts.law_of(work, row), row.kind, row.regime)
        if rule.on_objection and rule.ends_on[0] in known
    ]


def _in_time(work: Work, row: Measure, rule: Clock, said: Text) -> Text:
    """Return a sentence with the length of its period, where the book holds it."""
    law = facts.law_of(work, row)
    held = rule.period and law.has_figure(rule.period, row.decided_on)
    return words.in_time(said, law.figure(rule.period, row.decided_on) if held else None)


def _remedies(work: Work, row: Measure) -> tuple[papers.Remedy, ...]:
    return tuple(
        papers.Remedy(label=rule.label, explanation=said, last_on=None, article=cited(rule.basis))
        for rule, said in _rights(work, row)
    )


def _due_if_served_today(work: Work, row: Measure) -> date | None:
    law = facts.law_of(work, row)
    rule = kinds.clock_ending_on(law, row.kind, row.regime, "paid")
    if rule is None:
        return row.comply_by
    around = Surroundings.of(work.calendar, law)
    state = derive(rule, [Occurrence(work.today, "served")], around)
    return state.due_on or row.comply_by


def _late_charge(work: Work) -> Text:
    rate = work.law.figure("late_charge", work.today).shown()
    months = work.law.figure("late_charge_months", work.today).number
    return words.LATE_CHARGE.format(rate=rate, months=months)


def _instalments(work: Work) -> Text:
    return words.instalments(
        large=work.law.figure("instalment_threshold", work.today).number,
        small=work.law.figure("instalment_threshold_sme", work.today).number,
    )


def _steps(work: Work, row: Measure) -> tuple[papers.CalculationStep, ...]:
    steps = (row.computation or {}).get("steps", [])
    return tuple(
        papers.CalculationStep(
            number=str(step["number"]),
            label=_labelled(work, step),
            formula=step["formula"].translate(_NOT_IN_FONT),
            article=cited(step["basis"]),
            amount_won=step["amount_won"],
            result=step["rate"],
            rounding=_rounding(step),
        )
        for step in steps
    )


def _rounding(step: dict[str, Any]) -> Text | None:
    """Return how a step was rounded; one that was not says nothing of it."""
    told = Text(step["rounding"]["ko"], step["rounding"]["en"])
    return None if told == NOT_ROUNDED else told


def _labelled(work: Work, step: dict[str, Any]) -> Text:
    """Return what a step is, with the name of the violation that it is about."""
    label, line = Text(step["label"]["ko"], step["label"]["en"]), step["line"]
    if not line:
        return label
    known = {one.code: one.name for one in work.law.violations()}
    about = known.get(line, Text(line, line))
    return Text(f"{label.ko} – {about.ko}", f"{label.en} – {about.en}")
