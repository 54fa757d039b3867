"""A process that has the program in memory and starts its command line again and again by fork.

Starting Python and importing everything takes seconds; a fork takes none. What runs in the fork is
the command line itself, in a process of its own. On request it kills itself at a named moment, the
moments that a kill from outside hits only by luck:

- `EVENT` (an event of the log, as `complaint_filed`): `before` or `after` the commit of the number-th
  transaction that records it;
- `witness`: before or after the number-th copy to the second place of the log;
- `job:NAME`: when that job is begun.
"""

import ctypes
import itertools
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying(real: Callable[..., Any], number: int, moment: str) -> Callable[..., Any]:
    """Return a function that dies before or after its number-th call."""
    calls = itertools.count(1)

    def call(*given: Any, **named: Any) -> Any:
        hit = next(calls) == number
        if hit and moment == "before":
            _die()
        answer = real(*given, **named)
        if hit:
            _die()
        return answer

    return call


def _arm(what: str, number: int, moment: str) -> None:
    from app.audit.witness import Witness  # noqa: PLC0415 - loaded before the first fork
    from app.db.work import Work  # noqa: PLC0415
    from app.jobs.tasks import Tasks  # noqa: PLC0415

    if what == "witness":
        Witness.append = _dying(Witness.append, number, moment)  # type: ignore[method-assign]
    elif what.startswith("job:"):
        name = what.removeprefix("job:")
        setattr(Tasks, name, _dying(getattr(Tasks, name), number, "before"))
    else:
        Work.finish = _finishing(Work.finish, what, number, moment)  # type: ignore[method-assign]


def _finishing(
    real: Callable[[Any], None], event: str, number: int, moment: str
) -> Callable[[Any], None]:
    met, counting = itertools.count(1), threading.Lock()

    def finish(work: Any) -> None:
        with counting:
            hit = any(one.name == event for _, one in work.events) and next(met) == number
        if hit:
            # Everything is written by then; the commit itself is what remains.
            work.session.commit = _dying(work.session.commit, 1, moment)
        real(work)

    return finish


def _run(order: dict[str, Any]) -> None:
    """Be the command line; never returns."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(nothing.fileno(), 0)
    for path, descriptor in ((order["stdout"], 1), (order["stderr"], 2)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, descriptor)
    os.environ.clear()
    os.environ.update(order["environment"])
    if order.get("die"):
        _arm(*order["die"])
    from app.__main__ import cli  # noqa: PLC0415 - loaded before the first fork

    code = 1
    try:
        cli(args=order["arguments"], standalone_mode=False)
        code = 0
    except BaseException as fault:  # noqa: BLE001 - a fork must not run on into the launcher
        code = int(getattr(fault, "exit_code", 1))
        sys.stderr.write(f"{fault!r}\n")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Take orders, one line of JSON each: start something, or wait for its end."""
    import uvicorn  # noqa: F401, PLC0415 - what is imported here is not imported by each fork

    import app.__main__  # noqa: PLC0415
    import app.audit.verify  # noqa: PLC0415
    import app.main  # noqa: F401, PLC0415
    from app.deadlines.calendar import published  # noqa: PLC0415
    from app.law.book import load  # noqa: PLC0415

    published()
    load()

    answer = os.fdopen(os.dup(1), "w", buffering=1)
    answer.write('{"ready": true}\n')
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            said = {"code": os.waitstatus_to_exitcode(status)}
        else:
            pid = os.fork()
            if pid == 0:
                _run(order)
            said = {"pid": pid}
        answer.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
