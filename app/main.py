"""The composition root: the only place that knows every part of the house."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from threading import Thread

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from app import __version__
from app.access.actor import ANYBODY
from app.audit import keys, sequencer
from app.audit.routes import router as audit_router
from app.audit.witness import Witness
from app.cases import queries as cases
from app.cases.routes import router as cases_router
from app.collection.routes import router as collection_router
from app.committee.routes import ROUTERS as COMMITTEE_ROUTERS
from app.db.engine import make_engine
from app.db.migrate import current, newest, upgrade
from app.db.work import perform
from app.db.world import World
from app.deadlines.calendar import calendar_for, published
from app.deadlines.routes import router as deadlines_router
from app.discovery.evidence.rules import IntakeLimits
from app.discovery.orders.reading import refuse_unnamed
from app.discovery.productions.court_files import known_limits
from app.discovery.receipts.timestamps import Authorities
from app.discovery.routes import ROUTERS as DISCOVERY_ROUTERS
from app.discovery.routes import UPLOAD_PATHS
from app.discovery.texts import queries as texts
from app.discovery.texts.scanning import Scanner
from app.evaluations.routes import router as evaluations_router
from app.jobs.evidence_tasks import EvidenceTasks
from app.jobs.schedule import REGULAR
from app.jobs.storage_tasks import storage_tasks
from app.jobs.tasks import Tasks
from app.jobs.worker import Worker
from app.kernel.clock import Clock, ShiftedClock, SystemClock
from app.papers.routes import router as papers_router
from app.people.identify import identify
from app.people.routes import router as people_router
from app.portal.pages import error_page
from app.portal.router import install as install_portal
from app.reactions.answers import Answers
from app.reactions.deliver import deliver
from app.reactions.table import table_of
from app.remedy_fund.bank.choice import BankWanted, bank_of
from app.remedy_fund.bank.port import Bank
from app.remedy_fund.payments.delivering import Delivery
from app.remedy_fund.routes import ROUTERS as FUND_ROUTERS
from app.rulebook.overlay import make_book_for
from app.rulebook.routes import router as rulebook_router
from app.sanctions.routes import router as sanctions_router
from app.settings import Settings, SettingsRefused
from app.settlements.routes import ROUTERS as SETTLEMENT_ROUTERS
from app.storage.base import Store
from app.storage.keyring import Keyring
from app.storage.opening import Wanted, open_store
from app.tables import METADATA
from app.web import documented, problems
from app.web.deps import Desk
from app.web.edge import Edge

LOG_ORIGIN = "sangsaeng/audit"
# A request is compared with one area after another, so the busiest come first.
ROUTERS = (
    cases_router,
    people_router,
    rulebook_router,
    deadlines_router,
    sanctions_router,
    collection_router,
    evaluations_router,
    *DISCOVERY_ROUTERS,
    *FUND_ROUTERS,
    *COMMITTEE_ROUTERS,
    *SETTLEMENT_ROUTERS,
    papers_router,
    audit_router,
)


@dataclass(slots=True)
class House:
    """Everything that one process is made of."""

    settings: Settings
    world: World
    keys: keys.Keys
    store: Store
    worker: Worker


def build(settings: Settings, clock: Clock | None = None) -> House:
    """Put the parts together; opens the database and the keys, starts nothing."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    production = settings.environment == "production"
    held = keys.load(settings.keys, origin=LOG_ORIGIN, production=production)
    world = World(
        engine=make_engine(settings.database),
        clock=clock or _clock(settings),
        book_for=make_book_for(demonstration=settings.demonstration),
        calendar_for=calendar_for,
        seal_key=held.seal_key,
        demonstration=settings.demonstration,
        announced_regime_from=settings.announced_regime_from,
        fund_account=settings.fund_account,
    )
    store = open_store(_wanted(settings), keyring=_root_keys(settings))
    worker = _worker(settings, world, held, store)
    world.wake = worker.wake
    world.reading_rule = refuse_unnamed
    return House(settings, world, held, store, worker)


def prepare(house: House) -> None:
    """Bring the schema up to date, or in production refuse one that is not."""
    if house.settings.environment != "production":
        upgrade(house.world.engine, METADATA)
    elif current(house.world.engine) != newest():
        raise SettingsRefused("the database has another schema; run `sangsaeng migrate` first")


def create_app(house: House) -> FastAPI:
    """Return the application over the parts of a house."""
    settings = house.settings
    app = FastAPI(
        title="상생 Sangsaeng",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan(house),
        separate_input_output_schemas=False,
    )
    app.state.house = house
    app.state.desk = Desk(house.world, identify)
    app.state.case_target = cases.target_of
    app.state.audit_public_key = house.keys.public
    app.state.audit_signer = house.keys.signer
    app.state.timestamps_configured = bool(settings.timestamp_url)
    app.state.evidence_store = house.store
    app.state.evidence_gate = texts.refuse_quarantined
    app.state.intake_limits = _limits(settings)
    app.state.court_limits = known_limits(settings.court_limits_file)
    app.state.error_page = error_page
    for router in ROUTERS:
        app.include_router(router)
    _health(app, house)
    install_portal(app)
    problems.install(app)
    documented.install(app)
    app.add_middleware(
        Edge,
        hosts=settings.allowed_hosts,
        body_limit_bytes=settings.body_limit_bytes,
        upload_paths=UPLOAD_PATHS,
        other_limits=dict.fromkeys(STATEMENT_PATHS, settings.statement_limit_bytes),
    )
    return app


