"""The answers of the four questions, and the kind of violation that each pair of them points to."""

from app.kernel.text import Text
from app.portal.visit import Option

RELATIONS = (
    Option("subcontract", Text("하도급", "Subcontract"), Text(
        "제조·수리·건설·용역을 맡아 해 주었습니다.",
        "You did manufacturing, repair, construction or services for them.")),
    Option("commission", Text("그 밖의 위탁 거래", "Other commissioned work"), Text(
        "하도급법의 규모 요건에 맞지 않는 위탁 거래입니다.",
        "Commissioned work outside the sizes of the Subcontracting Act.")),
    Option("none", Text("거래가 없거나 협의만 했음", "No deal, or talks only"), Text(
        "제안, 투자 상담, 입찰, 퇴사자 등으로 기술이 알려졌습니다.",
        "The technology got out by a proposal, talks, a tender or a former employee.")),
    Option("retail", Text("대형 유통업체 납품", "Supply to a large retailer")),
    Option("franchise", Text("가맹 거래", "Franchise")),
    Option("agency", Text("대리점 거래", "Agency (dealership)")),
    Option("platform", Text("온라인 플랫폼 입점", "Selling on a platform")),
)  # fmt: skip
ACTS = (
    Option("technology", Text("기술자료를 요구받거나 빼앗김", "Technical data demanded or taken")),
    Option("price", Text("대금을 깎거나 낮게 정함", "Price cut or set too low")),
    Option("payment", Text("대금을 늦게 주거나 주지 않음", "Paid late or not at all")),
    Option(
        "order", Text("발주 취소·수령 거부·반품", "Order cancelled, goods refused or sent back")
    ),
    Option("paper", Text("계약서를 주지 않음", "No written contract")),
    Option("retaliation", Text("신고했다고 불이익을 줌", "Punished for reporting")),
    Option("other", Text("그 밖의 부당한 일", "Something else that is unfair")),
)
SECRETS = (
    Option("yes", Text("예", "Yes"), Text(
        "접근 제한, 비밀 표시, 비밀유지계약 등으로 관리했습니다.",
        "Kept by access limits, marks, agreements and the like.")),
    Option("no", Text("아니오", "No")),
    Option("unsure", Text("잘 모르겠음 · 기술과 관계없음", "Not sure, or not about technology")),
)  # fmt: skip

_SUBCONTRACT = {
    "technology": "TK-USE", "price": "SC-PRICE", "payment": "SC-LATE", "order": "SC-CANC",
    "paper": "SC-DOC", "retaliation": "SC-RETAL", "other": "SC-TERM",
}  # fmt: skip
_COMMISSION = {
    "technology": "WW-TK", "price": "WW-COND-3", "payment": "WW-PAY", "order": "WW-COND-1",
    "paper": "WW-AGR", "retaliation": "WW-COND-14", "other": "WW-COND-5",
}  # fmt: skip
_RETAIL = {"price": "RT-CUT", "payment": "RT-LATE", "order": "RT-RETURN", "retaliation": "RT-RETAL"}
_FRANCHISE = {"order": "FR-REFUSE", "retaliation": "FR-RETAL"}
_AGENCY = {"retaliation": "AG-RETAL"}
_REST = {
    "none": ({}, "FT-SUP"),
    "retail": (_RETAIL, "RT-BENEFIT"),
    "franchise": (_FRANCHISE, "FR-UNFAIR"),
    "agency": (_AGENCY, "AG-DISADV"),
    "platform": ({"retaliation": "FT-RETAL"}, "PL-UTP"),
}
_TECHNOLOGY_ANYWHERE = "ST-INF"


def code_for(relation: str, act: str, kept_closed: str) -> tuple[str, str]:
    """Return the code of the violation that the answers point to, and a second way, if any.

    Misuse of secret technology of an SME may be reported whatever the relation is.
    """
    technology = act == "technology" and kept_closed != "no"
    if relation in ("subcontract", "commission"):
        codes = _SUBCONTRACT if relation == "subcontract" else _COMMISSION
        return codes[act], _TECHNOLOGY_ANYWHERE if technology else ""
    if act == "technology":
        return _TECHNOLOGY_ANYWHERE, ""
    codes, fallback = _REST[relation]
    return codes.get(act, fallback), ""
