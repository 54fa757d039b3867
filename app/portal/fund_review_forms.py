"""The two long forms of a review: which lines are eligible, and what each line is assessed at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Text
from app.portal.forms import Sent, parse, read
from app.portal.fund_asking import Done
from app.portal.fund_facts import told_checks
from app.portal.fund_fields import Kind, read_as
from app.portal.fund_frame import fund_page
from app.portal.pages import go
from app.portal.staff_answers import refused, typed
from app.remedy_fund.applications import actions, queries
from app.remedy_fund.applications.schemas.answers import ApplicationOut
from app.remedy_fund.applications.schemas.review import AssessmentIn, EligibleIn
from app.web.deps import Door
from app.web.problems import status_of

Data = Callable[[ApplicationOut, Sent], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LongStep:
    """A decision over every line of an application."""

    command: str
    title: Text
    meaning: Text
    template: str
    data: Data
    act: Callable[[Work, str, dict[str, Any], int | None], None]

    async def show(
        self, door: Door, application_id: str, sent: Sent | None = None,
        problem: Problem | None = None,
    ) -> Response:  # fmt: skip
        """Show the form, empty or as it was refused."""
        language = door.language

        def query(work: Work) -> dict[str, Any]:
            found = queries.application(work, application_id)
            allowed = {one.command for one in queries.transitions(work, application_id).allowed}
            if problem is None and self.command not in allowed:
                raise NotFound
            checks = queries.eligibility(work, application_id).today
            return {
                "one": found, "checks": told_checks(found, checks, language),
                "lines": [line for line in found.lines if not line.refused],
                "version": sent.first("version") if sent else found.version,
            }  # fmt: skip

        return await fund_page(
            door, self.template, query, tab="queue",
            status=status_of(problem) if problem else 200,
            errors=refused(problem, language) if problem else [], typed=typed(sent),
            ticked=sent.values if sent else {},
            key=(sent.key if sent else "") or new_secret(12), step=self.command,
            title=self.title.get(language), meaning=self.meaning.get(language),
        )  # fmt: skip

    async def take(self, door: Door, application_id: str) -> Response:
        """Take the decision, or show the form again with what is wrong."""
        sent = await read(door)

        def act(work: Work) -> Done:
            found = queries.application(work, application_id)
            self.act(work, application_id, self.data(found, sent), sent.version)
            return Done()

        try:
            await door.once(sent.key, sent.content(), act)
        except Problem as problem:
            return await self.show(door, application_id, sent, problem)
        return go(f"/fund/applications/{application_id}?done=yes")


def _eligible_data(found: ApplicationOut, sent: Sent) -> dict[str, Any]:
    wanted = [line for line in found.lines if not line.refused]
    refused_lines = [
        {"line_id": line.id, "reason": sent.first(f"refused.{place}.reason"),
         "basis": sent.first(f"refused.{place}.basis")}
        for place, line in enumerate(wanted)
        if sent.first(f"refused.{place}.refuse") == "yes"
    ]  # fmt: skip
    return {"reason": sent.first("reason"), "refused": refused_lines}


def _won(sent: Sent, name: str) -> Any:
    return read_as(Kind.WON, sent.first(name).strip())


def _assessed_data(found: ApplicationOut, sent: Sent) -> dict[str, Any]:
    lines = [line for line in found.lines if not line.refused]
    return {
        "reason": sent.first("reason"),
        "losses": [
            {"line_id": line.id, "assessed_won": _won(sent, f"losses.{place}.assessed_won"),
             "reasons": sent.first(f"losses.{place}.reasons"),
             "evidence": sent.values.get(f"losses.{place}.evidence", [])}
            for place, line in enumerate(found.losses)
        ],
        "lines": [
            {"line_id": line.id, "cost_won": _won(sent, f"lines.{place}.cost_won"),
             "assessed_won": _won(sent, f"lines.{place}.assessed_won"),
             "reasons": sent.first(f"lines.{place}.reasons"),
             "evidence": sent.values.get(f"lines.{place}.evidence", [])}
            for place, line in enumerate(lines)
        ],
    }  # fmt: skip


def _eligible(work: Work, about: str, data: dict[str, Any], version: int | None) -> None:
    form = parse(EligibleIn, data)
    actions.find_eligible(work, application_id=about, form=form, version=version)


def _assess(work: Work, about: str, data: dict[str, Any], version: int | None) -> None:
    form = parse(AssessmentIn, data)
    actions.assess(work, application_id=about, form=form, version=version)


LONG_STEPS = {
    "find_eligible": LongStep(
        command="find_eligible", title=Text("자격 인정", "Find eligible"),
        meaning=Text("요건을 갖추지 못한 항목은 사유와 근거를 적어 하나씩 거절합니다.",
                     "Lines whose conditions are not met are refused one by one, with reasons."),
        template="eligible.html", data=_eligible_data, act=_eligible,
    ),
    "assess": LongStep(
        command="assess", title=Text("손해액·지원액 산정", "Assess"),
        meaning=Text("손해 명세와 지원 항목을 한 줄씩 산정하고 이유를 적습니다. 신청인이 그대로 읽습니다.",
                     "Each line of loss and benefit is assessed with reasons; the applicant reads "
                     "them as written."),
        template="assess.html", data=_assessed_data, act=_assess,
    ),
}  # fmt: skip
