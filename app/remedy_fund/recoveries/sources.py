"""From which earmarks a payment came, as the books tell it, and what of it has come back to them."""

from app.db.work import Work
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.rules.splitting import Part
from app.remedy_fund.recoveries.rules.uses import Source

_MARK = f"{AccountKind.EARMARK}:"


def source_of(work: Work, disbursement_id: str) -> Source:
    """Return what each earmark gave to a payment, less what the bank sent back of it.

    Where all of it was sent back, what was given at first still tells how costs are shared.
    """
    given: dict[str, int] = {}
    still: dict[str, int] = {}
    for line in ledger.postings_of(work, disbursement_id):
        if line.code.startswith(_MARK):
            earmark = line.code.removeprefix(_MARK)
            given[earmark] = given.get(earmark, 0) + max(0, line.amount_won)
            still[earmark] = still.get(earmark, 0) + line.amount_won
    out = tuple(Part(earmark, won) for earmark, won in still.items() if won > 0)
    gave = out or tuple(Part(earmark, won) for earmark, won in given.items() if won)
    back = store.returned_to_earmarks(work, disbursement_id)
    returned = tuple(Part(earmark, won) for earmark, won in back.items())
    return Source(gave, out, returned)
