"""The story of a court that asks for the records of a technology case and gets a part of them."""

import hashlib
from datetime import date
from typing import Any

from pyrage import x25519  # type: ignore[import-untyped]

from app.demo import exhibits, moves
from app.demo.cast import Cast
from app.demo.stage import Player, Stage

COURT = "서울중앙지방법원 제63민사부(가상)"
KEY_FILE = "court.key"
_PDF = "application/pdf"
_LEVEL = 3


def court_request(stage: Stage, cast: Cast) -> str:
    """A court's request is examined, refused in part, released by a second officer and received.

    Returns the id of the request. A later one is left as it came in, for whoever looks around.
    """
    case_id = _case(stage, cast)
    identity = x25519.Identity.generate()
    _keep_key(stage, str(identity))
    stage.on(date(2026, 11, 12))
    asked = _ask(cast, case_id, str(identity.to_public()), "2026가합50112", "2026-09-30")
    path = f"/transmissions/{asked}"
    cast.secretary.act(f"{path}/matching", {"case_id": case_id}, about=path)
    cast.technology_examiner.act(f"{path}/review", about=path)
    _decide_items(cast.technology_examiner, path)
    cast.technology_lead.act(
        f"{path}/decision",
        {"grant_level": _LEVEL, "reason": "공정 조건표를 뺀 나머지 기록을 송부함"}, about=path,
    )  # fmt: skip
    stage.on(date(2026, 11, 18))
    cast.secretary.act(f"{path}/release", {"expires_in_days": 7}, about=path)
    stage.on(date(2026, 11, 19))
    _receive(cast.court, path)
    _ask(cast, case_id, str(identity.to_public()), "2026가합50388", "2026-11-02")
    return asked


def _case(stage: Stage, cast: Cast) -> str:
    """Return a technology case with a mail, two papers, a statement, and a hold on all of it."""
    stage.on(date(2026, 8, 3))
    files = (
        ("열처리 공정 조건표_v3.pdf", exhibits.process_table(), _PDF),
        ("조건표 요청 메일.eml", exhibits.mail(), "message/rfc822"),
        ("공동개발 협의록(7월 14일).pdf", exhibits.meeting_record(), _PDF),
    )
    case_id = moves.file(
        cast.owner,
        cast,
        "미래플랜트(가상)",
        ["ST-INF"],
        "검토용으로 보낸 열처리 공정 조건표를 설비 설계에 썼습니다.",
        violation={
            "technology": {"name": "열처리 공정 조건표", "secrecy_measures": ["nda"], "act": "used"}
        },
        files=files,
    )
    moves.assign(cast.technology_lead, cast.technology_examiner, case_id)
    cast.technology_examiner.step(case_id, "open_investigation")
    cast.technology_examiner.post(
        f"/cases/{case_id}/evidence",
        files=[("files", ("참고인 진술조서.pdf", exhibits.statement(), _PDF))],
        data={"purpose": "조건표의 사용 경위", "level": str(_LEVEL)},
    )
    order = {
        "kind": "legal_hold", "footing": "agency", "applicant": "agency",
        "terms": "이 사건과 관련된 자료 일체를 보존한다.", "issued_on": "2026-08-03",
        "served_on": "2026-08-03", "binds": "case",
        "custodians": [{"name": "최미래", "person_id": cast.plant.person_id,
                        "duties": "설계 서버와 전자우편을 그대로 보존할 것"}],
    }  # fmt: skip
    cast.secretary.post(f"/cases/{case_id}/orders", order)
    _redact(stage, cast.technology_examiner, case_id)
    return case_id


def _redact(stage: Stage, examiner: Player, case_id: str) -> None:
    """Have the one secret line of the record of the meeting burned out and checked."""
    stage.settle()
    found = examiner.get(f"/cases/{case_id}/exhibits")["items"]
    item = next(one["evidence_item_id"] for one in found if "협의록" in one["title"])
    examiner.post(f"/evidence/{item}/redactions", {"words": [exhibits.MIX], "dpi": 150})
    stage.settle()


def _ask(cast: Cast, case_id: str, key: str, docket: str, filed_on: str) -> str:
    number = cast.secretary.get(f"/cases/{case_id}")["number"]
    form = {
        "court": COURT, "docket_number": docket, "case_number": number, "suit_act": "win_win",
        "suit_filed_on": filed_on, "categories": ["statements", "papers_list", "other_records"],
        "scope": "열처리 공정 조건표를 설비 설계에 썼는지 확인한 조사기록",
        "recipient_key": key,
    }  # fmt: skip
    return str(cast.court.post("/transmissions", form)["id"])


def _decide_items(examiner: Player, path: str) -> None:
    """Decide item by item: a trade secret is refused, one line of a record is blacked out."""
    for item in examiner.get(f"{path}/items")["items"]:
        form: dict[str, Any] = {"choice": "send", "pages": 1}
        if "조건표_v3" in item["title"]:
            form |= {
                "choice": "refuse", "ground": "trade_secret",
                "reason": "배합비와 승온 조건이 전부 드러나는 공정 조건표임",
            }  # fmt: skip
        elif "협의록" in item["title"]:
            made = examiner.get(f"/evidence/{item['item_id']}/redactions")["items"]
            form |= {"choice": "send_redacted", "version_id": made[0]["id"]}
        elif "진술" in item["title"]:
            form |= {"record_class": "statement"}
        decision = f"{path}/items/{item['id']}/decision"
        examiner.post(decision, form, version=item["version"])


def _receive(court: Player, path: str) -> None:
    """Download each package, compute its hash, and confirm with it."""
    hashes = []
    for package in court.get(path)["packages"]:
        sealed = court.get(f"{path}/packages/{package['id']}/content")
        hashes.append(hashlib.sha256(sealed).hexdigest())
    court.act(f"{path}/acknowledgement", {"sha256": hashes}, about=path)


def _keep_key(stage: Stage, secret: str) -> None:
    """Keep the fictional court's secret key, so that the packages can be opened by anybody here."""
    place = stage.house.settings.data_folder / KEY_FILE
    place.touch(mode=0o600)
    place.write_text(secret + "\n", encoding="ascii")
