"""Evidence on the pages of the staff and of the parties: list, piece, chain, and what is done there."""

import io
import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
import pytest

from app.demo import exhibits, moves
from app.demo.cast import Cast, gather
from app.demo.complaints import complaint
from app.demo.stage import Player, Stage
from tests.portal.staff_reader import page, send, submit, text_of
from tests.support.town import open_town

PDF = "application/pdf"


@dataclass
class Desk:
    """A case under investigation with evidence of both sides, held by an order; and one without."""

    stage: Stage
    cast: Cast
    case_id: str
    items: dict[str, str]
    empty_case: str

    def url(self, name: str) -> str:
        return f"/queue/{self.case_id}/evidence/{self.items[name]}"

    def own(self, name: str) -> str:
        return f"/my-cases/{self.case_id}/evidence/{self.items[name]}"


def locked_pdf() -> bytes:
    made, kept = pikepdf.open(io.BytesIO(exhibits.statement())), io.BytesIO()
    made.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    return kept.getvalue()


FILES = (
    ("협의록.pdf", exhibits.meeting_record(), PDF),
    ("메일.eml", exhibits.mail(), "message/rfc822"),
    ("잠긴 문서.pdf", locked_pdf(), PDF),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Desk]:
    folder: Path = tmp_path_factory.mktemp("desk")
    with open_town(folder, today=date(2026, 9, 1)) as stage:
        cast = gather(stage)
        violation = {
            "trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
            "technology": {"name": "금형 도면", "act": "disclosed"},
        }  # fmt: skip
        told = (["TK-USE"], "대한모터스(가상)", "도면을 넘겼습니다.")
        case_id = moves.file(
            cast.owner, cast, told[1], told[0], told[2], files=FILES, violation=violation
        )
        moves.investigate(stage, cast, case_id, date(2026, 9, 7))
        trade = {"trade_ended_on": "2026-06-30"}
        bare = complaint(["SC-CUT"], told[1], "대금을 깎았습니다.", violation=trade)
        empty = cast.owner.post("/complaints", bare)["case_id"]
        moves.assign(cast.lead, cast.examiner, empty)
        order = {
            "kind": "legal_hold", "footing": "agency", "applicant": "agency",
            "terms": "자료를 보존한다.", "issued_on": "2026-09-07", "served_on": "2026-09-07",
            "binds": "case", "custodians": [],
        }  # fmt: skip
        cast.secretary.post(f"/cases/{case_id}/orders", order)
        stage.settle()
        found = cast.examiner.get(f"/cases/{case_id}/exhibits")["items"]
        items = {one["title"]: one["evidence_item_id"] for one in found}
        yield Desk(stage, cast, case_id, items, empty)


def words_of(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


# -- the list


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_list_tells_of_each_piece_what_is_known_and_what_binds_it(
    desk: Desk, language: str
) -> None:
    status, text = page(desk.cast.examiner, f"/queue/{desk.case_id}/evidence", language=language)
    assert status == 200
    for name in desk.items:
        assert desk.url(name) in text
    told = words_of(text)
    korean = ("암호 걸린 파일", "보전 중", "안에 든 파일", "악성 코드 검사하지 않음", "신고인 제출")
    english = ("Locked by a password", "Held by an order", "files inside", "Not scanned")
    for one in korean if language == "ko" else english:
        assert one in told
    assert len(re.findall(r'<code id="hash-\d+">', text)) == len(desk.items)


def test_a_case_without_evidence_says_so(desk: Desk) -> None:
    _, text = page(desk.cast.examiner, f"/queue/{desk.empty_case}/evidence")
    assert "제출된 증거가 없습니다." in text


# -- one piece


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["협의록.pdf", "메일.eml", "잠긴 문서.pdf"])
def test_every_piece_has_a_page_in_both_languages(desk: Desk, name: str, language: str) -> None:
    status, text = page(desk.cast.examiner, desk.url(name), language=language)
    assert status == 200
    assert f"/api/v1/evidence/{desk.items[name]}/content" in text
    assert ("이 자료를 보전하는 명령" if language == "ko" else "Orders that hold it") in text


