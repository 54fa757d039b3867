"""`sangsaeng cases editions …`: work out and carry out a move to today's edition of the rules.

One person makes the report, another carries it out. Exit codes: 0 done, 1 refused, 2 not begun.
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
    from app.cases.schemas.editions import EditionReportOut
    from app.db.work import Work
    from app.db.world import World

OpenWorld = Callable[[Path | None], "World"]
Act = Callable[["Work"], "EditionReportOut"]
_err = Console(stderr=True)

_AsJson = Annotated[bool, typer.Option("--json", help="결과를 JSON으로 · print JSON on stdout")]
_Folder = Annotated[
    Path | None, typer.Option("--data-folder", help="자료 폴더 · data folder")
]  # fmt: skip
_As = Annotated[
    str, typer.Option("--as", help="심판 담당자의 로그인 이메일 · e-mail of a secretary")
]  # fmt: skip
_NOBODY = Text("그런 계정이 없습니다", "There is no such account")


def case_commands(open_world: OpenWorld) -> typer.Typer:
    """Return the group `cases`; `open_world` opens the service's data, or ends the program."""
    group = typer.Typer(name="cases", help="사건 · cases", no_args_is_help=True,
                        pretty_exceptions_show_locals=False)  # fmt: skip
    editions = typer.Typer(name="editions", help="법령판 · editions of the rules",
                           no_args_is_help=True)  # fmt: skip

    @editions.command()
    def report(*, login: _As, json_out: _AsJson = False, data_folder: _Folder = None) -> None:
        """진행 중인 사건을 지금 법령판으로 옮기면 무엇이 바뀌는지 점검합니다 · Work a move out."""
        _run(open_world(data_folder), login, _report, json_out=json_out)

    @editions.command()
    def move(
        report_id: Annotated[str, typer.Argument(help="점검 보고 ID · id of a report")],
        *,
        digest: Annotated[str, typer.Option(help="확인한 보고의 값 · digest of the report seen")],
        login: _As,
        json_out: _AsJson = False,
        data_folder: _Folder = None,
    ) -> None:
        """다른 사람이 만든 보고대로 사건을 옮깁니다 · Carry out a report that another person made."""
        _run(open_world(data_folder), login, _move(report_id, digest), json_out=json_out)

    group.add_typer(editions)
    return group


def _report(work: "Work") -> "EditionReportOut":
    from app.cases import actions, edition_reports  # noqa: PLC0415 - loaded where wanted

    return edition_reports.report_out(work, actions.report_edition(work))


def _move(report_id: str, digest: str) -> Act:
    def moved(work: "Work") -> "EditionReportOut":
        from app.cases import actions, edition_reports  # noqa: PLC0415
        from app.cases.schemas.editions import CarryOutIn  # noqa: PLC0415

        form = CarryOutIn.model_construct(digest=digest)
        row = actions.carry_out(work, report_id=report_id, form=form, version=None)
        return edition_reports.report_out(work, row)

    return moved


def _run(world: "World", login: str, act: Act, *, json_out: bool) -> None:
    from app.db.work import perform  # noqa: PLC0415

    try:
        actor = _actor(world, login)
        done = perform(world, actor, act)
    except Problem as refused:
        _red(refused.detail)
        raise typer.Exit(1) from refused
    finally:
        world.engine.dispose()
    told = {
        "report_id": done.id, "digest": done.digest, "to_edition": done.to_edition,
        "moving": done.moving, "staying": done.staying, "moved": done.moved_at is not None,
    }  # fmt: skip
    if json_out:
        typer.echo(json.dumps(told))
        return
    words = (
        "옮김 · moved" if told["moved"] else "점검함, 바뀐 사건 없음 · worked out, nothing moved"
    )
    typer.echo(f"{done.id}  {words}\n{done.digest}")
    typer.echo(
        f"이동 {done.moving}건, 유지 {done.staying}건 · moving {done.moving}, staying {done.staying}"
    )


def _actor(world: "World", login: str) -> "Actor":
    from app.access.actor import WORKER  # noqa: PLC0415
    from app.db.work import perform  # noqa: PLC0415
    from app.people import queries as people  # noqa: PLC0415

    def known(work: Any) -> "Actor | None":
        account_id = people.account_of_login(work, login)
        if not account_id:
            return None
        return replace(people.actor_of(work, account_id), channel="command line")

    found = perform(world, WORKER, known, reading=True)
    if found is None:
        _red(Text(f"{_NOBODY.ko}: {login}", _NOBODY.en))
        raise typer.Exit(2)
    return found


def _red(words: Text) -> None:
    _err.print(
        f"{words.ko} · {words.en}", style="red", soft_wrap=True, highlight=False, markup=False
    )
