"""`sangsaeng fund …`: check the fund, close a year, replay a plan, take in a bank statement.

Exit codes: 0 all is well or done, 1 something was found or is in the way, 2 it was not begun.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from app.kernel.problems import Problem
from app.kernel.text import Text

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.db.world import World

OpenWorld = Callable[[Path | None], "World"]
_err = Console(stderr=True)

_AsJson = Annotated[bool, typer.Option("--json", help="결과를 JSON으로 · print JSON on stdout")]
_Folder = Annotated[
    Path | None, typer.Option("--data-folder", help="자료 폴더 · data folder")
]  # fmt: skip
_As = Annotated[
    str, typer.Option("--as", help="기금 담당자의 로그인 이메일 · e-mail of a fund officer")
]  # fmt: skip
_NOBODY = Text("그런 계정이 없습니다", "There is no such account")
_UNREADABLE = Text("파일을 읽을 수 없습니다", "The file cannot be read")


def fund_commands(open_world: OpenWorld) -> typer.Typer:
    """Return the group `fund`; `open_world` opens the service's data, or ends the program."""
    group = typer.Typer(
        name="fund",
        help="피해구제기금: 점검, 마감, 배분 재계산, 거래내역 · the damage-remedy fund",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
    )

    @group.command()
    def check(*, json_out: _AsJson = False, data_folder: _Folder = None) -> None:
        """장부와 기금 등식·한도·예약금을 점검합니다(고치지 않음) · Check the fund; nothing is repaired."""
        _check(open_world(data_folder), json_out=json_out)

    @group.command()
    def close(
        year: Annotated[int, typer.Argument(help="회계연도 · fiscal year")],
        *,
        login: _As,
        soft: Annotated[bool, typer.Option("--soft", help="가마감만 · soft-close only")] = False,
        json_out: _AsJson = False,
        data_folder: _Folder = None,
    ) -> None:
        """회계연도를 마감하고 결산을 저장합니다 · Close a fiscal year and store its statement."""
        _close(open_world(data_folder), year, login, soft=soft, json_out=json_out)

    @group.command()
    def replay(
        plan: Annotated[str, typer.Argument(help="배분계획 ID · id of a plan")],
        *,
        json_out: _AsJson = False,
        data_folder: _Folder = None,
    ) -> None:
        """배분계획을 보관된 입력값으로 다시 계산해 비교합니다 · Compute a plan anew and compare."""
        _replay(open_world(data_folder), plan, json_out=json_out)

    group.add_typer(_statements(open_world))
    return group


def _statements(open_world: OpenWorld) -> typer.Typer:
    group = typer.Typer(name="statement", help="은행 거래내역 · bank statements",
                        no_args_is_help=True)  # fmt: skip

    @group.callback()
    def _group() -> None:
        """은행 거래내역 · Bank statements."""

    @group.command(name="import")
    def take_in(
        file: Annotated[Path, typer.Argument(help="camt.053/054 또는 pain.002 파일 · file")],
        *,
        json_out: _AsJson = False,
        data_folder: _Folder = None,
    ) -> None:
        """은행 파일을 올립니다(같은 파일은 한 번만) · Take in a file of the bank; the same one once."""
        _import(open_world(data_folder), file, json_out=json_out)

    return group


def _check(world: "World", *, json_out: bool) -> None:
    from app.db.work import perform  # noqa: PLC0415 - help shall not wait for the whole service
    from app.remedy_fund.closing import checking, queries  # noqa: PLC0415

    _err.print("기금을 점검합니다 · checking the fund")
    found = checking.check(world)
    told = perform(world, _worker(), lambda work: queries.told(work, found), reading=True)
    world.engine.dispose()
    for one in told.findings:
        place = f"{one.subject}: " if one.subject else ""
        _red(f"{place}{one.words.ko} · {one.words.en}")
    for waiting in told.clearing:
        if waiting.balance_won:
            _err.print(
                f"{waiting.label.ko} {waiting.balance_won:,}원, {waiting.age_days}일 · "
                f"{waiting.label.en} KRW {waiting.balance_won:,}, {waiting.age_days} days",
                soft_wrap=True, highlight=False,
            )  # fmt: skip
    verdict = "이상 없음 · sound" if found.sound else f"{found.wrong}건 발견 · findings"
    count = f"읽은 분개 {found.postings:,}건 · postings read: {found.postings:,}"
    typer.echo(told.model_dump_json() if json_out else f"{verdict}\n{count}")
    if not found.sound:
        raise typer.Exit(1)


