"""The last steps of a year of the fund: its closing and what is published of it."""

from datetime import date

from app.demo.second_factor import confirmed
from app.demo.stage import Answer
from app.remedy_fund.closing.rules import canonical, digest
from tests.stories.fund_steps import RECEIVED_ON, REVIEW, STATE, Year, refused, why_not


def closed(year: Year) -> None:
    """The year is closed once nothing is open any more and the council has approved its accounts."""
    year.stage.on(date(2027, 1, 15))
    path = "/fund/years/2026"
    refused(year.officer.call("POST", f"{path}/closing"), "step-not-allowed")
    year.officer.post(f"{path}/soft-closing")
    refused(_late_payment(year), "period-closed")
    assert why_not(year, "close") == {"unmatched_lines", "not_reviewed"}
    refused(year.officer.call("POST", f"{path}/closing"), "step-blocked")
    _match(year)
    assert why_not(year, "close") == {"not_reviewed"}
    refused(year.officer.call("POST", f"{path}/closing"), "step-blocked")
    refused(year.officer.call("POST", f"{path}/reviews", REVIEW), "not-allowed")
    year.cast.secretary.post(f"{path}/reviews", REVIEW)
    year.sound()
    made = year.officer.post(f"{path}/closing")
    assert made["identical"]
    assert year.officer.get(path)["closing_sha256"] == made["sha256"]
    refused(_late_payment(year), "period-closed")
    year.sound()


def _late_payment(year: Year) -> Answer:
    pledged = {"source": "state", "contributor_name": "state(가상)", "amount_won": 1,
               "purpose": "general"}  # fmt: skip
    made = year.officer.post("/fund/contributions", pledged)
    form = {"amount_won": 1, "on": "2026-12-30", "reference": "늦은 입금(가상)"}
    path = f"/fund/contributions/{made['id']}/payment"
    return year.officer.call("POST", path, form, version=made["version"])


def _match(year: Year) -> None:
    (line,) = year.officer.get("/fund/statement-lines?state=queued")["items"]
    days = f"from_on={RECEIVED_ON}&to_on={RECEIVED_ON}"
    book = year.officer.get(f"/fund/cash-book?{days}")["items"]
    (booked,) = [one for one in book if one["amount_won"] == line["amount_won"] == STATE]
    path = f"/fund/statement-lines/{line['id']}"
    form = {"transaction_id": booked["transaction_id"], "reason": "출연 확인서와 금액이 같음"}
    year.officer.act(f"{path}/match-proposal", form, about=path)
    checker = year.cast.fund_checkers[0]
    with confirmed(checker, year.cast.administrator):
        checker.act(f"{path}/match-confirmation", about=path)


def published(year: Year) -> None:
    """Everybody may read of the closed year what the books say, the same bytes every time."""
    year.officer.post("/fund/reports", {"kind": "yearly", "fiscal_year": 2026})
    first = _downloads(year)
    told = {
        section["code"]: {line["code"]: line["values"] for line in section["lines"]}
        for section in _public(year, "json").body["sections"]
    }
    trial = year.officer.get("/fund/trial-balance?effective_on=2026-12-31")["lines"]
    (cash,) = [line["debit_won"] for line in trial if line["kind"] == "cash"]
    months = year.officer.get("/fund/years/2026/flows")["items"]
    come, gone = (sum(one[side] for one in months) for side in ("in_won", "out_won"))
    assert told["cash"] == {
        "opening": ["0"], "in": [str(come)], "out": [str(gone)], "closing": [str(cash)],
    }  # fmt: skip
    assert come - gone == cash == year.book.balance_won
    assert told["by_group"]["total"] == [str(come), str(gone)]
    equation = year.officer.get("/fund/equation?effective_on=2026-12-31")["statement"]["lines"]
    assert told["equation"] == {one["code"]: [str(one["values"][0])] for one in equation}
    year.stage.on(date(2027, 1, 20))
    assert _downloads(year) == first
    assert year.officer.get("/fund/years/2026/closing")["identical"]
    year.sound()


def _public(year: Year, form: str) -> Answer:
    headers = {"Cookie": "nothing=0"}
    return year.stage.send("GET", f"/api/v1/fund/publications/2026/{form}", headers=headers)


def _downloads(year: Year) -> dict[str, str]:
    found = {}
    for form in ("json", "csv", "pdf"):
        closing = year.officer.call("GET", f"/fund/years/2026/closing/{form}")
        for name, answer in (("closing", closing), ("publication", _public(year, form))):
            assert answer.status == 200, answer.body
            raw = answer.body if isinstance(answer.body, bytes) else canonical(answer.body)
            found[f"{name}.{form}"] = digest(raw)
            assert answer.headers["etag"] == f'"{digest(raw)}"'
    assert found["closing.json"] == year.officer.get("/fund/years/2026")["closing_sha256"]
    return found
