"""What keeps a set from being built, the gap equation, the bag's names, and what changed."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest

from app.discovery.productions import bag, gap, quality
from app.discovery.productions.bag import BagNameRefused
from app.discovery.productions.difference import compare
from app.discovery.productions.lifecycle import PRODUCTION, Command, State
from app.discovery.productions.values import (
    CollectedItem,
    DocumentValue,
    Ground,
    Redaction,
    Standing,
)
from tests.discovery.productions.sample_set import plan, said, source

BYTES = source(b"x", "text/plain")


def document(name: str = "a", **more: Any) -> DocumentValue:
    told = {"custodian": "신고인", "file_name": "a.txt", "native": BYTES, "text": "본문"} | more
    told["text"] = said(told["text"]) if told["text"] else None
    return DocumentValue(id=name, **told)


def redaction(**more: Any) -> Redaction:
    told = {
        "source": BYTES,
        "text": None,
        "grounds": (Ground.PERSONAL_DATA,),
        "verified": True,
    } | more
    return Redaction(**told)


OUT = {"standing": Standing.NON_RESPONSIVE, "reason": "기간 밖"}
SAME = {"standing": Standing.DUPLICATE, "reason": "같음", "duplicate_of": "a"}
KEPT = {"standing": Standing.WITHHELD, "reason": "비밀", "ground": Ground.TRADE_SECRET}


@pytest.mark.parametrize(("documents", "code"), [
    ([document(**KEPT)], "nothing_produced"),
    ([document(), document()], "document_doubled"),
    ([document(exhibit_number="갑 제1호증"), document("b", exhibit_number="갑 제1호증")], "exhibit_number_doubled"),
    ([document(exhibit_number="갑1")], "exhibit_number_wrong"),
    ([document(text=" \n")], "text_missing"),
    ([document(privileged=True)], "privileged_produced"),
    ([document(privileged=True, redaction=redaction())], "privileged_produced"),
    ([document(redaction=redaction(verified=False))], "redaction_unverified"),
    ([document(redaction=redaction(outdated=True))], "redaction_outdated"),
    ([document(redacted_wanted=True)], "redaction_missing"),
    ([document(redaction=redaction())], "text_missing"),
    ([document(unread=True)], "text_waiting"),
    ([document(quarantined=True)], "quarantined"),
    ([document(level=5)], "level_too_high"),
    ([document(redaction=redaction(level=5))], "level_too_high"),
    ([document(), document("b", copies=frozenset("a"), **KEPT)], "copy_shown"),
    ([document(), document("b", copies=frozenset("a"), redaction=redaction())], "copy_shown"),
    ([document(), document("b", **SAME)], "duplicate_not_same"),
    ([document(members_inside=1)], "family_member_inside"),
    ([document(), document("b", **KEPT | {"reason": " "})], "reason_missing"),
    ([document(), document("b", **KEPT | {"ground": None})], "ground_missing"),
    ([document(), document("b", **OUT | {"standing": Standing.DUPLICATE, "duplicate_of": "b"})], "duplicate_of_missing"),
    ([document(family_members=("b",))], "family_member_missing"),
    ([document("b", family_parent="a")], "family_member_missing"),
    ([document(), document("b", family_parent="a", **OUT)], "family_split"),
    ([document(), document("c"), document("b", family_parent="a")], "family_apart"),
    ([document("b", family_parent="a"), document()], "family_apart"),
])  # fmt: skip
def test_a_broken_rule_is_found(documents: list[DocumentValue], code: str) -> None:
    found = quality.check(documents, plan())
    assert code in {one.code for one in found}
    assert all(one.words == quality.CODES[one.code] for one in found)


@pytest.mark.parametrize("documents", [
    [document()],
    [document(text=None, text_absent="그림")],
    [document(level=5, privileged=True, redaction=redaction(grounds=(Ground.LAWYER_CLIENT,), text=said("[가림]")))],
    [document(), document("b", family_parent="a", **KEPT), document("c")],
    [document(), document("b", **OUT), document("c", family_parent="b", **OUT)],
    [document(), document("b", copies=frozenset("a"), **SAME)],
    [document(**KEPT), document("b", members_inside=1, quarantined=True, unread=True, **KEPT), document("c")],
    [document(redacted_wanted=True, redaction=redaction(text_absent="그림"))],
])  # fmt: skip
def test_a_sound_set_has_no_findings(documents: list[DocumentValue]) -> None:
    assert quality.check(documents, plan()) == []


def test_every_rule_is_tried_here() -> None:
    (mark,) = test_a_broken_rule_is_found.pytestmark
    assert {code for _, code in mark.args[1]} == set(quality.CODES)


COLLECTED = [CollectedItem("a", "갑사", 3), CollectedItem("b", "을사", 2)]
TREATED = [
    gap.Treated("a", "갑사", Standing.PRODUCED, 3),
    gap.Treated("b", "을사", Standing.WITHHELD, 2),
]


def test_the_equation_holds_by_custodian_in_documents_and_pages() -> None:
    assert gap.findings(COLLECTED, TREATED) == []
    first, second = gap.account(COLLECTED, TREATED)
    assert (first.documents, first.pages, first.accounted) == (1, 3, (1, 3))
    assert second.cells()["WITHHELD_PAGES"] == "2"


@pytest.mark.parametrize(("treated", "codes"), [
    (TREATED[:1], {"gap_not_marked", "gap_documents", "gap_pages"}),
    ([replace(TREATED[0], pages=2), TREATED[1]], {"gap_pages"}),
    ([replace(TREATED[0], custodian="을사"), TREATED[1]], {"gap_documents", "gap_pages"}),
    ([*TREATED, gap.Treated("c", "갑사", Standing.DUPLICATE, 1)], {"gap_not_collected", "gap_documents", "gap_pages"}),
])  # fmt: skip
def test_a_gap_is_named(treated: list[gap.Treated], codes: set[str]) -> None:
    assert {one.code for one in gap.findings(COLLECTED, treated)} == codes


def test_a_number_needs_a_page_or_a_log_row() -> None:
    found = gap.unexplained(["1", "2", "3"], {"1"}, {"3"})
    assert [(one.code, "2" in one.words.en) for one in found] == [("gap_number", True)]


@pytest.mark.parametrize("name", [
    "../x", "/x", "a//b", "a/./b", "a\\b", "C:x", "CON", "con.txt", "x.", "x ", " x", "a\nb", "a\x14b",
    "\u202ex", "\u1112\u1161\u11ab", "가" * 86, "a?", "",
])  # fmt: skip
def test_a_name_that_does_not_travel_is_refused(name: str) -> None:
    with pytest.raises(BagNameRefused):
        bag.checked_name(name)


def test_a_bag_of_korean_names_is_one_of_version_one(tmp_path: Path) -> None:
    inner = tmp_path / "data" / "도면"
    inner.mkdir(parents=True)
    (inner / "설계도 1.txt").write_bytes(b"x")
    (tmp_path / "더 볼 것.txt").write_bytes(b"tag")
    bag.seal(tmp_path, [("Source-Organization", "공정위\n(가상)")])
    assert bagit.Bag(str(tmp_path)).validate()
    assert (tmp_path / "bagit.txt").read_bytes() == bag.DECLARATION.encode()
    wanted = f"{hashlib.sha256(b'x').hexdigest()}  data/도면/설계도 1.txt\n"
    assert (tmp_path / bag.MANIFEST).read_text(encoding="utf-8") == wanted
    assert "공정위 (가상)" in (tmp_path / "bag-info.txt").read_text(encoding="utf-8")


def test_twins_and_links_do_not_go_into_a_bag(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("a.txt", "A.TXT"):
        (tmp_path / "data" / name).write_bytes(b"")
    with pytest.raises(BagNameRefused):
        bag.seal(tmp_path, [])
    (tmp_path / "data" / "A.TXT").unlink()
    (tmp_path / "data" / "link").symlink_to("/etc/passwd")
    with pytest.raises(BagNameRefused):
        bag.seal(tmp_path, [])


def record(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "begin": "KR1", "standing": "produced", "page_digests": ["p", "q"],
        "redacted": False, "text_sha256": "t", "fields": {"TITLE": "가", "BEGBATES": "KR1"}, **more,
    }  # fmt: skip


def test_a_difference_names_pages_fields_and_redactions_and_passes_over_numbers() -> None:
    before = [record("same"), record("gone"), record("pages"), record("covered"), record("fields")]
    after = [
        record("same", begin="KR9", fields={"TITLE": "가", "BEGBATES": "KR9"}),
        record("pages", page_digests=["p", "x", "y"]),
        record("covered", page_digests=["p", "z"], redacted=True, text_sha256="u"),
        record("fields", fields={"TITLE": "나"}), record("new"),
    ]  # fmt: skip
    found = compare(before, after)
    assert (found.added, found.removed, found.unchanged) == (("new",), ("gone",), 1)
    pages, covered, fields = found.changed
    assert (pages.pages_changed, pages.pages_added, pages.redaction) == ((2,), 1, "")
    assert (covered.redaction, covered.text_changed, covered.pages_changed) == ("added", True, (2,))
    assert fields.fields == {"TITLE": ("가", "나")}
    lifted = compare(after[2:3], [record("covered")]).changed[0]
    again = compare(after[2:3], [record("covered", redacted=True)]).changed[0]
    assert (lifted.redaction, again.redaction) == ("lifted", "changed")


def test_nothing_but_recall_and_replacement_follows_an_issue() -> None:
    steps = {row.command for row in PRODUCTION.steps(State.ISSUED)}
    assert steps == {Command.SUPERSEDE, Command.WITHDRAW}
    assert all(PRODUCTION.final(state) for state in (State.SUPERSEDED, State.WITHDRAWN))
