"""The pages of the complaint form: which part of the complaint each one holds."""

from dataclasses import dataclass

from app.kernel.text import Text


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page. `fields` are names inside its section; lists keep several values; ticks may be empty."""

    slug: str
    section: str
    title: Text
    fields: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    caption: Text | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted names of the page's fields, as the form has them."""
        return tuple(f"{self.section}.{name}" for name in self.fields)


COMPLAINANT = FormPage(
    "complainant",
    "complainant",
    Text("신고인", "Complainant"),
    ("kind", "name", "birth_on", "address", "postcode", "phone", "email", "company_id",
     "company_name", "business_number", "representative_name", "relationship", "sales_won"),
)  # fmt: skip
RESPONDENT = FormPage(
    "respondent",
    "respondent",
    Text("피신고인", "Respondent"),
    ("name", "representative_name", "address", "phone", "business_number", "department",
     "sales_won"),
)  # fmt: skip
VIOLATION = FormPage(
    "violation",
    "violation",
    Text("위반 유형 사전점검", "Pre-check of violations"),
    ("codes",),
    frozenset({"codes"}),
    Text("위반 내용 1 / 3", "What happened, 1 of 3"),
)
STORY = FormPage(
    "story",
    "violation",
    Text("거래와 경위", "The dealings and what happened"),
    ("trade_started_on", "trade_ended_on", "price_won", "narrative.what", "narrative.who",
     "narrative.when", "narrative.where", "narrative.how", "narrative.why", "unlawful_reason",
     "loss_won", "retaliation_feared", "other_procedures"),
    frozenset(),
    Text("위반 내용 2 / 3", "What happened, 2 of 3"),
)  # fmt: skip
TECHNOLOGY = FormPage(
    "technology",
    "violation",
    Text("기술자료", "The technology"),
    ("technology.name", "technology.scope", "technology.secrecy_measures", "technology.act",
     "technology.circumstances", "technology.known_on", "technology.demanded_in_writing",
     "technology.demand_items"),
    frozenset({"technology.secrecy_measures", "technology.demand_items"}),
    Text("위반 내용 3 / 3", "What happened, 3 of 3"),
)  # fmt: skip
CONSENTS = FormPage(
    "consents",
    "consents",
    Text("동의", "Consent"),
    ("identity", "notify_respondent", "collection", "sharing"),
)
PAGES = {
    page.slug: page for page in (COMPLAINANT, RESPONDENT, VIOLATION, STORY, TECHNOLOGY, CONSENTS)
}
