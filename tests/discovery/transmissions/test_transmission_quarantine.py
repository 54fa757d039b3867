"""A file in which malware is found leaves with no records, whatever was decided on it before."""

from app.access.actor import WORKER
from app.db.work import Work, perform
from app.discovery.texts.events import EvidenceQuarantined
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.tables import EvidenceFinding
from tests.discovery.transmissions.conftest import Bench

REFUSED = (409, "evidence-quarantined")


def scanned(bench: Bench, item_id: str, state: ScanState) -> None:
    """Let the scanner have said something of a piece of evidence."""

    def said(work: Work) -> None:
        row = work.add(
            EvidenceFinding(
                id=work.new_id("find"), item_id=item_id, malware_state=state, examined_at=work.now
            )
        )
        work.record(EvidenceQuarantined(subject=row.item_id, signature="Test.Found", sha256=""))

    perform(bench.stage.house.world, WORKER, said)


def test_what_is_quarantined_is_neither_decided_to_be_sent_nor_released(small_bench: Bench) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    first, second, *_ = bench.items(asked)
    scanned(bench, first["item_id"], ScanState.QUARANTINED)
    answer = bench.try_(bench.lead, asked, "decision", {"grant_level": 3})
    assert (answer.status, answer.body["code"]) == REFUSED
    refusal = {"ground": "trade_secret", "reason": "악성 코드가 있어 보내지 않음"}
    assert bench.mark(asked, 1, "refuse", **refusal).status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    scanned(bench, second["item_id"], ScanState.QUARANTINED)
    answer = bench.try_(bench.secretary, asked, "release", {})
    assert (answer.status, answer.body["code"]) == REFUSED


def test_a_package_with_a_file_quarantined_since_is_not_given_out(small_bench: Bench) -> None:
    bench = small_bench
    asked = bench.released()
    scanned(bench, bench.items(asked)[0]["item_id"], ScanState.QUARANTINED)
    answer = bench.download(asked)
    assert (answer.status, answer.body["code"]) == REFUSED
    assert bench.packages(asked)["records"]["downloads_left"] > 0
