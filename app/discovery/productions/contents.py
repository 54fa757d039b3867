"""What a built production holds, held against what is known of its pieces now."""

from app.db.work import Work
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import link
from app.discovery.productions import store
from app.discovery.productions.assembling import assemble, unopened
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.tables import Production, ProductionDocument
from app.discovery.productions.values import DocumentValue, Finding, Standing
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.problems import Quarantined
from app.kernel.text import Text

_CHANGED = Text(
    "만든 뒤에 가림본이나 원본이 바뀐 자료입니다. 제출 자료를 다시 만들어 주세요",
    "Another version of this document would be produced now. Build the production anew",
)


def refuse_changed(work: Work, row: Production) -> None:
    """Raise ProductionRefused where a built production could not be built like this today."""
    series = store.series_of(work, row.case_id)
    if series is None:
        raise LookupError(f"the matter {row.case_id} has no page numbers")
    assembled = assemble(work, row, series, unopened)
    built = {one.item_id: one for one in store.documents_of(work, row.id)}
    changed = [
        Finding("changed_since_built", one.id, _CHANGED)
        for one in assembled.documents
        if one.standing is Standing.PRODUCED and _differs(one, built[one.id])
    ]
    if findings := assembled.findings() + changed:
        raise ProductionRefused.over(findings)


def _differs(now: DocumentValue, built: ProductionDocument) -> bool:
    return bool(now.shown.sha256 != built.record.get("shown_sha256"))


def refuse_quarantined(work: Work, row: Production) -> None:
    """Raise Quarantined where malware was found in something that a production holds."""
    for found in store.findings_of(work, _held(work, row)):
        if found.malware_state == ScanState.QUARANTINED:
            raise Quarantined(item_id=found.item_id, signature=found.signature)


def put_on_chains(work: Work, row: Production, act: str) -> None:
    """Put on the chain of everything in a production what became of the whole."""
    for item_id in sorted(_held(work, row)):
        link(work, evidence.locked_item(work, item_id), act, legal_basis=row.id)


def _held(work: Work, row: Production) -> list[str]:
    """Return the pieces whose bytes are in a production: originals and redacted versions."""
    return [
        one.record["shown_item"]
        for one in store.documents_of(work, row.id)
        if one.record and one.standing == Standing.PRODUCED
    ]
