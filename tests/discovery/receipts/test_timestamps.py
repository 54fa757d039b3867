"""What an outside authority answers counts only where everything about it holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rfc3161_client as tsp

from app.discovery.receipts.timestamps import (
    MOST_REPLY_BYTES,
    Authorities,
    StampRefused,
    request_for,
    verified,
)
from tests.discovery.receipts.authority import Desk, openssl, reply_to

NOTE = b"sangsaeng/audit\n4\n037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n"


def authorities(desk: Desk, *paths: str, ca: str = "ca", seconds: float = 30.0) -> Authorities:
    urls = ",".join(desk.url + path for path in paths)
    loaded = Authorities.load(urls, desk.folder / f"{ca}.crt")
    assert loaded is not None
    return Authorities(loaded.urls, loaded.roots, seconds)


def refusal(desk: Desk, path: str, **more: float) -> StampRefused:
    asked = authorities(desk, path, **more)
    with pytest.raises(StampRefused) as caught:
        asked.stamp(asked.urls[0], request_for(NOTE), NOTE)
    return caught.value


def test_our_request_is_short_and_openssl_reads_its_hash_nonce_and_wish(tmp_path: Path) -> None:
    query = tmp_path / "q.tsq"
    query.write_bytes(request_for(NOTE).as_bytes())
    told = openssl("ts", "-query", "-in", query, "-text").decode()
    assert "Hash Algorithm: sha256" in told
    assert "Certificate required: yes" in told
    assert "Nonce: 0x" in told
    assert request_for(NOTE).nonce != request_for(NOTE).nonce


def test_openssl_answers_our_request_and_both_accept_the_answer(desk: Desk, tmp_path: Path) -> None:
    asked = authorities(desk, "/good")
    stamp = asked.stamp(asked.urls[0], request_for(NOTE), NOTE)
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)
    for name, content in (("note", NOTE), ("q.tsq", stamp.request), ("r.tsr", stamp.reply)):
        (tmp_path / name).write_bytes(content)
    reply, roots = ("-in", tmp_path / "r.tsr"), ("-CAfile", desk.folder / "ca.crt")
    openssl("ts", "-verify", "-queryfile", tmp_path / "q.tsq", *reply, *roots)
    openssl("ts", "-verify", "-data", tmp_path / "note", *reply, *roots)


def test_the_answer_to_another_request_is_refused(desk: Desk) -> None:
    asked = authorities(desk, "/stale")
    asked.stamp(asked.urls[0], request_for(NOTE), NOTE)
    with pytest.raises(StampRefused, match="nonce"):
        asked.stamp(asked.urls[0], request_for(NOTE), NOTE)


def test_the_answer_about_another_hash_is_refused(desk: Desk) -> None:
    request = request_for(NOTE)
    reply = reply_to(desk.folder, request.as_bytes())
    roots = authorities(desk, "/good").roots
    with pytest.raises(StampRefused, match="imprint"):
        verified(reply, request=request, data=NOTE + b" ", roots=roots)


def test_a_certificate_for_something_else_is_refused(desk: Desk) -> None:
    refused = refusal(desk, "/other-certificate")
    assert refused.code == "certificate"
    assert "unsuitable certificate purpose" in str(refused)
    (desk.folder / "forged.tsr").write_bytes(refused.reply)
    (desk.folder / "note").write_bytes(NOTE)
    # openssl agrees with the refusal.
    with pytest.raises(AssertionError, match="unsuitable certificate purpose"):
        openssl("ts", "-verify", "-data", desk.folder / "note", "-in", desk.folder / "forged.tsr",
                "-CAfile", desk.folder / "ca.crt")  # fmt: skip


def test_a_certificate_whose_life_was_over_at_the_stamped_time_is_refused(desk: Desk) -> None:
    refused = refusal(desk, "/expired")
    assert refused.code == "certificate"
    assert "certificate has expired" in str(refused)


def test_an_authority_that_nobody_named_is_refused(desk: Desk) -> None:
    refused = refusal(desk, "/good", ca="other-ca")
    assert refused.code == "certificate"


def test_a_changed_answer_is_refused_wherever_it_is_changed(desk: Desk) -> None:
    request = request_for(NOTE)
    reply = reply_to(desk.folder, request.as_bytes())
    roots = authorities(desk, "/good").roots
    genuine = tsp.decode_timestamp_response(reply).tst_info.gen_time.strftime("%Y%m%d%H%M%SZ")
    at = reply.index(genuine.encode())
    another_hour = bytes([reply[at + 3] ^ 1])
    changed = reply[: at + 3] + another_hour + reply[at + 4 :]
    with pytest.raises(StampRefused, match="certificate"):
        verified(changed, request=request, data=NOTE, roots=roots)
    for length in range(0, len(reply), 97):
        with pytest.raises(StampRefused):
            verified(reply[:length], request=request, data=NOTE, roots=roots)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/garbage", "unreadable"),
        ("/rejected", "not_granted"),
        ("/nothing-here", "http_status"),
        ("/endless", "too_long"),
    ],
)
def test_what_is_no_timestamp_is_refused_with_its_reason(desk: Desk, path: str, code: str) -> None:
    refused = refusal(desk, path)
    assert refused.code == code
    assert 0 < len(refused.reply) <= MOST_REPLY_BYTES


@pytest.mark.parametrize("path", ["/black-hole", "/drip"])
def test_a_silent_or_dripping_server_is_given_up_in_time(desk: Desk, path: str) -> None:
    started = datetime.now(UTC)
    assert refusal(desk, path, seconds=0.4).code == "too_slow"
    assert datetime.now(UTC) - started < timedelta(seconds=3)


def test_a_closed_port_is_unreachable(desk: Desk) -> None:
    asked = Authorities(("http://127.0.0.1:9",), authorities(desk, "/good").roots, 1.0)
    with pytest.raises(StampRefused, match="unreachable"):
        asked.stamp(asked.urls[0], request_for(NOTE), NOTE)


def test_settings_without_an_authority_ask_nobody() -> None:
    assert Authorities.load(" , ", None) is None


@pytest.mark.parametrize(
    ("urls", "content"),
    [("ftp://tsa.example", b""), ("https://tsa.example", None), ("https://tsa.example", b"")],
    ids=["scheme", "no-file", "empty-file"],
)
def test_settings_that_could_trust_nobody_are_refused(
    tmp_path: Path, urls: str, content: bytes | None
) -> None:
    ca_file = None if content is None else tmp_path / "ca.pem"
    if ca_file is not None:
        ca_file.write_bytes(content or b"")
    with pytest.raises(ValueError, match=r"."):
        Authorities.load(urls, ca_file)
