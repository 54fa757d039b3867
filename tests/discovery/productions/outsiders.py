"""Those who check a production with nothing of ours: Python alone, BagIt, OpenSSL, a DAT reader."""

import subprocess
import sys
from pathlib import Path

from tests.discovery.productions.load_file_reader import check_volume


def check_with_everybody(folder: Path, key: str) -> tuple[int, int]:
    """Let everybody check a signed production; returns its DAT rows and OPT rows."""
    run(sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), "--key", key)
    run(sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder))
    check_with_openssl(folder)
    return check_volume(folder / "data")


def check_with_openssl(folder: Path) -> None:
    """Check the signature, and that what it covers is the list of tag files, by OpenSSL alone."""
    signature = folder / "signature"
    run(
        "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(signature / "key.pem"), "-rawin",
        "-in", str(signature / "signed.txt"), "-sigfile", str(signature / "signature.bin"),
    )  # fmt: skip
    run("sha256sum", "-c", "--strict", "signature/signed.txt", at=folder)
    told = run("openssl", "dgst", "-sha256", "-r", str(folder / "tagmanifest-sha256.txt"))
    signed = (signature / "signed.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert signed == f"{told.split()[0]}  tagmanifest-sha256.txt"


def run(*words: str, at: Path | None = None) -> str:
    """Run a program and return what it says; anything but success is a failure with its words."""
    told = subprocess.run(words, capture_output=True, check=False, cwd=at)
    assert told.returncode == 0, (told.stdout + told.stderr).decode(errors="replace")
    return told.stdout.decode(errors="replace")
