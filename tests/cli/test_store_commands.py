"""The commands that keep the evidence store: reading it again, and changing its root key."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from app.discovery.safekeeping.tables import StoreIncident
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from tests.cli.conftest import Run
from tests.discovery.safekeeping.conftest import FILES, Vault, open_vault
from tests.storage.store_contract import keys_in


@pytest.fixture
def vault(data_folder: Path) -> Generator[Vault]:
    """Yield a service with evidence in the folder that the command line works on."""
    with open_vault(data_folder) as opened:
        yield opened


@pytest.fixture
def with_copies(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """Return the service, whose second folder the command line is told of."""
    assert vault.second is not None
    monkeypatch.setenv("SANGSAENG_EVIDENCE_SECOND_FOLDER", str(vault.second.root))
    return vault


def test_a_scrub_of_a_sound_store_says_so(run: Run, vault: Vault) -> None:
    done = run("scrub", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["sound"], told["read"], told["harmed"]) == (True, len(FILES), [])
    count = f"읽은 파일 {len(FILES)}개 · objects read: {len(FILES)}"
    named = run("scrub", "--data-folder", vault.stage.house.settings.data_folder)
    assert run("scrub").stdout == named.stdout == f"이상 없음 · sound\n{count}\n"


@pytest.mark.parametrize("command", ["scrub", "rotate-root-key"])
def test_a_folder_without_data_is_refused_and_left_alone(
    run: Run, command: str, data_folder: Path, tmp_path: Path
) -> None:
    for named in ([], ["--data-folder", tmp_path / "nowhere"]):
        done = run(command, *named)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "파일이 없습니다" in done.stderr
        assert "--data-folder demo-data" in done.stderr
    assert not data_folder.exists()
    assert not (tmp_path / "nowhere").exists()


def test_a_scrub_names_what_is_not_whole_and_its_exit_code_tells(run: Run, vault: Vault) -> None:
    item = vault.items()[0]
    vault.behind.lose(item.store_key or "")
    done = run("scrub")
    assert done.exit_code == 1
    assert item.id in done.stderr
    assert "파일이 없음 · Not in the store" in done.stderr
    assert "복구하지 못함" in done.stderr
    assert "1건" in done.stdout
    (incident,) = vault.rows(StoreIncident)
    assert (incident.item_id, incident.state) == (item.id, "open")


def test_a_scrub_restores_what_a_second_copy_has(run: Run, with_copies: Vault) -> None:
    item = with_copies.items()[0]
    with_copies.behind.lose(item.store_key or "")
    done = run("scrub", "--json")
    assert done.exit_code == 0, done.stderr
    (harm,) = json.loads(done.stdout)["harmed"]
    assert (harm["item_id"], harm["finding"], harm["restored"]) == (item.id, "missing", True)
    assert "복구함 · restored" in done.stderr
    assert with_copies.download(item).body == FILES[0][1]


def test_a_store_that_is_gone_is_told_and_is_no_incident(run: Run, vault: Vault) -> None:
    objects = vault.folder / "data" / "evidence" / "objects"
    for item in vault.items():
        (objects / (item.store_key or "")[:2]).rename(objects.with_name(f"away-{item.id}"))
    for folder in objects.iterdir():
        folder.rmdir()
    objects.rmdir()
    objects.write_text("not a folder")
    done = run("scrub")
    assert done.exit_code == 2
    assert "저장 장치에 문제가 있어" in done.stderr
    assert "Traceback" not in done.stderr
    assert vault.rows(StoreIncident) == []


def test_a_new_root_key_wraps_every_object_and_the_service_goes_on(
    run: Run, with_copies: Vault
) -> None:
    vault, folder = with_copies, with_copies.stage.house.settings.keys / "evidence"
    before = Keyring.load(folder).current
    done = run("rotate-root-key", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rewrapped"] == told["objects"] == len(keys_in(vault.stage.house.store)) / 2
    assert (told["older"], told["failed"]) == ([before], [])
    assert before in done.stderr
    alone = Keyring.load(folder)
    assert (alone.current, alone.names) == (told["root_key"], {before, told["root_key"]})
    # The service that is running has not been told; it reads, and it wraps under the new key.
    assert vault.download(vault.items()[0]).body == FILES[0][1]
    stored = vault.stage.house.store.put([b"new"], limit_bytes=10)
    (folder / f"{before}.key").rename(folder / "away")
    only = LocalStore(vault.stage.house.settings.evidence, keyring=Keyring.load(folder))
    assert only.verify(stored.key).sha256 == stored.sha256
    for item in vault.items():
        assert only.verify(item.store_key or "").sha256 == item.sha256


def test_a_rotation_that_was_cut_off_is_finished_without_another_key(
    run: Run, vault: Vault
) -> None:
    folder = vault.stage.house.settings.keys / "evidence"
    first = json.loads(run("rotate-root-key", "--json").stdout)
    again = json.loads(run("rotate-root-key", "--finish", "--json").stdout)
    assert again["root_key"] == first["root_key"] == Keyring.load(folder).current
    assert again["rewrapped"] == 0
    assert len(list(folder.glob("*.key"))) == 2


def test_an_object_that_stays_under_its_key_is_named(run: Run, vault: Vault) -> None:
    item = vault.items()[0]
    vault.behind.overwrite_key_record(item.store_key or "", b"torn")
    done = run("rotate-root-key")
    assert done.exit_code == 1
    assert (item.store_key or "") in done.stderr
    assert "--finish" in run("rotate-root-key", "--help").stdout
