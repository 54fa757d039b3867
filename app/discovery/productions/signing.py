"""The signature of the service under a production: over the list of tag files, which covers all.

What is signed is a line of its own, which `sha256sum -c` follows and no other signature of the
same key can be taken for. The parts lie apart, so that OpenSSL checks them as they are.
"""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.audit.checkpoint import Signer
from app.discovery.productions.bag import TAG_MANIFEST, file_hash
from app.discovery.productions.verify import KEY, OPENSSL_KEY, SIGNATURE, SIGNED, signed_text


def sign_bag(folder: Path, signer: Signer) -> None:
    """Put the signature beside the sealed bag; what it consists of is in no manifest."""
    message = signed_text(file_hash(folder / TAG_MANIFEST))
    pem = signer.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = {
        SIGNED: message,
        SIGNATURE: signer.private.sign(message),
        KEY: f"{signer.public.text}\n".encode(),
        OPENSSL_KEY: pem,
    }
    for name, content in parts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
