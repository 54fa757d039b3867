"""The outermost layer: limits at N and N+1, hosts, request ids, headers on every answer."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.web import problems
from app.web.edge import SECURITY_HEADERS, Edge

LIMIT = 1000


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _page(request: Request) -> Response:
    return PlainTextResponse("", headers={"X-Seen-As": request.method})


async def _deaf(request: Request) -> Response:
    try:
        await request.body()
    except Exception:  # noqa: BLE001 - as frameworks do
        return PlainTextResponse("swallowed", status_code=400)
    return PlainTextResponse("read")


def send(method: str, path: str, **more: Any) -> httpx.Response:
    """Send one request through an edge with small limits."""
    app = Starlette(routes=[Route("/echo", _echo, methods=["POST"]),
                            Route("/page", _page, methods=["GET"]),
                            Route("/deaf", _deaf, methods=["POST"]),
                            Route("/x/evidence", _echo, methods=["POST"])])  # fmt: skip
    edge = Edge(app, hosts=("service.example", "127.0.0.1"), body_limit_bytes=LIMIT,
                upload_paths=("/evidence",))  # fmt: skip

    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app=edge)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **more)

    return asyncio.run(once())


async def chunks(size: int) -> Any:
    for _ in range(size // 100):
        yield b"x" * 100
    yield b"x" * (size % 100)


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
def test_a_body_may_be_exactly_as_long_as_the_limit(size: int, status: int) -> None:
    assert send("POST", "/echo", content=b"x" * size).status_code == status
    assert send("POST", "/echo", content=chunks(size)).status_code == status
    assert send("POST", "/deaf", content=chunks(size)).status_code == status


def test_a_head_is_answered_as_the_get_it_stands_for() -> None:
    assert send("HEAD", "/page").headers["x-seen-as"] == "GET"
    assert send("HEAD", "/echo").status_code == 405


def test_uploads_are_not_limited_here() -> None:
    assert send("POST", "/x/evidence", content=b"x" * (5 * LIMIT)).text == str(5 * LIMIT)


@pytest.mark.parametrize("length", ["-1", "x", "1.5", "9" * 19, "9" * 6000, ""])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    answer = send("POST", "/echo", headers={"Content-Length": length})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == problems.MEDIA_TYPE


@pytest.mark.parametrize(
    ("host", "status"),
    [("service.example", 200), ("SERVICE.example:8443", 200), ("evil.example", 400), ("", 400),
     ("service.example.evil", 400), ("service.example@evil", 400)],
)  # fmt: skip
def test_only_known_hosts_are_answered(host: str, status: int) -> None:
    assert send("POST", "/echo", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abcDEF-123.45_6", True), ("a" * 64, True), ("a" * 65, False), ("short", False),
     ("<script>alert(1)", False), ("x y zzzzzzz", False)],
)  # fmt: skip
def test_a_request_id_is_kept_where_it_is_harmless(given: str, kept: bool) -> None:
    answer = send("POST", "/echo", headers={"X-Request-ID": given})
    assert (answer.headers["x-request-id"] == given) is kept
    assert len(answer.headers["x-request-id"]) >= 8


@pytest.mark.parametrize("path", ["/echo", "/nothing"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    for more in ({}, {"headers": {"Host": "evil.example"}}):
        answer = send("POST", path, **more)
        assert all(answer.headers[name] == value for name, value in SECURITY_HEADERS.items())
