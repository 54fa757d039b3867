"""Who appears in the demonstration: staff, firms and their people, all fictional."""

from dataclasses import dataclass

from app.access.actor import Role
from app.demo.stage import Player, Stage

SUBCONTRACT, TECHNOLOGY = "subcontract", "technology"
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
    auditor: Player
    administrator: Player
    companies: dict[str, str]

    def company(self, name: str) -> dict[str, str]:
        """Return how a complaint names one of the firms."""
        return {"name": name, "business_number": NUMBERS[name]}


def gather(stage: Stage) -> Cast:
    """Open the accounts and register the firms."""
    owner = stage.player(Role.PARTY, "김하늘", login="owner@demo.example")
    other = stage.player(Role.PARTY, "이누리", login="materials@demo.example")
    respondent = stage.player(Role.PARTY, "박대한", login="respondent@demo.example")
    offender = stage.player(Role.PARTY, "정세진", login="offender@demo.example")
    plant = stage.player(Role.PARTY, "최미래", login="plant@demo.example")
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
        examiner=stage.player(
            Role.INVESTIGATOR, "윤조사", unit=SUBCONTRACT, login="examiner@demo.example"
        ),
        technology_examiner=stage.player(
            Role.INVESTIGATOR, "서기술", unit=TECHNOLOGY, login="technology@demo.example"
        ),
        lead=stage.player(Role.LEAD, "한과장", unit=SUBCONTRACT, login="lead@demo.example"),
        technology_lead=stage.player(
            Role.LEAD, "임과장", unit=TECHNOLOGY, login="technology-lead@demo.example"
        ),
        secretary=stage.player(Role.SECRETARY, "심의담", login="secretary@demo.example"),
        commissioner=stage.player(Role.COMMITTEE, "오위원", login="commissioner@demo.example"),
        auditor=stage.player(Role.AUDITOR, "감은서", login="auditor@demo.example"),
        administrator=stage.player(
            Role.ADMINISTRATOR, "관리원", login="administrator@demo.example"
        ),
        companies=companies,
    )
