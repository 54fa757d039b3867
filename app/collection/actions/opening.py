"""Opening a receivable: by itself when a money measure is served, or by hand for an older one."""

from app.access.actor import OPEN
from app.access.policy import May
from app.collection import store
from app.collection.events import ReceivableOpened
from app.collection.messages.lines import payment_number
from app.collection.tables import Receivable
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.problems import NotFound
from app.sanctions import money
from app.sanctions.money import Owed
from app.sanctions.news import News


def open_for_served(work: Work, news: News) -> None:
    """Open the receivable of a measure that was just served, where it carries money."""
    try:
        owed = money.owed(work, news.subject)
    except NotFound:
        return
    _opened(work, owed)


def open_receivable(work: Work, *, measure_id: str) -> Receivable:
    """Open the receivable of a served measure by hand; one that is there is returned as it is."""
    work.require(May.PAYMENT_RECORD, OPEN)
    owed = money.owed(work, measure_id)
    work.require(May.PAYMENT_RECORD, owed.target)
    return _opened(work, owed)


def _opened(work: Work, owed: Owed) -> Receivable:
    there = store.receivable_of(work, owed.measure_id)
    if there is not None:
        return there
    year = work.today.year
    row = work.add(
        Receivable(
            id=work.new_id("receivable"),
            measure_id=owed.measure_id,
            case_id=owed.case_id,
            company_id=owed.company_id,
            kind=owed.kind,
            payment_number=payment_number(year, next_number(work, f"receivable:{year}")),
            opened_on=work.today,
        )
    )
    work.record(
        ReceivableOpened(
            subject=row.id, case_id=row.case_id, measure_id=row.measure_id, kind=row.kind
        )
    )
    work.session.flush()
    return row
