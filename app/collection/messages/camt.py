"""camt.053 and camt.054 of the bank; XML with a document type or entities is refused first."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from pyiso20022.camt import camt_053_001_08, camt_054_001_08  # type: ignore[import-untyped]
from xsdata.exceptions import ConverterWarning, ParserError
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import XmlEventHandler

from app.collection.messages.lines import Line
from app.collection.problems import FileRefused
from app.kernel.clock import seoul_day
from app.kernel.money import MAXIMUM_WON
from app.kernel.text import Text

_STANDARD = "{urn:iso:std:iso:20022:tech:xsd:"
_KINDS = {
    "camt.053.001.08": (camt_053_001_08.Document, "bk_to_cstmr_stmt", "stmt"),
    "camt.054.001.08": (camt_054_001_08.Document, "bk_to_cstmr_dbt_cdt_ntfctn", "ntfctn"),
}
_CONTEXT = XmlContext()
_NOT_READ = Text(
    "camt.053.001.08과 camt.054.001.08만 읽습니다",
    "Only camt.053.001.08 and camt.054.001.08 are read",
)
_UNSAFE = Text(
    "문서 형식 선언(DTD)이나 개체가 든 XML은 받지 않습니다",
    "XML with a document type or entities is not taken",
)
_BROKEN = Text("전문의 형식이 표준과 다릅니다", "The message does not follow the standard")


def read(content: bytes) -> tuple[str, list[Line]]:
    """Return the kind of a message and the booked credits in it; raise FileRefused for others."""
    kind = _kind(content)
    document, root, inner = _KINDS[kind]
    parser = XmlParser(
        context=_CONTEXT,
        config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True),
        handler=XmlEventHandler,
    )
    try:
        message = getattr(parser.from_bytes(content, document), root)
        told = list(getattr(message, inner))
        return kind[:8], [line for one in told for entry in one.ntry for line in _lines(one, entry)]
    except (
        ParserError, ConverterWarning, ValueError, TypeError, AttributeError, ArithmeticError,
    ) as broken:  # fmt: skip
        # A member that the standard demands but the message lacks is None where it is looked at.
        raise FileRefused(_BROKEN) from broken


def _kind(content: bytes) -> str:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as refused:
        raise FileRefused(_UNSAFE) from refused
    except (ParseError, ValueError, LookupError) as broken:
        raise FileRefused(_BROKEN) from broken
    name = str(root.tag).removeprefix(_STANDARD).removesuffix("}Document")
    if name not in _KINDS:
        raise FileRefused(_NOT_READ)
    return name


def _lines(told: Any, entry: Any) -> Iterator[Line]:
    """Yield the credits of a booked entry; what does not add up stays one line for people."""
    if entry.sts.cd != "BOOK" or entry.cdt_dbt_ind.value != "CRDT":
        return
    reference, whole = entry.acct_svcr_ref or entry.ntry_ref, _won(entry.amt)
    if not reference:
        raise ValueError("an entry without the bank's own reference")
    details = [one for batch in entry.ntry_dtls for one in batch.tx_dtls]
    shares = [_won(one.amt) if one.amt else whole for one in details]
    if not details or sum(shares) != whole:
        details, shares = [None], [whole]
    for number, (one, share) in enumerate(zip(details, shares, strict=True), start=1):
        name = f"{reference}/{number}" if len(details) > 1 else str(reference)
        yield Line(
            account=_account(told), reference=name, booked_on=_day(entry.bookg_dt or entry.val_dt),
            amount_won=share, payer=_payer(one)[:200], words=_words(entry, one)[:1000],
        )  # fmt: skip


def _won(amount: Any) -> int:
    won = int(amount.value)
    if amount.ccy != "KRW" or won != amount.value or not 0 < won <= MAXIMUM_WON:
        raise ValueError("not a whole number of won")
    return won


def _day(given: Any) -> Any:
    if given.dt is not None:
        return given.dt.to_date()
    instant = given.dt_tm.to_datetime()
    return seoul_day(instant) if instant.tzinfo else instant.date()


def _account(told: Any) -> str:
    return str(told.acct.id.iban or told.acct.id.othr.id)[:40]


def _payer(details: Any) -> str:
    debtor = details.rltd_pties.dbtr if details and details.rltd_pties else None
    return str(debtor.pty.nm or "") if debtor and debtor.pty else ""


def _words(entry: Any, details: Any) -> str:
    found = [entry.addtl_ntry_inf or ""]
    if details is not None:
        references, told = details.refs, details.rmt_inf
        found += [references.end_to_end_id or ""] if references else []
        found += list(told.ustrd) if told else []
        strd = told.strd if told else []
        found += [one.cdtr_ref_inf.ref or "" for one in strd if one.cdtr_ref_inf]
    return " · ".join(filter(None, found))
