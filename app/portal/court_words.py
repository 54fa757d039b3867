"""What the pages on requests for records say of states, Acts and packages, in both languages."""

from typing import Any

from app.discovery.transmissions.answers import TransmissionRow
from app.discovery.transmissions.regimes import ACT_LABELS
from app.discovery.transmissions.rules import CATEGORY_LABELS, Finding, SuitAct
from app.kernel.text import Language, Text
from app.portal.visit import Option

# The shape of a state's tag, and what the one who asked may expect next.
KINDS: dict[str, str] = {
    "received": "waiting", "under_review": "progress", "granted": "progress",
    "granted_in_part": "progress", "refused": "problem", "released": "waiting",
    "delivered": "waiting", "acknowledged": "done", "clawed_back": "problem",
    "withdrawn": "neutral",
}  # fmt: skip
EXPECT: dict[str, Text] = {
    "received": Text(
        "담당 기관이 어느 사건의 기록인지 확인하고 있습니다.",
        "The agency is finding out which case file is asked for.",
    ),
    "under_review": Text(
        "담당 기관이 기록을 항목별로 검토하고 있습니다.",
        "The agency is examining the records item by item.",
    ),
    "granted": Text(
        "송부가 결정되었습니다. 다른 담당자의 확인을 거쳐 송부합니다.",
        "Sending was decided. A second officer releases the records next.",
    ),
    "granted_in_part": Text(
        "일부 송부가 결정되었습니다. 항목별 결정과 거부 사유를 확인해 주세요.",
        "A part will be sent. See the decision and any ground of refusal item by item.",
    ),
    "refused": Text(
        "송부하지 않기로 결정되었습니다. 항목별 거부 사유를 확인해 주세요.",
        "Nothing is sent. See the ground of refusal item by item.",
    ),
    "released": Text(
        "기록이 송부되었습니다. 봉인된 꾸러미를 내려받아 주세요.",
        "The records were released. Download the sealed packages.",
    ),
    "delivered": Text(
        "모든 꾸러미를 내려받았습니다. 해시를 확인하고 수령을 확인해 주세요.",
        "Every package was downloaded. Check the hashes and acknowledge receipt.",
    ),
    "acknowledged": Text("수령 확인을 마쳤습니다.", "Receipt was acknowledged."),
    "clawed_back": Text(
        "송부가 회수되었습니다. 내려받은 기록을 쓰지 마세요.",
        "The records were called back. Do not use what was downloaded.",
    ),
    "withdrawn": Text("요구가 철회되었습니다.", "The request was withdrawn."),
}
PACKAGES: dict[str, Text] = {
    "records": Text("송부 기록과 목록", "Records and their list"),
    "in_camera": Text("비공개 제시 기록(법원만)", "Shown in camera, for the court alone"),
}
FINDINGS = (
    Option(
        Finding.INDISPENSABLE,
        Text("반드시 필요한 자료로 인정", "Indispensable"),
        Text(
            "영업비밀이어도 이를 이유로 송부를 거부할 수 없게 됩니다.",
            "A trade secret is then no ground of refusal.",
        ),
    ),
    Option(
        Finding.SHOW,
        Text("법원에만 제시하도록 명령", "To be shown to the court alone"),
        Text(
            "법원만 볼 수 있는 봉인 꾸러미로 따로 송부합니다.",
            "Sent in a sealed package of its own.",
        ),
    ),
)


def line_of(row: TransmissionRow, language: Language) -> dict[str, Any]:
    """Return a line of a list of requests."""
    code = row.state.code
    return {"row": row, "kind": KINDS[code], "expect": EXPECT[code].get(language)}


def acts(language: Language) -> list[dict[str, str]]:
    """Return the Acts on which a suit may rest, as a field offers them."""
    return [{"value": str(act), "label": ACT_LABELS[act].get(language)} for act in SuitAct]


def act_name(code: str, language: Language) -> str:
    """Return the full name of an Act."""
    return ACT_LABELS[SuitAct(code)].get(language)


def categories(language: Language) -> list[dict[str, str]]:
    """Return the three categories of the statute, as boxes to tick."""
    return [
        {"value": str(code), "label": label.get(language)}
        for code, label in CATEGORY_LABELS.items()
    ]
