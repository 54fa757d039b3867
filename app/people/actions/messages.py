"""Writing messages to people, and clearing away what serves nothing any more."""

import json
from datetime import timedelta
from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.sealing import sealed
from app.people import rules
from app.people.message_templates import Template
from app.people.store import accounts as store
from app.people.store import upkeep
from app.people.tables import Message

SEAL = "message"
_CODES_KEPT = timedelta(days=1)


def put_message(
    work: Work, template: Template, address: str, *, account_id: str = "", **values: Any
) -> None:
    """Put an e-mail on the outbox page; it leaves with the act or not at all."""
    body = sealed(work.world.seal_key, SEAL, json.dumps(values, ensure_ascii=False))
    work.add(
        Message(
            id=work.new_id("msg"),
            account_id=account_id,
            address=address,
            channel="email",
            template=template,
            body=body,
            created_at=work.now,
        )
    )


def send_notice(work: Work, *, account_id: str, path: str) -> None:
    """Tell an account that there is something to read at a path of the portal."""
    work.require(May.JOB_RUN, OPEN)
    account = store.account(work, account_id)
    put_message(work, Template.NOTICE, account.login, account_id=account_id, path=path)


def purge(work: Work) -> int:
    """Remove codes, counts, messages and sessions that are past their use; returns how many."""
    work.require(May.JOB_RUN, OPEN)
    return upkeep.purge(
        work,
        codes_before=work.now - _CODES_KEPT,
        kept_from=work.now - rules.SOURCE_KNOWN_FOR,
    )
