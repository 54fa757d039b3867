"""Complaints as fictional firms file them."""

from typing import Any

from app.demo.stage import Player

DRAWING_LIST = (
    "도면번호,명칭,개정일,비고\n"
    "A-12,금형 하부 코어,2024-03-11,대외비\n"
    "A-13,금형 상부 캐비티,2024-03-11,대외비\n"
).encode()
MAIL = (
    "보낸 사람: 구매팀\n받는 사람: 설계팀\n\n"
    "지난번 말씀드린 A-12 도면을 오늘 중으로 보내 주세요. 검토용입니다.\n"
).encode()
Files = tuple[tuple[str, bytes, str], ...]
FILES: Files = (
    ("도면 목록.csv", DRAWING_LIST, "text/csv"),
    ("도면 요구 메일.txt", MAIL, "text/plain"),
)


def complaint(codes: list[str], respondent: str, what: str, **more: Any) -> dict[str, Any]:
    """Return a complaint in the form that is filed; keyword groups change its groups."""
    body: dict[str, Any] = {
        "complainant": {
            "kind": "corporation",
            "name": "김하늘",
            "address": "경기도 안산시 단원구 별망로 1",
            "phone": "031-400-1234",
            "company_name": "한빛정밀(가상)",
            "relationship": "수급사업자",
        },
        "respondent": {"name": respondent, "address": "서울특별시 강남구 테헤란로 1"},
        "violation": {"codes": codes, "narrative": {"what": what}},
        "consents": {"identity": "private", "notify_respondent": True, "collection": True},
        "statement": {"true": True, "signature": "김하늘"},
    }
    for group, values in more.items():
        body[group] = {**body[group], **values} if isinstance(values, dict) else values
    return body


def draft_with_files(player: Player, files: Files = FILES) -> str:
    """Begin a draft, upload files to it as proof, and return its id."""
    draft = player.post("/drafts")
    player.post(
        f"/drafts/{draft['id']}/evidence",
        files=[("files", file) for file in files],
        data={"purpose": "기술자료의 존재와 제공 경위를 입증"},
    )
    return str(draft["id"])
