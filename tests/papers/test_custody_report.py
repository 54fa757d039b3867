"""The custody report is set whole: every fact, every page numbered, the same bytes each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest

from app.discovery.custody.paper import TEMPLATE, report_data
from app.discovery.custody.schemas import (
    CouldHave,
    CustodyChain,
    CustodyLink,
    Described,
    LogStand,
    RefusedTry,
    Somebody,
)
from app.discovery.evidence.custody_words import act_of
from app.papers.render import REPORTS, render

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HASH, ROOT = "5d" * 32, "ab" * 32
MANY = 60


def a_link(sequence: int, act: str, **more: str) -> CustodyLink:
    words = act_of(act)
    told: dict[str, Any] = {
        "role": "investigator", "role_ko": "조사관", "role_en": "Investigator", "name": "윤조사",
        "purpose": "", "purpose_ko": "", "purpose_en": "", "legal_basis": "", "authority_ko": "",
        "authority_en": "", "event_id": f"evt_{sequence:032x}", "log_position": sequence,
    }  # fmt: skip
    return CustodyLink(
        sequence=sequence, act=act, act_ko=words.name.ko, act_en=words.name.en,
        refusal=words.refusal, at=AT + timedelta(minutes=sequence), sha256=HASH, **(told | more),
    )  # fmt: skip


def a_chain(**more: Any) -> CustodyChain:
    told: dict[str, Any] = {
        "items": [a_link(1, "received"), a_link(2, "downloaded")],
        "refused": [
            RefusedTry(
                door="GET /api/v1/evidence/{item_id}/content", problem="not-found", permission="",
                because="tie", role="party", role_ko="기업·신고인", role_en="Company or complainant",
                account_id="account_3", name="이누리", count=2, first_at=AT, last_at=AT,
            )
        ],
        "could_have": [
            CouldHave(
                role="investigator", role_ko="조사관", role_en="Investigator", through="assigned",
                through_ko="배정된 사건", through_en="assigned cases", may_read=True,
                after_second_factor=False, count=1,
                people=[Somebody(account_id="account_1", person_id="person_1", name="윤조사")],
            )
        ],
        "log": LogStand(size=412, root=ROOT, note="note"), "whole": True,
    }  # fmt: skip
    return CustodyChain(
        item_id="evi_" + "1" * 32, case_id=None, sha256=HASH, could_have_whole=True,
        could_have_at=AT, **(told | more),
    )  # fmt: skip


def made(chain: CustodyChain, *, demonstration: bool = True) -> bytes:
    described = Described(
        label="신 제1호증", file_name="도면.pdf", media_type="application/pdf", size_bytes=1_234,
        side="complainant",
    )  # fmt: skip
    data = report_data(
        chain, described, made_at=AT, verify_at="https://sangsaeng.example/api/v1/audit/proofs/",
        demonstration=demonstration,
    )  # fmt: skip
    return render(TEMPLATE, data, language="ko")


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page without white space, which line ends would disturb."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return ["".join(text.replace("\ufffe", "").split()) for text in found]


def test_it_is_one_of_the_reports() -> None:
    assert TEMPLATE in REPORTS


def test_the_same_chain_and_instant_give_the_same_bytes() -> None:
    assert made(a_chain()) == made(a_chain())
    assert made(a_chain()) != made(a_chain(whole=False))


def test_every_page_is_numbered_and_every_page_of_a_demonstration_says_so() -> None:
    chain = a_chain(items=[a_link(number, "downloaded") for number in range(1, MANY)])
    pages = pages_of(made(chain))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
        assert "시연용–효력없음" in page
    assert not any("시연용" in page for page in pages_of(made(chain, demonstration=False)))


@pytest.mark.parametrize(
    "words",
    [
        "증거보관이력보고서", "Chainofcustodyofapieceofevidence", "도면.pdf", "1,234", HASH, ROOT,
        "접수하여보관함", "Receivedandstored", "윤조사", "볼수있는사람", "Whocanseeit", "이누리",
        "확인점의루트해시", "접수된뒤바뀌지않았습니다",
    ],
)  # fmt: skip
def test_it_tells_what_was_done_by_whom_and_who_can_see_it(words: str) -> None:
    assert words in "".join(pages_of(made(a_chain())))


def test_bytes_that_are_not_what_was_received_are_told() -> None:
    found = "".join(pages_of(made(a_chain(whole=False, log=None, refused=[], could_have=[]))))
    assert "저장된내용이접수된것과다른것으로발견되었습니다" in found
    assert "서명된확인점이아직이이력을포함하지않습니다" in found
