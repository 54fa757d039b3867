"""Timestamps by an outside authority (RFC 3161): the request, the answer, and what makes it good.

An answer counts only if it is granted, bears our nonce and our hash, is signed by a certificate
made for time-stamping alone, and that certificate was valid at the stamped time under an
authority that the operator trusts.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import rfc3161_client as tsp
from cryptography.x509 import Certificate, ObjectIdentifier, load_pem_x509_certificates

_SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "User-Agent": "sangsaeng",
}
MOST_REPLY_BYTES = 64 * 1024
"""How much of an answer is read and kept; tokens with their certificates take a few KiB."""


class StampRefused(Exception):
    """No good timestamp came back; `code` says why, `reply` holds what was answered, if anything."""

    def __init__(self, code: str, words: str = "", reply: bytes = b"") -> None:
        """Keep the reason and the raw bytes."""
        super().__init__(f"{code}: {words}" if words else code)
        self.code, self.reply = code, reply


@dataclass(frozen=True, slots=True)
class Stamp:
    """A good timestamp: the raw request and answer, and the instant the authority gives."""

    request: bytes
    reply: bytes
    at: datetime
    serial: str


@dataclass(frozen=True, slots=True)
class Authorities:
    """Where timestamps are asked for, in this order, and the roots that their answers rest on."""

    urls: tuple[str, ...]
    roots: tuple[Certificate, ...]
    seconds: float = 10.0

    @classmethod
    def load(cls, urls: str, ca_file: Path | None) -> "Authorities | None":
        """Return the authorities of the settings, None where none is named.

        `urls` are parted by blanks or commas. Raise ValueError for an address that is not http
        or https, and where no file of trusted certificates is given or none is in it.
        """
        named = tuple(urls.replace(",", " ").split())
        if not named:
            return None
        wrong = [url for url in named if urlsplit(url).scheme not in {"http", "https"}]
        if wrong:
            raise ValueError(f"not the address of a time-stamping authority: {wrong[0]}")
        if ca_file is None:
            raise ValueError("timestamps need the certificates that their authority rests on")
        roots = tuple(load_pem_x509_certificates(ca_file.read_bytes()))
        return cls(named, roots)

    def stamp(self, url: str, request: tsp.TimeStampRequest, data: bytes) -> Stamp:
        """Ask one authority to stamp the hash of `data`; raise StampRefused with the reason."""
        raw = request.as_bytes()
        reply = self._asked(url, raw)
        token = verified(reply, request=request, data=data, roots=self.roots)
        return Stamp(raw, reply, token.gen_time, format(token.serial_number, "x"))

    def _asked(self, url: str, request: bytes) -> bytes:
        reply = bytearray()
        try:
            status = asyncio.run(self._talked(url, request, reply))
        except (TimeoutError, httpx.TimeoutException) as fault:
            raise StampRefused("too_slow", type(fault).__name__, bytes(reply)) from fault
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise StampRefused("unreachable", str(fault), bytes(reply)) from fault
        if len(reply) > MOST_REPLY_BYTES:
            raise StampRefused("too_long", reply=bytes(reply[:MOST_REPLY_BYTES]))
        if status != httpx.codes.OK:
            raise StampRefused("http_status", str(status), bytes(reply))
        return bytes(reply)

    async def _talked(self, url: str, request: bytes, reply: bytearray) -> int:
        # The client's own limits count each silence by itself; this one is on the whole.
        async with (
            asyncio.timeout(self.seconds),
            httpx.AsyncClient(timeout=self.seconds, trust_env=False) as client,
            client.stream("POST", url, content=request, headers=_HEADERS) as answer,
        ):
            async for chunk in answer.aiter_raw():
                reply += chunk
                if len(reply) > MOST_REPLY_BYTES:
                    break
            return answer.status_code


def request_for(data: bytes) -> tsp.TimeStampRequest:
    """Return a request for the SHA-256 of some bytes, with a nonce, asking for the certificate."""
    builder = tsp.TimestampRequestBuilder(
        data=data, hash_algorithm=tsp.HashAlgorithm.SHA256, nonce=True, cert_req=True
    )
    return builder.build()


def verified(
    reply: bytes, *, request: tsp.TimeStampRequest, data: bytes, roots: tuple[Certificate, ...]
) -> tsp.TimeStampTokenInfo:
    """Return what an answer says once everything about it holds; raise StampRefused otherwise."""
    try:
        answer = tsp.decode_timestamp_response(reply)
        if answer.status != tsp.PKIStatus.GRANTED:
            raise StampRefused("not_granted", f"status {answer.status}", reply)
        token = answer.tst_info
        _check_token(token, request, data, reply)
        verifier = tsp.VerifierBuilder(roots=list(roots), nonce=request.nonce).build()
        verifier.verify(answer, hashlib.sha256(data).digest())
    except tsp.VerificationError as fault:
        raise StampRefused("certificate", str(fault), reply) from fault
    except ValueError as fault:
        raise StampRefused("unreadable", str(fault), reply) from fault
    return token


def _check_token(
    token: tsp.TimeStampTokenInfo, request: tsp.TimeStampRequest, data: bytes, reply: bytes
) -> None:
    if request.nonce is None or token.nonce != request.nonce:
        raise StampRefused("nonce", "the answer is to another request", reply)
    imprint = token.message_imprint
    if imprint.hash_algorithm != _SHA256 or imprint.message != hashlib.sha256(data).digest():
        raise StampRefused("imprint", "the answer is about another hash", reply)
