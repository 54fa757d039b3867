"""The logs of what is not shown: privileged papers, and every number that stands for a gap."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from app.discovery.productions.load_files import Sanitised
from app.discovery.productions.placing import Placed, ground_name
from app.discovery.productions.values import Ground, Privilege

PRIVILEGE_COLUMNS = (
    "LOG_ID", "BEGBATES", "ENDBATES", "DOC_TYPE", "DATE", "AUTHOR", "FROM", "TO", "CC", "BCC",
    "DESCRIPTION", "BASIS", "CUSTODIAN", "FAMILY", "PAGES", "TREATMENT", "REDACTION_REASON",
    "DECISION",
)  # fmt: skip
WITHHELD_COLUMNS = ("LOG_ID", "BEGBATES", "ENDBATES", "PAGES", "CUSTODIAN", "BASIS", "REASON",
                    "FAMILY", "SLIP_SHEET")  # fmt: skip
SANITISED_COLUMNS = ("BEGBATES", "FIELD", "SIGNS")

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t")


def privilege_log(placed: Iterable[Placed]) -> bytes:
    """Return the log of lawyer–client papers, withheld or redacted, one line a claim."""
    claims = [
        (one, claim)
        for one in placed
        if _is_privileged(one)
        for claim in one.document.privileges or (Privilege(),)
    ]
    rows = [_privilege_row(number, *claim) for number, claim in enumerate(claims, start=1)]
    return table(PRIVILEGE_COLUMNS, rows)


def withheld_log(placed: Iterable[Placed]) -> bytes:
    """Return the log of everything withheld, with the numbers that stand for it."""
    logged = [one for one in placed if one.withheld]
    rows = [
        {
            "LOG_ID": f"W-{number:04d}", "BEGBATES": one.begin, "ENDBATES": one.end,
            "PAGES": str(one.pages), "CUSTODIAN": one.document.custodian,
            "BASIS": ground_name(one.document.ground), "REASON": one.document.reason,
            "FAMILY": one.attach[0], "SLIP_SHEET": "Y" if one.images else "N",
        }
        for number, one in enumerate(logged, start=1)
    ]  # fmt: skip
    return table(WITHHELD_COLUMNS, rows)


def sanitised_log(notes: Iterable[Sanitised]) -> bytes:
    """Return which values could not be written as they were."""
    rows = [{"BEGBATES": note.number, "FIELD": note.field, "SIGNS": note.signs} for note in notes]
    return table(SANITISED_COLUMNS, rows)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as a CSV that office programs open in Korean and in which nothing computes."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _inert(value) for name, value in row.items()})
    return "\ufeff".encode() + out.getvalue().encode(errors="replace")


def _inert(value: str) -> str:
    return f"'{value}" if value.startswith(_STARTS_A_FORMULA) else value


def _is_privileged(one: Placed) -> bool:
    redaction = one.document.redaction
    covered = redaction is not None and Ground.LAWYER_CLIENT in redaction.grounds
    claimed = one.document.ground is Ground.LAWYER_CLIENT or one.document.privileged
    kept_back = one.withheld and claimed
    return bool(one.begin) and (kept_back or covered)


def _privilege_row(number: int, one: Placed, claim: Privilege) -> dict[str, str]:
    told = one.log_fields()
    return {
        "LOG_ID": f"P-{number:04d}", "BEGBATES": one.begin, "ENDBATES": one.end,
        "DOC_TYPE": claim.document_kind or one.document.native.media_type,
        "DATE": claim.dated or told["DATESENT"] or told["CREATEDATE"],
        "AUTHOR": claim.author or told["AUTHOR"],
        "FROM": told["FROM"], "TO": claim.recipients or told["TO"], "CC": told["CC"], "BCC": told["BCC"],
        "DESCRIPTION": claim.description or one.document.reason, "BASIS": ground_name(Ground.LAWYER_CLIENT),
        "CUSTODIAN": one.document.custodian, "FAMILY": one.attach[0],
        "TREATMENT": "withheld" if one.withheld else "redacted",
        "REDACTION_REASON": one.redaction_reason(), "PAGES": claim.pages,
        "DECISION": claim.decision,
    }  # fmt: skip
