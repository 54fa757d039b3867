"""What must hold of database, store and answers after a server was killed; each returns findings."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Engine, func, select
from sqlmodel import Session, SQLModel, col

from app.cases.tables import Case, CaseStep, Exhibit
from app.db.tables import AuditLeaf, OutboxEntry, ReactionReceipt
from app.db.tables import Counter as Series
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import Problem
from app.papers.tables import IssuedPaper
from app.people.tables import Message
from app.storage.local import LocalStore
from tests.support.fault_requests import Asked, Client, Journal, Person, sha256

TOLD = ("complaint_filed", "case_step_taken", "supplement_requested", "consent_changed")


def reading(engine: Engine) -> Session:
    """Return a session that takes no lock."""
    return Session(engine.execution_options(reading=True))


# ------------------------------------------------------------------- as the killed one left it


def as_it_was_left(engine: Engine, store: LocalStore) -> Iterator[str]:
    """Find half-stored evidence that shows, bytes that are not what was stored, gaps in numbers."""
    with reading(engine) as session:
        items = {row.id: row for row in session.execute(select(EvidenceItem)).scalars()}
        listed = {row.evidence_item_id for row in session.execute(select(Exhibit)).scalars()}
    for row in items.values():
        if row.state == "stored":
            yield from _not_whole(store, row, listed)
        elif row.id in listed or row.store_key or row.exhibit_id:
            yield f"{row.id} is {row.state} and yet listed"
    yield from (f"{one} is listed without a row" for one in listed - set(items))
    yield from gaps(engine)


def _not_whole(store: LocalStore, row: EvidenceItem, listed: set[str]) -> Iterator[str]:
    if row.id not in listed:
        yield f"{row.id} is stored and not listed"
    try:
        found = store.verify(row.store_key or "", sha256=row.sha256)
    except Problem as problem:
        yield f"{row.id}: {problem.slug}"
    else:
        if found.size_bytes != row.size_bytes:
            yield f"{row.id}: {found.size_bytes} bytes instead of {row.size_bytes}"


def gaps(engine: Engine) -> Iterator[str]:
    """Find numbers that are missing, and counters that are not at the last number."""
    with reading(engine) as session:
        rows = session.execute(select(Case.number_type, Case.number_year, Case.number_serial)).all()
        counted = {
            row.series: row.last
            for row in session.execute(select(Series)).scalars()
            if row.series.startswith("case:")
        }
    given: dict[str, list[int]] = {}
    for kind, year, serial in rows:
        given.setdefault(f"case:{year}:{kind}", []).append(serial)
    for series, serials in given.items():
        if sorted(serials) != list(range(1, len(serials) + 1)) or counted[series] != len(serials):
            yield f"{series} has gaps: {sorted(serials)}, counter {counted[series]}"
    yield from (f"{series} counts without a case" for series in set(counted) - set(given))


def unfinished(engine: Engine) -> list[str]:
    """Return the ids of uploads that never came to an end."""
    chosen = select(EvidenceItem.id).where(col(EvidenceItem.state) == "pending")
    with reading(engine) as session:
        return list(session.execute(chosen).scalars())


# ----------------------------------------------------------------------- as the new one answers


def lost(client: Client, asked: Asked) -> Iterator[str]:
    """Find an acknowledged request of which the restarted server knows nothing, or another thing."""
    if asked.kind == "filing":
        answer = client.get(asked.who, f"/cases/{asked.body['case_id']}")
        if answer.status_code != 200 or answer.json()["number"] != asked.body["number"]:
            yield f"{asked.key}: {answer.status_code}"
    elif asked.kind == "upload":
        yield from _lost_files(client, asked)
    elif asked.kind == "draft":
        if client.get(asked.who, f"/drafts/{asked.body['id']}").status_code != 200:
            yield f"{asked.key}: the draft is gone"
    elif asked.kind == "step":
        path = asked.path.replace("/transitions", "/timeline")
        steps = [step["command"] for step in client.get(asked.who, path).json()["items"]]
        if steps.count(asked.form["command"]) != 1:
            yield f"{asked.key}: {steps}"


def _lost_files(client: Client, asked: Asked) -> Iterator[str]:
    sent = [sha256(content) for _, content in asked.sent_files()]
    if [item["sha256"] for item in asked.body["items"]] != sent:
        yield f"{asked.key}: other hashes than were sent"
    for item, wanted in zip(asked.body["items"], sent, strict=False):
        told = client.get(asked.who, f"/evidence/{item['id']}")
        content = client.get(asked.who, f"/evidence/{item['id']}/content")
        if told.status_code != 200 or told.json()["sha256"] != wanted:
            yield f"{asked.key}: {item['id']} is not listed ({told.status_code})"
        if content.status_code != 200 or sha256(content.content) != wanted:
            yield f"{asked.key}: {item['id']} has other bytes ({content.status_code})"


def visible(client: Client, who: Person, item_ids: Iterable[str]) -> Iterator[str]:
    """Find unfinished uploads that can be seen."""
    for item_id in item_ids:
        for path in (f"/evidence/{item_id}", f"/evidence/{item_id}/content"):
            if (status := client.get(who, path).status_code) != 404:
                yield f"{path} answers {status} though it never arrived"


# --------------------------------------------------------------------------------- in the end


def effects(engine: Engine, journal: Journal, complainant: Person) -> Iterator[str]:
    """Find requests whose effect is not there exactly once, now that all were repeated to a 201."""
    with reading(engine) as session:
        filed = session.execute(select(Case.id, Case.complaint)).all()
        assigned = set(session.execute(
            select(Case.id).where(col(Case.examiner_id) != "")
        ).scalars())  # fmt: skip
        steps = Counter(
            (step.case_id, step.command) for step in session.execute(select(CaseStep)).scalars()
        )
        stored = session.execute(
            select(func.count()).where(col(EvidenceItem.state) == "stored")
        ).scalar_one()
    marks = Counter(form["violation"]["narrative"]["what"] for _, form in filed)
    wanted = {a.form["violation"]["narrative"]["what"] for a in journal.answered("filing")}
    if marks != Counter(wanted):
        yield f"cases and filings differ: {marks - Counter(wanted)}, {Counter(wanted) - marks}"
    if stored != sum(asked.files for asked in journal.answered("upload")):
        yield f"{stored} files are stored"
    for asked in journal.answered("step"):
        case_id = asked.path.split("/")[2]
        if steps[case_id, asked.form["command"]] != 1 or case_id not in assigned:
            yield f"{asked.key}: {steps[case_id, asked.form['command']]} times"
    yield from reactions(engine, complainant)


def reactions(engine: Engine, complainant: Person) -> Iterator[str]:
    """Find filings without exactly one receipt and news without exactly one message."""
    with reading(engine) as session:
        filed = set(session.execute(
            select(AuditLeaf.subject).where(col(AuditLeaf.event) == "complaint_filed")
        ).scalars())  # fmt: skip
        told = session.execute(
            select(func.count()).where(col(AuditLeaf.event).in_(TOLD))
        ).scalar_one()
        papers = Counter(session.execute(select(IssuedPaper.case_id)).scalars())
        answered = Counter(session.execute(select(ReactionReceipt.reaction)).scalars())
        messages = session.execute(
            select(func.count()).where(col(Message.account_id) == complainant.account_id)
        ).scalar_one()
        parked = session.execute(
            select(OutboxEntry.last_error).where(col(OutboxEntry.state) != "delivered")
        ).scalars().all()  # fmt: skip
    if papers != Counter(filed):
        yield f"receipts: {papers - Counter(filed)} too many, {Counter(filed) - papers} missing"
    if answered["issue_receipt"] != len(filed) or answered["tell_complainant"] != told:
        yield f"{len(filed)} filings and {told} news, answered {dict(answered)}"
    if messages != told:
        yield f"{messages} messages for {told} news"
    yield from (f"an event was not delivered: {error}" for error in parked)


def named(engine: Engine) -> dict[str, set[str]]:
    """Return the objects that rows name, by the table that names them."""
    tables = [table for table in SQLModel.metadata.tables.values() if "store_key" in table.c]
    with reading(engine) as session:
        return {
            table.name: {key for key in session.execute(select(table.c.store_key)).scalars() if key}
            for table in tables
        }


def waiting(engine: Engine) -> int:
    """Return how much the worker still has to do: events to answer, leaves to place."""
    with reading(engine) as session:
        news = select(func.count()).where(col(OutboxEntry.state) == "waiting")
        leaves = select(func.count()).where(col(AuditLeaf.position).is_(None))
        return int(session.execute(news).scalar_one() + session.execute(leaves).scalar_one())
