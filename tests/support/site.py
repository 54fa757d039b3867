"""A browser without scripts: reads pages, fills forms, follows what a press on a button answers."""

import re
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from app import main as root
from app.access.actor import ANYBODY
from app.db.work import perform
from app.people import queries as people


class _Forms(HTMLParser):
    """Collects the hidden fields of every form of a page by the form's action."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, dict[str, str]] = {}
        self._action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form that is open and the hidden fields in it."""
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._action = named.get("action", "")
            self.hidden.setdefault(self._action, {})
        if tag == "input" and named.get("type") == "hidden":
            self.hidden.setdefault(self._action, {})[named["name"]] = named.get("value", "")


class Site:
    """One visitor's browser; cookies are kept, scripts are not run."""

    def __init__(self, house: root.House, language: str = "ko") -> None:
        """Open a browser on a house."""
        self.house = house
        self.client = TestClient(root.create_app(house), base_url="http://127.0.0.1")
        self.client.headers["Accept-Language"] = language
        self.page: Response

    def get(self, path: str, expect: int = 200) -> str:
        """Open a page and return its text."""
        self.page = self.client.get(path)
        assert self.page.status_code == expect, self.page.text[-800:]
        return self.page.text

    def press(self, action: str, expect: int = 200, **typed: Any) -> str:
        """Send a form of the page that is open; dots in names are written as double underscores."""
        parser = _Forms()
        parser.feed(self.page.text)
        values = {name.replace("__", "."): value for name, value in typed.items()}
        self.page = self.client.post(action, data={**parser.hidden[action], **values})
        assert self.page.status_code == expect, (self.page.status_code, errors_of(self.page.text))
        return self.page.text

    def upload(self, action: str, files: list[tuple[str, bytes]], expect: int = 200) -> str:
        """Send files by a form of the page that is open."""
        parser = _Forms()
        parser.feed(self.page.text)
        parts = [("files", (name, content)) for name, content in files]
        data = {**parser.hidden[action], "level": "3"}
        self.page = self.client.post(action, data=data, files=parts)
        assert self.page.status_code == expect, errors_of(self.page.text)
        return self.page.text

    @property
    def path(self) -> str:
        """Where the last answer came from, after every redirect."""
        return self.page.url.path

    def enter_as(self, login: str) -> None:
        """Choose one of the demonstration's people."""
        self.get("/sign-in")
        faces = perform(self.house.world, ANYBODY, people.demonstration_accounts, reading=True)
        account = next(face for face, _ in faces if face.login == login)
        self.press("/sign-in/demonstration", account=account.id)


def errors_of(page: str) -> list[str]:
    """Return the entries of a page's error summary."""
    summary = page.partition('class="error-summary"')[2].partition("</div>")[0]
    return [re.sub(r"<[^>]+>", "", item).strip() for item in re.findall(r"<li>(.*?)</li>", summary)]
