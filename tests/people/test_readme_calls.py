"""The README's first calls work as they are printed, one after the other."""

import json
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from app import main as root
from app.access.actor import WORKER, Role
from app.db.work import begin
from app.people import actions as people
from app.people.passwords import hash_now
from tests.support.house import ROOT
from tests.support.town import open_town

PASSWORD = "ginkgo-wharf-41-lamp"
_CALL = re.compile(r"curl (-[cb]) session\.txt -X POST \S+?(/api/v1/\w+) .*?-d '(.*?)'$", re.DOTALL)


def printed() -> list[tuple[str, str, Any]]:
    """Return the calls of the README that carry a session: cookie option, path, body."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("curl -c session.txt")[2].partition("```")[0]
    calls = re.split(r"\n(?=curl |rm )", f"curl -c session.txt{block}")
    found = [_CALL.match(call.strip()) for call in calls if call.startswith("curl")]
    return [(one[1], one[2], json.loads(one[3])) for one in found if one]


def test_the_printed_calls_sign_in_and_issue_a_token_that_reads_cases(tmp_path: Path) -> None:
    (keeps, sessions, who), (sends, tokens, asked) = printed()
    assert (keeps, sends) == ("-c", "-b")
    with open_town(tmp_path) as town:
        house = town.house
        with begin(house.world, WORKER) as work:
            people.create_account(
                work, role=Role.INVESTIGATOR, person=people.NewPerson(name="홍길동"),
                login=who["login"], password_hash=hash_now(PASSWORD), unit="subcontract",
            )  # fmt: skip
        client = TestClient(root.create_app(house), base_url="http://127.0.0.1")
        assert client.post(sessions, json={**who, "password": PASSWORD}).status_code == 201
        key = {"Idempotency-Key": "first-token-of-the-readme"}
        issued = client.post(tokens, json=asked, headers=key)
        assert issued.status_code == 201, issued.text
        bearer = {"Authorization": f"Bearer {issued.json()['secret']}"}
        stranger = TestClient(root.create_app(house), base_url="http://127.0.0.1")
        assert stranger.get("/api/v1/cases", headers=bearer).status_code == 200
        again = {**bearer, "Idempotency-Key": "a-token-by-a-token"}
        assert stranger.post(tokens, json=asked, headers=again).status_code == 403
