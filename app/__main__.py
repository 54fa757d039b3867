"""The command line: serve, demo, worker, migrate, verify-audit, explain."""

import json
import sys
from pathlib import Path
from typing import Annotated

import structlog
import typer
import uvicorn
from rich.console import Console

from app import __version__
from app import main as root
from app.access.actor import Role, Tie
from app.access.explain import explain as explain_permission
from app.access.policy import May
from app.audit import keys
from app.audit.verify import verify
from app.db.engine import make_engine
from app.db.migrate import current, newest, upgrade
from app.db.work import audited_tables
from app.kernel.clock import SystemClock
from app.settings import Settings, SettingsRefused
from app.tables import METADATA

cli = typer.Typer(
    name="sangsaeng",
    help="상생: 불공정거래·기술탈취 사건처리 서비스 · case service for unfair trade",
    no_args_is_help=True,
    add_completion=False,
)
err = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="결과를 JSON으로 · print JSON on stdout")]
Port = Annotated[int, typer.Option(help="포트 · port")]
Host = Annotated[str, typer.Option(help="주소 · address to listen on")]


def _house(settings: Settings | None = None) -> root.House:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    try:
        return root.build(settings or Settings())
    except (SettingsRefused, ValueError) as refused:
        err.print(f"[red]{refused}[/red]")
        raise typer.Exit(2) from refused


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """서비스를 시작합니다 · Start the service."""
    house = _house()
    root.prepare(house)
    _listen(house, host, port)


def _listen(house: root.House, host: str, port: int) -> None:
    app = root.create_app(house)
    uvicorn.run(app, host=host, port=port, access_log=False, log_level="warning")


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
    from app.demo import opening as demonstration  # noqa: PLC0415 - loaded only where wanted

    if host not in {"127.0.0.1", "localhost", "::1"} and not i_know:
        err.print("[red]시연 환경은 이 컴퓨터에서만 엽니다. --i-know · loopback only[/red]")
        raise typer.Exit(2)
    house = demonstration.open_house(folder, reset=reset, base_url=f"http://{host}:{port}")
    demonstration.seed(house, stories_too=not empty, tell=err.print)
    typer.echo(f"http://{host}:{port}/")
    err.print(f"자료 · data: {folder.resolve()}   멈춤 · stop: Ctrl+C   다시 · reset: --reset")
    _listen(house, host, port)


@cli.command()
def worker() -> None:
    """작업 처리기를 시작합니다 · Run a worker until it is told to stop."""
    house = _house()
    root.prepare(house)
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
    house = _house()
    if not check:
        upgrade(house.world.engine, METADATA)
    found = {"current": current(house.world.engine), "newest": newest()}
    typer.echo(json.dumps(found) if json_out else f"{found['current']} / {found['newest']}")
    if found["current"] != found["newest"]:
        raise typer.Exit(1)


@cli.command(name="verify-audit")
def verify_audit(
    json_out: AsJson = False,
    data_folder: Annotated[Path | None, typer.Option(help="자료 폴더 · data folder")] = None,
) -> None:
    """감사 기록과 사건 자료를 검증합니다 · Verify the audit log and every audited row, offline."""
    settings = Settings(data_folder=data_folder) if data_folder else Settings()
    try:
        held = keys.load(settings.keys, origin=root.LOG_ORIGIN, production=True)
    except keys.KeyRefused as refused:
        err.print(f"[red]{refused}[/red]")
        raise typer.Exit(2) from refused
    report = verify(
        make_engine(settings.database),
        public_key=held.public,
        witness_path=settings.witness,
        seal_key=held.seal_key,
        audited_tables=audited_tables(),
    )
    if json_out:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        for finding in report.findings:
            err.print(f"[red]{finding.text.ko} · {finding.text.en}[/red]")
        verdict = (
            "이상 없음 · sound" if report.ok else f"{sum(report.found.values())}건 발견 · findings"
        )
        typer.echo(verdict)
    if not report.ok:
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


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
