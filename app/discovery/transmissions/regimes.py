"""Which rules govern a request for records, read from the law's data once and checked."""

from datetime import date
from functools import cache
from importlib.resources import as_file, files

from app.discovery.transmissions.problems import RegimeUnknown
from app.discovery.transmissions.rules import Ground, Regime, SuitAct
from app.law.reading import Block, LawDataError, named_blocks


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
