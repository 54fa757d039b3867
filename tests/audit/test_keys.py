"""Keys are made once, kept to their owner, and never made in production."""

import base64
from pathlib import Path

import pytest

from app.audit import keys
from app.audit.checkpoint import PublicKey
from app.audit.keys import PUBLIC_FILE, SEAL_FILE, SIGNING_FILE, KeyRefused, load

ORIGIN = "log.example.kr"


def test_keys_are_made_once_and_found_again(tmp_path: Path) -> None:
    made = load(tmp_path / "keys", origin=ORIGIN)
    again = load(tmp_path / "keys", origin=ORIGIN)
    assert made.public == again.public
    assert made.seal_key == again.seal_key
    assert made.seal_key != made.public.raw
    assert len(made.seal_key) == 32


def test_only_the_owner_may_read_the_keys(tmp_path: Path) -> None:
    load(tmp_path / "keys", origin=ORIGIN)
    for name in (SIGNING_FILE, SEAL_FILE):
        assert (tmp_path / "keys" / name).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == sorted(
        [SIGNING_FILE, SEAL_FILE, PUBLIC_FILE]
    )


def test_the_public_key_is_written_for_those_who_verify(tmp_path: Path) -> None:
    made = load(tmp_path, origin=ORIGIN)
    assert PublicKey.parse((tmp_path / PUBLIC_FILE).read_text()) == made.public


def test_production_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="missing") as refused:
        load(tmp_path, origin=ORIGIN, production=True)
    assert str(tmp_path) in str(refused.value)
    assert "파일이 없습니다" in str(refused.value)
    assert not list(tmp_path.iterdir())
    made = load(tmp_path, origin=ORIGIN)
    assert load(tmp_path, origin=ORIGIN, production=True).public == made.public


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    load(tmp_path, origin=ORIGIN)
    (tmp_path / SEAL_FILE).chmod(0o640)
    with pytest.raises(KeyRefused, match="0600"):
        load(tmp_path, origin=ORIGIN)


@pytest.mark.parametrize("content", ["", "***", base64.b64encode(b"short").decode(), "열쇠"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    load(tmp_path, origin=ORIGIN)
    (tmp_path / SIGNING_FILE).write_text(content)
    with pytest.raises(KeyRefused):
        load(tmp_path, origin=ORIGIN)


def test_the_secret_does_not_show_in_words(tmp_path: Path) -> None:
    made = load(tmp_path, origin=ORIGIN)
    assert repr(made.seal_key) not in repr(made)


def test_of_two_processes_that_start_at_once_the_first_key_holds(tmp_path: Path) -> None:
    made = load(tmp_path, origin=ORIGIN)
    keys._make(tmp_path / SEAL_FILE)
    assert load(tmp_path, origin=ORIGIN).seal_key == made.seal_key
    assert not list(tmp_path.glob(".*"))
