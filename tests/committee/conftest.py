"""A case that waits for its panel, on a stage of the test's own."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo import moves, panel
from app.demo.cast import Cast, gather
from app.demo.complaints import FILES
from app.demo.stage import Player, Stage
from tests.support.town import open_town

REPORTED, ANSWERED, HEARING = date(2026, 9, 1), date(2026, 9, 15), date(2026, 9, 29)
ORDER: dict[str, Any] = {
    "kind": "corrective_order", "violations": ["SC-CUT"], "reasons": "감액이 인정됩니다.",
    "order_items": ["감액한 대금을 지급하여야 한다."], "comply_by": "2026-12-15",
}  # fmt: skip


@dataclass(frozen=True)
class Chamber:
    """A stage with its people, and a case whose respondent has answered the report."""

    stage: Stage
    cast: Cast
    case_id: str

    @property
    def secretary(self) -> Player:
        """The one who prepares the sessions."""
        return self.cast.secretary

    def table(self, *, kind: str = "subcommittee") -> str:
        """Put the case before the standing panel and give notice; returns the item's id."""
        panel_id = panel.standing_panel(self.secretary, self.cast.panel, kind=kind)
        return panel.table(self.secretary, self.case_id, panel_id, HEARING)

    def heard(self, voters: tuple[Player, ...] | None = None) -> str:
        """Take the case to the end of its hearing; returns the hearing's id."""
        item_id = self.table()
        for member in voters or self.cast.panel:
            panel.declare(member, item_id)
        self.stage.on(HEARING)
        said = {"side": "respondent", "name": "정세진", "words": "선처를 바랍니다."}
        return panel.hear(self.secretary, item_id, [said])

    def refused(self, player: Player, path: str, form: Any, *, about: str = "") -> tuple[int, str]:
        """Return status and code of a refusal; `about` is where the version is read."""
        version = self.secretary.get(about)["version"] if about else None
        answer = player.call("POST", path, form, version=version)
        return answer.status, str(answer.body.get("code"))


def _chamber(stage: Stage, panel_kind: str) -> Chamber:
    cast = gather(stage)
    stage.on(date(2026, 3, 4))
    case_id = moves.file(
        cast.other_owner, cast, "세진전자(가상)", ["SC-CUT"], "대금을 깎았습니다.",
        violation={"trade_ended_on": "2025-12-31", "price_won": 400_000_000}, files=FILES[:1],
    )  # fmt: skip
    moves.investigate(stage, cast, case_id, date(2026, 3, 16))
    stage.on(REPORTED)
    cast.examiner.step(case_id, "send_report", panel=panel_kind)
    stage.on(ANSWERED)
    cast.repeat_offender.step(case_id, "receive_opinion", reason="의견서를 제출합니다.")
    return Chamber(stage, cast, case_id)


@pytest.fixture
def open_chamber(tmp_path: Path) -> Generator[Callable[..., Chamber]]:
    """Yield a function that opens a chamber on a database; all are closed at the end."""
    opened = []

    def make(name: str = "", url: str = "", panel_kind: str = "subcommittee") -> Chamber:
        town = open_town(tmp_path / (name or "town"), database_url=url)
        opened.append(town)
        return _chamber(town.__enter__(), panel_kind)

    yield make
    for town in opened:
        town.__exit__(None, None, None)


@pytest.fixture
def chamber(open_chamber: Callable[..., Chamber]) -> Chamber:
    """Return a chamber on SQLite."""
    return open_chamber()
