"""The fields of a mail for the load file, taken from the head of the text that was read. Pure."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

MAIL_ENGINE = "email"
"""The reader whose texts begin with the lines of a mail's head, in a fixed order."""

_FIELDS = {"From": "FROM", "To": "TO", "Cc": "CC", "Date": "DATESENT", "Subject": "SUBJECT"}
_LINE = re.compile(r"(From|To|Cc|Date|Subject): (.*)")


def mail_fields(text: str) -> dict[str, str]:
    """Return who wrote what to whom and when, as the mail itself says it.

    The first line of each name counts, and the head ends where a line is none of them. A date is
    given with the offset that the mail names (ISO 8601), or as it stands where it cannot be read.
    """
    found: dict[str, str] = {}
    for line in text.split("\n"):
        told = _LINE.fullmatch(line)
        if told is None:
            break
        found.setdefault(_FIELDS[told[1]], told[2].strip())
    return {**found, **_sent(found)}


def _sent(found: Mapping[str, str]) -> dict[str, str]:
    try:
        return {"DATESENT": parsedate_to_datetime(found["DATESENT"]).isoformat()}
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return {}
