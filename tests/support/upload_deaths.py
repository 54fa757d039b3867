"""A process that dies at one call after another while files are uploaded, and looks what is left.

`python -m tests.support.upload_deaths FOLDER STRIDE` loads the service once. For each call by which
the evidence store changes the disk, and each commit of the database, a fork of it uploads one file
in one request and one in parts and kills itself before that call; another fork opens what was left,
looks at it, and sends everything again. It prints the number of moments and what was found wrong.
"""

import base64
import hashlib
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.access.actor import Role
from app.db.work import ActSession
from app.demo.stage import Player, Stage
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads.reaper import reap
from app.discovery.uploads.tables import UploadPart
from app.kernel.clock import FrozenClock, SystemClock
from app.kernel.problems import Problem
from app.storage.local import LocalStore
from tests.support.fault_checks import as_it_was_left, named, reading
from tests.support.town import open_town

SMALL = "도면을 넘겨 달라는 요구를 받았습니다.\n".encode()
LARGE = b"A-12,2026-03-02\n" * 1000
DISK = ("open", "write", "fsync", "fchmod", "link", "unlink", "replace", "rename")
_WRITING = os.O_CREAT | os.O_WRONLY | os.O_RDWR


class Calls:
    """Counts the calls that change something, and dies before one of them."""

    def __init__(self, dies_at: int = 0) -> None:
        self.count = 0
        self._dies_at = dies_at
        for name in DISK:
            setattr(os, name, self._counted(getattr(os, name), name))
        ActSession.commit = self._counted(ActSession.commit, "commit")  # type: ignore[method-assign]

    def _counted(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            if name == "commit" or (_in_the_store() and _changes(name, given)):
                self.count += 1
                if self.count == self._dies_at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return call


def _in_the_store() -> bool:
    frame = sys._getframe(2)
    for _ in range(6):
        if frame is None:
            return False
        if frame.f_globals.get("__name__", "").startswith("app.storage"):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _changes(name: str, given: tuple[Any, ...]) -> bool:
    return name != "open" or bool(given[1] & _WRITING)


def upload_everything(player: Player, draft_id: str) -> list[str]:
    """Send both files under fixed keys, and return the hashes that are on file then."""
    path = f"/drafts/{draft_id}"
    files = [("files", ("요구.txt", SMALL, "text/plain"))]
    whole = player.post(f"{path}/evidence", files=files, key="whole")
    said = {"name": "기록.txt", "size_bytes": len(LARGE)}
    upload_id = player.post(f"{path}/uploads", said, key="begin")["id"]
    if player.get(f"/uploads/{upload_id}")["state"] == "open":
        digest = base64.b64encode(hashlib.sha256(LARGE).digest()).decode()
        headers = {"Content-Digest": f"sha-256=:{digest}:"}
        part = player.call("PUT", f"/uploads/{upload_id}/parts/1", content=LARGE, headers=headers)
        assert part.status in (200, 201), part.body
    parts = player.post(f"/uploads/{upload_id}/completion", {}, key="complete")
    return [item["sha256"] for answer in (whole, parts) for item in answer["items"]]


def _left(stage: Stage) -> Iterator[str]:
    """Find what must not be, as the dead process left it."""
    engine, store = stage.house.world.engine, stage.house.store
    assert isinstance(store, LocalStore)
    yield from as_it_was_left(engine, store)
    with reading(engine) as session:
        parts = list(session.execute(select(UploadPart)).scalars())
    for part in parts:
        try:
            store.verify(part.store_key, sha256=part.sha256)
        except Problem as problem:
            yield f"part {part.number}: {problem.slug}"


def _sent_again(stage: Stage, player: Player, draft_id: str) -> Iterator[str]:
    """Find what differs from an upload that nothing disturbed, after everything is sent again."""
    # Whoever was putting the file together is dead, and its claim has run out.
    stage.clock.advance(minutes=5)
    due = [hashlib.sha256(content).hexdigest() for content in (SMALL, LARGE)]
    if upload_everything(player, draft_id) != due:
        yield "other files are on file"
    stage.clock.advance(hours=25)
    world, store = stage.house.world, stage.house.store
    later = FrozenClock(SystemClock().now() + timedelta(hours=25))
    reap(world, store, later)
    with reading(world.engine) as session:
        states = sorted(session.execute(select(EvidenceItem.state)).scalars())
    if states.count("stored") != len(due) or "pending" in states:
        yield f"rows are {states}"
    there = {found.key for found in store.keys_older_than(later.now())}
    wanted = set().union(*named(world.engine).values())
    if there != wanted:
        yield f"{len(there)} objects for {len(wanted)} that rows name"


def _forked(act: Callable[[], object]) -> int:
    """Run something in a fork and return how it ended."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        act()
        code = 0
    except BaseException as fault:  # noqa: BLE001 - a fork must not run on into the launcher
        sys.stderr.write(f"{fault!r}\n")
    finally:
        sys.stderr.flush()
        os._exit(code)


class Deaths:
    """A draft that is uploaded to and killed again and again, each time from the beginning."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template, self._said = folder / "template", folder / "said.json"
        _forked(self._prepare)
        self._player: dict[str, str] = json.loads(self._said.read_text("utf-8"))

    def moments(self) -> int:
        """Return how many calls there are at which a process can die."""
        assert _forked(lambda: self._upload(0)) == 0
        return int(self._said.read_text("utf-8"))

    def die(self, number: int) -> list[str]:
        """Die before a call, and return what was found wrong afterwards."""
        if _forked(lambda: self._upload(number)) != -signal.SIGKILL:
            return [f"call {number} was never reached"]
        self._said.write_text("[]", "utf-8")
        code = _forked(self._look)
        found = [f"call {number}: {one}" for one in json.loads(self._said.read_text("utf-8"))]
        return found + ([f"call {number}: looking ended with {code}"] if code else [])

    def _prepare(self) -> None:
        with open_town(self._template, demonstration=False) as stage:
            player = stage.player(Role.PARTY, "김하늘")
            draft_id = player.post("/drafts")["id"]
            told = {"account_id": player.account_id, "person_id": player.person_id,
                    "name": player.name, "token": player.token, "draft_id": draft_id}  # fmt: skip
            self._said.write_text(json.dumps(told), "utf-8")

    def _upload(self, dies_at: int) -> None:
        town = self._folder / "town"
        shutil.rmtree(town, ignore_errors=True)
        shutil.copytree(self._template, town)
        with open_town(town, demonstration=False) as stage:
            player, draft_id = self._return_to(stage)
            calls = Calls(dies_at)
            upload_everything(player, draft_id)
            self._said.write_text(str(calls.count), "utf-8")

    def _look(self) -> None:
        with open_town(self._folder / "town", demonstration=False) as stage:
            player, draft_id = self._return_to(stage)
            found = [*_left(stage), *_sent_again(stage, player, draft_id)]
            self._said.write_text(json.dumps(found), "utf-8")

    def _return_to(self, stage: Stage) -> tuple[Player, str]:
        told = dict(self._player)
        draft_id = told.pop("draft_id")
        return Player(stage, **told), draft_id


def main() -> None:
    """Die at every call, or at each STRIDE-th one, and print what was found."""
    deaths, stride = Deaths(Path(sys.argv[1])), int(sys.argv[2])
    moments = deaths.moments()
    chosen = range(1 + moments % stride, moments + 1, stride)
    found = list(itertools.chain.from_iterable(map(deaths.die, chosen)))
    sys.stdout.write(
        json.dumps({"calls": moments, "deaths": len(chosen), "findings": found}) + "\n"
    )


if __name__ == "__main__":
    main()
