"""What a reader may learn of custody; the same rules tell it on pages, on paper and to programmes."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.access.actor import ROLE_LABELS, Actor, Role, Tie
from app.access.policy import May
from app.audit import queries as audit
from app.cases import queries as cases
from app.cases.numbers import CaseNumber
from app.cases.rules import identity_is_open
from app.db.work import Work
from app.discovery.custody import holders as snapshots
from app.discovery.custody import store
from app.discovery.custody.holders import THROUGH, Holder, Snapshot
from app.discovery.custody.schemas import (
    CouldHave,
    CustodyChain,
    CustodyLink,
    Described,
    LogStand,
    RefusedTry,
    Somebody,
)
from app.discovery.evidence import standing
from app.discovery.evidence import store as evidence
from app.discovery.evidence.custody_words import UNDISCLOSED, act_of, is_whole, purpose_of
from app.discovery.evidence.standing import Found
from app.discovery.evidence.tables import CustodyEvent
from app.discovery.orders.citations import in_english
from app.discovery.orders.schemas.outputs import Words
from app.discovery.orders.tables import DiscoveryOrder
from app.discovery.orders.views import kind_words
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.people import queries as people

_ORDER = re.compile(r"order_[0-9a-f]{32}")
_OUTSIDERS = {Role.PARTY, Role.PUBLIC}
# Whom a court let in is not told to a party, nor what they did.
_UNTOLD_ROLES = {Role.COURT, Role.EXPERT}
# A party does not learn from the chain that a court or an expert was let in.
_UNTOLD_WAYS = {"granted", snapshots.DATA_ROOM}
# A page that was out of date says nothing about custody.
_NO_REFUSALS = {"changed-elsewhere"}


@dataclass(frozen=True, slots=True)
class Reader:
    """What the one who reads a chain may be told: as an official, and whose names."""

    official: bool
    named: Mapping[str, str]
    orders: Mapping[str, Words]

    def name_of(self, person_id: str) -> str:
        """Return a person's name where the reader may know it."""
        return self.named.get(person_id, "")


def chain(work: Work, item_id: str, *, code: str = "") -> CustodyChain:
    """Return the chain of custody of a piece of evidence, who could have, and what was refused."""
    found = standing.traced(work, item_id, code)
    links = evidence.custody(work, item_id)
    around = snapshots.snapshot(work, found)
    refused = _refusals(work, item_id)
    reader = _reader(work, found, links, around, refused)
    entries = store.entries(work, links)
    shown = [_link(event, entries.get(event.id), reader) for event in links]
    return CustodyChain(
        item_id=item_id, case_id=found.placed.case_id, sha256=found.item.sha256,
        whole=is_whole([event.act for event in links]), items=shown,
        could_have=_could_have(around.holders, reader), could_have_whole=around.whole,
        could_have_at=work.now, refused=_tries(refused, reader) if reader.official else [],
        log=_log(work, [entry.event_id for entry in entries.values()]),
    )  # fmt: skip


def described(work: Work, item_id: str, *, code: str = "") -> Described:
    """Return what a piece is called, to a reader of its chain who may know; else nothing of it."""
    found = standing.traced(work, item_id, code)
    item, placed = found.item, found.placed
    if not standing.may_describe(work, found):
        return Described(state=item.state, size_bytes=item.size_bytes)
    number = _number(work, placed.case_id) if placed.case_id else None
    return Described(
        label=placed.label or "", file_name=item.file_name, title=placed.title,
        case_number=number.ko if number else "", case_number_en=number.en if number else "",
        side=item.side, media_type=item.media_type, size_bytes=item.size_bytes, state=item.state,
    )  # fmt: skip


def _number(work: Work, case_id: str) -> Text:
    case = cases.subject(work, case_id)
    return CaseNumber(case.number_year, case.number_type, case.number_serial).text()


def _reader(
    work: Work, found: Found, links: Sequence[CustodyEvent], around: Snapshot,
    refused: Sequence[store.Refusal],
) -> Reader:  # fmt: skip
    if work.actor.role in _OUTSIDERS:
        return Reader(official=False, named={}, orders={})
    asked = [(link.person_id, link.role, link.account_id) for link in links]
    asked += [(one.person_id, one.role, one.account_id) for one in refused]
    asked += [_of(holder.actor) for holder in around.holders]
    parties = _named_parties(work, found)
    known = {
        person_id
        for person_id, role, account_id in asked
        if person_id and (role != Role.PARTY or _side(account_id, found, around) in parties)
    }
    named = people.person_names(work, known)
    return Reader(official=True, named=named, orders=_orders(work, found, links))


def _orders(work: Work, found: Found, links: Sequence[CustodyEvent]) -> dict[str, Words]:
    """Return the orders that a chain names, in words, to those who may read orders."""
    ids = {order_id for link in links for order_id in _ORDER.findall(link.legal_basis)}
    case_id = found.placed.case_id
    if not ids or case_id is None:
        return {}
    target = cases.target_of(work, case_id, level=standing.CHAIN_LEVEL)
    if not work.decide(May.ORDER_READ, target).allowed:
        return {}
    rows = [work.one(DiscoveryOrder, order_id) for order_id in sorted(ids)]
    return {row.id: kind_words(row.kind, row.legal_basis) for row in rows}


