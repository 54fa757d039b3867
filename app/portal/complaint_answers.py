"""Every answer of a complaint in words, with the way to the field where it can be changed."""

from collections.abc import Callable, Mapping
from typing import Any

from app.kernel.money import format_won, parse_won
from app.kernel.text import Language, Text
from app.portal import complaint_words as words
from app.portal.complaint_pages import (
    COMPLAINANT,
    CONSENTS,
    RESPONDENT,
    STORY,
    TECHNOLOGY,
    VIOLATION,
    FormPage,
)
from app.portal.drafting import OpenDraft, value_at
from app.portal.visit import Option, label_of

_AGREED = (Option("yes", Text("동의함", "Agreed")),)
_CHOSEN: dict[str, tuple[Option, ...]] = {
    "kind": words.KINDS,
    "relationship": words.RELATIONSHIPS,
    "technology.act": words.TECHNOLOGY_ACTS,
    "technology.secrecy_measures": words.SECRECY,
    "technology.demand_items": words.DEMAND_ITEMS,
    "technology.demanded_in_writing": words.YES_NO,
    "retaliation_feared": words.YES_NO,
    "identity": words.IDENTITIES,
    "notify_respondent": words.NOTICES,
    "collection": _AGREED,
    "sharing": _AGREED,
}
_AMOUNTS = {"price_won", "loss_won", "sales_won"}
_HIDDEN = {"company_id"}
LABELS: dict[str, Text] = {
    "kind": Text("신고인 구분", "Who reports"),
    "name": Text("성명", "Name"),
    "birth_on": Text("생년월일", "Birth date"),
    "address": Text("주소", "Address"),
    "postcode": Text("우편번호", "Postcode"),
    "phone": Text("전화번호", "Telephone"),
    "email": Text("이메일", "E-mail"),
    "company_name": Text("상호", "Company name"),
    "business_number": Text("사업자등록번호", "Business number"),
    "representative_name": Text("대표자", "Representative"),
    "relationship": Text("피신고인과의 관계", "Relationship to the respondent"),
    "sales_won": Text("직전 연도 매출액", "Sales of the year before"),
    "department": Text("담당 부서·담당자", "Department or person"),
    "codes": Text("위반 유형", "Kinds of violation"),
    "trade_started_on": Text("거래 시작일", "Trade start date"),
    "trade_ended_on": Text("거래 종료일", "Trade end date"),
    "price_won": Text("거래 대금", "Price of the deal"),
    **{f"narrative.{name}": label for name, label, _ in words.NARRATIVE},
    "unlawful_reason": Text("위법하다고 보는 이유", "Why it is unlawful"),
    "loss_won": Text("피해 추정 금액", "Estimated loss"),
    "retaliation_feared": Text("보복 우려", "Fear of retaliation"),
    "other_procedures": Text("진행 중인 다른 절차", "Other procedures"),
    "technology.name": Text("기술자료의 명칭", "Name of the technical data"),
    "technology.scope": Text("기술자료의 범위", "Extent of the data"),
    "technology.secrecy_measures": Text("비밀관리 방법", "How it was kept secret"),
    "technology.act": Text("침해 행위", "What was done"),
    "technology.circumstances": Text("침해 경위", "How it came about"),
    "technology.known_on": Text("처음 안 날", "First known on"),
    "technology.demanded_in_writing": Text("서면 요구", "Written demand"),
    "technology.demand_items": Text("요구서에 있던 항목", "What the demand stated"),
    "identity": Text("신분 공개", "Disclosing your identity"),
    "notify_respondent": Text("피신고인 통지", "Telling the respondent"),
    "collection": Text("개인정보 수집·이용", "Collecting personal data"),
    "sharing": Text("기관 사이 제공", "Sharing between agencies"),
}
_RESPONDENT_NAME = Text("피신고인 상호", "Respondent’s name")


def answers_shown(
    found: OpenDraft, names: Mapping[str, Text], language: Language
) -> list[dict[str, Any]]:
    """Return the answers page by page, each with its link to change it."""
    pages = [COMPLAINANT, RESPONDENT, VIOLATION, STORY]
    pages += [TECHNOLOGY] if found.technical else []
    shown: list[dict[str, Any]] = []
    for page in [*pages, CONSENTS]:
        section = found.sections.get(page.section, {})
        read = _reader(names, language)
        rows = [
            {
                "key": _label(page, name).get(language),
                "value": read(name, value_at(section, name)),
                "change_url": f"/complaints/{found.draft.id}/{page.slug}#{page.section}.{name}",
            }
            for name in page.fields
            if name not in _HIDDEN
        ]
        shown.append({"title": page.title.get(language), "rows": rows})
    return shown


def _label(page: FormPage, name: str) -> Text:
    return _RESPONDENT_NAME if page is RESPONDENT and name == "name" else LABELS[name]


def _reader(names: Mapping[str, Text], language: Language) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:
        if name == "codes":
            return "\n".join(names[code].get(language) for code in value if code in names)
        if name in _CHOSEN:
            chosen = value if isinstance(value, list) else [value]
            return "\n".join(label_of(_CHOSEN[name], one, language) for one in chosen if one)
        if name in _AMOUNTS and value:
            return _amount(str(value), language)
        return str(value or "")

    return read


def _amount(written: str, language: Language) -> str:
    try:
        return format_won(parse_won(written), language)
    except ValueError:
        return written
