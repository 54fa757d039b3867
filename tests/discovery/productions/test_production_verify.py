"""The checker that travels with a production names every damage, also where the lists were redone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.discovery.productions import bag, verify
from app.discovery.productions.building import build
from app.discovery.productions.signing import sign_bag
from tests.discovery.productions.sample_set import (
    a_signer,
    bag_folder,
    collected,
    documents,
    plan,
)

Damage = Callable[[Path], None]
SIGNER = a_signer()
SIGNATURE = (verify.SIGNED, verify.SIGNATURE, verify.KEY, verify.OPENSSL_KEY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, made = bag_folder(tmp_path_factory.mktemp("whole")), documents(12)
    build(made, plan(slip_sheets=False), collected(made), folder)
    sign_bag(folder, SIGNER)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def codes(folder: Path) -> set[str]:
    return {code for code, _ in verify.check(folder)}


def reseal(folder: Path) -> None:
    """Write the lists anew, as one who hides a change would; only the key is missing."""
    for name in (bag.MANIFEST, bag.TAG_MANIFEST, "bag-info.txt", "bagit.txt", *SIGNATURE):
        (folder / name).unlink()
    bag.seal(folder, [])


def edit(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


def first(folder: Path, kind: str) -> Path:
    return min((folder / "data" / kind).rglob("*.*"))


def without_line(number: int) -> Callable[[bytes], bytes]:
    return lambda raw: b"\r\n".join(
        line for at, line in enumerate(raw.split(b"\r\n")) if at != number
    )


def test_a_whole_one_has_no_damage(whole: Path) -> None:
    assert verify.check(whole, SIGNER.public.text) == []


@pytest.mark.parametrize(("damage", "code"), [
    (lambda f: first(f, "IMAGES").write_bytes(b"II*\0other"), "changed"),
    (lambda f: first(f, "NATIVES").unlink(), "missing"),
    (lambda f: (f / "data" / "more.txt").write_text("x"), "unlisted"),
    (lambda f: (f / "bagit.txt").write_text("BagIt-Version: 0.97\n"), "bag"),
    (lambda f: (f / "fetch.txt").write_text("http://x 1 data/x\n"), "fetch"),
    (lambda f: edit(f, bag.MANIFEST, lambda raw: raw + b"0" * 64 + b"  data/../../x\n"), "name"),
    (lambda f: edit(f, bag.MANIFEST, lambda raw: raw + raw.split(b"\n")[0] + b"\n"), "bag"),
    (lambda f: edit(f, "bag-info.txt", lambda raw: raw.replace(b"Oxum: ", b"Oxum: 1")), "oxum"),
    (lambda f: edit(f, "index.html", lambda raw: raw + b" "), "changed"),
    (lambda f: edit(f, bag.TAG_MANIFEST, lambda raw: raw[:-1]), "signature"),
    (lambda f: (f / "more.html").write_text("x"), "unlisted"),
    (lambda f: edit(f, verify.SIGNED, lambda raw: raw + b"\n"), "signature"),
    (lambda f: edit(f, verify.SIGNATURE, lambda raw: raw[:-20] + b"0" * 20), "signature"),
    (lambda f: edit(f, verify.KEY, lambda raw: raw[:-20] + b"0" * 20), "signature"),
    (lambda f: edit(f, verify.OPENSSL_KEY, lambda raw: raw[:-40] + b"0" * 40), "signature"),
    (lambda f: (f / verify.KEY).unlink(), "signature"),
])  # fmt: skip
def test_damage_of_files_and_lists_is_named(copy: Path, damage: Damage, code: str) -> None:
    damage(copy)
    assert code in codes(copy)


@pytest.mark.parametrize(("damage", "code"), [
    (lambda f: edit(f, "data/VOL001.DAT", without_line(2)), "dat_count"),
    (lambda f: edit(f, "data/VOL001.DAT", lambda raw: raw.replace(b"\x14", b"\x15", 3)), "dat"),
    (lambda f: edit(f, "data/VOL001.DAT", lambda raw: raw.replace(b"NATIVES\\0001\\KR000001", b"NATIVES\\0001\\KR00001X")), "dat_link"),
    (lambda f: first(f, "NATIVES").write_bytes(b"another"), "dat_hash"),
    (lambda f: edit(f, "data/VOL001.DAT", lambda raw: raw.replace(b"KR000002", b"KR000001")), "dat_number"),
    (lambda f: edit(f, "data/VOL001.OPT", without_line(1)), "opt_count"),
    (lambda f: edit(f, "data/VOL001.OPT", without_line(2)), "number_gap"),
    (lambda f: edit(f, "data/VOL001.OPT", lambda raw: raw.replace(b",Y,", b",", 1)), "opt"),
    (lambda f: edit(f, "data/VOL001.OPT", lambda raw: raw.replace(b",,,2", b",,,3", 1)), "opt_pages"),
    (lambda f: first(f, "IMAGES").unlink(), "opt_link"),
    (lambda f: edit(f, "data/LOGS/withheld_log.csv", without_line(1)), "number_gap"),
    (lambda f: edit(f, "data/LOGS/gap.csv", lambda raw: raw.replace(b",1,", b",2,", 1)), "gap"),
    (lambda f: edit(f, "data/production.json", lambda raw: raw[:-3]), "bag"),
])  # fmt: skip
def test_damage_behind_lists_that_were_redone_is_named(
    copy: Path, damage: Damage, code: str
) -> None:
    damage(copy)
    reseal(copy)
    found = codes(copy)
    assert code in found
    assert not found & {"changed", "missing", "unlisted"}
    # Whoever knows the key hears in any case that the signature is gone.
    assert ("unsigned", verify.SIGNATURE) in verify.check(copy, "ab" * 32)


def test_it_says_in_two_languages_what_is_wrong(
    copy: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    first(copy, "NATIVES").unlink()
    assert verify.main([str(copy)]) == 1
    told = capfdbinary.readouterr().out.decode()
    assert "파일이 없습니다 / a file is missing" in told


def test_every_code_has_words() -> None:
    assert all(all(words) for words in verify.WORDS.values())
