"""Whoever signs in, no link of any page leads to a refusal; the demonstration's people try it."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from app import main as root
from app.access.actor import Role
from tests.portal.conftest import BESIDE
from tests.support.site import Site

MOST_PAGES = 60
PEOPLE = (
    "owner", "materials", "respondent", "offender", "plant", "examiner", "technology", "lead",
    "technology-lead", "secretary", "commissioner", "court", "auditor", "administrator",
    "evaluator", *BESIDE,
)  # fmt: skip
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")
# The reference is walked by test_public_pages; another language doubles every page.
_LEFT_OUT = re.compile(r"^/(api(/(?!v1)|$)|static/)|[?&]lang=")


def wrong_links(site: Site, begin: str) -> list[str]:
    """Walk from a page; return each link that is refused, and each date with two full stops."""
    found, opened = [], 0
    waiting = deque([(begin, "signing in"), ("/", "the address bar")])
    met = {path for path, _ in waiting}
    while waiting:
        path, bearer = waiting.popleft()
        answer = site.client.get(path)
        if answer.status_code >= 400:
            found.append(f"{answer.status_code} {path} on {bearer}")
        opened += 1
        if "html" not in answer.headers.get("content-type", ""):
            continue
        if re.search(r"\d\.\.", _TAG.sub("", answer.text)):
            found.append(f"a date with two full stops on {path}")
        fresh = set(links_of(answer.text, str(answer.url))) - met if opened <= MOST_PAGES else set()
        waiting.extend((link, path) for link in sorted(fresh))
        met |= fresh
    return found


def links_of(page: str, address: str) -> list[str]:
    """Return the links of a page within this service, without those left out."""
    targets = [urlsplit(urljoin(address, unescape(one))) for one in _LINK.findall(page)]
    here = urlsplit(address).netloc
    paths = [
        target._replace(scheme="", netloc="", fragment="").geturl()
        for target in targets
        if target.netloc == here
    ]
    return [path for path in paths if not _LEFT_OUT.search(path)]


def test_every_role_walks() -> None:
    assert {*BESIDE} == set(Role) - {
        Role.PUBLIC, Role.WORKER, Role.PARTY, Role.INVESTIGATOR, Role.LEAD, Role.COMMITTEE,
        Role.SECRETARY, Role.COURT, Role.AUDITOR, Role.ADMINISTRATOR, Role.EVALUATOR,
    }  # fmt: skip


@pytest.mark.parametrize("login", PEOPLE)
def test_no_link_leads_to_a_refusal(demonstration: root.House, login: str) -> None:
    site = Site(demonstration)
    site.enter_as(f"{login}@demo.example")
    assert wrong_links(site, site.path) == []


def test_no_link_leads_a_visitor_to_a_refusal(demonstration: root.House) -> None:
    assert wrong_links(Site(demonstration), "/") == []
