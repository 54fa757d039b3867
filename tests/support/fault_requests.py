"""Requests that are sent while a server is killed, and a journal of what was answered."""

import hashlib
import itertools
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.demo.complaints import complaint

CREATED, BUSY = 201, 503
LARGEST_BYTES = 400_000


class Gone(Exception):
    """The server does not answer any more; a client ends its loop."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and a token."""

    account_id: str
    person_id: str
    token: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: one who complains, one who assigns, one who examines."""

    complainant: Person
    lead: Person
    examiner: Person


@dataclass(slots=True)
class Asked:
    """One POST under its key; `status` is 0 as long as it has no answer."""

    kind: str
    who: Person
    path: str
    key: str
    form: Any = None
    files: int = 0
    version: int | None = None
    status: int = 0
    body: Any = None
    replayed: bool = False

    def sent_files(self) -> list[tuple[str, bytes]]:
        """Return names and contents of the files, the same every time."""
        return [(f"{number}.txt", _text(f"{self.key}/{number}")) for number in range(self.files)]


def _text(seed: str) -> bytes:
    chance = random.Random(seed)
    return chance.randbytes(chance.randrange(500, LARGEST_BYTES) // 2).hex().encode()


class Client:
    """One connection's worth of somebody sending requests."""

    def __init__(self, url: str) -> None:
        """Keep where the server is."""
        # There is no TLS on the loopback; loading the authorities takes longer than the requests.
        self._http = httpx.Client(base_url=f"{url}/api/v1", timeout=120, verify=False)

    def post(self, asked: Asked) -> httpx.Response:
        """Send a request of the journal; raise Gone where no whole answer came."""
        headers = {"Authorization": f"Bearer {asked.who.token}", "Idempotency-Key": asked.key}
        if asked.version is not None:
            headers["If-Match"] = f'"v{asked.version}"'
        files = [("files", (name, content)) for name, content in asked.sent_files()]
        sent: dict[str, Any] = {"files": files} if files else {"json": asked.form}
        try:
            return self._http.post(asked.path, headers=headers, **sent)
        except httpx.TransportError as fault:
            raise Gone from fault

    def get(self, who: Person, path: str) -> httpx.Response:
        """Read something; raise Gone where no whole answer came."""
        try:
            return self._http.get(path, headers={"Authorization": f"Bearer {who.token}"})
        except httpx.TransportError as fault:
            raise Gone from fault

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()


@dataclass(slots=True)
class Journal:
    """All that was ever asked, and cases whose steps may be taken."""

    asked: list[Asked] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cases: "deque[str]" = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _keys: "Iterator[int]" = field(default_factory=itertools.count)

    def note(self, kind: str, who: Person, path: str, **more: Any) -> Asked:
        """Write down a request before it is sent."""
        with self._lock:
            asked = Asked(kind, who, path, f"{kind}-{next(self._keys)}", **more)
            self.asked.append(asked)
        if kind == "filing":
            asked.form["violation"]["narrative"]["what"] = f"표지 {asked.key}."
        return asked

    def answer(self, asked: Asked, response: httpx.Response) -> bool:
        """Write down an answer; True for 201."""
        asked.status, asked.body = response.status_code, response.json()
        asked.replayed = response.headers.get("idempotent-replayed") == "true"
        if asked.status != CREATED:
            self.refused.append(f"{asked.key}: {asked.status} {response.text[:300]}")
        elif asked.kind == "filing":
            self.cases.append(asked.body["case_id"])
        return asked.status == CREATED

    def answered(self, kind: str = "") -> list[Asked]:
        """Return what was acknowledged."""
        return [a for a in list(self.asked) if a.status == CREATED and kind in {"", a.kind}]

    def unanswered(self) -> list[Asked]:
        """Return what has no answer."""
        return [asked for asked in self.asked if not asked.status]


@dataclass(slots=True)
class Crowd:
    """Several people at once, until they are told to stop or the server is gone."""

    url: str
    cast: Cast
    journal: Journal
    chance: random.Random
    over: threading.Event = field(default_factory=threading.Event)
    faults: list[str] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Let them all begin."""
        parts = (self._file, self._file, self._upload, self._upload, self._step)
        for part in parts:
            own = random.Random(self.chance.random())
            thread = threading.Thread(target=self._play, args=(part, own), daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Wait until all have ended."""
        self.over.set()
        for thread in self._threads:
            thread.join(timeout=180)

    def _play(self, part: Callable[[Client, random.Random], None], chance: random.Random) -> None:
        client = Client(self.url)
        try:
            while not self.over.is_set():
                part(client, chance)
                time.sleep(chance.uniform(0, 0.05))
        except Gone:
            pass
        except Exception as fault:  # noqa: BLE001 - a fault in a thread must reach the test
            self.faults.append(repr(fault))
        finally:
            client.close()

    def _send(self, client: Client, asked: Asked) -> bool:
        response = client.post(asked)
        while response.status_code == BUSY and not self.over.is_set():
            time.sleep(0.1)
            response = client.post(asked)
        return response.status_code != BUSY and self.journal.answer(asked, response)

    def _file(self, client: Client, chance: random.Random) -> None:
        form = complaint(["SC-DOC"], f"대한모터스{chance.randrange(5)}(가상)", "표지")
        self._send(
            client, self.journal.note("filing", self.cast.complainant, "/complaints", form=form)
        )

    def _upload(self, client: Client, chance: random.Random) -> None:
        who = self.cast.complainant
        draft = self.journal.note("draft", who, "/drafts")
        if not self._send(client, draft):
            return
        draft_id = draft.body["id"]
        path = f"/drafts/{draft_id}/evidence"
        sent = [
            self._send(client, self.journal.note("upload", who, path, files=chance.randint(1, 2)))
            for _ in range(chance.randint(1, 2))
        ]
        if all(sent) and chance.random() < 0.4:
            form = complaint(["TK-USE"], "대한모터스(가상)", "표지")
            form["draft_id"] = draft_id
            self._send(client, self.journal.note("filing", who, "/complaints", form=form))

    def _step(self, client: Client, chance: random.Random) -> None:
        if not self.journal.cases:
            time.sleep(0.02)
            return
        case_id = self.journal.cases.popleft()
        assigned = self.journal.note(
            "assignment", self.cast.lead, f"/cases/{case_id}/assignment",
            form={"account_id": self.cast.examiner.account_id},
            version=client.get(self.cast.lead, f"/cases/{case_id}").json()["version"],
        )  # fmt: skip
        if not self._send(client, assigned):
            return
        taken = self.journal.note(
            "step", self.cast.examiner, f"/cases/{case_id}/transitions",
            form={"command": "begin_pre_review"}, version=assigned.body["version"],
        )  # fmt: skip
        self._send(client, taken)


def sha256(content: bytes) -> str:
    """Return the hash of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
