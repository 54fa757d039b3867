"""The street on which every room has its things, with a complainant who is full of canaries."""

from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice, product
from pathlib import Path
from re import findall, fullmatch
from typing import Any

import pytest
from sqlalchemy import text

from app.access.actor import Role
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.demo.complaints import draft_with_files
from app.demo.stage import Answer, Player
from app.sanctions.tables import Posting
from app.tables import METADATA
from tests.access import street as houses
from tests.access.doors import DoorOf
from tests.access.street import RESPONDENT_NUMBER, TODAY, Neighbour, Street, open_street
from tests.canary import words as canary

NOTHING = "x_" + "0" * 32  # an id that nothing has
MOST_OF_A_KIND, MOST_OF_A_DOOR = 4, 6
_ID = r"([a-z]+)_[0-9a-f]{32}"
_JOIN = Street.join


def _joined(street: Street, part: str, role: Role, *, unit: str = "", **stands: Any) -> Player:
    if part != "owner":
        return _JOIN(street, part, role, unit=unit, **stands)
    player = street.stage.player(role, canary.PERSON, login=canary.EMAIL)
    street.neighbours[part] = Neighbour(player, role, **stands)
    return player


def _filed(street: Street) -> None:
    """File the complaint of the street as somebody whose every word would be noticed."""
    owner = street.player("owner")
    firm = {"name": canary.FIRM, "business_number": canary.NUMBER, "size": "small",
            "address": f"경기도 시흥시 {canary.ADDRESS}"}  # fmt: skip
    owner.post("/companies", firm)
    form: dict[str, Any] = {
        "complainant": {
            "kind": "corporation", "name": canary.PERSON, "phone": canary.PHONE,
            "email": canary.EMAIL, "address": f"경기도 시흥시 {canary.ADDRESS}",
            "company_name": canary.FIRM, "business_number": canary.NUMBER,
            "representative_name": canary.REPRESENTATIVE,
        },
        "respondent": {"name": "미래플랜트(가상)", "business_number": RESPONDENT_NUMBER,
                       "address": "울산광역시 남구 공단로 2"},
        "violation": {"codes": ["ST-INF"],
                      "narrative": {"what": f"{canary.SENTENCE}. 계좌는 {canary.ACCOUNT}입니다."},
                      "technology": {"name": f"{canary.FIRM} 조건표", "act": "used"}},
        "consents": {"identity": "private", "collection": True},
        "statement": {"true": True, "signature": canary.PERSON},
    }  # fmt: skip
    files = (
        (f"{canary.FILE_NAME}.csv", f"번호,비고\nA-1,{canary.CONTENT}\n".encode(), "text/csv"),
        (f"{canary.FILE_NAME} 원본.pdf", canary.paper(), "application/pdf"),
    )
    street.ids["draft_id"] = owner.post("/drafts")["id"]
    form["draft_id"] = draft_with_files(owner, files)
    street.ids["case_id"] = owner.post("/complaints", form)["case_id"]


def _published(street: Street) -> None:
    """Put the publication of the order on the list that everybody may read."""

    def posted(work: Work) -> None:
        row = work.add(
            Posting(
                id=work.new_id("posting"), measure_id=street.ids["measure_id"],
                company_id=street.ids["company_id"], kind="publication",
                regime="sme_technology_enacted", violations="ST-INF",
                company_name="미래플랜트(가상)", posted_on=TODAY, posted_until=date(2027, 9, 9),
            )
        )  # fmt: skip
        work.record(ConfidentialRead(subject=row.id, level=1, what="street"))

    street.as_worker(posted)
    street.stage.settle()


@contextmanager
def open_canary_street(folder: Path) -> Generator[Street]:
    """Yield the street after everything has happened on it."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Street, "join", _joined)
        changed.setattr(houses, "_filed", _filed)
        with open_street(folder, "") as street:
            _published(street)
            yield street


def things_of(street: Street) -> dict[str, list[str]]:
    """Return everything that is on the street, by the word with which its ids begin."""
    found: dict[str, list[str]] = defaultdict(list)
    with street.stage.house.world.engine.connect() as connection:
        for table in METADATA.tables.values():
            for column in {"id", "event_id"} & set(table.c.keys()):
                asked = f'SELECT "{column}" AS id FROM "{table.name}"'
                for row in connection.execute(text(asked)):
                    kind = fullmatch(_ID, str(row.id))
                    if kind and row.id not in found[kind[1]]:
                        found[kind[1]].append(row.id)
    return found


def paths_of(street: Street, door: DoorOf, things: dict[str, list[str]]) -> Iterator[str]:
    """Yield the paths of a door: the street's own thing first, then others of its kind."""
    names = findall(r"{(\w+)}", door.path)
    choices = []
    for name in names:
        own = street.ids.get(name, NOTHING)
        kind = fullmatch(_ID, own)
        others = things.get(kind[1], [])[-MOST_OF_A_KIND:] if kind else []
        choices.append(list(dict.fromkeys([own, *others])))
    for values in islice(product(*choices), MOST_OF_A_DOOR):
        yield door.path.format(**dict(zip(names, values, strict=True)))


def ask(street: Street, player: Player | None, method: str, path: str, **more: Any) -> Answer:
    """Send a request as somebody, or as nobody."""
    headers = {"Authorization": f"Bearer {player.token}"} if player else {}
    if method == "POST":
        headers["Idempotency-Key"] = f"canary-{next(street.keys)}"
    headers["If-Match"] = '"v1"'
    return street.stage.send(method, path, headers=headers, **more)
