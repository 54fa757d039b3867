"""Citations of the Acts that orders rest on, in English."""

import pytest

from app.discovery.orders.citations import in_english
from app.discovery.orders.kinds import KINDS, Footing


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("공공기록물 관리에 관한 법률", "Public Records Management Act"),
        ("상생협력법 제40조의11", "Win-Win Act art. 40-11"),
        ("하도급법 제35조의2부터 제35조의5까지", "Subcontracting Act arts. 35-2 to 35-5"),
        ("특허법 제132조", "특허법 제132조"),
        ("", ""),
    ],
)
def test_an_act_is_named_in_english_with_its_articles(korean: str, english: str) -> None:
    assert in_english(korean) == english


def test_whatever_an_order_may_rest_on_has_an_english_citation() -> None:
    grounds = [
        ground.basis for kind in KINDS.values()
        for footing, ground in kind.grounds.items() if footing is not Footing.OTHER
    ]  # fmt: skip
    assert grounds
    assert all(in_english(str(basis)).isascii() for basis in grounds)
