"""Showing the second factor: a session, the code that is sent, and the code given back."""

import re
from collections.abc import Generator
from contextlib import contextmanager

from app.access.actor import WORKER
from app.db.work import begin
from app.demo.stage import Player
from app.people import actions as people
from app.web.deps import SESSION_COOKIE

_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@contextmanager
def confirmed(player: Player, administrator: Player) -> Generator[Player]:
    """Let somebody act in a session that was confirmed just now; tokens confirm nothing.

    The code is read where the demonstration shows its messages, as its users read it.
    """
    with begin(player.stage.house.world, WORKER) as work:
        opened = people.open_demonstration_session(work, account_id=player.account_id, address="")
        player.session = opened.secret
    # A later code stands above those before it only where it was sent later.
    player.stage.clock.advance(seconds=1)
    asked = player.post("/step-up-codes")
    code = _code_sent_to(player, administrator)
    answer = player.call("POST", "/step-ups", {"code_id": asked["code_id"], "code": code})
    player.session = _secret(answer.headers["set-cookie"])
    try:
        yield player
    finally:
        player.session = ""


def _code_sent_to(player: Player, administrator: Player) -> str:
    """Return the newest code that was sent to somebody."""
    sent = administrator.get("/messages?limit=100")["items"]
    words = next(
        one["body_en"] for one in sent
        if (one["template"], one["address"]) == ("step_up", player.login)
    )  # fmt: skip
    return str(_CODE.findall(words)[0])


def _secret(cookie: str) -> str:
    name, _, value = cookie.partition(";")[0].partition("=")
    if name != SESSION_COOKIE:
        raise RuntimeError(f"the session went on without a cookie: {name}")
    return value
