"""A year of the fund over plain HTTP: a surcharge's share comes in, firms are paid, the year is closed.

Nothing inside the service is touched but its clock and the opening of accounts. After each stretch
the fund equation holds, the check finds nothing, and debits equal credits.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.demo import stories
from app.demo.cast import gather
from app.demo.moves import enter_severity_table
from tests.stories.fund_closing_steps import closed, published
from tests.stories.fund_steps import (
    COSTS,
    Year,
    annulled,
    assessed_applications,
    awarded,
    money_comes_in,
    paid_and_returned,
    recovered,
)
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_of_the_fund_from_a_surcharge_to_its_closing(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with open_town(
        tmp_path / "town", database_url=new_database(kind), adopted_on=date(2026, 3, 1)
    ) as stage:
        cast = gather(stage)
        enter_severity_table(cast)
        case_id, surcharge = stories.theft_to_corrective_order(stage, cast)
        year = Year(stage, cast)
        money_comes_in(year, surcharge)
        lawsuit, valuation = assessed_applications(year, case_id)
        awards = awarded(year, (lawsuit, valuation))
        paid_and_returned(year, awards, valuation)
        back_won = awards[lawsuit]["amount_won"]
        recovered(year, lawsuit, back_won)
        annulled(year, surcharge, COSTS + back_won)
        closed(year)
        published(year)
