"""Why an actor may or may not: the policy table in words, for people and for the documents."""

from datetime import datetime

from app.access.actor import ROLE_LABELS, Actor, Role, Target, Tie
from app.access.policy import POLICY, REACH, SEPARATE, May, Over, decide
from app.kernel.text import Text

OVER_WORDS: dict[Over, Text] = {
    Over.ANY: Text("모두", "anything"),
    Over.UNIT: Text("소속 부서 사건", "cases of the own unit"),
    Over.ASSIGNED: Text("배정된 사건", "assigned cases"),
    Over.OWN: Text("당사자인 사건", "cases the own side is party to"),
    Over.FILED: Text("신고한 사건", "cases the own side filed"),
    Over.ANSWERED: Text("피신고된 사건", "cases against the own side"),
    Over.SEATED: Text("심의에 참여하는 사건", "cases of the own panel"),
    Over.GRANTED: Text("법원 명령 범위", "inside a court grant"),
    Over.ENTRUSTED: Text("기금 신청에 붙인 자료", "what an application put before the fund"),
    Over.SELF: Text("본인 것", "one's own"),
}


def explain(role: str, may: str, ties: frozenset[Tie], level: int, now: datetime) -> Text:
    """Return one sentence saying whether and why a role may use a permission."""
    actor = Actor(account_id="?", person_id="?", role=Role(role), stepped_up_at=now)
    answer = decide(actor, May(may), Target(ties=ties, level=level), now)
    over = POLICY.get(May(may), {}).get(Role(role))
    reach = OVER_WORDS[over] if over else Text("해당 없음", "nothing")
    return Text(
        f"{ROLE_LABELS[Role(role)].ko} · {may}: {answer.reason.ko} (범위: {reach.ko})",
        f"{ROLE_LABELS[Role(role)].en} · {may}: {answer.reason.en} (reach: {reach.en})",
    )


def as_markdown() -> str:
    """Return the policy table as the page `docs/authorisation.md`."""
    roles = list(Role)
    head = [
        "# Authorisation",
        "",
        "Generated from `app/access/policy.py`. A dash means refused.",
        "",
    ]
    head.append("| permission | " + " | ".join(roles) + " |")
    head.append("|---" * (len(roles) + 1) + "|")
    rows = [
        f"| `{may}` | " + " | ".join(POLICY[may].get(role, "–") for role in roles) + " |"
        for may in May
    ]
    foot = ["", "## Reach", ""]
    foot += [f"- `{over}`: {text.en} ({text.ko})" for over, text in OVER_WORDS.items()]
    foot += ["", "## Four-eyes, by person", ""]
    foot += sorted(f"- who used `{first}` may not use `{second}`" for first, second in SEPARATE)
    foot += ["", f"Ties that satisfy a reach: {len(REACH)} reaches over {len(Tie)} ties.", ""]
    return "\n".join([*head, *rows, *foot])
