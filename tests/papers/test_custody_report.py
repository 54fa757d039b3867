"""The custody report is set whole: every fact, every page numbered, the same bytes each time."""

import pypdfium2
import pytest

from app.discovery.custody.paper import TEMPLATE
from app.discovery.custody.schemas import CustodyChain
from app.papers.render import REPORTS, render
from tests.support.every_report import HASH, ROOT, a_chain, a_link, custody_data

MANY = 60


def made(chain: CustodyChain, *, demonstration: bool = True) -> bytes:
    data = custody_data(chain, demonstration=demonstration)
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
        "증거보관이력보고서", "Chainofcustodyreport", "도면.pdf", "1,234", HASH, ROOT,
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