def test_a_locked_file_says_what_to_do_and_a_mail_shows_what_lies_in_it(desk: Desk) -> None:
    _, text = page(desk.cast.examiner, desk.url("잠긴 문서.pdf"))
    assert "암호가 걸린 파일입니다." in text
    assert f"{desk.url('잠긴 문서.pdf')}/redaction" in text
    _, text = page(desk.cast.examiner, desk.url("메일.eml"))
    assert "안에 든 파일" in text
    assert f"{desk.url('메일.eml')}/redaction" not in text


def test_a_piece_is_found_in_its_own_case_only(desk: Desk) -> None:
    item = desk.items["협의록.pdf"]
    for path in (f"/queue/{desk.empty_case}/evidence/{item}",
                 f"/queue/{desk.empty_case}/evidence/{item}/custody",
                 f"/queue/{desk.empty_case}/evidence/{item}/mark",
                 f"/my-cases/{desk.empty_case}/evidence/{item}"):  # fmt: skip
        reader = desk.cast.owner if path.startswith("/my") else desk.cast.examiner
        assert page(reader, path)[0] == 404, path


# -- the walk of roles

TAILS = ("", "/custody", "/mark", "/public-version", "/redaction")


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("examiner", (200, 200, 200, 200, 200)),
        ("lead", (403, 200, 403, 403, 403)),
        ("secretary", (200, 403, 403, 403, 403)),
        ("auditor", (403, 200, 403, 403, 403)),
        ("technology_examiner", (404, 404, 404, 404, 404)),
        ("commissioner", (404, 404, 404, 404, 404)),
        ("administrator", (404, 404, 404, 404, 404)),
    ],
)  # fmt: skip
def test_each_role_reaches_the_pages_that_the_table_gives_it(
    desk: Desk, who: str, opened: tuple[int, ...]
) -> None:
    player: Player = getattr(desk.cast, who)
    url = desk.url("협의록.pdf")
    assert tuple(send(player, "GET", url + tail).status for tail in TAILS) == opened
    answer = desk.stage.send("GET", url)
    assert (answer.status, answer.headers["location"].startswith("/sign-in")) == (303, True)


def test_no_link_of_these_pages_leads_to_a_refusal(desk: Desk) -> None:
    staff = ("examiner", "lead", "secretary", "auditor")
    for who in staff:
        player: Player = getattr(desk.cast, who)
        for tail in ("", "/custody"):
            status, text = page(player, desk.url("협의록.pdf") + tail)
            links = re.findall(r'href="(/queue/[^"]+|/api/v1/(?:evidence|audit)/[^"]+)"', text)
            for link in links if status == 200 else ():
                assert send(player, "GET", link).status < 400, (who, link)


# -- the chain


def test_the_chain_shows_who_did_who_could_have_and_who_was_refused(desk: Desk) -> None:
    send(desk.cast.examiner, "GET", f"/api/v1/evidence/{desk.items['협의록.pdf']}/content")
    refused = f"/api/v1/evidence/{desk.items['협의록.pdf']}/content"
    assert send(desk.cast.secretary, "GET", refused).status == 403
    status, text = page(desk.cast.auditor, f"{desk.url('협의록.pdf')}/custody")
    assert status == 200
    told = words_of(text)
    for one in ("접수하여 보관함", "내려받음", "저장소에 잠금", "접수된 뒤 바뀌지 않음", "심의 담당",
                "거절된 요청", "볼 수 있는 사람", desk.cast.examiner.name):  # fmt: skip
        assert one in told, one
    assert "협의록" not in told
    assert desk.cast.owner.name not in told
    assert "custody.jsonld" in text
    status, english = page(desk.cast.examiner, f"{desk.url('협의록.pdf')}/custody", language="en")
    assert "Unchanged since it was received" in english
    assert "Who can see it now" in english


def test_a_party_reads_the_chain_of_its_own_and_nothing_of_orders(desk: Desk) -> None:
    status, text = page(desk.cast.owner, desk.own("협의록.pdf"))
    assert status == 200
    told = words_of(text)
    assert "접수하여 보관함" in told
    assert "내용을 밝히지 않는 기록" in told
    assert "저장소에 잠금" not in told
    assert desk.cast.examiner.name not in told
    assert page(desk.cast.respondent, desk.own("협의록.pdf"))[0] == 404
    _, case = page(desk.cast.owner, f"/my-cases/{desk.case_id}")
    assert desk.own("협의록.pdf") in case
    answer = send(desk.cast.examiner, "GET", desk.own("협의록.pdf"))
    assert answer.headers["location"].endswith("/custody")
    answer = send(desk.cast.owner, "GET", desk.url("협의록.pdf"))
    assert (answer.status, answer.headers["location"]) == (303, desk.own("협의록.pdf"))


