"""A production is complete, in the forms of the trade, and the same to the byte wherever it is built."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from app.discovery.productions.archive import write_zip
from app.discovery.productions.building import Built, build
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.signing import sign_bag
from app.discovery.productions.values import CollectedItem, Standing
from tests.discovery.productions import outsiders
from tests.discovery.productions.load_file_reader import check_volume, read_dat, read_opt
from tests.discovery.productions.sample_set import (
    a_signer,
    bag_folder,
    collected,
    documents,
    plan,
)

ROOT = Path(__file__).parents[3]
ELSEWHERE = """
import hashlib, os, sys, time
from pathlib import Path
time.time = lambda: 4_000_000_000.0
os.umask(0o077)
sys.path.insert(0, {root!r})
from app.discovery.productions.archive import write_zip
from app.discovery.productions.building import build
from tests.discovery.productions.sample_set import bag_folder, collected, documents, plan
made, folder = documents(), bag_folder(Path({place!r}))
built = build(made, plan(), collected(made), folder)
with (folder.parent / "whole.zip").open("wb") as out:
    write_zip(folder, "production", out)
print(hashlib.sha256((folder.parent / "whole.zip").read_bytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder, made = bag_folder(tmp_path_factory.mktemp("built")), documents()
    return folder, build(made, plan(), collected(made), folder)


def test_the_same_set_gives_the_same_bytes_with_another_clock_locale_zone_and_umask(
    built: tuple[Path, Built], tmp_path: Path
) -> None:
    folder, _ = built
    with (tmp_path / "here.zip").open("wb") as out:
        write_zip(folder, "production", out)
    here = hashlib.sha256((tmp_path / "here.zip").read_bytes()).hexdigest()
    told = ELSEWHERE.format(root=str(ROOT), place=str(tmp_path / "elsewhere"))
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7",
                   "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"}  # fmt: skip
    there = subprocess.run(
        [sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here


def test_the_library_of_the_trade_accepts_the_bag(built: tuple[Path, Built]) -> None:
    bag = bagit.Bag(str(built[0]))
    assert bag.version_info == (1, 0)
    assert bag.validate()


def test_a_reader_that_knows_nothing_of_the_product_follows_every_link(
    built: tuple[Path, Built],
) -> None:
    folder, made = built
    assert check_volume(folder / "data") == (made.figures["documents"], made.figures["images"])
    assert made.figures["images"] == len(list((folder / "data" / "IMAGES").rglob("*.TIF")))
    assert made.figures["images"] == len(made.numbers)
    assert sum(made.figures[one] for one in Standing) == 50


def test_hostile_names_stay_out_of_paths_and_in_the_fields(built: tuple[Path, Built]) -> None:
    data = built[0] / "data"
    names = {row["FILENAME"] for row in read_dat(data / "VOL001.DAT")}
    assert {"../../etc/passwd", "fdp.exe", "a,b;c.tif"} <= names
    assert all(path.name.isascii() and " " not in path.name for path in data.rglob("*"))
    assert "thorn" in (data / "LOGS" / "sanitised.csv").read_text(encoding="utf-8-sig")
    log = (data / "LOGS" / "privilege_log.csv").read_text(encoding="utf-8-sig")
    assert "'=박변호사" in log


def test_what_is_withheld_or_covered_leaves_no_name_text_or_native(
    built: tuple[Path, Built],
) -> None:
    rows = read_dat(built[0] / "data" / "VOL001.DAT")
    withheld = [row for row in rows if row["WITHHELD"] == "Y"]
    covered = [row for row in rows if row["REDACTED"] == "Y"]
    assert withheld
    assert covered
    for row in withheld:
        assert row["WITHHELD_REASON"]
        assert not row["FILENAME"] + row["NATIVELINK"] + row["TEXTLINK"] + row["SHA256"]
    for row in covered:
        assert row["REDACTION_REASON"]
        assert not row["NATIVELINK"] + row["FILENAME"]
        text = built[0] / "data" / row["TEXTLINK"].replace("\\", "/")
        assert text.read_text(encoding="utf-8") == "[가림]"


def test_a_family_spans_from_its_parent_to_its_last_child(built: tuple[Path, Built]) -> None:
    parent, first, second = read_dat(built[0] / "data" / "VOL001.DAT")[:3]
    span = (parent["BEGBATES"], second["ENDBATES"])
    assert {(row["BEGATTACH"], row["ENDATTACH"]) for row in (parent, first, second)} == {span}
    assert (first["PARENT_BATES"], parent["PARENT_BATES"]) == (parent["BEGBATES"], "")
    assert [row["EXHIBIT_NO"] for row in (parent, first)] == ["소갑 제1호증의1", "소갑 제1호증의2"]


def test_verify_accepts_it_with_python_alone(built: tuple[Path, Built]) -> None:
    told = subprocess.run(
        [sys.executable, "-I", "-S", str(built[0] / "verify.py")], capture_output=True, check=False
    )
    assert told.returncode == 0, told.stdout.decode()
    assert "모두 맞습니다. / Everything holds." in told.stdout.decode()


def test_the_index_lists_every_number_in_two_languages_and_asks_nothing_of_the_network(
    built: tuple[Path, Built],
) -> None:
    page = (built[0] / "index.html").read_text(encoding="utf-8")
    for one in built[1].placed:
        assert one.begin in page
    assert "제출을 보류한 자료 / Documents withheld" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_withheld_papers_may_leave_a_logged_gap_instead_of_a_sheet(tmp_path: Path) -> None:
    made, folder = documents(12), bag_folder(tmp_path)
    built = build(made, plan(slip_sheets=False), collected(made), folder)
    images = read_opt(folder / "data" / "VOL001.OPT")
    withheld = sum(one.pages for one in built.placed if one.withheld)
    assert withheld > 1
    assert len(images) == len(built.numbers) - withheld
    assert check_volume(folder / "data")[0] == built.figures["produced"]
    told = subprocess.run([sys.executable, str(folder / "verify.py")], check=False)
    assert told.returncode == 0


def test_a_planted_gap_fails_the_build(tmp_path: Path) -> None:
    made = documents(6)
    late = [*collected(made), CollectedItem("evi_late", "심사관")]
    more = [replace(one, pages=9) if one.id == "evi_0001" else one for one in collected(made)]
    for gap, code in (
        (late, "gap_not_marked"),
        (more, "gap_pages"),
        (late[1:-1], "gap_not_collected"),
    ):
        with pytest.raises(ProductionRefused) as refused:
            build(made, plan(), gap, bag_folder(tmp_path / code))
        assert code in refused.value.facts["codes"]


def test_a_broken_rule_fails_the_build_before_anything_is_written(tmp_path: Path) -> None:
    made, folder = documents(4), bag_folder(tmp_path)
    made[3] = replace(made[3], text=None, text_absent="", native=made[1].native)
    with pytest.raises(ProductionRefused) as refused:
        build(made, plan(recipient_level=2), collected(made), folder)
    assert {"text_missing", "level_too_high"} <= set(refused.value.facts["codes"])
    assert not list(folder.iterdir())


def test_a_signed_bag_is_accepted_and_the_signature_covers_everything(tmp_path: Path) -> None:
    signer, made, folder = a_signer(), documents(2), bag_folder(tmp_path)
    build(made, plan(), collected(made), folder)
    sign_bag(folder, signer)
    assert bagit.Bag(str(folder)).validate()
    for given, status in ((signer.public.text, 0), (a_signer(b"t").public.text, 1)):
        told = subprocess.run(
            [sys.executable, "-I", str(folder / "verify.py"), "--key", given], capture_output=True,
            check=False,
        )  # fmt: skip
        assert told.returncode == status, told.stdout.decode()
    outsiders.check_with_openssl(folder)


def test_progress_is_told_document_by_document(tmp_path: Path) -> None:
    made, seen = documents(3), list[tuple[int, int]]()
    build(made, plan(), collected(made), bag_folder(tmp_path),
          progress=lambda done, total: seen.append((done, total)))  # fmt: skip
    assert seen == [(1, 3), (2, 3), (3, 3)]