def _close(world: "World", year: int, login: str, *, soft: bool, json_out: bool) -> None:
    from app.db.work import perform  # noqa: PLC0415
    from app.remedy_fund.closing import actions, checking  # noqa: PLC0415

    actor = _officer(world, login)

    def soft_close(work: Any) -> dict[str, Any]:
        period = actions.soft_close(work, fiscal_year=year)
        return {"fiscal_year": year, "state": str(period.state)}

    def shut(work: Any) -> dict[str, Any]:
        row = actions.close(work, fiscal_year=year, checked=checked)
        return {"fiscal_year": year, "state": "closed", "sha256": row.sha256}

    try:
        if not soft:
            perform(world, actor, actions.may_close, reading=True)
            checked = checking.check(world)
        done = perform(world, actor, soft_close if soft else shut)
    except Problem as refused:
        raise _refused(refused) from refused
    finally:
        world.engine.dispose()
    words = "가마감 · soft-closed" if soft else f"마감 · closed  {done.get('sha256', '')}"
    typer.echo(json.dumps(done) if json_out else f"{year}  {words}")


def _replay(world: "World", plan_id: str, *, json_out: bool) -> None:
    from app.db.work import perform  # noqa: PLC0415
    from app.remedy_fund.plans import queries as plans  # noqa: PLC0415

    try:
        found = perform(
            world, _worker(), lambda work: plans.replayed(work, plan_id), reading=True
        )  # fmt: skip
    except Problem as refused:
        raise _refused(refused) from refused
    finally:
        world.engine.dispose()
    same = "같은 결과 · the same result" if found.same else "다른 결과 · another result"
    typer.echo(found.model_dump_json() if json_out else f"{same}\n{found.digest}")
    if not found.same:
        raise typer.Exit(1)


def _import(world: "World", file: Path, *, json_out: bool) -> None:
    from app.db.work import perform  # noqa: PLC0415
    from app.remedy_fund.payments import actions as payments  # noqa: PLC0415

    try:
        content = file.read_bytes()
    except OSError as fault:
        world.engine.dispose()
        _red(f"{_UNREADABLE.ko} · {_UNREADABLE.en}: {file} ({fault.strerror})")
        raise typer.Exit(2) from fault

    def act(work: Any) -> dict[str, Any]:
        row = payments.import_statement(work, content, name=file.name)
        return {"id": row.id, "kind": row.kind, "state": row.state, "aside": len(row.aside)}

    try:
        done = perform(world, _worker(), act)
    except Problem as refused:
        raise _refused(refused) from refused
    finally:
        world.engine.dispose()
    aside = done["aside"]
    words = (
        "모두 처리됨 · all taken in" if not aside else f"확인 필요 {aside}건 · to look at: {aside}"
    )
    typer.echo(json.dumps(done) if json_out else f"{done['id']}  {done['kind']}\n{words}")
    if aside:
        raise typer.Exit(1)


def _worker() -> "Actor":
    from app.access.actor import WORKER  # noqa: PLC0415

    return WORKER


def _officer(world: "World", login: str) -> "Actor":
    from app.db.work import perform  # noqa: PLC0415
    from app.people import queries as people  # noqa: PLC0415

    def known(work: Any) -> "Actor | None":
        account_id = people.account_of_login(work, login)
        if not account_id:
            return None
        return replace(people.actor_of(work, account_id), channel="command line")

    found = perform(world, _worker(), known, reading=True)
    if found is None:
        world.engine.dispose()
        _red(f"{_NOBODY.ko} · {_NOBODY.en}: {login}")
        raise typer.Exit(2)
    return found


def _refused(refused: Problem) -> typer.Exit:
    """Say why something was refused, every reason of it; the exit code is 1."""
    reasons = refused.facts.get("reasons") or [refused.detail.as_dict()]
    for reason in reasons:
        _red(f"{reason['ko']} · {reason['en']}")
    return typer.Exit(1)


def _red(words: str) -> None:
    _err.print(words, style="red", soft_wrap=True, highlight=False, markup=False)
