"""What each page of the complaint form offers to choose from."""

from collections.abc import Callable, Iterable
from typing import Any

from app.access.actor import Role
from app.cases.lifecycle import TRACKS
from app.cases.rules import act_of
from app.db.work import Work
from app.kernel.text import Language, Text
from app.law.agencies import AGENCIES
from app.law.kinds import Violation
from app.people import queries as people
from app.portal import complaint_words as words
from app.portal.complaint_pages import COMPLAINANT, CONSENTS, STORY, TECHNOLOGY, VIOLATION, FormPage
from app.portal.visit import shown

_GROUPS: dict[str, Text] = {
    "technical": Text("기술자료 (하도급)", "Technical data (subcontracting)"),
    "paper": Text("계약서·특약 (하도급)", "Contract and terms (subcontracting)"),
    "price": Text("대금 (하도급)", "Price and payment (subcontracting)"),
    "order": Text("발주·납품 (하도급)", "Orders and delivery (subcontracting)"),
    "kftc": Text("그 밖의 부당한 일 (하도급)", "Other unfair acts (subcontracting)"),
    "mss_win_win": Text("수탁·위탁거래 (상생협력법)", "Commissioned work (Win-Win Act)"),
    "sme_technology": Text("중소기업기술 침해", "Technology of SMEs"),
    "fair_trade": Text(
        "거래상 지위 남용·플랫폼 (공정거래법)", "Superior position and platforms (Fair Trade Act)"
    ),
    "retail": Text("대규모유통업", "Large-scale retail"),
    "franchise": Text("가맹거래", "Franchise"),
    "agency": Text("대리점거래", "Agency trade"),
    "referred_out": Text("다른 기관 소관 (접수 후 이송)", "Other bodies (taken in and referred)"),
}
_PLACES = {
    **dict.fromkeys(("SC-DOC", "SC-KEEP", "SC-IDX", "SC-IDXEV", "SC-TERM"), "paper"),
    **dict.fromkeys(("SC-PRICE", "SC-ADV", "SC-LC", "SC-CUT", "SC-SETOFF", "SC-LATE"), "price"),
    **dict.fromkeys(
        ("SC-GUAR", "SC-DIRECT", "SC-REFUND", "SC-DESIGN", "SC-ADJ", "SC-KIND"), "price"
    ),
    **dict.fromkeys(("SC-CANC", "SC-RECV", "SC-INSP", "SC-RET"), "order"),
}
_KFTC = Text("공정거래위원회가 처리합니다.", "Dealt with by the Korea Fair Trade Commission.")
_GROUP_HINTS: dict[str, Text] = {
    "technical": Text(
        "공정거래위원회가 처리합니다. 입증 자료가 필요합니다.",
        "Dealt with by the Korea Fair Trade Commission. Proof is needed.",
    ),
    "mss_win_win": Text(
        "중소벤처기업부가 처리합니다. 다른 묶음과는 따로 신고하세요.",
        "Dealt with by the Ministry of SMEs and Startups. File it separately.",
    ),
    **dict.fromkeys(
        ("fair_trade", "retail", "franchise", "agency"),
        Text(
            "공정거래위원회가 처리합니다. 다른 법률의 위반과는 따로 신고하세요.",
            "Dealt with by the Korea Fair Trade Commission. File each Act separately.",
        ),
    ),
    "referred_out": Text(
        "접수한 뒤 소관 기관으로 이송하고 알려 드립니다.",
        "Taken in, referred to the body in charge, and you are told.",
    ),
    "sme_technology": Text(
        "중소벤처기업부가 처리합니다. 거래 관계가 없어도 됩니다. 다른 묶음과는 따로 신고하세요.",
        "Dealt with by the Ministry of SMEs and Startups, even without a deal. File it separately.",
    ),
}


def choices_of(work: Work, page: FormPage, language: Language) -> dict[str, Any]:
    """Return what a page offers, in the reader's language."""
    makers: dict[str, Callable[[Work, Language], dict[str, Any]]] = {
        COMPLAINANT.slug: _complainant,
        VIOLATION.slug: _violations,
        STORY.slug: _story,
        TECHNOLOGY.slug: _technology,
        CONSENTS.slug: _consents,
    }
    maker = makers.get(page.slug)
    return maker(work, language) if maker else {}


def _complainant(work: Work, language: Language) -> dict[str, Any]:
    own = []
    if work.actor.role is Role.PARTY:
        own = people.companies(work, limit=50).items
    return {
        "kinds": shown(words.KINDS, language),
        "relationships": shown(words.RELATIONSHIPS, language),
        "companies": [{"value": company.id, "label": company.name} for company in own],
        "signed_in": work.actor.role is Role.PARTY,
    }


def _story(_work: Work, language: Language) -> dict[str, Any]:
    questions = [
        {"name": name, "label": label.get(language), "hint": hint.get(language)}
        for name, label, hint in words.NARRATIVE
    ]
    return {"yes_no": shown(words.YES_NO, language), "questions": questions}


def _technology(_work: Work, language: Language) -> dict[str, Any]:
    return {
        "secrecy": shown(words.SECRECY, language),
        "acts": shown(words.TECHNOLOGY_ACTS, language),
        "yes_no": shown(words.YES_NO, language),
        "demand_items": shown(words.DEMAND_ITEMS, language),
    }


def _consents(work: Work, language: Language) -> dict[str, Any]:
    names = {v.code: v.name.get(language) for v in work.law.violations()}
    return {
        "identities": shown(words.IDENTITIES, language),
        "notices": shown(words.NOTICES, language),
        "violation_names": names,
    }


def _violations(work: Work, language: Language) -> dict[str, Any]:
    elsewhere: dict[str, list[str]] = {}
    for violation in work.law.violations():
        if violation.track not in TRACKS:
            agency = AGENCIES[violation.agency].get(language)
            place = f"{violation.basis.act} · {agency}"
            elsewhere.setdefault(place, []).append(violation.name.get(language))
    here = [one for one in work.law.violations() if one.track in TRACKS]
    return {
        "groups": grouped(work, here, language),
        "elsewhere": [{"place": place, "names": names} for place, names in elsewhere.items()],
    }  # fmt: skip


def grouped(
    work: Work, violations: Iterable[Violation], language: Language
) -> list[dict[str, Any]]:
    """Return violations in the groups of the form, by Act and subject, in the form's order."""
    found: dict[str, list[dict[str, str]]] = {}
    for violation in violations:
        found.setdefault(_group(work, violation), []).append(_option(violation, language))
    return [
        {
            "label": label.get(language),
            "hint": _GROUP_HINTS.get(place, _KFTC).get(language),
            "items": found[place],
        }
        for place, label in _GROUPS.items()
        if place in found
    ]


def _group(work: Work, violation: Violation) -> str:
    act = act_of(work.law, (violation.code,))
    if act:
        return act
    if violation.track == "kftc" and violation.technical_data:
        return "technical"
    return _PLACES.get(violation.code, violation.track)


def _option(violation: Violation, language: Language) -> dict[str, str]:
    return {
        "value": violation.code,
        "label": violation.name.get(language),
        "hint": violation.example.get(language),
        "basis": str(violation.basis),
    }
