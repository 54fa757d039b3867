"""The doors of outcome facts: a request of one programme, its first edition, a suit on the order."""

from app.access.actor import MINE, OPEN, Role, Target, Tie
from app.access.policy import May
from tests.access.sample import CASE, Sample
from tests.access.street import RESPONDENT_NUMBER, Neighbour, Street

_PROGRAMME = "shared_growth_index"
_KNOWN = ((May.MEASURE_READ, 2),)
_READ = ((May.EVALUATION_READ, 2),)
_ASKED = {
    "programme": _PROGRAMME, "reference": "거리 공문 (가상)", "period_first": "2026-01-01",
    "period_last": "2026-09-09", "business_numbers": [RESPONDENT_NUMBER],
}  # fmt: skip
_SUIT = {"court": "서울고등법원", "docket_number": "2026누9", "filed_on": "2026-09-10"}
_ONE, _ISSUE = "/outcome-requests/{outcome_request_id}", "/outcome-issues/{issue_id}"


def _programme(neighbour: Neighbour, level: int) -> Target:
    own = neighbour.player is not None and neighbour.player.name.startswith("evaluator")
    return Target(ties=frozenset({Tie.SELF}) if own else frozenset(), level=level)


def _list(neighbour: Neighbour, _level: int) -> Target:
    return MINE if neighbour.role is Role.EVALUATOR else OPEN


SAMPLES: dict[str, Sample] = {
    "GET /evaluation-programmes": Sample(_list),
    "GET /outcome-requests": Sample(_list),
    "POST /outcome-requests": Sample(_programme, _ASKED),
    f"GET {_ONE}": Sample(_programme),
    f"GET {_ONE}/preview": Sample(_programme, first=_READ),
    f"POST {_ONE}/issues": Sample(_programme, {}, first=_READ),
    f"POST {_ONE}/refusal": Sample(
        _programme, {"reason": "근거 없음 (가상)"}, first=_READ),
    f"GET {_ISSUE}": Sample(_programme),
    f"GET {_ISSUE}/facts": Sample(_programme),
    f"GET {_ISSUE}/file": Sample(_programme, query="form=csv"),
    "GET /measures/{measure_id}/suits": Sample(CASE, first=_KNOWN),
    "POST /measures/{measure_id}/suits": Sample(CASE, _SUIT, first=_KNOWN),
    "GET /measure-suits/{suit_id}": Sample(CASE, first=_KNOWN),
    "POST /measure-suits/{suit_id}/end": Sample(CASE, {"ended_on": "2026-09-10"}, first=_KNOWN),
}  # fmt: skip


def furnish(street: Street) -> dict[str, str]:
    """Ask for the facts of the respondent's firm, issue them, and note a suit on the order."""
    secretary = street.player("secretary")
    asked = f"/outcome-requests/{secretary.post('/outcome-requests', _ASKED)['id']}"
    made = secretary.act(f"{asked}/issues", about=asked)
    measure = f"/measures/{street.ids['measure_id']}"
    suit = secretary.post(f"{measure}/suits", {**_SUIT, "docket_number": "2026누1"})
    return {
        "outcome_request_id": asked.rpartition("/")[2], "issue_id": made["id"], "suit_id": suit["id"],
    }  # fmt: skip
