"""The demonstration's bank: a book of one account that gives out its day's statement (camt.053)."""

from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

from app.demo.stage import Player

ACCOUNT = "KR50MOCK0000000001"


@dataclass
class Passbook:
    """What the bank has on the fund's account, in won."""

    balance_won: int = 0
    _entries: list[str] = field(default_factory=list)
    _opening_won: int = 0
    _statements: int = 0
    _count: int = 0

    def move(self, on: date, won: int, words: str, *, order_id: str = "") -> None:
        """Let money come (above zero) or go (below) on a day of the next statement."""
        self._count += 1
        self.balance_won += won
        side = "CRDT" if won > 0 else "DBIT"
        order = f"<EndToEndId>{order_id}</EndToEndId>" if order_id else ""
        self._entries.append(
            f'<Ntry><Amt Ccy="KRW">{abs(won)}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
            f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt>"
            f"<AcctSvcrRef>DEMO{self._count:06}</AcctSvcrRef>"
            "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
            f"<NtryDtls><TxDtls><Refs>{order}</Refs>"
            f"<RmtInf><Ustrd>{escape(words)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )

    def statement(self, on: date) -> str:
        """Return the statement of a day with everything since the last one."""
        self._statements += 1
        told, self._entries = "".join(self._entries), []
        opening, self._opening_won = self._opening_won, self.balance_won
        balances = "".join(
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
            f'<Amt Ccy="KRW">{won}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>'
            for code, won in (("OPBD", opening), ("CLBD", self.balance_won))
        )
        number = f"DEMO-{self._statements:04}"
        return (
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
            f"<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{on}T18:00:00+09:00</CreDtTm></GrpHdr>"
            f"<Stmt><Id>{number}</Id><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>"
            f"{balances}{told}</Stmt></BkToCstmrStmt></Document>"
        )


def bring_statement(officer: Player, passbook: Passbook, on: date) -> None:
    """Give the day's statement to the fund, as an officer does who has fetched it."""
    content = passbook.statement(on)
    officer.post("/fund/bank-messages", {"file_name": f"camt053-{on}.xml", "content": content})
