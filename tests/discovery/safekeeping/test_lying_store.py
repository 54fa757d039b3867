"""The lying store: what is done behind the service's back is named in one scrub and put right."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from app.discovery.evidence.tables import EvidenceItem
from app.discovery.safekeeping.tables import StoreIncident
from tests.discovery.safekeeping.conftest import FILES, Vault, open_vault, put_back
from tests.storage.store_contract import flipped

HARMED = 5


@pytest.fixture(params=["local", "s3"])
def vault(
    request: pytest.FixtureRequest, new_database: Callable[[str], str], tmp_path: Path
) -> Generator[Vault]:
    """Yield a vault with second copies over each kind of store."""
    with open_vault(tmp_path / "town", new_database("sqlite"), s3=request.param == "s3") as opened:
        yield opened


def lie(vault: Vault) -> list[EvidenceItem]:
    """Delete, flip, swap (two) and roll back; return what was harmed. The last one is left alone."""
    items = vault.items()
    keys = [item.store_key or "" for item in items]
    behind = vault.behind
    behind.lose(keys[0])
    behind.overwrite(keys[1], flipped(behind.content(keys[1]), 200))
    contents = behind.content(keys[2]), behind.content(keys[3])
    behind.overwrite(keys[2], contents[1])
    behind.overwrite(keys[3], contents[0])
    content, record = vault.earlier(keys[4])
    behind.overwrite(keys[4], content)
    behind.overwrite_key_record(keys[4], record)
    return items[:HARMED]


def test_one_scrub_names_each_object_and_restores_it_from_the_second_copy(vault: Vault) -> None:
    assert vault.scrub().sound
    harmed = lie(vault)
    done = vault.scrub()
    assert done.sound
    assert {harm.seen.item_id for harm in done.harmed} == {item.id for item in harmed}
    told = {row["item_id"]: row for row in vault.incidents()}
    assert set(told) == {item.id for item in harmed}
    assert [told[item.id]["finding"]["code"] for item in harmed] == [
        "missing", "damaged", "damaged", "damaged", "other",
    ]  # fmt: skip
    assert {row["restored"] for row in told.values()} == {"yes"}
    assert {row["copy_read"]["code"] for row in told.values()} == {"first"}
    for item, (_, content, _) in zip(vault.items(), FILES, strict=True):
        assert vault.download(item).body == content
    for item in harmed:
        assert vault.chain(item)[-3:] == ["found_damaged", "restored", "downloaded"]
    assert vault.scrub().harmed == []
    assert len(vault.incidents()) == HARMED


def test_without_a_second_copy_it_stays_named_and_the_case_is_served(lone_vault: Vault) -> None:
    vault = lone_vault
    harmed = lie(vault)
    done = vault.scrub()
    assert not done.sound
    assert len(done.broken) == HARMED
    for item in harmed:
        answer = vault.download(item)
        assert answer.status == 503
        assert answer.body["code"] in {"object-missing", "object-damaged"}
        assert answer.body["detail_ko"]
    for path in ("", "/exhibits", "/timeline"):
        assert vault.people["owner"].get(f"/cases/{vault.case_id}{path}")
    assert vault.download(vault.items()[-1]).status == 200
    assert [row["state"]["code"] for row in vault.incidents()] == ["open"] * HARMED
    assert vault.promise()["open_incidents"] == HARMED
    before = [row.version for row in vault.rows(StoreIncident)]
    assert not vault.scrub().sound
    assert [row.version for row in vault.rows(StoreIncident)] == before
    assert vault.chain(harmed[0]).count("found_damaged") == 2  # by the scrub, and by the download


def test_what_an_operator_puts_back_is_found_whole_and_the_incident_is_over(
    lone_vault: Vault,
) -> None:
    vault = lone_vault
    harmed = lie(vault)
    vault.scrub()
    put_back(vault, harmed[0], FILES[0][1])
    vault.scrub()
    states = {row["item_id"]: row["state"]["code"] for row in vault.incidents()}
    assert [states[item.id] for item in harmed] == ["recovered"] + ["open"] * (HARMED - 1)
    assert vault.chain(harmed[0])[-1] == "found_whole"


def test_a_damaged_second_copy_is_renewed_from_the_first(vault: Vault) -> None:
    assert vault.second is not None
    items = vault.items()
    keys = [item.store_key or "" for item in items]
    vault.second.lose(keys[0])
    vault.second.overwrite(keys[1], flipped(vault.second.content(keys[1]), 200))
    done = vault.scrub()
    assert done.sound
    assert {harm.seen.item_id for harm in done.harmed} == {item.id for item in items[:2]}
    assert {row["copy_read"]["code"] for row in vault.incidents()} == {"second"}
    assert vault.chain(items[0])[-2:] == ["copy_found_damaged", "copy_restored"]
    assert vault.scrub().harmed == []
    for item, (_, content, _) in zip(items, FILES, strict=True):
        assert b"".join(vault.second.store.open(item.store_key or "")) == content


def test_what_both_stores_lost_stays_open_in_both(vault: Vault) -> None:
    assert vault.second is not None
    vault.scrub()
    item = vault.items()[0]
    vault.behind.lose(item.store_key or "")
    vault.second.lose(item.store_key or "")
    assert len(vault.scrub().broken) == 2
    assert sorted(row["copy_read"]["code"] for row in vault.incidents()) == ["first", "second"]
    assert vault.download(item).status == 503


def test_a_download_that_finds_damage_has_it_restored_at_once(vault: Vault) -> None:
    item = vault.items()[1]
    vault.behind.overwrite(item.store_key or "", b"forged")
    assert vault.download(item).status == 503
    vault.stage.settle()
    assert vault.download(item).body == FILES[1][1]
    (told,) = vault.incidents()
    assert (told["item_id"], told["state"]["code"]) == (item.id, "restored")
