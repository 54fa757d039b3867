"""An upload whose answer was lost on the way is sent again, even after its complaint was filed."""

from pathlib import Path
from typing import Any

from app.access.actor import Role
from app.demo.complaints import complaint
from app.demo.stage import Answer, Player
from tests.support.town import open_town


def upload(player: Player, draft_id: str, content: bytes = b"A-12\n", key: str = "one") -> Answer:
    files: Any = [("files", ("a.txt", content, "text/plain"))]
    return player.call("POST", f"/drafts/{draft_id}/evidence", key=key, files=files)


def test_a_repeat_after_filing_gets_the_answer_that_was_lost(
    tmp_path: Path, database_url: str
) -> None:
    with open_town(tmp_path / "data", database_url=database_url) as stage:
        player = stage.player(Role.PARTY, "김하늘")
        draft_id = player.post("/drafts")["id"]
        first = upload(player, draft_id)
        form = complaint(["TK-USE"], "대한모터스(가상)", "도면을 넘겼습니다.") | {
            "draft_id": draft_id
        }
        case = player.post("/complaints", form)

        again = upload(player, draft_id)
        assert (again.status, again.body) == (201, first.body)
        assert again.headers["idempotent-replayed"] == "true"
        assert len(player.get(f"/cases/{case['case_id']}/exhibits")["items"]) == 1

        assert upload(player, draft_id, b"B-13\n").status == 422
        assert upload(player, draft_id, key="two").body["code"] == "draft-filed"
        stranger = stage.player(Role.PARTY, "남모름")
        assert upload(stranger, draft_id).status == 404
