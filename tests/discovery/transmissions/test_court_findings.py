"""What the court finds overrides a trade secret, and redacted versions go in place of originals."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from app.access.actor import WORKER
from app.db.events import ConfidentialRead
from app.db.work import Work, perform
from app.discovery.confidentiality.tables import Redaction
from app.discovery.evidence import store as chain
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.transmissions.versions import version_of

FINDING = {
    "finding": "indispensable", "order_number": "2028카기101", "ordered_on": "2028-03-06",
}  # fmt: skip
REFUSAL = {"ground": "trade_secret", "reason": "공정 조건"}


def as_worker(bench: Any, act: Callable[[Work], Any]) -> Any:
    """Set a scene that another room brings about."""

    def noted(work: Work) -> Any:
        found = act(work)
        work.record(ConfidentialRead(subject="scene", level=1, what="scene"))
        return found

    return perform(bench.stage.house.world, WORKER, noted)


def raise_level(bench: Any, item_id: str, level: int) -> None:
    """Mark a piece of evidence, as the confidentiality room does."""

    def raised(work: Work) -> None:
        item = work.session.get(EvidenceItem, item_id)
        assert item is not None
        item.level = level

    as_worker(bench, raised)


def redacted(bench: Any, item_id: str) -> str:
    """Make a redacted version of a piece of evidence, as the confidentiality room does."""
    stored = bench.stage.house.store.put([b"%PDF-1.7 covered"], limit_bytes=100)

    def made(work: Work) -> str:
        original = work.session.get(EvidenceItem, item_id)
        assert original is not None
        values = original.model_dump() | {
            "id": work.new_id("evi"), "version": 1, "exhibit_id": None, "level": 2,
            "store_key": stored.key, "sha256": stored.sha256, "size_bytes": stored.size_bytes,
            "file_name": "가린 도면.pdf",
        }  # fmt: skip
        version = work.add(EvidenceItem(**values))
        work.session.flush()
        row = work.add(
            Redaction(
                id=work.new_id("red"), item_id=item_id, case_id=bench.case_id, state="verified",
                boxes=[], words=[], dpi=150, account_id="", person_id="", asked_at=work.now,
                findings=[], readers=[], source_sha256=original.sha256,
                version_item_id=version.id,
            )
        )  # fmt: skip
        return row.id

    return str(as_worker(bench, made))


def chain_of(work: Work, item_id: str, version_id: str) -> list[tuple[str, str]]:
    """Return the chain of a redacted version as acts and hashes."""
    version = version_of(work, item_id, version_id)
    assert version is not None
    return [(link.act, link.sha256) for link in chain.custody(work, version.id)]


def test_a_trade_secret_goes_once_the_court_finds_it_indispensable(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    assert bench.mark(asked, 1, "refuse", **REFUSAL).status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    shown = bench.items(asked, bench.court)
    assert [item["choice"]["code"] for item in shown] == ["refuse", "send", "send", "send"]
    assert shown[0]["item_id"] is None
    label = shown[0]["label"]

    unknown = bench.try_(
        bench.court, asked, "court-findings", {**FINDING, "labels": ["갑 제9호증"]}
    )
    assert unknown.body["errors"][0]["pointer"] == "/labels/0"
    found = {**FINDING, "labels": [label], "scope": "3면", "readers": ["변호사 김가상"]}
    row = bench.do(bench.court, asked, "court-findings", found)
    assert row["state"]["code"] == "under_review"
    assert row["findings"][0]["readers"] == ["변호사 김가상"]

    again = bench.mark(asked, 1, "refuse", **REFUSAL)
    assert (again.status, again.body["errors"][0]["code"]) == (422, "overridden")
    assert "제40조제4항" in str(again.body["legal_basis"])
    assert bench.mark(asked, 1, "send").status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    assert bench.state(asked) == "granted"


def test_a_ground_that_the_rules_do_not_know_is_refused_with_the_article(
    small_bench: Any,
) -> None:
    bench = small_bench
    asked = bench.reviewed()
    answer = bench.mark(asked, 1, "refuse", ground="leniency", reason="자진신고")
    assert (answer.status, answer.body["code"]) == (422, "record-items-unready")
    assert answer.body["errors"][0]["pointer"] == "/ground"
    assert answer.body["legal_basis"] == [
        {"act": "상생협력법", "article": "제40조제4항부터 제8항까지"}
    ]
    assert bench.items(asked)[0]["choice"]["code"] == "undecided"


def test_before_the_duty_the_court_has_no_such_findings(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed(suit_filed_on="2028-02-19")
    form = {**FINDING, "labels": ["신 제1호증"]}
    answer = bench.try_(bench.court, asked, "court-findings", form)
    assert (answer.status, answer.body["errors"][-1]["code"]) == (422, "finding_unknown")


def test_what_was_marked_a_trade_secret_meanwhile_needs_level_and_readers(
    small_bench: Any,
) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    raise_level(bench, bench.items(asked)[0]["item_id"], 4)
    answer = bench.try_(bench.lead, asked, "decision", {"grant_level": 3})
    assert {error["code"] for error in answer.body["errors"]} == {"readers_missing", "above_grant"}
    bench.do(bench.court, asked, "court-findings",
             {**FINDING, "labels": ["신 제1호증"], "readers": ["변호사 김가상"]})  # fmt: skip
    first = next(i for i in bench.items(asked) if i["label"] == "신 제1호증")
    assert bench.mark(asked, first["sequence"], "send").status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 4})
    bench.do(bench.secretary, asked, "release", {})
    bench.build(asked)
    # What holds a trade secret is taken only after the second factor was shown.
    answer = bench.download(asked)
    assert (answer.status, "second factor" in answer.body["detail_en"]) == (403, True)
    assert bench.packages(asked)["records"]["downloads"] == 0


def test_a_redacted_version_goes_in_place_of_the_original(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    item = bench.items(asked)[0]
    version_id = redacted(bench, item["item_id"])
    other = bench.mark(asked, 2, "send_redacted", version_id=version_id)
    assert other.body["errors"][0]["code"] == "version_unknown"
    assert bench.mark(asked, 1, "send_redacted", version_id=version_id).status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    assert bench.state(asked) == "granted_in_part"
    bench.do(bench.secretary, asked, "release", {})
    bench.build(asked)
    with zipfile.ZipFile(io.BytesIO(bench.opened(bench.download(asked).body))) as package:
        line = json.loads(package.read("item-list.json"))["items"][0]
        assert line["sha256"] == item["sha256"] != line["sent_sha256"]
        assert package.read(line["file"]) == b"%PDF-1.7 covered"
    bench.do(bench.secretary, asked, "clawback", {"reason": "잘못 보냄"})
    acts = ["redacted_sent_to_court", "redacted_downloaded_by_court", "redacted_clawed_back"]
    # Of the original it is told that its version went, under the version's hash.
    chain = bench.examiner.get(f"/evidence/{item['item_id']}/custody")["items"]
    assert [(link["act"], link["sha256"]) for link in chain[-3:]] == [
        (act, line["sent_sha256"]) for act in acts
    ]
    assert not {link["act"] for link in chain} & {"sent_to_court", "downloaded_by_court"}
    own = as_worker(bench, lambda work: chain_of(work, item["item_id"], version_id))
    assert own[-3:] == [(act, line["sent_sha256"]) for act in acts]


def test_only_what_was_asked_for_is_decided_on_and_sent(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed(categories=["statements"])
    assert bench.mark(asked, 1, "send", record_class="statement").status == 201
    assert [item["asked"] for item in bench.items(asked)] == [True, False, False, False]
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    assert len(bench.items(asked, bench.court)) == 1
    bench.do(bench.secretary, asked, "release", {})
    bench.build(asked)
    assert bench.packages(asked)["records"]["items"] == 1


def test_a_request_refused_as_a_whole_is_not_released(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed()
    for number in (1, 2, 3, 4):
        assert bench.mark(asked, number, "refuse", **REFUSAL).status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 1, "reason": "모두 영업비밀"})
    assert bench.state(asked) == "refused"
    assert bench.try_(bench.secretary, asked, "release").body["code"] == "step-not-allowed"
    follow = bench.ask(follows_id=asked)
    assert bench.read(follow)["follows_id"] == asked
