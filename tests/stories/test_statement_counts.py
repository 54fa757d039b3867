"""How many statements the two busiest requests send; a count, because a time would not be a test."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.access.actor import Role
from app.demo.complaints import complaint
from tests.support.town import open_town

COMPLAINT = complaint(["SC-CUT"], "대한모터스(가상)", "하도급대금을 깎았습니다.")
COMPLAINT["respondent"]["business_number"] = "105-81-00003"  # so that the firm is known
ON_FILING, ON_A_PAGE = 15, 4


@contextmanager
def counted(engine: Engine) -> Generator[list[str]]:
    """Yield the list of statements that are sent within the block."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(" ".join(statement.split())[:80])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_filing_and_a_page_of_the_queue_send_few_statements(tmp_path: Path) -> None:
    with open_town(tmp_path) as stage:
        party = stage.player(Role.PARTY, "김하늘")
        lead = stage.player(Role.LEAD, "한과장", unit="subcontract")
        for _ in range(3):
            party.post("/complaints", COMPLAINT)
        lead.get("/cases")
        with counted(stage.house.world.engine) as filing:
            party.post("/complaints", COMPLAINT)
        with counted(stage.house.world.engine) as page:
            found = lead.get("/cases?limit=50")
    assert len(found["items"]) == 4
    assert len(filing) <= ON_FILING, "\n".join(filing)
    assert len(page) <= ON_A_PAGE, "\n".join(page)
