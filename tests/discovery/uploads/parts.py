"""A sender of a large file in parts, over HTTP, as tests need it."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.discovery.evidence.rules import IntakeLimits
from tests.discovery.conftest import CASE, Office

MEBIBYTE = 1024 * 1024
LEAST = 5 * MEBIBYTE
ROOM = IntakeLimits(file_bytes=4096, case_bytes=20 * MEBIBYTE, case_files=6)


def text(size_bytes: int, line: bytes = b"2026-11-23 09:00, 1000\r\n") -> bytes:
    """Return a text of this size, no two halves of which are alike."""
    count = size_bytes // len(line) + 1
    numbered = (b"%09d " % number + line for number in range(count))
    return b"".join(numbered)[:size_bytes]


def digest(content: bytes) -> dict[str, str]:
    """Return the header that announces the SHA-256 of a part."""
    encoded = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {"Content-Digest": f"sha-256=:{encoded}:"}


@dataclass
class Sender:
    """One upload in parts: begun, sent, looked at, completed or given up by one person."""

    office: Office
    content: bytes
    who: str = "complainant"
    to: str = f"/cases/{CASE}"
    code: str = ""
    id: str = field(default="", init=False)

    def begin(self, *, name: str = "서버 기록.txt", **said: Any) -> httpx.Response:
        """Announce the file."""
        body = {"name": name, "size_bytes": len(self.content), **said}
        answer = self._call("POST", f"{self.to}/uploads", json=body)
        if answer.status_code == 201:
            self.id = answer.json()["id"]
        return answer

    def begun(self, **said: Any) -> "Sender":
        """Announce the file, which must be taken."""
        answer = self.begin(**said)
        assert answer.status_code == 201, answer.text
        return self

    def put(
        self, number: int, content: bytes | Iterator[bytes], headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send a part under its right digest, or under what is said instead."""
        if headers is None:
            assert isinstance(content, bytes)
            headers = digest(content)
        return self._call(
            "PUT", f"/uploads/{self.id}/parts/{number}", content=content, headers=headers
        )

    def pieces(self, size_bytes: int = LEAST) -> list[bytes]:
        """Return the parts that the file is cut into."""
        starts = range(0, len(self.content), size_bytes)
        return [self.content[at : at + size_bytes] for at in starts]

    def send(self, *, up_to: int = 10_000) -> "Sender":
        """Send the parts that are awaited, each of which must be taken."""
        first = self.told()["next_part"]
        for number, piece in enumerate(self.pieces(), start=1):
            if first <= number <= up_to:
                answer = self.put(number, piece)
                assert answer.status_code == 201, answer.text
        return self

    def told(self) -> dict[str, Any]:
        """Return how far the upload has come."""
        answer = self._call("GET", f"/uploads/{self.id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def complete(self, *, key: str = "", **said: Any) -> httpx.Response:
        """End the upload."""
        path = f"/uploads/{self.id}/completion"
        return self._call("POST", path, json=said, headers={"Idempotency-Key": key} if key else {})

    def give_up(self) -> httpx.Response:
        """Give the upload up."""
        return self._call("DELETE", f"/uploads/{self.id}")

    def _call(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Idempotency-Key": f"parts-{next(self.office.keys)}"} | more.pop("headers", {})
        if self.code:
            headers["X-Resume-Code"] = self.code
        return self.office.call(self.who, method, path, headers=headers, **more)


def roomy(office: Office, limits: IntakeLimits = ROOM) -> Office:
    """Give the office's cases room for a file that comes in parts."""
    office.client.app.state.intake_limits = limits  # type: ignore[attr-defined]
    return office
