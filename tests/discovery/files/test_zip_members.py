"""Archives are listed with true types; bombs, climbing names and locks are refused by name."""

import hashlib
import io
import struct
import unicodedata
import zipfile

import pytest

from app.discovery.files.zip_members import (
    MemberLimits,
    MemberRefused,
    climbs,
    list_members,
    shown_path,
    unpacked_member,
)
from tests.support.sample_files import SAMPLES, encrypted_zip, zip_file

BOMB = zip_file({"0.txt": b" " * 9_000_000})


def listed(data: bytes, **limits: int) -> dict[str, str]:
    return {
        m.path: m.refusal for m in list_members(io.BytesIO(data), MemberLimits(**limits)).members
    }


def taken(data: bytes, position: int = 0, limit_bytes: int = 100_000_000) -> bytes:
    return b"".join(unpacked_member(io.BytesIO(data), position, limit_bytes=limit_bytes)[1])


def refusal_of(data: bytes, position: int = 0, limit_bytes: int = 100_000_000) -> str:
    with pytest.raises(MemberRefused) as refused:
        taken(data, position, limit_bytes)
    return refused.value.code


def test_members_are_listed_with_type_size_and_hash() -> None:
    data = zip_file({"폴더/": b"", "폴더/계약.hwp": SAMPLES["hwp"], "속임.pdf": SAMPLES["hwpx"]})
    contract, trick = list_members(io.BytesIO(data)).members
    assert (contract.path, contract.types.shown, contract.refusal) == (
        "폴더/계약.hwp",
        ("hwp",),
        "",
    )
    assert contract.sha256 == hashlib.sha256(SAMPLES["hwp"]).hexdigest()
    assert contract.size_bytes == len(SAMPLES["hwp"])
    assert (trick.types.claimed, trick.types.shown) == ("pdf", ("hwpx",))
    assert trick.types.verdict == "mismatch"
    assert taken(data, 0) == SAMPLES["hwp"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "a/../../b", "..\\..\\x", "\u202e../x",
     ".\0./x"],
)  # fmt: skip
def test_a_name_that_climbs_is_refused(name: str) -> None:
    assert climbs(name)


def test_a_climbing_member_is_listed_and_not_taken_out() -> None:
    data = zip_file({"../../etc/passwd": b"x", "good.txt": b"good"})
    assert listed(data) == {"etc/passwd": "traversal", "good.txt": ""}
    assert refusal_of(data) == "traversal"
    assert taken(data, 1) == b"good"


@pytest.mark.parametrize("name", ["사진/1.jpg", "a.b/c..d", "..x/y"])
def test_ordinary_names_do_not_climb(name: str) -> None:
    assert not climbs(name)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (unicodedata.normalize("NFD", "자료/한글.txt"), "자료/한글.txt"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("þ®\x14.txt", "þ®.txt"),
        ("a\\b\\c.txt", "a/b/c.txt"),
        ("///", "파일"),
    ],
)
def test_paths_are_shown_composed_and_visible(sent: str, shown: str) -> None:
    assert shown_path(sent) == shown


def test_a_name_of_three_hundred_bytes_is_shown_within_bounds() -> None:
    assert len(shown_path("가" * 100 + "/" + "나" * 300 + ".txt")) <= 400


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    assert listed(BOMB) == {"0.txt": "bomb"}
    assert refusal_of(BOMB) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_stopped_on_the_way() -> None:
    lying = bytearray(BOMB)
    struct.pack_into("<I", lying, lying.index(b"PK\x01\x02") + 24, 1000)
    assert listed(bytes(lying)) == {"0.txt": "bomb"}
    assert refusal_of(bytes(lying)) == "bomb"
    assert refusal_of(bytes(lying), limit_bytes=1000) == "too_large"


def test_entries_that_share_their_bytes_are_refused() -> None:
    two = zip_file({"a.txt": b"same words", "b.txt": b"same words"}, stored=True)
    shared = bytearray(two)
    second = shared.rindex(b"PK\x01\x02")
    struct.pack_into("<I", shared, second + 42, 0)
    assert set(listed(bytes(shared)).values()) == {"overlap"}
    assert refusal_of(bytes(shared), 1) == "overlap"


def test_a_locked_member_is_named() -> None:
    assert listed(encrypted_zip()) == {"secret.txt": "encrypted"}
    assert refusal_of(encrypted_zip()) == "encrypted"


def test_an_archive_inside_is_named_and_not_opened() -> None:
    inner = zip_file({"x": b"y"})
    assert listed(zip_file({"안.zip": inner, "b.docx": SAMPLES["docx"]})) == {
        "안.zip": "nested", "b.docx": "",
    }  # fmt: skip
    assert taken(zip_file({"안.zip": inner})) == inner


def test_a_member_that_is_not_what_the_list_says_is_damaged() -> None:
    data = bytearray(zip_file({"a.txt": b"good words"}, stored=True))
    data[data.index(b"good")] ^= 1
    assert listed(bytes(data)) == {"a.txt": "damaged"}
    assert refusal_of(bytes(data)) == "damaged"


def test_another_way_of_packing_is_named() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.txt", b"words")
    assert listed(kept.getvalue()) == {"a.txt": "unsupported"}


def test_too_many_members_are_counted_and_the_first_listed() -> None:
    found = list_members(
        io.BytesIO(zip_file({f"{n}.txt": b"" for n in range(30)})), MemberLimits(members=10)
    )
    assert (len(found.members), found.total, found.refusal) == (10, 30, "crowded")


def test_depth_size_and_budget_have_limits() -> None:
    assert listed(zip_file({"a/" * 40 + "x.txt": b"x"}), depth=32).popitem()[1] == "too_deep"
    assert listed(zip_file({"a.txt": b"x" * 99}), member_bytes=98) == {"a.txt": "too_large"}
    two = zip_file({"a.txt": b"x" * 99, "b.txt": b"y" * 9})
    assert listed(two, total_bytes=50) == {"a.txt": "", "b.txt": "too_large"}
    assert taken(two, 1) == b"y" * 9


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", zip_file({"a": b"b"})[:-5], b"x" * 100])
def test_what_can_not_be_listed_says_so(data: bytes) -> None:
    assert list_members(io.BytesIO(data)).refusal == "damaged"


def test_a_member_that_is_not_there_is_refused() -> None:
    assert refusal_of(zip_file({"a": b"b"}), 5) == "damaged"
