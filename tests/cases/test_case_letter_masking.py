"""Free text that the respondent reads says nothing of who reported, however it was written."""

import pytest

from app.cases.letters.masking import IN_PLACE, identities, masked

TOLD = {
    "complainant": {
        "name": "김누리", "company_name": "주식회사 누리정밀 (가상)", "phone": "+82317774242",
        "business_number": "104-81-42424", "address": "경기도 안산시 비밀로 23",
        "email": "Nuri@owner.example", "relationship": "수급사업자", "representative_name": "",
    }
}  # fmt: skip
PATTERNS = identities("김누리", TOLD)


@pytest.mark.parametrize(
    "words",
    ["김누리", "누리정밀", "주식회사 누리정밀 (가상)", "031-777-4242", "0317774242", "031 777 4242",
     "+82 31-777-4242", "(031)777-4242", "1048142424", "104-81-42424", "경기도 안산시 비밀로 23",
     "nuri@OWNER.example"],
)  # fmt: skip
def test_every_way_of_naming_a_complainant_is_replaced(words: str) -> None:
    assert masked(f"앞 {words} 뒤", PATTERNS).split() == ["앞", IN_PLACE, "뒤"]


def test_everything_else_stays_as_it_was_written() -> None:
    words = "수급사업자에게 2025. 3. 4. 도면 31매를 요구함 (전화 02-000-0000)"
    assert masked(words, PATTERNS) == words
    assert masked("김누리", ()) == "김누리"


def test_a_case_that_nobody_reported_hides_nothing() -> None:
    assert identities("", {}) == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("김누리가 제출함", "(신고인)이 제출함"),
        ("김누리는 진술함. 김누리와 통화함", "(신고인)은 진술함. (신고인)과 통화함"),
        ("도면을 김누리로 보냄", "도면을 (신고인)으로 보냄"),
        ("누리정밀, 김누리(031-777-4242)", "(신고인)((신고인))"),
        ("김누리 (03177 74242) 확인", "(신고인) ((신고인)) 확인"),
    ],
)
def test_the_sentence_stays_good_korean(written: str, read: str) -> None:
    assert masked(written, PATTERNS) == read
