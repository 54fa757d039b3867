"""Where a dispute is mediated, whether it forbids measures, and who may learn of whom. Pure."""

from collections.abc import Sequence
from datetime import date

from app.cases.ex_officio import EX_OFFICIO
from app.cases.problems import NoComplainant
from app.kernel.lifecycle import Lifecycle
from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text
from app.settlements.mediation import lifecycle
from app.settlements.mediation.problems import IdentityClosed, NoForum

FORUMS: dict[str, Text] = {
    "fair_trade_council": Text(
        "하도급분쟁조정협의회(한국공정거래조정원)", "Subcontracting mediation council (KOFAIR)"
    ),
    "win_win_council": Text("상생협력 분쟁조정협의회", "Win-Win mediation council"),
    "technology_mediation": Text(
        "중소기업기술분쟁 조정부", "Technology mediation committee: mediation"
    ),
    "technology_arbitration": Text(
        "중소기업기술분쟁 중재부", "Technology mediation committee: arbitration"
    ),
}
OF_TRACK: dict[str, tuple[str, ...]] = {
    "kftc": ("fair_trade_council",),
    "mss_win_win": ("win_win_council",),
    "sme_technology": ("technology_mediation", "technology_arbitration"),
}
COUNCIL = "fair_trade_council"
# The article on which a mediation rests at each place; empty where each step names its own.
BASIS: dict[str, str] = {
    "fair_trade_council": "",
    "win_win_council": "상생협력법 제28조",
    "technology_mediation": "중소기업기술보호법 제23조의2",
    "technology_arbitration": "중소기업기술보호법 제23조의3",
}
# The article by which a dispute comes to each place: it is one between two parties.
_DISPUTE = {
    "fair_trade_council": Basis("하도급법", "제24조의4"),
    "win_win_council": Basis("상생협력법", "제28조"),
    "technology_mediation": Basis("중소기업기술보호법", "제23조의2"),
    "technology_arbitration": Basis("중소기업기술보호법", "제23조의3"),
}
ARBITRATION = "technology_arbitration"
TECHNOLOGY = frozenset({"technology_mediation", ARBITRATION})
# No order and no recommendation (하도급법 제24조의5, 제24조의6).
BARRED = ("corrective_recommendation", "corrective_order")


def table_of(forum: str) -> Lifecycle:
    """Return the steps of a place; those of arbitration are the same in words of their own."""
    return lifecycle.ARBITRATION if forum == ARBITRATION else lifecycle.MEDIATION


def forum_of(track: str, wanted: str) -> str:
    """Return where the case may be mediated; raise NoForum where its law names no such place."""
    open_to = OF_TRACK.get(track, ())
    chosen = wanted or next(iter(open_to), "")
    if chosen not in open_to:
        raise NoForum(track=track, forums=list(open_to))
    return chosen


def forbids_measures(track: str, filed_on: date, investigation_opened_on: date | None) -> bool:
    """Tell whether a mediation forbids orders while it runs.

    It does under the Subcontracting Act unless the investigation had begun before (제24조의5).
    """
    if track != "kftc":
        return False
    return investigation_opened_on is None or investigation_opened_on > filed_on


def refuse_one_sided(opened_by: str, forum: str) -> None:
    """Raise NoComplainant for a case that nobody reported by name: there is no dispute to settle.

    Cases that the office opened, also on an anonymous tip, have nobody to face the respondent.
    """
    if opened_by != EX_OFFICIO:
        return
    words = Text(
        "신고인이 없는 사건이므로 분쟁조정이나 중재를 신청하거나 의뢰할 수 없습니다",
        "There is no complainant in this case, so there is no dispute to mediate or arbitrate",
    )
    raise NoComplainant(words, basis=(_DISPUTE[forum],))


def refuse_strangers(*, identity_open: bool, respondent_told: bool) -> None:
    """Raise IdentityClosed where mediation would tell the respondent who reported.

    The parties of a mediation meet by name; an identity that is to stay closed would be given away.
    """
    if not identity_open or not respondent_told:
        raise IdentityClosed(basis=(Basis("공정거래위원회 사건절차규칙", "제86조"),))


def check_representatives(names: Sequence[str], *, technology: bool, most: int | None) -> None:
    """Raise Invalid where representative parties are named beyond what the Act admits.

    `most` is None before the Act admits any (중소기업기술보호법 제26조).
    """
    if not names:
        return
    if not technology or most is None:
        words = Text(
            "대표당사자를 둘 수 없는 절차이거나 시행 전입니다",
            "Representative parties are not admitted here, or not yet",
        )
    elif len(names) > most:
        words = Text(f"대표당사자는 {most}명까지입니다", f"At most {most} representative parties")
    else:
        return
    basis = (Basis("중소기업기술보호법", "제26조"),)
    raise Invalid(errors=(FieldError("/representatives", "too_many", words),), basis=basis)
