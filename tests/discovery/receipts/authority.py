"""A time-stamping authority made of `openssl ts`, behind a loopback HTTP server, good and bad."""

import contextlib
import subprocess
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

_CONFIG = """\
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/{name}.crt
signer_key = {folder}/{name}.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
"""
_EXTENSIONS = {
    "stamping": "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
    "signing": "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,emailProtection\n",
}
REJECTED = bytes.fromhex("30053003020102")  # a TimeStampResp with the status 2 and no token


def openssl(*words: str | Path, into: bytes | None = None) -> bytes:
    """Run openssl and return what it prints; raise with its complaint where it refuses."""
    done = subprocess.run(
        ["openssl", *map(str, words)], input=into, capture_output=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def make_authority(folder: Path) -> Path:
    """Make an authority with a certificate for stamping and one for something else."""
    for name in ("ca", "other-ca"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt", "-days", "3650",
                "-subj", f"/CN={name}")  # fmt: skip
    for name, extensions in _EXTENSIONS.items():
        (folder / f"{name}.ext").write_text(extensions)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr",
                "-subj", f"/CN={name}")  # fmt: skip
        openssl("x509", "-req", "-in", folder / f"{name}.csr", "-CA", folder / "ca.crt",
                "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", "365",
                "-extfile", folder / f"{name}.ext", "-out", folder / f"{name}.crt")  # fmt: skip
        (folder / f"{name}.cnf").write_text(_CONFIG.format(folder=folder, name=name))
    (folder / "serial").write_text("01")
    _let_run_out(folder)
    return folder


def _let_run_out(folder: Path) -> None:
    """Give the authority a third certificate, for stamping as well, whose life ended yesterday."""
    issuer = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    keys = (load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
            for name in ("stamping", "ca"))  # fmt: skip
    own, issuers = (key for key in keys if isinstance(key, ec.EllipticCurvePrivateKey))
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "expired")]))
        .issuer_name(issuer.subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now - timedelta(days=1))
        .add_extension(
            x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(issuers, hashes.SHA256())
    )
    (folder / "expired.crt").write_bytes(built.public_bytes(Encoding.PEM))
    (folder / "expired.key").write_bytes((folder / "stamping.key").read_bytes())
    (folder / "expired.cnf").write_text(_CONFIG.format(folder=folder, name="expired"))


def reply_to(folder: Path, request: bytes, name: str = "stamping") -> bytes:
    """Return what the authority answers to a request, under one of its certificates."""
    query, reply = folder / "asked.tsq", folder / "answered.tsr"
    query.write_bytes(request)
    openssl("ts", "-reply", "-queryfile", query, "-config", folder / f"{name}.cnf", "-out", reply)
    return reply.read_bytes()


def signed_for_something_else(folder: Path, request: bytes) -> bytes:
    """Return the very same statement, signed by a certificate that is not for time-stamping."""
    (folder / "good.tsr").write_bytes(reply_to(folder, request))
    token, said = folder / "token.der", folder / "said.der"
    openssl("ts", "-reply", "-in", folder / "good.tsr", "-token_out", "-out", token)
    openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", token, "-out", said)
    forged = openssl(
        "cms", "-sign", "-binary", "-nodetach", "-cades", "-in", said, "-outform", "DER",
        "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-md", "sha256",
        "-signer", folder / "signing.crt", "-inkey", folder / "signing.key",
    )  # fmt: skip
    body = bytes.fromhex("3003020100") + forged
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


@dataclass
class Desk:
    """What the server behind the loopback address knows: how each path answers."""

    folder: Path
    ways: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""
    closed: threading.Event = field(default_factory=threading.Event)


def _ways(folder: Path) -> dict[str, Callable[[bytes], bytes]]:
    first: list[bytes] = []

    def stale(request: bytes) -> bytes:
        first.append(request)
        return reply_to(folder, first[0])

    return {
        "/good": lambda request: reply_to(folder, request),
        "/expired": lambda request: reply_to(folder, request, "expired"),
        "/stale": stale,
        "/garbage": lambda _: b"<html>not found</html>",
        "/endless": lambda _: b"\0" * 200_000,
        "/rejected": lambda _: REJECTED,
        "/other-certificate": lambda request: signed_for_something_else(folder, request),
    }


class Handler(BaseHTTPRequestHandler):
    """Answers one request as its path says."""

    desk: Desk

    def do_POST(self) -> None:
        """Answer, keep silent, or send one byte after another."""
        self.desk.asked.append(self.path)
        request = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/black-hole":
            self.desk.closed.wait(20)
        elif self.path == "/drip":
            self._drip()
        else:
            self._answer(request)

    def _answer(self, request: bytes) -> None:
        found = self.path in self.desk.ways
        body = self.desk.ways[self.path](request) if found else b"gone"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.desk.closed.wait(0.05):
                self.wfile.write(b"\0")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def open_desk(folder: Path) -> Generator[Desk]:
    """Yield a server whose paths answer well or badly."""
    desk = Desk(folder, _ways(folder))
    handler = type("DeskHandler", (Handler,), {"desk": desk})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    desk.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.closed.set()
        server.shutdown()
        thread.join()
        server.server_close()
