"""What a bank's ISO 20022 message says: pain.002, camt.053, camt.054 and pacs.004.

XML with a document type or entities is refused before anything else looks at it.
"""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from pyiso20022.camt import camt_053_001_08, camt_054_001_08  # type: ignore[import-untyped]
from pyiso20022.pacs import pacs_004_001_09  # type: ignore[import-untyped]
from pyiso20022.pain import pain_002_001_10  # type: ignore[import-untyped]
from xsdata.exceptions import ConverterWarning, ParserError
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import XmlEventHandler

from app.kernel.text import Text
from app.remedy_fund.bank.iso20022 import entries
from app.remedy_fund.bank.iso20022.entries import day_of, won_of
from app.remedy_fund.bank.port import Finding, Message, Report
from app.remedy_fund.bank.problems import MessageRefused

_CONTEXT = XmlContext()  # what it has found out about the standard's classes serves every message
_STANDARD = "urn:iso:std:iso:20022:tech:xsd:"
LARGEST_BYTES = 16 * 1024 * 1024
_STATUS = {"ACSC": Finding.PAID, "ACCC": Finding.PAID, "RJCT": Finding.REFUSED}
_SECOND_COPY = "DUPL"


def read(content: bytes) -> Message:
    """Return what a message says; raise MessageRefused where it can not be taken for one."""
    root = _root(content)
    kind, (document, reader) = _version(root)
    parser = XmlParser(
        context=_CONTEXT,
        config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True),
        handler=XmlEventHandler,
    )
    try:
        return reader(kind, parser.from_bytes(content, document))
    except (
        ParserError,
        ConverterWarning,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
    ) as broken:
        # A member that the standard demands but the message lacks is None where it is looked at.
        raise MessageRefused(_BROKEN.format(kind=kind)) from broken


def _root(content: bytes) -> Any:
    if len(content) > LARGEST_BYTES:
        raise MessageRefused(_TOO_LARGE)
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as refused:
        raise MessageRefused(_DOCUMENT_TYPE) from refused
    except (ParseError, ValueError, LookupError) as broken:
        raise MessageRefused(_NOT_XML) from broken


def _version(root: Any) -> tuple[str, tuple[Any, "_Reader"]]:
    name = str(root.tag).removeprefix("{").removesuffix("}Document").removeprefix(_STANDARD)
    if name not in _READERS:
        raise MessageRefused(_OTHER_KIND.format(known=", ".join(_READERS)))
    return name.split(".001.")[0], _READERS[name]


_Reader = Callable[[str, Any], Message]


def _status_report(kind: str, document: Any) -> Message:
    report = document.cstmr_pmt_sts_rpt
    group = report.orgnl_grp_inf_and_sts
    told = day_of(report.grp_hdr.cre_dt_tm)
    about = group.orgnl_msg_id
    found = [
        Report(
            finding=_STATUS.get(one.tx_sts or "", Finding.ACCEPTED), message_id=about,
            order_id=one.orgnl_end_to_end_id or "", code=_reason(one.sts_rsn_inf), on=told,
        )
        for batch in report.orgnl_pmt_inf_and_sts
        for one in batch.tx_inf_and_sts
    ]  # fmt: skip
    if group.grp_sts == "RJCT":
        code = _reason(group.sts_rsn_inf)
        finding = Finding.DUPLICATE if code == _SECOND_COPY else Finding.REFUSED
        found.append(Report(finding=finding, message_id=about, code=code, on=told))
    return Message(kind=kind, message_id=report.grp_hdr.msg_id, reports=tuple(found))


def _returns(kind: str, document: Any) -> Message:
    returned = document.pmt_rtr
    original = returned.orgnl_grp_inf
    found = [
        Report(
            finding=Finding.RETURNED, order_id=one.orgnl_end_to_end_id or "",
            message_id=original.orgnl_msg_id if original else "",
            code=_reason(one.rtr_rsn_inf), reference=one.rtr_id or "",
            on=day_of(one.intr_bk_sttlm_dt or returned.grp_hdr.intr_bk_sttlm_dt),
            amount_won=won_of(one.rtrd_intr_bk_sttlm_amt),
        )
        for one in returned.tx_inf
    ]  # fmt: skip
    return Message(kind=kind, message_id=returned.grp_hdr.msg_id, reports=tuple(found))


def _notification(kind: str, document: Any) -> Message:
    told = document.bk_to_cstmr_dbt_cdt_ntfctn
    lines = tuple(
        line for one in told.ntfctn for line in entries.lines(entries.account_of(one), one.ntry)
    )
    return Message(kind=kind, message_id=told.grp_hdr.msg_id, notified=lines)


def _statement(kind: str, document: Any) -> Message:
    told = document.bk_to_cstmr_stmt
    found = tuple(entries.statement(one) for one in told.stmt)
    return Message(kind=kind, message_id=told.grp_hdr.msg_id, statements=found)


def _reason(given: list[Any]) -> str:
    codes = [one.rsn.cd or one.rsn.prtry or "" for one in given if one.rsn]
    return str(codes[0]) if codes else ""


_READERS: dict[str, tuple[Any, _Reader]] = {
    "pain.002.001.10": (pain_002_001_10.Document, _status_report),
    "camt.053.001.08": (camt_053_001_08.Document, _statement),
    "camt.054.001.08": (camt_054_001_08.Document, _notification),
    "pacs.004.001.09": (pacs_004_001_09.Document, _returns),
}
_TOO_LARGE = Text("은행 전문이 너무 큽니다.", "The bank's message is too large.")
_NOT_XML = Text("XML 문서가 아닙니다.", "This is not an XML document.")
_DOCUMENT_TYPE = Text(
    "문서 형식 선언(DTD)이나 개체가 든 XML은 받지 않습니다.",
    "XML with a document type or entities is not taken.",
)
_OTHER_KIND = Text(
    "읽을 수 있는 전문이 아닙니다. 읽는 전문: {known}",
    "This is not a message that is read here. Read are {known}",
)
_BROKEN = Text(
    "{kind} 전문의 형식이 표준과 다릅니다.", "The {kind} message does not follow the standard."
)
