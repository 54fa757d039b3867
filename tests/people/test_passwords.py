"""Argon2id, a few at a time."""

import asyncio
import threading
import unicodedata

import pytest
from argon2 import extract_parameters

from app.kernel.problems import Invalid, Unavailable
from app.people import passwords


def test_a_password_fits_its_own_hash_only() -> None:
    kept = passwords.hash_now("ginkgo-wharf-41-lamp")
    assert kept.startswith("$argon2id$")
    assert passwords.fits_now(kept, "ginkgo-wharf-41-lamp")
    assert not passwords.fits_now(kept, "ginkgo-wharf-41-lamps")
    assert not passwords.fits_now("no hash", "ginkgo-wharf-41-lamp")


def test_composed_and_decomposed_hangul_are_one_password() -> None:
    kept = passwords.hash_now("느티나무 아래 우물가")
    decomposed = unicodedata.normalize("NFD", "느티나무 아래 우물가")
    assert passwords.fits_now(kept, decomposed)


def test_nobodys_hash_costs_as_much_as_a_real_one() -> None:
    real = extract_parameters(passwords.hash_now("ginkgo-wharf-41-lamp"))
    assert extract_parameters(passwords.NOBODYS_HASH) == real
    assert (real.memory_cost, real.time_cost, real.parallelism) == (19456, 2, 1)


def test_a_weak_password_is_refused_with_the_name_of_its_field() -> None:
    with pytest.raises(Invalid) as caught:
        passwords.refuse_weak("password1234", "hong@a.kr")
    assert caught.value.errors[0].pointer == "/password"


def test_hashing_runs_outside_the_event_loop() -> None:
    async def both() -> tuple[str, bool]:
        kept = await passwords.hash_password("ginkgo-wharf-41-lamp")
        return kept, await passwords.fits(kept, "ginkgo-wharf-41-lamp")

    assert asyncio.run(both())[1]


def test_a_crowd_is_turned_away_instead_of_queued_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(passwords, "_PLACES", full)
    with pytest.raises(Unavailable):
        asyncio.run(passwords.hash_password("ginkgo-wharf-41-lamp"))
