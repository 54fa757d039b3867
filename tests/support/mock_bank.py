"""mock-bank, a bank from PyPI, on loopback and in two folders; it ends with whoever started it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
from mockbank import Config, make_server

from app.remedy_fund.bank.folder import FolderBank
from app.remedy_fund.bank.port import Payer

ACCOUNT, HOLDER = "KR50MOCK0000000001", "상생피해구제기금 (가상)"
PAYER = Payer(account=ACCOUNT, holder=HOLDER)
CLOSED = "KR23MOCK0000000002"
_NAME = "FUND"


@dataclass
class MockBank:
    """The bank as a test commands it, and the folder that it shares with the fund."""

    http: httpx.Client
    folder: Path

    def ours(self) -> FolderBank:
        """Return the fund's end of the folders."""
        return FolderBank(self.folder, PAYER)

    def call(self, method: str, path: str, **more: Any) -> Any:
        """Command the bank and return what it says."""
        answer = self.http.request(method, f"/_mock{path}", **more)
        assert answer.is_success, answer.text
        return answer.json()

    def scan(self) -> None:
        """Let the bank read what lies in its folder now."""
        self.call("POST", "/drop/scan")

    def behave(self, behaviour: str, **parameters: Any) -> None:
        """Set how the bank treats the fund's account from now on."""
        changed = {"behaviour": behaviour, "parameters": parameters}
        self.call("PATCH", f"/accounts/{_NAME}", json=changed)

    def set_balance(self, won: int) -> None:
        """Set the balance without any movement; before the first one."""
        self.call("PATCH", f"/accounts/{_NAME}", json={"balance": won})

    def to(self, day: date) -> None:
        """Move the bank's clock to the beginning of a day."""
        self.call("POST", f"/advance?to={day.isoformat()}")

    def days(self, count: int) -> None:
        """Move the bank's clock by calendar days."""
        self.call("POST", f"/advance?days={count}")

    def balance(self) -> int:
        """Return the balance as the bank has it now."""
        return int(self.call("GET", f"/accounts/{_NAME}")["balance"])

    def payments(self) -> list[dict[str, Any]]:
        """Return every payment that the bank decided on, newest first."""
        found: list[dict[str, Any]] = self.call("GET", "/payments")
        return found

    def receive(self, won: int, note: str) -> None:
        """Let money arrive from outside."""
        credit = {"account": _NAME, "amount": won, "note": note,
                  "debtor": {"name": "출연사 (가상)", "iban": "NL14MOCK0000000002"}}  # fmt: skip
        self.call("POST", "/credits", json=credit)


@contextmanager
def open_bank(
    folder: Path,
    *,
    balance_won: int = 0,
    clock: str = "2026-11-23T09:00",
    database: str = ":memory:",
) -> Generator[MockBank]:
    """Yield a bank with the fund's account; bank time stands in Seoul and moves when told to."""
    for name in ("out", "in"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    config = Config(
        port=0, quiet=True, clock=clock, timezone="Asia/Seoul", db_path=database,
        drop_dir=str(folder / "out"), pickup_dir=str(folder / "in"), drop_settle_ms=0,
        drop_interval_ms=3_600_000,
    )  # fmt: skip
    server = make_server(config)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    host, port = server.server_address[:2]
    with httpx.Client(base_url=f"http://{host!s}:{port}", timeout=60) as http:
        bank = MockBank(http, folder)
        for name, iban, closed in ((_NAME, ACCOUNT, False), ("SHUT", CLOSED, True)):
            bank.call("POST", "/accounts", json={
                "id": name, "name": HOLDER, "iban": iban, "currency": "KRW", "closed": closed,
                "balance": 0 if closed else balance_won, "account_number": f"10000000{len(name)}0{int(closed)}",
            })  # fmt: skip
        for seeded in ("ACME", "GLOBEX", "EURODIS"):  # closed, they are sent no statements
            bank.call("PATCH", f"/accounts/{seeded}", json={"closed": True})
        try:
            yield bank
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=10)
