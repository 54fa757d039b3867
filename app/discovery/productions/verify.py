"""Checks a production with Python alone: `python3 verify.py [folder] [--key KEY]`.

`--key` names the service's public key as it was published (`name+id+key`). This file travels
inside every production and needs nothing but the standard library (3.8 or later). It answers 0 when everything holds, 1 when something does not, and names what does not, in
Korean and English.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import sys
import unicodedata
from pathlib import Path

from app.discovery.checkers.ed25519 import is_signed

# What is wrong: a stable code, and the words for people.
WORDS = {
    "bag": ("꾸러미의 형식이 맞지 않습니다", "the bag is not of the form BagIt 1.0"),
    "fetch": ("밖에서 가져오라는 목록은 받지 않습니다", "a list of files to fetch is refused"),
    "name": ("파일 이름이 안전하지 않습니다", "a file name is not safe"),
    "missing": ("파일이 없습니다", "a file is missing"),
    "changed": ("파일의 내용이 바뀌었습니다", "a file was changed"),
    "unlisted": ("목록에 없는 파일입니다", "a file is not listed"),
    "oxum": ("전체 크기나 개수가 다릅니다", "total size or number of files differs"),
    "dat": ("DAT 형식이 맞지 않습니다", "the DAT is not well formed"),
    "dat_count": ("DAT의 줄 수가 문서 수와 다릅니다", "rows of the DAT differ from the documents"),
    "dat_link": ("DAT가 가리키는 파일이 없습니다", "the DAT names a file that is not there"),
    "dat_hash": ("DAT의 해시가 파일과 다릅니다", "a hash in the DAT differs from the file"),
    "dat_number": ("DAT의 번호가 겹치거나 거꾸로입니다", "numbers in the DAT overlap or go back"),
    "opt": ("OPT 형식이 맞지 않습니다", "the OPT is not well formed"),
    "opt_link": ("OPT가 가리키는 그림이 없습니다", "the OPT names an image that is not there"),
    "opt_count": ("OPT의 줄 수가 쪽 수와 다릅니다", "rows of the OPT differ from the page images"),
    "opt_pages": ("DAT와 OPT의 쪽 수가 다릅니다", "DAT and OPT differ in the pages of a document"),
    "number_gap": ("쪽도 기록도 없는 번호입니다", "a number has neither a page nor a log row"),
    "gap": ("수집과 처리의 합이 맞지 않습니다", "the gap equation does not hold"),
    "signature": ("서명이 맞지 않습니다", "the signature is not valid"),
    "key": ("서명한 열쇠가 다릅니다", "the signature is by another key"),
    "unsigned": ("서명이 없습니다", "there is no signature"),
}
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNED, SIGNATURE = "signature/signed.txt", "signature/signature.bin"
KEY, OPENSSL_KEY = "signature/key.txt", "signature/key.pem"
UNLISTED = {TAG_MANIFEST, SIGNED, SIGNATURE, KEY, OPENSSL_KEY}
CONTEXT = "# sangsaeng production, version 1\n"
PEM_HEAD = bytes.fromhex("302a300506032b6570032100")  # what stands before the 32 bytes of a key
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
QUALIFIER, SEPARATOR = "\u00fe", "\u0014"
COLUMNS_OF_OPT = 7


def check(folder: Path, key: str = "") -> list[tuple[str, str]]:
    """Return every problem as a code and what it is about."""
    found = check_bag(folder)
    try:
        found += check_contents(folder)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        found.append(("bag", str(fault)))
    return found + check_signature(folder, key)


# ------------------------------------------------------------------------------------ the bag


def check_bag(folder: Path) -> list[tuple[str, str]]:
    """Compare the files that are there with those that are listed."""
    found: list[tuple[str, str]] = []
    declaration = folder / "bagit.txt"
    if not declaration.is_file() or declaration.read_bytes() != DECLARATION:
        found.append(("bag", "bagit.txt"))
    if (folder / "fetch.txt").exists():
        found.append(("fetch", "fetch.txt"))
    listed, wrong = _listed(folder / MANIFEST)
    tags, wrong_tags = _listed(folder / TAG_MANIFEST)
    found += wrong + wrong_tags + _compare(folder, listed) + _compare(folder, tags)
    there = {_composed(p.relative_to(folder).as_posix()) for p in _files(folder)}
    known = UNLISTED | {_composed(name) for name in (*listed, *tags)}
    found += [("unlisted", name) for name in sorted(there - known)]
    return found + _check_oxum(folder, {name for name in there if name.startswith("data/")})


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _listed(manifest: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    listed: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    if not manifest.is_file():
        return listed, [("missing", manifest.name)]
    for line in manifest.read_bytes().decode("utf-8", errors="replace").split("\n")[:-1]:
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        name = match[2].replace("%0D", "\r").replace("%0A", "\n") if match else ""
        name = name.replace("%25", "%")
        if match is None or name in listed:
            found.append(("bag", line[:200]))
        elif not _is_safe(name):
            found.append(("name", name))
        else:
            listed[name] = match[1]
    return listed, found


def _is_safe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name.startswith(("/", "~")) and ".." not in parts and ":" not in name


def _compare(folder: Path, listed: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for name, wanted in sorted(listed.items()):
        path = folder / name
        if not path.is_file():
            path = folder / unicodedata.normalize("NFD", name)
        if not path.is_file():
            found.append(("missing", name))
        elif _hash(path) != wanted:
            found.append(("changed", name))
    return found


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def _check_oxum(folder: Path, there: set[str]) -> list[tuple[str, str]]:
    told = _text(folder / "bag-info.txt")
    size = sum(path.stat().st_size for path in _files(folder / "data"))
    wanted = f"Payload-Oxum: {size}.{len(there)}"
    return [] if wanted in told.splitlines() else [("oxum", wanted)]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


# --------------------------------------------------------------------------- what is in the bag


def check_contents(folder: Path) -> list[tuple[str, str]]:
    """Compare the load files with the files, the numbers with the logs, and the sums."""
    data = folder / "data"
    about = json.loads((data / "production.json").read_text(encoding="utf-8"))
    rows, found = read_dat(data / (about["volume"] + ".DAT"))
    images, wrong = read_opt(data / (about["volume"] + ".OPT"))
    log = _table(data / "LOGS" / "withheld_log.csv")
    found += wrong + _check_rows(data, rows) + _check_images(data, images)
    if len(rows) != about["documents"]:
        found.append(("dat_count", f"{len(rows)} / {about['documents']}"))
    if len(images) != about["images"]:
        found.append(("opt_count", f"{len(images)} / {about['images']}"))
    found += _check_pages(rows, images) + _check_numbers(about, images, log)
    return found + _check_gap(_table(data / "LOGS" / "gap.csv"), rows, len(log))


def read_dat(path: Path) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Return the rows of a DAT by the names of their fields, and what is wrong with its form."""
    text = path.read_bytes().decode("utf-8")
    found = [] if text.startswith("\ufeff") and text.endswith("\r\n") else [("dat", path.name)]
    rows: list[dict[str, str]] = []
    header: list[str] = []
    for line in text.lstrip("\ufeff").split("\r\n")[:-1]:
        values = line[1:-1].split(QUALIFIER + SEPARATOR + QUALIFIER)
        ends = line.startswith(QUALIFIER) and line.endswith(QUALIFIER)
        if not ends or (header and len(values) != len(header)):
            found.append(("dat", line[:80]))
        elif header:
            rows.append(dict(zip(header, values)))  # noqa: B905 - Python 3.8 has no strict
        else:
            header = values
    return rows, found


