"""Which rules govern a request for records, read from the law's data once and checked."""

from datetime import date
from functools import cache
from importlib.resources import as_file, files

from app.discovery.transmissions.problems import RegimeUnknown
from app.discovery.transmissions.rules import Ground, Regime, SuitAct
from app.kernel.text import Text
from app.law.reading import Block, LawDataError, named_blocks

ACT_LABELS: dict[str, Text] = {
    SuitAct.WIN_WIN: Text(
        "대·중소기업 상생협력 촉진에 관한 법률", "Act on Win-Win Cooperation (Win-Win Act)"
    ),
    SuitAct.FAIR_TRADE: Text(
        "독점규제 및 공정거래에 관한 법률", "Monopoly Regulation and Fair Trade Act"
    ),
    SuitAct.SUBCONTRACTING: Text(
        "하도급거래 공정화에 관한 법률", "Fair Transactions in Subcontracting Act"
    ),
    SuitAct.RETAIL: Text(
        "대규모유통업에서의 거래 공정화에 관한 법률", "Fair Transactions in Large Retail Act"
    ),
    SuitAct.FRANCHISE: Text("가맹사업거래의 공정화에 관한 법률", "Fair Franchise Transactions Act"),
    SuitAct.AGENCY: Text("대리점거래의 공정화에 관한 법률", "Fair Agency Transactions Act"),
    SuitAct.SME_TECHNOLOGY: Text(
        "중소기업기술 보호 지원에 관한 법률", "Act on Support for Protection of SME Technology"
    ),
    SuitAct.UNFAIR_COMPETITION: Text(
        "부정경쟁방지 및 영업비밀보호에 관한 법률",
        "Unfair Competition Prevention and Trade Secret Protection Act",
    ),
}
"""The Acts on which a suit may rest, by their full names."""


@cache
def regimes() -> tuple[Regime, ...]:
    """Return every body of rules; raise LawDataError for anything wrong in the data."""
    with as_file(files("app.law") / "data") as folder:
        found = tuple(_read(code, block) for code, block in named_blocks(folder, "record_requests"))
    for regime in found:
        unknown = set(regime.acts) - set(SuitAct) | set(regime.grounds) - set(Ground)
        if unknown:
            raise LawDataError(f"record_requests: {regime.code} names {sorted(unknown)}")
    return found


def regime_of(code: str) -> Regime:
    """Return the rules that were chosen for a request."""
    return next(regime for regime in regimes() if regime.code == code)


def choose(act: str, filed_on: date) -> Regime:
    """Return the one body of rules for a suit on an Act, filed on a day."""
    fitting = [regime for regime in regimes() if regime.governs(act, filed_on)]
    if len(fitting) != 1:
        raise RegimeUnknown(act=act, filed_on=filed_on.isoformat())
    return fitting[0]


def _read(code: str, block: Block) -> Regime:
    regime = Regime(
        code=code, name=block.words(), acts=frozenset(block.names("acts")),
        agency=block.text("agency"), from_on=block.start("from"), until_on=block.day("until"),
        basis=block.basis(),
        secrecy_basis=block.basis("secrecy_basis") if "secrecy_basis" in block.rest else None,
        duty=block.flag("duty"), closed_list=block.flag("closed_list"),
        grounds=block.names("grounds"), court_override=block.flag("court_override"),
        in_camera=block.flag("in_camera"), notify_investigated=block.flag("notify_investigated"),
        after_disposition=block.flag("after_disposition"),
        effort_needed=block.flag("effort_needed"), source=block.text("source"),
    )  # fmt: skip
    block.status()
    block.close()
    return regime
