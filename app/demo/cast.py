"""Who appears in the demonstration: staff, firms and their people, all fictional."""

from dataclasses import dataclass

from app.access.actor import Role
from app.demo.stage import Player, Stage

SUBCONTRACT, TECHNOLOGY = "subcontract", "technology"
SHARED_GROWTH = "shared_growth_index"
# Serial numbers 0000 belong to no firm; the service takes them in a demonstration only.
NUMBERS = {
    "한빛정밀(가상)": "102-81-00004",
    "누리소재(가상)": "107-81-00009",
    "다온전자부품(가상)": "110-81-00005",
    "대한모터스(가상)": "105-81-00003",
    "세진전자(가상)": "113-81-00004",
    "미래플랜트(가상)": "119-81-00002",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the stories, by their part."""

    owner: Player
    other_owner: Player
    respondent: Player
    repeat_offender: Player
    plant: Player
    examiner: Player
    technology_examiner: Player
    lead: Player
    technology_lead: Player
    secretary: Player
    commissioner: Player
    panel: tuple[Player, Player, Player]
    substitute: Player
    court: Player
    auditor: Player
    administrator: Player
    fund_officer: Player
    second_officer: Player
    fund_checkers: tuple[Player, Player]
    evaluator: Player
    companies: dict[str, str]

    def company(self, name: str) -> dict[str, str]:
        """Return how a complaint names one of the firms."""
        return {"name": name, "business_number": NUMBERS[name]}


def gather(stage: Stage) -> Cast:
    """Open the accounts and register the firms; whoever the stories follow enters first."""
    owner = _enter(stage, Role.PARTY, "김하늘", "owner")
    examiner = _enter(stage, Role.INVESTIGATOR, "윤조사", "examiner", SUBCONTRACT)
    lead = _enter(stage, Role.LEAD, "한과장", "lead", SUBCONTRACT)
    secretary = _enter(stage, Role.SECRETARY, "심의담", "secretary")
    commissioner = _enter(stage, Role.COMMITTEE, "오위원", "commissioner")
    respondent = _enter(stage, Role.PARTY, "박대한", "respondent")
    technology_examiner = _enter(stage, Role.INVESTIGATOR, "서기술", "technology", TECHNOLOGY)
    technology_lead = _enter(stage, Role.LEAD, "임과장", "technology-lead", TECHNOLOGY)
    offender = _enter(stage, Role.PARTY, "정세진", "offender")
    plant = _enter(stage, Role.PARTY, "최미래", "plant")
    other = _enter(stage, Role.PARTY, "이누리", "materials")
    court = _enter(stage, Role.COURT, "정법원", "court")
    auditor = _enter(stage, Role.AUDITOR, "감은서", "auditor")
    fund_officer = _enter(stage, Role.FUND_OFFICER, "조기금", "fund-officer")
    first_checker = _enter(stage, Role.FUND_CHECKER, "문승인", "fund-checker")
    second_checker = _enter(stage, Role.FUND_CHECKER, "배확인", "second-checker")
    second_officer = _enter(stage, Role.FUND_OFFICER, "나출납", "second-officer")
    administrator = _enter(stage, Role.ADMINISTRATOR, "관리원", "administrator")
    second = _enter(stage, Role.COMMITTEE, "남위원", "second-commissioner")
    third = _enter(stage, Role.COMMITTEE, "도위원", "third-commissioner")
    substitute = _enter(stage, Role.COMMITTEE, "류위원", "substitute")
    evaluator = _enter(stage, Role.EVALUATOR, "평동반", "evaluator", SHARED_GROWTH)
    firms = (
        (owner, "한빛정밀(가상)", "small"),
        (other, "누리소재(가상)", "small"),
        (respondent, "대한모터스(가상)", "large"),
        (offender, "세진전자(가상)", "large"),
        (plant, "미래플랜트(가상)", "large"),
    )
    companies = {
        name: player.post(
            "/companies", {"name": name, "business_number": NUMBERS[name], "size": size}
        )["company"]["id"]
        for player, name, size in firms
    }
    return Cast(
        owner=owner,
        other_owner=other,
        respondent=respondent,
        repeat_offender=offender,
        plant=plant,
        examiner=examiner,
        technology_examiner=technology_examiner,
        lead=lead,
        technology_lead=technology_lead,
        secretary=secretary,
        commissioner=commissioner,
        panel=(commissioner, second, third),
        substitute=substitute,
        court=court,
        auditor=auditor,
        administrator=administrator,
        fund_officer=fund_officer,
        second_officer=second_officer,
        fund_checkers=(first_checker, second_checker),
        evaluator=evaluator,
        companies=companies,
    )


def _enter(stage: Stage, role: Role, name: str, login: str, unit: str = "") -> Player:
    """Open an account a second after the one before: the role picker keeps this order."""
    stage.clock.advance(seconds=1)
    return stage.player(role, name, unit=unit, login=f"{login}@demo.example")