def _in_words(event: CustodyEvent, reader: Reader, language: Language) -> str:
    """Return on what authority a link rests: orders by their names, anything else as it stands."""

    def named(match: re.Match[str]) -> str:
        words = reader.orders.get(match[0])
        if words is None:
            return match[0]
        name = words.ko if language == "ko" else words.en
        basis = words.basis if language == "ko" else in_english(words.basis)
        return f"{name} ({basis})" if basis else name

    return _ORDER.sub(named, event.legal_basis) if reader.official else ""


def _of(actor: Actor) -> tuple[str, str, str]:
    return actor.person_id, str(actor.role), actor.account_id


def _named_parties(work: Work, found: Found) -> set[str]:
    """Return the sides whose people may be named: a closed identity stays closed here too."""
    case_id = found.placed.case_id
    if case_id is None:
        return set()
    if not work.decide(May.CASE_READ, cases.target_of(work, case_id)).allowed:
        return set()
    case = cases.subject(work, case_id)
    is_open = identity_is_open(case.identity_choice, case.outcome)
    return {"respondent", "complainant"} if is_open else {"respondent"}


def _side(account_id: str, found: Found, around: Snapshot) -> str:
    ties = around.ties.get(account_id, frozenset())
    if Tie.COMPLAINANT in ties:
        return "complainant"
    return "respondent" if Tie.RESPONDENT in ties else found.item.side


def _link(event: CustodyEvent, entry: store.Entry | None, reader: Reader) -> CustodyLink:
    act = act_of(event.act)
    role = ROLE_LABELS[Role(event.role)]
    if not reader.official and (not act.told or event.role in _UNTOLD_ROLES):
        hidden = act_of(UNDISCLOSED)
        return CustodyLink(
            sequence=event.sequence, act=UNDISCLOSED, act_ko=hidden.name.ko,
            act_en=hidden.name.en, refusal=False, role="", role_ko="", role_en="", at=event.at,
            purpose="", purpose_ko="", purpose_en="", legal_basis="", authority_ko="",
            authority_en="", sha256=event.sha256,
        )  # fmt: skip
    purpose = event.purpose if reader.official else ""
    purpose_ko, purpose_en = purpose_of(purpose)
    return CustodyLink(
        sequence=event.sequence, act=event.act, act_ko=act.name.ko, act_en=act.name.en,
        refusal=act.refusal, role=event.role, role_ko=role.ko, role_en=role.en,
        account_id=event.account_id if reader.official else "",
        person_id=event.person_id if reader.official else "",
        name=reader.name_of(event.person_id), at=event.at,
        purpose=purpose, purpose_ko=purpose_ko, purpose_en=purpose_en,
        legal_basis=event.legal_basis if reader.official else "",
        authority_ko=_in_words(event, reader, "ko"), authority_en=_in_words(event, reader, "en"),
        sha256=event.sha256,
        event_id=entry.event_id if entry else "", log_position=entry.position if entry else None,
    )  # fmt: skip


def _could_have(holders: Sequence[Holder], reader: Reader) -> list[CouldHave]:
    groups: dict[tuple[str, str, bool, bool], list[Holder]] = defaultdict(list)
    for one in holders:
        if reader.official or one.through not in _UNTOLD_WAYS:
            key = (str(one.actor.role), one.through, one.may_read, one.after_second_factor)
            groups[key].append(one)
    shown = []
    for (role, through, may_read, second), members in sorted(groups.items()):
        words, way = ROLE_LABELS[Role(role)], THROUGH[through]
        shown.append(
            CouldHave(
                role=role, role_ko=words.ko, role_en=words.en, through=through, through_ko=way.ko,
                through_en=way.en, may_read=may_read, after_second_factor=second,
                count=len(members), people=_people(members, reader),
            )
        )  # fmt: skip
    return shown


def _people(members: Sequence[Holder], reader: Reader) -> list[Somebody]:
    if not reader.official:
        return []
    return [
        Somebody(
            account_id=one.actor.account_id, person_id=one.actor.person_id,
            name=reader.name_of(one.actor.person_id),
        )
        for one in members
    ]  # fmt: skip


def _refusals(work: Work, item_id: str) -> list[store.Refusal]:
    if work.actor.role in _OUTSIDERS:
        return []
    return [one for one in store.refusals(work, item_id) if one.problem not in _NO_REFUSALS]


def _tries(refused: Sequence[store.Refusal], reader: Reader) -> list[RefusedTry]:
    groups: dict[tuple[str, ...], list[store.Refusal]] = defaultdict(list)
    for one in refused:
        key = (one.account_id, one.role, one.door, one.problem, one.permission, one.because)
        groups[key].append(one)
    return [_try(members, reader) for members in groups.values()]


def _try(members: Sequence[store.Refusal], reader: Reader) -> RefusedTry:
    one = members[0]
    role = ROLE_LABELS[Role(one.role)]
    return RefusedTry(
        door=one.door, problem=one.problem, permission=one.permission, because=one.because,
        role=one.role, role_ko=role.ko, role_en=role.en, account_id=one.account_id,
        name=reader.name_of(one.person_id), count=len(members), first_at=one.at,
        last_at=members[-1].at,
    )  # fmt: skip


def _log(work: Work, event_ids: Sequence[str]) -> LogStand | None:
    # The first link comes before all others: what does not cover it covers none of them.
    for event_id in sorted(event_ids)[:1]:
        try:
            proof = audit.proof_of(work, event_id)
        except Problem:
            return None
        if proof.root and proof.checkpoint:
            return LogStand(size=proof.tree_size or 0, root=proof.root, note=proof.checkpoint)
    return None
