"""A member of the staff who reads pages and sends forms, as a browser without scripts would."""

import re
from html import unescape
from urllib.parse import urlencode

from app.demo.stage import Answer, Player

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


def page(player: Player, path: str, *, language: str = "ko") -> tuple[int, str]:
    """Return the status and the text of a page."""
    joint = "&" if "?" in path else "?"
    answer = send(player, "GET", f"{path}{joint}lang={language}")
    return answer.status, answer.body.decode()


def send(player: Player, method: str, path: str, body: str = "") -> Answer:
    """Send one request with the player's token."""
    headers = {
        "Authorization": f"Bearer {player.token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return player.stage.send(method, path, headers=headers, content=body.encode())


def submit(player: Player, path: str, fields: dict[str, str | list[str]]) -> Answer:
    """Open a page, fill its form in and send it with the hidden fields that the page gave."""
    status, text = page(player, path)
    assert status == 200, (path, status)
    form = _MAIN.search(text)
    assert form is not None
    hidden = {name: unescape(value) for name, value in _HIDDEN.findall(form[0])}
    return send(player, "POST", path, urlencode({**hidden, **fields}, doseq=True))


def text_of(answer: Answer) -> str:
    """Return the words of an answered page."""
    return unescape(answer.body.decode())
