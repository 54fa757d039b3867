"""The command line: serve, demo, worker, migrate, accounts, verification, store, remedy fund."""

import json
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from app import __version__
from app.access.actor import Role, Tie
from app.access.explain import explain as explain_permission
from app.access.policy import May
from app.cases.command_line import case_commands
from app.kernel.clock import SystemClock
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.remedy_fund.closing.command_line import fund_commands
from app.settings import Settings, SettingsRefused
from app.storage.base import StorageFault

if TYPE_CHECKING:
    from app.audit.keys import Keys
    from app.main import House

cli = typer.Typer(
    name="sangsaeng",
    help="상생: 불공정거래·기술탈취 사건처리 서비스 · case service for unfair trade",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
err = Console(stderr=True)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
HIGHEST_PORT = 65_535

AsJson = Annotated[bool, typer.Option("--json", help="결과를 JSON으로 · print JSON on stdout")]
Port = Annotated[int, typer.Option(min=1, max=HIGHEST_PORT, help="포트 · port")]
Host = Annotated[str, typer.Option(help="주소 · address to listen on")]
DataFolder = Annotated[Path | None, typer.Option(help="자료 폴더 · data folder")]


def _refuse(why: object) -> typer.Exit:
    """Say on stderr why nothing is started; the exit code is 2."""
    err.print(f"[red]{why}[/red]", soft_wrap=True, highlight=False)
    return typer.Exit(2)


def _settings(data_folder: Path | None = None) -> Settings:
    try:
        return Settings(data_folder=data_folder) if data_folder else Settings()
    except ValidationError as refused:
        places = ((".".join(map(str, e["loc"])), e["msg"]) for e in refused.errors())
        raise _refuse("\n".join(f"{place} {words}".strip() for place, words in places)) from refused


def _held_keys(settings: Settings) -> "Keys":
    """Return the keys of a folder that holds data; refuse any other, and make nothing there."""
    from app import main as root  # noqa: PLC0415 - loaded where wanted
    from app.audit import keys  # noqa: PLC0415

    try:
        return keys.load(settings.keys, origin=root.LOG_ORIGIN, production=True)
    except keys.KeyRefused as refused:
        where = (
            "자료가 다른 폴더에 있으면 --data-folder로 알려 주세요(시연 자료: --data-folder demo-data)"
            " · name the folder of the data with --data-folder, such as --data-folder demo-data"
        )
        raise _refuse(f"{refused}\n{where}") from refused


def _kept_house(data_folder: Path | None) -> "House":
    """Return the parts of a service that has data already."""
    settings = _settings(data_folder)
    _held_keys(settings)
    return _house(settings, ready=True)


def _house(settings: Settings | None = None, *, ready: bool = False) -> "House":
    """Return the parts of the service; `ready`: with the schema that they need."""
    from app import main as root  # noqa: PLC0415 - help and explain shall not wait for it
    from app.audit.keys import KeyRefused  # noqa: PLC0415
    from app.storage.keyring import KeyringFault  # noqa: PLC0415

    _log_to_stderr()
    try:
        house = root.build(settings or _settings())
        if ready:
            root.prepare(house)
    except (SettingsRefused, KeyRefused, KeyringFault, ValueError) as refused:
        raise _refuse(refused) from refused
    except StorageFault as fault:
        raise _refuse(f"evidence_folder: {fault.title.ko} · {fault.title.en}") from fault
    return house


def _log_to_stderr() -> None:
    import structlog  # noqa: PLC0415 - only what serves needs it
    from structlog.tracebacks import ExceptionDictTransformer  # noqa: PLC0415

    # A frame's values are evidence, passwords and keys; where it broke is told without them.
    without_values = ExceptionDictTransformer(show_locals=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(without_values),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


def _check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, before any work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            words = f"{host}:{port} 주소를 쓸 수 없습니다. 다른 포트를 쓰세요: --port {port + 1}"
            raise _refuse(
                f"{words} · cannot listen on {host}:{port} ({taken.strerror}); try --port {port + 1}"
            ) from taken


def _listen(house: "House", host: str, port: int) -> None:
    import uvicorn  # noqa: PLC0415 - only what listens needs it

    from app.main import create_app  # noqa: PLC0415

    uvicorn.run(create_app(house), host=host, port=port, access_log=False, log_level="warning")


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """서비스를 시작합니다 · Start the service."""
    _check_port(host, port)
    house = _house(ready=True)
    typer.echo(f"http://{host}:{port}/")
    _listen(house, host, port)


@cli.command()
def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    folder: Annotated[Path, typer.Option(help="자료 폴더 · data folder")] = Path("demo-data"),
    reset: Annotated[bool, typer.Option("--reset", help="처음부터 다시 · start afresh")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="사건 없이 · no stories")] = False,
    i_know: Annotated[
        bool, typer.Option("--i-know", help="외부 주소 허용 · allow any address")
    ] = False,
) -> None:
    """시연 환경을 시작합니다(모든 기업·사건은 가상) · Start the demonstration with fictional cases."""
    if host not in LOOPBACK and not i_know:
        raise _refuse(
            "시연 환경은 누구나 로그인할 수 있어 이 컴퓨터에서만 엽니다. 그래도 열려면 --i-know · "
            "anybody may sign in to the demonstration: loopback only, unless --i-know is given"
        )
    _check_port(host, port)
    from app.demo import opening as demonstration  # noqa: PLC0415 - loaded only where wanted

    _log_to_stderr()
    place = f"http://{host if ':' not in host else f'[{host}]'}:{port}"
    try:
        house = demonstration.open_house(folder, reset=reset, base_url=place)
    except SettingsRefused as refused:
        raise _refuse(refused) from refused
    demonstration.seed(house, stories_too=not empty, tell=err.print)
    typer.echo(f"{place}/")
    err.print("API:", demonstration.first_call(house), soft_wrap=True, highlight=False)
    where = f"자료 · data: {folder.resolve()}   멈춤 · stop: Ctrl+C   다시 · afresh: --reset"
    err.print(where, soft_wrap=True, highlight=False)
    _listen(house, host, port)