def read_opt(path: Path) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """Return the rows of an OPT, and what is wrong with its form."""
    lines = path.read_bytes().decode("utf-8").split("\r\n")[:-1]
    rows = [line.split(",") for line in lines]
    found = [("opt", ",".join(row)[:80]) for row in rows if len(row) != COLUMNS_OF_OPT]
    return [row for row in rows if len(row) == COLUMNS_OF_OPT], found


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def _check_rows(data: Path, rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    last = ""
    for row in rows:
        if not last < row["BEGBATES"] <= row["ENDBATES"]:
            found.append(("dat_number", row["BEGBATES"]))
        last = row["ENDBATES"]
        for field in ("NATIVELINK", "TEXTLINK"):
            path = _linked(data, row[field])
            if row[field] and path is None:
                found.append(("dat_link", row["BEGBATES"] + " " + field))
            elif path is not None and field == "NATIVELINK" and _hash(path) != row["SHA256"]:
                found.append(("dat_hash", row["BEGBATES"]))
    return found


def _linked(data: Path, link: str) -> Path | None:
    name = link.replace("\\", "/")
    path = data / name
    return path if name and _is_safe(name) and path.is_file() else None


def _check_images(data: Path, images: list[list[str]]) -> list[tuple[str, str]]:
    found = [("opt_link", row[0]) for row in images if _linked(data, row[2]) is None]
    named = [row[2].replace("\\", "/") for row in images]
    there = [path.relative_to(data).as_posix() for path in _files(data / "IMAGES")]
    if sorted(named) != sorted(there):
        found.append(("opt_count", f"{len(named)} / {len(there)}"))
    return found


def _check_pages(rows: list[dict[str, str]], images: list[list[str]]) -> list[tuple[str, str]]:
    counted: dict[str, int] = {}
    first = ""
    for row in images:
        first = row[0] if row[3] == "Y" else first
        counted[first] = counted.get(first, 0) + 1
    told = {row[0]: row[6] for row in images if row[3] == "Y"}
    wanted = {row["BEGBATES"]: int(row["PGCOUNT"]) for row in rows if row["PGCOUNT"] != "0"}
    wrong = {number for number in {*counted, *wanted} if counted.get(number) != wanted.get(number)}
    wrong |= {number for number, many in told.items() if many != str(counted.get(number))}
    return [("opt_pages", number) for number in sorted(wrong)]


def _check_numbers(
    about: dict[str, object], images: list[list[str]], log: list[dict[str, str]]
) -> list[tuple[str, str]]:
    prefix, width = str(about["prefix"]), int(str(about["width"]))
    explained = {row[0] for row in images}
    for row in log:
        first, last = (int(row[name][len(prefix) :]) for name in ("BEGBATES", "ENDBATES"))
        explained |= {prefix + str(n).zfill(width) for n in range(first, last + 1)}
    numbers = range(int(str(about["first"])), int(str(about["last"])) + 1)
    labels = (prefix + str(number).zfill(width) for number in numbers)
    return [("number_gap", label) for label in labels if label not in explained]


def _check_gap(
    account: list[dict[str, str]], rows: list[dict[str, str]], withheld: int
) -> list[tuple[str, str]]:
    found = []
    for line in account:
        for unit in ("DOCUMENTS", "PAGES"):
            sums = {name: int(many) for name, many in line.items() if name.endswith("_" + unit)}
            if sums.pop("COLLECTED_" + unit) != sum(sums.values()):
                found.append(("gap", f"{line['CUSTODIAN']} {unit}"))
    produced = sum(int(line["PRODUCED_DOCUMENTS"]) for line in account)
    if produced != sum(row["WITHHELD"] == "N" for row in rows):
        found.append(("gap", "PRODUCED_DOCUMENTS"))
    shown = sum(int(row["PGCOUNT"]) for row in rows if row["WITHHELD"] == "N")
    if sum(int(line["PRODUCED_PAGES"]) for line in account) != shown:
        found.append(("gap", "PRODUCED_PAGES"))
    if sum(int(line["WITHHELD_DOCUMENTS"]) for line in account) != withheld:
        found.append(("gap", "WITHHELD_DOCUMENTS"))
    return found


# ------------------------------------------------------------------------------ the signature


def signed_text(digest: str) -> bytes:
    """Return what the service signs: one line for `sha256sum -c`, under the name of its purpose."""
    return f"{CONTEXT}{digest}  {TAG_MANIFEST}\n".encode()


def check_signature(folder: Path, key: str = "") -> list[tuple[str, str]]:
    """Check the signature of the list of tag files, which covers everything else.

    `key` is the service's key as it was published, `name+id+key`.
    """
    if not (folder / SIGNATURE).is_file():
        return [("unsigned", SIGNATURE)] if key else []
    told = _text(folder / KEY).strip()
    try:
        public = _public_key(told)
        message = signed_text(_hash(folder / TAG_MANIFEST))
        same = (folder / SIGNED).read_bytes() == message
        good = same and is_signed(public, message, (folder / SIGNATURE).read_bytes())
        good = good and _text(folder / OPENSSL_KEY) == _as_pem(public)
    except (ValueError, OSError):
        good = False
    if not good:
        return [("signature", SIGNATURE)]
    return [("key", told)] if key and key.strip() != told else []


def _as_pem(public: bytes) -> str:
    encoded = base64.b64encode(PEM_HEAD + public).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{encoded}\n-----END PUBLIC KEY-----\n"


def _public_key(text: str) -> bytes:
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = base64.b64decode(encoded, validate=True)
    named = hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()
    if raw[:1] != b"\x01" or not key_id or not named.startswith(key_id):
        raise ValueError("not a key of the form name+id+key")
    return raw[1:]


# ---------------------------------------------------------------------------------- for people


def main(words: list[str]) -> int:
    """Check the folder that is named, or the one that this file lies in; return 0 or 1."""
    key = words[words.index("--key") + 1] if "--key" in words[:-1] else ""
    places = [word for word in words if word not in {"--key", key}]
    folder = Path(places[0]) if places else Path(__file__).resolve().parent
    found = check(folder, key)
    for code, about in found:
        ko, en = WORDS[code]
        _say(f"[{code}] {about}: {ko} / {en}")
    signed = (folder / SIGNATURE).is_file()
    if not found:
        _say("모두 맞습니다. / Everything holds.")
        ko, en = ("서명이 유효합니다.", "The signature is valid.") if signed else (
            "서명이 없는 꾸러미입니다.", "The bag is not signed.")  # fmt: skip
        _say(f"{ko} / {en}")
    return 1 if found else 0


def _say(line: str) -> None:
    sys.stdout.buffer.write((line + "\n").encode("utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
