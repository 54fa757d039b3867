"""Which upload a fingerprint speaks of."""

import pytest

from app.discovery.fingerprints.rules import Whereabouts, speaks_of

_DRAFT = Whereabouts("draft_1", "complainant")
_CASE = Whereabouts("case_1", "complainant")


@pytest.mark.parametrize(
    ("registered", "uploaded", "speaks"),
    [
        ([_DRAFT], _DRAFT, True),
        ([_DRAFT, _CASE], _CASE, True),
        ([_DRAFT], _CASE, False),
        ([_CASE], Whereabouts("case_1", "respondent"), False),
        ([_CASE], Whereabouts("case_2", "complainant"), False),
        ([], _CASE, False),
    ],
)
def test_it_speaks_of_its_own_place_and_side_only(
    registered: list[Whereabouts], uploaded: Whereabouts, speaks: bool
) -> None:
    assert speaks_of(registered, uploaded) is speaks
