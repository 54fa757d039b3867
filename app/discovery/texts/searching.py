"""How the texts of one case are searched: plainly, one after another, and honestly.

Texts are not in the database, so a search reads them from the store. That is enough for the number
of files a case may hold, needs no index that would be a second copy of trade secrets, and finds
exactly what is there. What could not be searched is part of the answer.
"""

import asyncio
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from app.discovery.texts import actions, queries
from app.discovery.texts.giving import read_kept, said_in
from app.discovery.texts.problems import WordsTooShort
from app.discovery.texts.queries import KeptText, Searchable
from app.discovery.texts.rules import SEARCHED_CHARACTERS, Hit, hits, searchable, sought
from app.discovery.texts.schemas import FoundOut, HitOut, SearchOut
from app.kernel.problems import Problem
from app.storage.base import Store
from app.web.deps import Door

_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found in which text, how many were searched, and which were not."""

    found: tuple[tuple[KeptText, tuple[Hit, ...]], ...]
    searched: int
    passed_over: tuple[str, ...]


async def search_case(door: Door, case_id: str, words: str) -> Response:
    """Answer with the evidence of a case whose text holds some words."""
    if sum(sign.isalnum() for sign in words) < _FEWEST_LETTERS:
        raise WordsTooShort
    case = await door.do(lambda work: queries.searchable(work, case_id), reading=True)
    store: Store = door.request.app.state.evidence_store
    answered = await asyncio.to_thread(searched, store, case.texts, words)
    shown = tuple(dict.fromkeys(kept.row.item_id for kept, _ in answered.found))
    await door.do(
        partial(actions.note_search, case_id=case_id, searched=answered.searched, item_ids=shown)
    )
    return Response(
        _told(case, answered).model_dump_json(), headers=said_in(door.language),
        media_type="application/json",
    )  # fmt: skip


def searched(store: Store, texts: tuple[KeptText, ...], words: str) -> Answered:
    """Return what some words are found in; a text that can not be had is passed over by name."""
    pattern = sought(words)
    left = SEARCHED_CHARACTERS
    found: list[tuple[KeptText, tuple[Hit, ...]]] = []
    passed_over: list[str] = []
    for kept in texts:
        left -= kept.row.character_count
        if left < 0:
            passed_over.append(kept.row.item_id)
            continue
        try:
            text = read_kept(store, kept.row.store_key or "", kept.row.text_sha256)
        except Problem:
            passed_over.append(kept.row.item_id)
            continue
        places = tuple(hits(pattern, searchable(text)))
        if places:
            found.append((kept, places))
    return Answered(tuple(found), len(texts) - len(passed_over), tuple(passed_over))


def _told(case: Searchable, answered: Answered) -> SearchOut:
    items = [
        FoundOut(
            item_id=kept.row.item_id, label=case.labels[kept.row.item_id],
            file_name=case.names[kept.row.item_id], method=kept.row.method,
            hits=[HitOut(at=hit.at, excerpt=hit.excerpt) for hit in places],
        )
        for kept, places in answered.found
    ]  # fmt: skip
    return SearchOut(
        items=items, searched=answered.searched, without_text=list(case.without_text),
        not_searched=list(answered.passed_over), not_readable=case.not_readable,
    )  # fmt: skip