STATEMENT_PATHS = ("/api/v1/fund/bank-messages", "/fund/bank")

DESCRIPTION = """\
불공정거래·기술탈취 사건처리 서비스의 공개 API입니다. 모든 화면의 일은 이 API로도 할 수 있습니다.

The public API of the case service for unfair trade and technology theft. Everything that the
portal does can be done here. POST needs an `Idempotency-Key`; writes to an existing thing need
`If-Match` with the version that was read; refusals are problem documents (RFC 9457) that name the
article they rest on. Days are days in Seoul; money is whole won.
"""


def _clock(settings: Settings) -> Clock:
    return ShiftedClock(settings.demo_now) if settings.demo_now else SystemClock()


def _limits(settings: Settings) -> IntakeLimits:
    return IntakeLimits(
        file_bytes=settings.file_limit_bytes,
        case_bytes=settings.case_limit_bytes,
        case_files=settings.case_limit_files,
    )


def _root_keys(settings: Settings) -> Keyring:
    """Return the root keys of the evidence store; production makes none by itself."""
    folder = settings.keys / "evidence"
    return Keyring.load(folder, create=settings.environment != "production")


def _wanted(settings: Settings) -> Wanted:
    return Wanted(
        folder=settings.evidence,
        endpoint=settings.s3_endpoint,
        bucket=settings.s3_bucket,
        access_key=settings.s3_access_key,
        access_key_file=settings.s3_access_key_file,
        secret_key=settings.s3_secret_key,
        secret_key_file=settings.s3_secret_key_file,
        region=settings.s3_region,
        secure=settings.s3_secure,
        ca_file=settings.s3_ca_file,
        governance_days=settings.s3_governance_days,
        second_folder=settings.evidence_second_folder,
    )


def _authorities(settings: Settings) -> Authorities | None:
    try:
        return Authorities.load(settings.timestamp_url, settings.timestamp_ca_file)
    except (ValueError, OSError) as fault:
        raise SettingsRefused(f"timestamp_url, timestamp_ca_file: {fault}") from fault


def _bank(settings: Settings) -> Bank:
    wanted = BankWanted(
        mode=settings.bank_mode,
        account=settings.fund_account,
        holder=settings.bank_account_holder or "상생피해구제기금",
        folder=settings.bank_files,
        address=settings.bank_address,
        institution_code=settings.bank_institution_code,
        token_file=settings.bank_token_file,
    )
    try:
        return bank_of(wanted)
    except (ValueError, OSError) as fault:
        raise SettingsRefused(
            f"bank_address, bank_institution_code, bank_token_file: {fault}"
        ) from fault


def _worker(settings: Settings, world: World, held: keys.Keys, store: Store) -> Worker:
    answers = Answers(held.signer, settings.base_url, cases.target_of)
    table = table_of(answers)
    witness = Witness(settings.witness, held.public)

    scanner = Scanner(settings.scanner_address) if settings.scanner_address else None
    evidence_tasks = EvidenceTasks(
        world,
        store,
        held.signer,
        scanner,
        issued_seal_days=settings.issued_seal_days,
        limits=_limits(settings),
        authorities=_authorities(settings),
    )

    def sequence() -> int:
        return sequencer.run(world, signer=held.signer, witness=witness).placed

    return Worker(
        world=world,
        tasks={
            **Tasks(world, store).by_name(),
            **evidence_tasks.by_name(),
            **storage_tasks(world, store, scrub_within_days=settings.scrub_within_days),
            **Delivery(world, _bank(settings)).by_name(),
        },
        always=(lambda: deliver(world, table), sequence),
        regular=REGULAR,
    )


def _lifespan(house: House) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        published()
        remembering = asyncio.create_task(_remember_sessions(app.state.desk))
        thread = Thread(target=house.worker.run, name="worker", daemon=True)
        if house.settings.embedded_worker:
            thread.start()
        yield
        remembering.cancel()
        if house.settings.embedded_worker:
            house.worker.stop()
            thread.join(timeout=30)

    return lifespan


async def _remember_sessions(desk: Desk) -> None:
    """Write once a minute when sessions were last seen by pages that only read."""
    while True:
        await asyncio.sleep(60)
        await desk.hop(partial(perform, desk.world, ANYBODY, identify.write_seen))


def _health(app: FastAPI, house: House) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def alive() -> Response:
        return JSONResponse({"status": "alive", "version": __version__})

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> Response:
        fits = current(house.world.engine) == newest()
        kept = await asyncio.to_thread(house.store.ready)
        state = {"schema": fits, "evidence_store": kept}
        return JSONResponse(state, status_code=200 if all(state.values()) else 503)
