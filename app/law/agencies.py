"""Who deals with what: the names of the agencies that violations belong to."""

from app.kernel.text import Text

AGENCIES: dict[str, Text] = {
    "kftc": Text("공정거래위원회", "Korea Fair Trade Commission"),
    "mss": Text("중소벤처기업부", "Ministry of SMEs and Startups"),
    "moip": Text("지식재산처", "Ministry of Intellectual Property"),
    "motie": Text("산업통상부", "Ministry of Trade and Industry"),
    "court": Text("법원·수사기관", "Courts and prosecutors"),
}