@cli.command()
def worker() -> None:
    """작업 처리기를 시작합니다 · Run a worker until it is told to stop."""
    house = _house(ready=True)
    try:
        house.worker.run()
    except KeyboardInterrupt:
        house.worker.stop()


@cli.command()
def migrate(
    check: Annotated[bool, typer.Option("--check", help="확인만 · only tell")] = False,
    json_out: AsJson = False,
) -> None:
    """데이터베이스를 최신 구조로 바꿉니다 · Bring the database to the newest schema."""
    from app.db.migrate import current, newest, upgrade  # noqa: PLC0415 - loaded where wanted
    from app.tables import METADATA  # noqa: PLC0415

    engine = _house().world.engine
    if not check:
        err.print("구조를 확인합니다 · looking at the schema")
        upgrade(engine, METADATA)
    found = {"current": current(engine), "newest": newest()}
    engine.dispose()
    typer.echo(json.dumps(found) if json_out else f"{found['current']} / {found['newest']}")
    if found["current"] != found["newest"]:
        raise typer.Exit(1)


@cli.command(name="add-account")
def add_account(
    role: Annotated[Role, typer.Argument(help="역할 · role")],
    name: Annotated[str, typer.Argument(help="성명 · name")],
    login: Annotated[str, typer.Argument(help="로그인 이메일 · e-mail to sign in with")],
    unit: Annotated[str, typer.Option(help="부서: subcontract, technology · unit")] = "",
    json_out: AsJson = False,
) -> None:
    """계정을 만들고 첫 비밀번호를 한 번 보여 줍니다 · Open an account; its password is shown once."""
    from app.access.actor import WORKER  # noqa: PLC0415
    from app.db.work import begin  # noqa: PLC0415
    from app.people import actions as people  # noqa: PLC0415
    from app.people.passwords import hash_now  # noqa: PLC0415

    house = _house(ready=True)
    password = new_secret(15)
    password_hash = hash_now(password)
    try:
        with begin(house.world, WORKER) as work:
            account = people.create_account(
                work,
                role=role,
                person=people.NewPerson(name=name),
                login=login,
                password_hash=password_hash,
                unit=unit,
            )
    except Problem as refused:
        raise _refuse(refused.detail.ko + " · " + refused.detail.en) from refused
    shown = {"account_id": account.id, "login": account.login, "password": password}
    typer.echo(json.dumps(shown) if json_out else f"{shown['login']}  {password}")


