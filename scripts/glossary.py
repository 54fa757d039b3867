"""The words of the service in Korean and English: terms of law, then what the code calls things."""

import importlib
from pathlib import Path

from app.access.actor import ROLE_LABELS
from app.kernel.lifecycle import Lifecycle
from app.kernel.text import Text
from app.law.book import load

ROOT = Path(__file__).resolve().parent.parent

# Korean, English, name in code and tables where it has one, what it means
TERMS: tuple[tuple[str, str, str, str], ...] = (
    ("원사업자", "prime contractor", "", "gives the work to a subcontractor"),
    ("수급사업자", "subcontractor", "", "takes the work"),
    ("위탁기업", "commissioning firm", "", "gives the work under the Win-Win Cooperation Act"),
    ("수탁기업", "entrusted firm", "", "takes the work under the Win-Win Cooperation Act"),
    ("하도급대금", "subcontract price", "price_won", "what is owed for the work, in won"),
    ("납품대금 연동제", "cost indexation", "", "the price follows that of materials"),
    ("기술자료", "technical data", "technology", "secret, useful information kept as such"),
    ("기술유용", "technology misuse", "", "using technical data or handing them on"),
    ("기술탈취", "technology theft", "", "the word of politics for misuse; no term of statute"),
    (
        "비밀유지계약",
        "non-disclosure agreement",
        "nda",
        "due before technical data are handed over",
    ),
    ("신고", "complaint", "complaint", "opens a case; whoever makes it is a party to be informed"),
    ("제보", "tip", "tip", "information without the standing of a complaint"),
    ("신고인", "complainant", "complainant", "who made the complaint"),
    ("피신고인", "respondent", "respondent", "against whom it was made; 피심인 after the report"),
    ("조사관", "examiner", "examiner", "who investigates; before the committee 심사관"),
    ("사전심사", "pre-review", "pre_review", "looks at a complaint before it is registered"),
    ("심사보고서", "examiner's report", "examiners_report", "the charge before the committee"),
    ("심의", "deliberation", "deliberation", "the committee hears"),
    ("의결", "resolution", "resolution", "the committee decides"),
    ("의결서", "written decision", "written_decision", "the decision as it is served"),
    ("처분", "measure", "measure", "whatever is imposed, from a caution to a surcharge"),
    ("주의촉구", "caution", "caution", "said together with the finding of no violation"),
    ("경고", "warning", "warning", "the lowest measure after a violation"),
    ("시정권고", "corrective recommendation", "corrective_recommendation", "may be declined"),
    ("시정명령", "corrective order", "corrective_order", "binds"),
    ("과징금", "surcharge", "surcharge", "money for the violation; never called a fine alone"),
    ("과태료", "administrative fine", "administrative_fine", "money for a breach of duty"),
    ("벌금", "criminal fine", "criminal_fine", "money by judgment of a criminal court"),
    ("벌점", "penalty points", "penalty_points", "given for each measure"),
    ("누산점수", "accumulated score", "accumulated_score", "points of three years, net"),
    (
        "입찰참가자격 제한 요청",
        "bid restriction request",
        "bid_restriction_request",
        "asked for above five points",
    ),
    ("영업정지", "business suspension", "", "asked for above ten points"),
    ("상습법위반사업자", "habitual violator", "", "a public list"),
    ("이행", "compliance", "compliance", "doing what a measure asks"),
    ("불이행", "breach", "breach", "not doing it in time"),
    ("이의신청", "objection", "objection", "within thirty days of service"),
    ("재결", "ruling", "ruling", "the answer to an objection"),
    ("집행정지", "stay", "stay", "a measure does not run for a while"),
    ("송달", "service", "served", "a paper reaches its addressee in law; clocks begin"),
    ("제척기간", "limitation", "limitation", "the last day on which a complaint may be taken"),
    ("처분시효", "disposition limit", "", "the last day on which a measure may be imposed"),
    ("분쟁조정", "mediation", "", "by a council, before or beside a case"),
    ("중재", "arbitration", "", "arbitrators decide a dispute on technology, as a court would"),
    ("중재판정", "award", "", "what the arbitrators decided; has the effect of a final judgment"),
    ("동의의결", "consent decision", "", "the respondent's offer is accepted"),
    ("신원 비공개", "private identity", "identity", "the complainant's name is kept from others"),
    ("통지 동의", "consent to notice", "consent", "the complainant lets the respondent be told"),
    ("증거", "evidence", "evidence_item", "a file with its custody, from intake on"),
    ("보관 이력", "custody event", "custody_event", "who did what with a piece of evidence"),
    ("열람 차단", "wall", "wall", "an official is kept from a case by conflict of interest"),
    ("위임", "mandate", "mandate", "a representative acts for a company, from day to day"),
)


def lifecycles() -> dict[str, Lifecycle]:
    """Return every table of steps of the service by its name."""
    files = [
        *ROOT.glob("app/*/lifecycle.py"),
        *ROOT.glob("app/*/lifecycle/*.py"),
        *ROOT.glob("app/*/*/lifecycle.py"),
    ]
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts) for p in files}
    modules = [importlib.import_module(name.removesuffix(".__init__")) for name in sorted(names)]
    found = {
        x.name: x for module in modules for x in vars(module).values() if isinstance(x, Lifecycle)
    }
    return dict(sorted(found.items()))


def page() -> str:
    """Return the page `docs/glossary.md`."""
    lines = [
        "# 용어 · Glossary",
        "",
        "Generated by `scripts/docs`.",
        "",
        "## 법률 용어 · Terms of law",
    ]
    lines += ["", "| 한국어 | English | in code | meaning |", "|---|---|---|---|"]
    lines += [
        f"| {ko} | {en} | {f'`{code}`' if code else ''} | {meaning} |"
        for ko, en, code, meaning in TERMS
    ]
    for name, table in lifecycles().items():
        labels = {str(state): text for state, text in table.labels.items()}
        lines += _section(f"{table.title.ko} · {table.title.en} (`{name}`)", labels)
    book = load()
    roles = {str(role): text for role, text in ROLE_LABELS.items()}
    lines += _section("역할 · Roles", roles)
    lines += _section("처분의 종류 · Measures", {m.kind: m.name for m in book.measures()})
    lines += _section("위반 유형 · Violations", {v.code: v.name for v in book.violations()})
    return "\n".join(lines) + "\n"


def _section(title: str, words: dict[str, Text]) -> list[str]:
    head = ["", f"## {title}", "", "| 한국어 | English | in code |", "|---|---|---|"]
    return head + [f"| {text.ko} | {text.en} | `{code}` |" for code, text in words.items()]