def test_the_receipt_is_linked_once_the_log_covers_it(desk: Desk) -> None:
    _, text = page(desk.cast.owner, desk.own("협의록.pdf"))
    receipt = f"/api/v1/evidence/{desk.items['협의록.pdf']}/receipt"
    assert (receipt in text) is ("접수증은 감사 기록의 서명된 확인점에" not in text)
    if receipt in text:
        answer = send(desk.cast.owner, "GET", receipt)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
        assert "자료 접수증 (ZIP)" in words_of(text)
    assert "수령증" not in text


# -- what is done on these pages


def test_a_mark_without_its_reason_keeps_what_was_typed_and_then_is_laid(desk: Desk) -> None:
    path = f"{desk.url('메일.eml')}/mark"
    form: dict[str, str | list[str]] = {
        "kind": "personal_data", "level": "4", "first_page": "2", "last_page": "1", "reason": "",
        "until_on": "",
    }  # fmt: skip
    answer = submit(desk.cast.examiner, path, form)
    assert answer.status == 422
    assert 'value="2"' in text_of(answer)
    assert "error-summary" in text_of(answer)
    answer = submit(desk.cast.examiner, path, {**form, "last_page": "3", "reason": "연락처"})
    assert (answer.status, answer.headers["location"]) == (
        303,
        f"{desk.url('메일.eml')}?done=marked",
    )
    _, text = page(desk.cast.examiner, f"{desk.url('메일.eml')}?done=marked")
    assert "비밀로 표시했습니다." in text
    assert "4등급 · 영업비밀 원본" in text
    assert f"/step-up?next={desk.url('메일.eml')}" in text


def test_a_public_version_is_asked_for_and_shown_on_both_sides(desk: Desk) -> None:
    path = f"{desk.url('잠긴 문서.pdf')}/public-version"
    answer = submit(desk.cast.examiner, path, {"reason": "", "due_on": ""})
    assert answer.status == 422
    wanted: dict[str, str | list[str]] = {"reason": "상대방 열람", "due_on": "2026-10-01"}
    answer = submit(desk.cast.examiner, path, wanted)
    assert answer.status == 303
    _, text = page(desk.cast.examiner, desk.url("잠긴 문서.pdf"))
    assert "공개본: 요청됨" in words_of(text)
    assert "상대방 열람" in text


def test_words_are_blacked_out_the_version_issued_by_another_and_read_by_the_other_side(
    desk: Desk,
) -> None:
    cast, url = desk.cast, desk.url("협의록.pdf")
    answer = submit(
        cast.examiner, f"{url}/redaction", {"words": "", "words_reason": "trade_secret"}
    )
    assert answer.status == 422
    assert 'href="#words"' in text_of(answer)
    typed: dict[str, str | list[str]] = {"words": exhibits.MIX, "words_reason": "trade_secret"}
    assert submit(cast.examiner, f"{url}/redaction", typed).status == 303
    desk.stage.settle()
    _, text = page(cast.examiner, url)
    assert "공개본: 검사 통과" in words_of(text)
    assert "/issue" not in text
    _, text = page(cast.secretary, url)
    action = re.search(r'action="([^"]+/issue)"', text)
    assert action is not None
    assert page(cast.respondent, f"/my-cases/{desk.case_id}")[1].count("public-versions/") == 0
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))
    body = urlencode(fields)
    answer = send(cast.secretary, "POST", action[1], body)
    assert (answer.status, answer.headers["location"]) == (303, f"{url}?done=public_issued")
    for reader in (cast.respondent, cast.owner):
        _, text = page(reader, f"/my-cases/{desk.case_id}")
        link = re.search(r"/api/v1/public-versions/[^\"]+/content", text)
        assert link is not None
        got = send(reader, "GET", link[0])
        assert (got.status, got.body[:5]) == (200, b"%PDF-")
    again = send(cast.secretary, "POST", action[1], body)
    assert again.status == 412
    assert "error-summary" in text_of(again)
