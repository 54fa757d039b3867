"""The root keys of the store: made once, named after themselves, kept from other accounts."""

from pathlib import Path

import pytest

from app.storage.base import KeyUnknown, ObjectDamaged
from app.storage.keyring import Keyring, KeyringFault, add_root_key, fresh_nonce, root_key_name

KEY = bytes(range(32))


def test_a_first_start_in_development_makes_a_key_and_the_next_finds_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = Keyring.load(folder, create=True)
    assert Keyring.load(folder, create=True).current == made.current
    assert Keyring.load(folder).names == {made.current}


def test_a_production_start_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(KeyringFault, match="can not be read"):
        Keyring.load(tmp_path / "keys")
    assert not (tmp_path / "keys").exists()


def test_keys_are_for_the_service_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    name = add_root_key(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{name}.key").stat().st_mode & 0o777 == 0o400


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    name = add_root_key(tmp_path)
    (tmp_path / f"{name}.key").chmod(0o440)
    with pytest.raises(KeyringFault, match="other accounts"):
        Keyring.load(tmp_path)


def test_a_new_key_is_in_use_and_older_ones_unwrap(tmp_path: Path) -> None:
    first = add_root_key(tmp_path)
    old, nonce = Keyring.load(tmp_path), fresh_nonce()
    wrapped = old.wrap(old.current_name, nonce, KEY, b"about")
    second = add_root_key(tmp_path)
    ring = Keyring.load(tmp_path)
    assert (ring.current, ring.names) == (second, {first, second})
    assert ring.unwrap(bytes.fromhex(first), nonce, wrapped, b"about") == KEY
    (tmp_path / f"{first}.key").unlink()
    with pytest.raises(KeyUnknown):
        Keyring.load(tmp_path).unwrap(bytes.fromhex(first), nonce, wrapped, b"about")


@pytest.mark.parametrize("about", [b"", b"other"])
def test_a_wrapped_key_opens_only_with_what_it_is_about(about: bytes) -> None:
    ring, nonce = Keyring.of(KEY), fresh_nonce()
    wrapped = ring.wrap(ring.current_name, nonce, KEY, b"about")
    with pytest.raises(ObjectDamaged):
        ring.unwrap(ring.current_name, nonce, wrapped, about)


def test_an_altered_key_is_noticed(tmp_path: Path) -> None:
    name = add_root_key(tmp_path)
    path = tmp_path / f"{name}.key"
    path.chmod(0o600)
    path.write_text(KEY.hex())
    with pytest.raises(KeyringFault, match="not the key that it was"):
        Keyring.load(tmp_path)


@pytest.mark.parametrize("text", ["", "zz", "00" * 31])
def test_a_torn_key_is_refused(tmp_path: Path, text: str) -> None:
    name = add_root_key(tmp_path)
    path = tmp_path / f"{name}.key"
    path.chmod(0o600)
    path.write_text(text)
    with pytest.raises(KeyringFault):
        Keyring.load(tmp_path)


def test_a_key_under_another_name_is_refused(tmp_path: Path) -> None:
    name = add_root_key(tmp_path)
    (tmp_path / f"{name}.key").rename(tmp_path / "spare.key")
    with pytest.raises(KeyringFault, match="not the name of a root key"):
        Keyring.load(tmp_path)


def test_a_ring_without_the_key_in_use_is_refused(tmp_path: Path) -> None:
    name = add_root_key(tmp_path)
    (tmp_path / f"{name}.key").unlink()
    with pytest.raises(KeyringFault, match="is not there"):
        Keyring.load(tmp_path)
    # The key may be on another disk: a fresh one in its place would hide that.
    with pytest.raises(KeyringFault, match="is not there"):
        Keyring.load(tmp_path, create=True)


def test_a_crash_before_the_name_of_a_new_key_leaves_the_old_one_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = add_root_key(tmp_path)

    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            add_root_key(tmp_path)
    assert Keyring.load(tmp_path).current == name


def test_the_name_of_a_key_is_its_own() -> None:
    assert root_key_name(KEY) != root_key_name(bytes(32))
    assert len(root_key_name(KEY)) == 32
    assert KEY.hex() not in root_key_name(KEY)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(KeyringFault):
        Keyring.of(bytes(16))


def test_a_ring_follows_the_folder_that_it_was_read_from(tmp_path: Path) -> None:
    first = add_root_key(tmp_path)
    ring = Keyring.load(tmp_path)
    second = add_root_key(tmp_path)
    assert ring.current == second
    assert ring.names == {first, second}
    (tmp_path / f"{first}.key").unlink()
    third = add_root_key(tmp_path)
    assert ring.current == third
    assert ring.names == {first, second, third}


def test_a_key_that_another_process_added_is_found_when_it_is_needed(tmp_path: Path) -> None:
    add_root_key(tmp_path)
    ring = Keyring.load(tmp_path)
    add_root_key(tmp_path)
    other, nonce = Keyring.load(tmp_path), fresh_nonce()
    wrapped = other.wrap(other.current_name, nonce, KEY, b"about")
    assert ring.unwrap(other.current_name, nonce, wrapped, b"about") == KEY


def test_a_folder_that_is_gone_leaves_the_ring_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    name = add_root_key(folder)
    ring = Keyring.load(folder)
    folder.rename(tmp_path / "elsewhere")
    assert ring.current == name
