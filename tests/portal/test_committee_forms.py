"""The forms of the committee's pages: what was typed is kept, and no two fields share a name."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from app.demo import moves, panel
from app.demo.cast import Cast, gather
from app.demo.stage import Answer, Player, Stage
from tests.portal.staff_reader import page, send, submit, text_of
from tests.support.town import open_town

LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])
_IDS = re.compile(r' id="([^"]+)"')


@dataclass
class Chamber:
    """A case whose report was sent, and a panel that may hear it."""

    stage: Stage
    cast: Cast
    case_id: str
    panel_id: str


@pytest.fixture(scope="module")
def chamber(tmp_path_factory: pytest.TempPathFactory) -> Generator[Chamber]:
    """Yield a chamber with a case that is ready to be tabled."""
    with open_town(tmp_path_factory.mktemp("chamber"), today=date(2026, 9, 1)) as stage:
        cast = gather(stage)
        case_id = moves.file(
            cast.owner, cast, "대한모터스(가상)", ["SC-CUT"], "납품 뒤 대금을 깎았습니다.",
            violation={"trade_ended_on": "2025-06-30", "price_won": 1_000_000_000},
        )  # fmt: skip
        moves.investigate(stage, cast, case_id, date(2026, 9, 7))
        cast.examiner.step(case_id, "send_report", panel="subcommittee")
        cast.respondent.step(case_id, "receive_opinion", reason="의견서를 제출합니다.")
        panel_id = panel.standing_panel(cast.secretary, cast.panel)
        yield Chamber(stage, cast, case_id, panel_id)


@LANGUAGES
def test_a_case_without_panel_or_day_is_not_tabled_and_the_place_is_kept(
    chamber: Chamber, language: str
) -> None:
    path, secretary = f"/committee/cases/{chamber.case_id}", chamber.cast.secretary
    status, text = page(secretary, path, language=language)
    assert status == HTTPStatus.OK
    assert ("예정된 회의가 없습니다." if language == "ko" else "No session is planned.") in text
    assert (chamber.case_id in text, "-SUB-" in text) == (True, language == "en")
    name = f"table.{chamber.case_id}"
    refused = submit(secretary, path, {f"{name}.place": "심판정 (가상)"})
    assert (refused.status, 'value="심판정 (가상)"' in text_of(refused)) == (422, True)
    for field in ("panel_id", "hearing_on"):
        assert f'href="#{name}.{field}"' in text_of(refused)
        assert f'id="{name}.{field}"' in text_of(refused)


def test_the_forms_of_an_item_share_no_field_and_only_the_refused_one_opens(
    chamber: Chamber,
) -> None:
    path, secretary = f"/committee/cases/{chamber.case_id}", chamber.cast.secretary
    name = f"table.{chamber.case_id}"
    form = {f"{name}.panel_id": chamber.panel_id, f"{name}.hearing_on": "2026-10-12"}
    answer = submit(secretary, path, form)
    assert answer.status == HTTPStatus.SEE_OTHER, text_of(answer)
    item = answer.headers["location"]
    member, item_id = chamber.cast.panel[0], item.rpartition("/")[2]
    seat = panel.own_seat(member, item_id)
    fields = {f"declaration.{seat['id']}.reason": "모름", "version": str(seat["version"])}
    unsaid = _sent(member, "/committee", f"/committee/seats/{seat['id']}", fields)
    text = text_of(unsaid)
    assert (unsaid.status, ">\n모름</textarea>" in text) == (422, True)
    assert f'href="#declaration.{seat["id"]}.ground"' in text
    assert "감액" in text
    _, text = page(secretary, item)
    ids = _IDS.findall(text)
    assert len(ids) == len(set(ids))
    assert "<details open" not in text.replace(' class="details"', "")
    version = str(secretary.get(f"/agenda/{item_id}")["version"])
    fields = {"postponement.reason": "일정 조정", "version": version}
    refused = _sent(secretary, item, f"{item}/postponement", fields)
    text = text_of(refused)
    assert (refused.status, ">\n일정 조정</textarea>" in text) == (422, True)
    assert text.count('<details class="details" open>') == 1
    assert 'href="#postponement.hearing_on"' in text


def _sent(player: Player, seen: str, path: str, fields: dict[str, str]) -> Answer:
    """Send one form of a page that holds several."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page(player, seen)[1])
    assert token is not None
    return send(player, "POST", path, urlencode({"csrf_token": token[1], **fields}))
