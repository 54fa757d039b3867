"""More than fifty documents go through the whole service and satisfy everybody who checks them."""

import csv
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.discovery.productions.tables import Production
from tests.discovery.productions.big_case import (
    SEALED_DAYS,
    SECRET,
    Matter,
    as_json,
    collect,
    keep_secrets,
    open_matter,
    standings,
)
from tests.discovery.productions.load_file_reader import read_dat
from tests.discovery.productions.outsiders import check_with_everybody
from tests.discovery.productions.reading_here import reading_here


@dataclass
class Done:
    """A production that was issued and taken out."""

    matter: Matter
    path: str
    findings: dict[str, list[str]]
    elsewhere: Any
    here: Any
    folder: Path

    def rows(self) -> dict[str, dict[str, str]]:
        """Return the rows of the DAT by the name of the piece, of what has a number."""
        names = {item: name for name, item in self.matter.items.items()}
        numbered = {one["begin_number"]: names[one["item_id"]]
                    for one in self.matter.documents(self.path) if one["begin_number"]}  # fmt: skip
        dat = read_dat(self.folder / "data" / "VOL001.DAT")
        return {numbered[row["BEGBATES"]]: row for row in dat}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Generator[Done]:
    place = tmp_path_factory.mktemp("fifty")
    with reading_here(), open_matter(place / "town") as matter:
        collect(matter)
        path = matter.prepare()
        before = _codes(matter, path)
        keep_secrets(matter)
        matter.mark(path, **standings(matter))
        after = _codes(matter, path)
        elsewhere = matter.build(path, elsewhere=True)
        matter.examiner.act(f"{path}/reopening", about=path)
        matter.check(path)
        here = matter.build(path)
        matter.secretary.act(f"{path}/issue", about=path)
        matter.stage.settle()
        folder = matter.download(path, place / "out")
        yield Done(matter, path, {"before": before, "after": after}, elsewhere, here, folder)


def _codes(matter: Matter, path: str) -> list[str]:
    return sorted({one["code"] for one in matter.check(path)})


def test_everybody_accepts_it_and_rows_are_documents_and_pages(done: Done) -> None:
    documents, pages = check_with_everybody(done.folder, done.matter.key)
    about = as_json(done.folder)
    assert (documents, pages) == (about["documents"], about["images"])
    assert (
        about["produced"] + about["withheld"] + about["non_responsive"] + about["duplicate"] >= 50
    )
    assert documents == about["produced"] + about["withheld"]
    assert about["redacted"] == 3
    assert done.matter.examiner.get(f"{done.path}/gap")["holds"] is True


def test_another_process_day_zone_locale_and_hash_seed_give_the_same_bytes(done: Done) -> None:
    assert done.elsewhere["sha256"] == done.here["sha256"]
    assert done.elsewhere["manifest_sha256"] == done.here["manifest_sha256"]
    assert done.findings["before"] == ["nothing_produced", "standing_missing"]
    assert done.findings["after"] == []


def test_families_privilege_and_redaction_are_told_and_nothing_covered_is_left(done: Done) -> None:
    rows = done.rows()
    mail, drawing, opinion = (
        rows[f"메일 0-1.eml{part}"] for part in ("", "/drawing.pdf", "/의견서.txt")
    )
    span = (mail["BEGBATES"], max(drawing["ENDBATES"], opinion["ENDBATES"]))
    assert {(one["BEGATTACH"], one["ENDATTACH"]) for one in (mail, drawing, opinion)} == {span}
    assert drawing["PARENT_BATES"] == mail["BEGBATES"]
    assert (opinion["WITHHELD"], opinion["FILENAME"]) == ("Y", "")
    # The mail itself holds the opinion that is withheld, so its text leaves and its bytes do not.
    assert (mail["NATIVELINK"], bool(mail["NATIVE_ABSENT"]), bool(mail["TEXTLINK"])) == (
        "",
        True,
        True,
    )
    assert rows["메일 0-2.eml"]["NATIVELINK"]
    assert rows["메일 0-2.eml"]["MIH"]
    assert rows["메일 0-2.eml"]["SUBJECT"]
    covered = [row for row in rows.values() if row["REDACTED"] == "Y"]
    assert {row["REDACTION_REASON"] for row in covered} == {"영업비밀 / Trade secret"}
    assert {row["CONFIDENTIALITY"] for row in covered} == {"2"}
    found = [row for row in covered if row["NATIVELINK"] or row["FILENAME"]]
    assert found == []
    texts = {
        path.read_text(encoding="utf-8") for path in (done.folder / "data" / "TEXT").rglob("*.txt")
    }
    # Only the papers on which nobody laid a mark still say it.
    assert sum(SECRET in text for text in texts) == 5


def test_the_logs_say_what_was_kept_back_by_whom_and_why(done: Done) -> None:
    def log(name: str) -> list[dict[str, str]]:
        path = done.folder / "data" / "LOGS" / name
        return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))

    (claim,) = log("privilege_log.csv")
    assert (claim["DOC_TYPE"], claim["AUTHOR"], claim["DESCRIPTION"]) == (
        "법률 의견서", "가 변호사", "계약 해석 자문",
    )  # fmt: skip
    assert len(log("withheld_log.csv")) == 2
    assert {line["CUSTODIAN"] for line in log("gap.csv")} == {
        "신고인 / Complainant", "심사관 / Examiner",
    }  # fmt: skip


def test_what_was_issued_is_held_and_sealed_and_on_every_chain(done: Done) -> None:
    house = done.matter.stage.house
    row = _row(done)
    until = house.store.sealed_until(row.store_key)
    assert house.store.is_held(row.store_key)
    assert until is not None
    assert (until - row.issued_at).days == SEALED_DAYS
    item = done.matter.items["report 0-1.pdf"]
    acts = [link["act"] for link in done.matter.examiner.get(f"/evidence/{item}/custody")["items"]]
    assert acts[-2:] == ["produced", "production_taken"]


def _row(done: Done) -> Production:
    from app.access.actor import WORKER  # noqa: PLC0415
    from app.db.work import begin  # noqa: PLC0415

    with begin(done.matter.stage.house.world, WORKER, reading=True) as work:
        row = work.session.get(Production, done.path.rpartition("/")[2])
        assert row is not None
        work.session.expunge(row)
        return row