@cli.command(name="verify-audit")
def verify_audit(json_out: AsJson = False, data_folder: DataFolder = None) -> None:
    """감사 기록과 사건 자료를 검증합니다 · Verify the audit log and every audited row, offline."""
    from app.audit.verify import verify  # noqa: PLC0415 - loaded where wanted
    from app.db.engine import make_engine  # noqa: PLC0415
    from app.db.work import audited_tables  # noqa: PLC0415

    settings = _settings(data_folder)
    held = _held_keys(settings)
    err.print("기록을 읽습니다 · reading the log")
    engine = make_engine(settings.database)
    report = verify(
        engine,
        public_key=held.public,
        witness_path=settings.witness,
        seal_key=held.seal_key,
        audited_tables=audited_tables(),
    )
    engine.dispose()
    for finding in report.findings:
        err.print(f"[red]{finding.text.ko} · {finding.text.en}[/red]", soft_wrap=True)
    verdict = "이상 없음 · sound" if report.ok else f"{report.found.total()}건 발견 · findings"
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False) if json_out else verdict)
    if not report.ok:
        raise typer.Exit(1)


@cli.command()
def scrub(json_out: AsJson = False, data_folder: DataFolder = None) -> None:
    """저장된 모든 파일을 지금 다시 읽어 확인합니다 · Read every stored object again, now."""
    from app.discovery.safekeeping.rounds import Keeper  # noqa: PLC0415 - loaded where wanted

    house = _kept_house(data_folder)
    err.print("저장된 파일을 모두 다시 읽습니다 · reading every stored object again")
    done = Keeper(house.world, house.store, house.settings.scrub_within_days).scrub_all()
    house.world.engine.dispose()
    for harm in done.harmed:
        words, mended = harm.checked.finding.text, "복구함 · restored"
        named = f"{harm.seen.owner_id} {harm.seen.key} ({harm.copy})"
        outcome = mended if harm.checked.whole else "복구하지 못함 · not restored"
        err.print(f"[red]{named}: {words.ko} · {words.en}; {outcome}[/red]", soft_wrap=True)
    if done.unread or done.copies_unread:
        err.print("[red]저장소가 응답하지 않습니다 · the store did not answer[/red]")
    verdict = "이상 없음 · sound" if done.sound else f"{len(done.broken)}건 · not whole"
    count = f"읽은 파일 {done.read:,}개 · objects read: {done.read:,}"
    typer.echo(json.dumps(done.as_dict()) if json_out else f"{verdict}\n{count}")
    if not done.sound:
        raise typer.Exit(1)


@cli.command(name="rotate-root-key")
def rotate_root_key(
    finish: Annotated[
        bool,
        typer.Option("--finish", help="새 키 없이 남은 파일만 · no new key, only what is left"),
    ] = False,
    json_out: AsJson = False,
    data_folder: DataFolder = None,
) -> None:
    """증거 저장소의 루트 키를 바꿉니다 · Put a new root key in use and every object's key under it."""
    from app.discovery.safekeeping.rotation import rotate  # noqa: PLC0415 - loaded where wanted

    house = _kept_house(data_folder)
    folder = house.settings.keys / "evidence"
    tell = partial(err.print, "다시 감싼 파일 · objects so far:")
    done = rotate(house.world, house.store, folder, fresh=not finish, tell=tell)
    house.world.engine.dispose()
    for key in done.failed:
        err.print(f"[red]{key}: 이전 키에 남아 있음 · still under an earlier key[/red]")
    older = ", ".join(done.older) or "-"
    err.print(
        "이전 키는 지우지 않았습니다 · earlier keys were not taken away: " + older, soft_wrap=True
    )
    typer.echo(json.dumps(done.as_dict()) if json_out else
               f"{done.root_key}  {done.rewrapped} / {done.objects}\n"
               f"읽은 파일 {done.objects:,}개 · objects read: {done.objects:,}")  # fmt: skip
    if done.failed:
        raise typer.Exit(1)


@cli.command()
def explain(
    role: Annotated[Role, typer.Argument(help="역할 · role")],
    may: Annotated[May, typer.Argument(help="권한 · permission, such as measures:issue")],
    tie: Annotated[list[Tie] | None, typer.Option(help="관계 · tie, repeatable")] = None,
    level: Annotated[int, typer.Option(min=1, max=5, help="비밀등급 · level")] = 1,
    json_out: AsJson = False,
) -> None:
    """이 역할이 이 일을 할 수 있는지, 왜인지 알려 줍니다 · Say why a role may or may not do this."""
    words = explain_permission(role, may, frozenset(tie or ()), level, SystemClock().now())
    typer.echo(
        json.dumps(words.as_dict(), ensure_ascii=False) if json_out else f"{words.ko}\n{words.en}"
    )


@cli.command()
def version() -> None:
    """판 번호 · Print the version."""
    typer.echo(__version__)


cli.add_typer(fund_commands(lambda folder: _kept_house(folder).world))
cli.add_typer(case_commands(lambda folder: _kept_house(folder).world))


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
