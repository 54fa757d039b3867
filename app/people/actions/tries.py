"""How tries are counted: by account and source together, by each alone, and by all."""

from collections.abc import Mapping

from app.db.work import Work
from app.kernel.sealing import keyed_hash
from app.people import rules
from app.people.problems import TooManyTries
from app.people.rules import Limit
from app.people.store import upkeep as store


def source_hash(work: Work, address: str) -> str:
    """Return the keyed hash of where a request comes from; the address itself is not kept."""
    return keyed_hash(work.world.seal_key, "source", rules.source_of(address))


def count(
    work: Work,
    act: str,
    limits: Mapping[str, Limit],
    *,
    login: str,
    account_id: str,
    address: str,
) -> None:
    """Count one try of an act; raise TooManyTries where it is one too many.

    The try is counted before it is made, so that many at once cannot slip through together.
    """
    source = source_hash(work, address)
    known = store.source_known(work, account_id, source)
    keys = _keys(work, act, login, source)
    counts: dict[str, int] = {}
    for name, limit in limits.items():
        counts[name] = store.count_try(work, keys[name], limit.window)
    beyond = rules.exceeded(counts, limits, known_source=known)
    if beyond is not None:
        raise TooManyTries(retry_after_s=int(limits[beyond].window.total_seconds()))


def succeeded(work: Work, act: str, *, login: str, address: str) -> None:
    """Forget the failures of this account from this source and give the other counts back."""
    keys = _keys(work, act, login, source_hash(work, address))
    store.forget_tries(work, keys.pop("pair"))
    store.give_back(work, sorted(keys.values()))


def _keys(work: Work, act: str, login: str, source: str) -> dict[str, str]:
    of = {
        "pair": f"{login}\n{source}",
        "source": source,
        "account": login,
        "global": "",
    }
    key = work.world.seal_key
    return {name: keyed_hash(key, f"{act}:{name}", value) for name, value in of.items()}
