"""The main menu and the page on which each role begins, by what the policy gives the role."""

from dataclasses import dataclass, field

from app.access.actor import Role
from app.access.policy import POLICY, May
from app.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the main menu: who has one of these permissions sees it (none: everybody).

    `beside` names roles that reach the same things by an entry of their own.
    """

    url: str
    label: Text
    may: frozenset[May] = frozenset()
    beside: frozenset[Role] = field(default_factory=frozenset)

    def open_to(self, role: Role) -> bool:
        """Tell whether a role finds something there that it may see."""
        held = not self.may or any(role in POLICY[may] for may in self.may)
        return held and role not in self.beside


START = "/"
_PARTIES = frozenset({Role.PUBLIC, Role.PARTY})
_READERS = frozenset({Role.COURT, Role.EXPERT})
_FUND = frozenset({Role.FUND_OFFICER, Role.FUND_CHECKER, Role.AUDITOR})
MENU = (
    Place(START, Text("시작하기", "Start")),
    Place("/my-cases", Text("내 사건", "My cases"), frozenset({May.CASE_FILE})),
    Place("/queue", Text("업무함", "Work queue"), frozenset({May.CASE_SEE}), _PARTIES | _READERS),
    Place(
        "/queue", Text("열람 사건", "Cases opened to you"), frozenset({May.CASE_SEE}),
        frozenset(Role) - _READERS,
    ),
    Place(
        "/transmissions", Text("기록 송부 요구", "Requests for records"),
        frozenset({May.TRANSMISSION_RECEIVE}),
    ),
    Place(
        "/transmissions", Text("기록 송부", "Records to courts"),
        frozenset({May.TRANSMISSION_READ}), frozenset({Role.COURT}),
    ),
    Place("/receivables", Text("징수", "Collection"), frozenset({May.COLLECTION_READ})),
    Place(
        "/committee", Text("위원회 심의", "Committee"),
        frozenset({May.CASE_DOCKET, May.CASE_DECIDE}),
    ),
    Place("/fund", Text("피해구제 기금", "Remedy fund"), frozenset({May.FUND_READ})),
    Place(
        "/fund/years", Text("기금 결산", "Fund accounts"), frozenset({May.FUND_TOTALS_READ}), _FUND
    ),
    Place("/my-fund", Text("기금 신청", "Fund application"), frozenset({May.APPLICATION_FILE})),
    Place("/outcome-requests", Text("평가자료", "Outcome facts"), frozenset({May.EVALUATION_READ})),
    Place("/tip-desk", Text("익명 제보", "Anonymous tips"), frozenset({May.TIP_READ})),
    Place(
        "/editions", Text("적용 법령판", "Editions of the rules"),
        frozenset({May.EDITION_REPORT}),
    ),
    Place("/companies", Text("기업 이력", "Companies"), frozenset({May.COMPANY_READ}), _PARTIES),
    Place("/postings", Text("공표 명단", "Publications"), beside=frozenset(Role) - _PARTIES),
    Place("/messages", Text("보낸 알림", "Messages sent"), frozenset({May.OUTBOX_READ})),
    Place("/standstills", Text("멈춘 사건", "Standstills"), frozenset({May.JOB_READ})),
    Place("/audit/records", Text("감사 기록", "Audit log"), frozenset({May.AUDIT_READ})),
    Place("/audit", Text("감사 기록", "Audit log"), frozenset({May.ACCOUNT_MANAGE})),
    Place("/figures", Text("법정 수치", "Figures of law")),
    Place("/verification", Text("문서 확인", "Check a paper")),
)  # fmt: skip
# Where a role's own work lies elsewhere than in the first entry that it alone sees.
_HOMES = {Role.AUDITOR: "/audit/records", Role.COURT: "/transmissions"}


def menu_of(role: Role) -> list[Place]:
    """Return the menu as a role sees it."""
    return [place for place in MENU if place.open_to(role)]


def work_of(role: Role) -> list[Place]:
    """Return the entries that not everybody sees: where a role's own work lies."""
    return [place for place in menu_of(role) if place.may]


def home_of(role: Role) -> Place:
    """Return the entry at which a role begins after signing in."""
    places = {place.url: place for place in menu_of(role)}
    first = next(iter(work_of(role)), MENU[0])
    return places.get(_HOMES.get(role, ""), first)


def led_to(role: Role, path: str) -> str:
    """Return the path itself, or the role's own first page where it leads to another role's."""
    page = path.partition("?")[0]
    elsewhere = {place.url for place in MENU} - {place.url for place in menu_of(role)}
    return home_of(role).url if page in elsewhere else path


def is_opened_to(role: Role) -> bool:
    """Tell whether a role only reads the cases that were opened to it and works on none."""
    return role in _READERS


def is_served(role: Role) -> bool:
    """Tell whether the service is for a role to report to, not to work with."""
    return role in _PARTIES
