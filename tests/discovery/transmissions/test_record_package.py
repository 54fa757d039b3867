"""A package shows every change to itself, and holds nothing that a name or title could do harm with."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.checkpoint import Signer
from app.discovery.checkers.ed25519 import is_signed
from app.discovery.transmissions import listing, recipient_keys
from app.discovery.transmissions.problems import RecipientKeyInvalid
from app.discovery.transmissions.regimes import regime_of
from app.discovery.transmissions.verify_package import (
    MANIFEST,
    SIGNATURE,
    faults,
    main,
)
from tests.discovery.transmissions.conftest import open_bench

# RFC 8032, 7.1: key, message, signature.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     ("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
     "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     ("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
     "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")),
]  # fmt: skip


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """Return a package of four records, and the key that it is signed with."""
    with open_bench(tmp_path_factory.mktemp("package") / "town", "") as bench:
        asked = bench.released()
        return bench.opened(bench.download(asked).body), bench.stage.house.keys.public.text


def changed(package: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """Return the package with its files changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def found(package: bytes, folder: Path, key: str = "") -> list[str]:
    """Return what the script finds wrong."""
    path = folder / "package.zip"
    path.write_bytes(package)
    return faults(path, key)


def test_a_whole_package_has_no_faults(package: tuple[bytes, str], tmp_path: Path) -> None:
    whole, key = package
    assert found(whole, tmp_path) == []
    assert found(whole, tmp_path, key) == []
    assert main([str(tmp_path / "package.zip"), "--key", key]) == 0


def test_every_change_shows(
    package: tuple[bytes, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, key = package
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        names = opened.namelist()
    for name in names:
        bent = changed(whole, lambda files, name=name: files.update({name: files[name] + b" "}))
        expected = [] if name == SIGNATURE else found(bent, tmp_path, key)
        assert expected or name == SIGNATURE, name
    record = next(name for name in names if name.startswith("records/"))
    lost = found(changed(whole, lambda files: files.pop(record)), tmp_path)
    assert f"missing: {record}" in lost
    more = changed(whole, lambda files: files.update({"records/더.pdf": b"x"}))
    assert found(more, tmp_path) == ["not in the manifest: records/더.pdf"]
    unsigned = changed(whole, lambda files: files.pop(SIGNATURE))
    assert found(unsigned, tmp_path, key) == ["the manifest is not signed"]
    assert found(unsigned, tmp_path) == []
    assert found(whole[:-30], tmp_path)
    assert main([str(tmp_path / "package.zip")]) == 1
    assert capsys.readouterr().out.startswith("FAULT")


def test_a_package_that_a_stranger_signed_is_told_apart(
    package: tuple[bytes, str], tmp_path: Path
) -> None:
    whole, key = package
    stranger = Signer("sangsaeng/audit", Ed25519PrivateKey.generate())

    def resign(files: dict[str, bytes]) -> None:
        sealed = json.loads(files[SIGNATURE])
        sealed["signature"] = base64.b64encode(stranger.private.sign(files[MANIFEST])).decode()
        sealed["key"] = stranger.public.text
        files[SIGNATURE] = json.dumps(sealed).encode()

    assert found(changed(whole, resign), tmp_path, key) == [
        "the signature of the manifest does not hold"
    ]
    assert found(whole, tmp_path, stranger.public.text) == [
        "the signature of the manifest does not hold"
    ]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_script_knows_the_published_signatures(key: str, message: str, signature: str) -> None:
    raw, text, made = (bytes.fromhex(part) for part in (key, message, signature))
    assert is_signed(raw, text, made)
    assert not is_signed(raw, text + b"x", made)
    assert not is_signed(raw, text, made[:-1] + bytes([made[-1] ^ 1]))
    assert not is_signed(raw, text, made[:32])


def line(**more: Any) -> dict[str, Any]:
    """Return a line of the list."""
    return {
        "sequence": 1, "label": "신 제1호증", "title": "도면", "category": "papers_list",
        "record_class": "submitted", "pages": None, "size_bytes": 1, "level": 3,
        "choice": "refuse", "ground": "trade_secret", "ground_article": "", "reason": "까닭",
        "file": "", "sha256": "0" * 64, "sent_sha256": "", **more,
    }  # fmt: skip


def test_a_title_does_nothing_in_a_browser_or_a_spreadsheet() -> None:
    bad = line(title='=HYPERLINK("x")<script>alert(1)</script>', reason="@SUM(A1)")
    page = listing.as_page("records", [], [bad]).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    sheet = listing.as_csv([bad]).decode("utf-8-sig")
    assert "'=HYPERLINK" in sheet
    assert "'@SUM" in sheet


def test_refusals_carry_the_rules_they_rest_on() -> None:
    told = listing.refusals([line(), line(choice="send", ground="")], regime_of("win_win_duty"))
    assert told["rules"]["basis"] == "상생협력법 제40조제4항부터 제8항까지"
    assert [item["ground_words"]["ko"] for item in told["items"]] == ["영업비밀"]


def test_a_key_is_kept_without_its_blanks_and_nothing_stays_nothing() -> None:
    assert recipient_keys.checked("  ") == ""
    with pytest.raises(RecipientKeyInvalid):
        recipient_keys.checked("AGE-SECRET-KEY-1QQQ")
