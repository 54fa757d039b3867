"""Which evaluation gets which facts, from when and by which article."""

from datetime import date

import pytest

from app.evaluations.programmes import Sort, programme, programmes
from app.kernel.problems import NotConfigured, NotFound

ON = date(2026, 11, 23)


def test_the_index_is_told_points_and_the_agreement_evaluation_is_not() -> None:
    assert Sort.POINTS in programme("shared_growth_index").ground(ON).facts
    assert Sort.POINTS not in programme("agreement_evaluation").ground(ON).facts


@pytest.mark.parametrize("code", ["platform_evaluation", "defence_evaluation"])
def test_what_was_only_announced_is_not_configured(code: str) -> None:
    with pytest.raises(NotConfigured) as refused:
        programme(code).ground(ON)
    assert refused.value.basis


def test_nothing_is_given_before_the_first_day_of_a_ground() -> None:
    with pytest.raises(NotConfigured):
        programme("win_win_finance_index").ground(date(2026, 5, 31))
    assert programme("win_win_finance_index").ground(date(2026, 6, 1)).facts


def test_every_ground_names_its_article_and_source_in_both_languages() -> None:
    for one in programmes():
        for ground in one.history:
            assert ground.basis
            assert ground.source
            assert ground.note.ko
            assert ground.note.en


def test_an_unknown_programme_is_not_found() -> None:
    with pytest.raises(NotFound):
        programme("moon_index")
