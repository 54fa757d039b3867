"""What other rooms know of a piece keeps a production from being built, issued or given out."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.access.actor import ANYBODY
from app.db.events import ActRefused
from app.db.work import begin
from app.discovery.confidentiality import redacting
from app.discovery.confidentiality.leaks import Reading
from app.discovery.evidence.rules import IntakeLimits
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions.court_files import known_limits
from app.discovery.texts import taking_out
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan
from tests.discovery.conftest import CASE
from tests.discovery.productions.conftest import Desk
from tests.discovery.productions.reading_here import part_here
from tests.discovery.productions.sample_set import pdf
from tests.discovery.texts.conftest import Says
from tests.discovery.texts.made_files import mail

WITHHELD = {"standing": "withheld", "ground": "trade_secret", "reason": "공정 조건표"}
SECRET = {"kind": "trade_secret", "level": 4, "reason": "배합 비율"}
CLAIM = {"kind": "privileged", "level": 5, "reason": "변호사 의견서", "author": "가 변호사"}
CAUGHT = Scan(state=ScanState.QUARANTINED, signature="Eicar-Test-Signature", scanner="test")


def codes(desk: Desk, path: str) -> set[str]:
    """Check a production and return what was found."""
    return {one["code"] for one in desk.post(f"{path}/check").json()["findings"]}


def send(desk: Desk, name: str, content: bytes) -> str:
    """Let the complainant send another file, and return its id."""
    desk.office.client.app.state.intake_limits = IntakeLimits()  # type: ignore[attr-defined]
    answer = desk.office.send("complainant", (name, content))
    return str(answer.json()["items"][0]["id"])


def mark_secret(desk: Desk, item_id: str, **form: Any) -> None:
    """Let the complainant mark a piece."""
    desk.office.world.clock.advance(seconds=1)  # type: ignore[attr-defined]
    answer = desk.post(f"/evidence/{item_id}/marks", form, who="complainant")
    assert answer.status_code == 201, answer.text


def redact(desk: Desk, item_id: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the worker make a redacted version, which reading it again finds clean."""
    monkeypatch.setattr(redacting, "read_again", lambda *_: Reading((), ("test",)))
    monkeypatch.setattr(redacting, "actor_of", lambda *_, **__: desk.office.actors["examiner"])
    box = {"page": 1, "left": 5.0, "top": 5.0, "right": 60.0, "bottom": 60.0,
           "reason": "trade_secret"}  # fmt: skip
    desk.office.step_up("examiner")
    made = desk.post(f"/evidence/{item_id}/redactions", {"boxes": [box]})
    assert made.status_code == 201, made.text
    world, store = desk.office.world, desk.office.store
    redacting.redact_evidence(world, store, {"redaction_id": made.json()["id"]}, IntakeLimits())
    desk.read()
    pairs = desk.get(f"/cases/{CASE}/public-versions")["items"]
    return next(one for one in pairs if one["item_id"] == item_id)


def issue(desk: Desk, pair: Any) -> None:
    """Let the lead issue a redacted version."""
    headers = {"Idempotency-Key": f"issue-{pair['id']}", "If-Match": f'"v{pair["version"]}"'}
    path = f"/public-versions/{pair['id']}/issue"
    answer = desk.office.call("lead", "POST", path, json={}, headers=headers)
    assert answer.status_code < 300, answer.text


def test_a_secret_leaves_only_in_a_version_that_was_issued_after_the_last_mark(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.prepare()
    first = desk.items(path)[0]
    desk.mark(path, n0={"standing": "produced", "redacted": True})
    assert codes(desk, path) == {"redaction_missing"}
    mark_secret(desk, first, **SECRET)
    assert codes(desk, path) == {"redaction_missing", "level_too_high"}
    pair = redact(desk, first, monkeypatch)
    assert codes(desk, path) == {"redaction_unverified"}
    assert len(desk.items(path)) == 4  # the redacted version is no document of its own
    issue(desk, pair)
    built = desk.built(path)
    assert (built["figures"]["redacted"], built["level"]) == (1, 3)

    mark_secret(desk, first, **SECRET, first_page=1)
    refused = desk.post(f"{path}/issue", who="secretary")
    assert (refused.status_code, refused.json()["codes"]) == (409, ["redaction_outdated"])
    assert desk.post(f"{path}/reopening").status_code == 201
    assert codes(desk, path) == {"redaction_outdated"}


def test_a_version_that_was_issued_after_the_build_asks_for_another_build(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.prepare()
    desk.mark(path)
    before = desk.built(path)
    first = desk.items(path)[0]
    mark_secret(desk, first, **SECRET)
    issue(desk, redact(desk, first, monkeypatch))
    refused = desk.post(f"{path}/issue", who="secretary")
    assert refused.json()["codes"] == ["changed_since_built"]
    desk.post(f"{path}/reopening")
    after = desk.built(path)
    assert after["sha256"] != before["sha256"]
    assert desk.post(f"{path}/issue", who="secretary").status_code == 201


def test_privileged_papers_are_withheld_and_copies_of_them_too(desk: Desk) -> None:
    copy = send(desk, "사본.pdf", pdf("drawing", "1", pages=1))
    path = desk.prepare()
    items = desk.items(path)
    place = items.index(copy)
    mark_secret(desk, items[0], **CLAIM)
    desk.mark(path)
    assert codes(desk, path) == {"privileged_produced", "level_too_high"}
    kept = WITHHELD | {"ground": "lawyer_client"}
    desk.mark(path, n0=kept)
    assert codes(desk, path) == {"copy_shown"}
    twin = {"standing": "duplicate", "reason": "같은 파일", "duplicate_of": items[1]}
    desk.mark(path, **{"n0": kept, f"n{place}": twin})
    assert codes(desk, path) == {"duplicate_not_same"}
    desk.mark(path, **{"n0": kept, f"n{place}": twin | {"duplicate_of": items[0]}})
    built = desk.built(path)
    assert (built["figures"]["withheld"], built["figures"]["duplicate"]) == (1, 1)
    assert desk.get(f"{path}/gap")["holds"] is True


def test_what_lies_in_a_mail_is_taken_out_before_the_mail_is_produced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_out, "read_part", part_here)
    letter = send(desk, "메일.eml", mail(("견적.txt", "견적 100".encode())))
    path = desk.prepare()
    desk.mark(path)
    assert codes(desk, path) == {"family_member_inside"}
    taken = desk.post(f"/evidence/{letter}/family/0/extraction", {}, who="complainant")
    assert taken.status_code == 201, taken.text
    assert codes(desk, path) == {"standing_missing", "family_member_missing"}
    desk.mark(path)
    built = desk.built(path)
    rows = {one["item_id"]: one for one in desk.get(f"{path}/documents")["items"]}
    exhibits = [rows[one]["exhibit_number"] for one in (letter, taken.json()["item_id"])]
    assert [one[-3:] for one in exhibits] == ["증의1", "증의2"]
    assert built["figures"]["documents"] == 6


def test_a_text_that_nobody_has_read_yet_is_waited_for(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    version = desk.get(path)["version"]
    headers = {"Idempotency-Key": "too-early", "If-Match": f'"v{version}"'}
    early = desk.office.call("examiner", "POST", f"{path}/check", json={}, headers=headers).json()
    assert {one["code"] for one in early["findings"]} == {"text_waiting"}
    assert codes(desk, path) == set()


def test_quarantined_pieces_never_leave(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.built(path)
    desk.read(Says(CAUGHT))
    refused = desk.post(f"{path}/issue", who="secretary")
    assert refused.json()["codes"] == ["quarantined"]
    given = desk.office.call("examiner", "GET", f"{path}/content")
    assert (given.status_code, given.json()["code"]) == (409, "evidence-quarantined")
    desk.post(f"{path}/reopening")
    assert codes(desk, path) == {"quarantined"}


def test_what_is_no_longer_stored_is_named_until_it_is_left_out(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    first = desk.items(path)[0]
    with begin(desk.office.world, ANYBODY) as work:
        item = work.session.get(EvidenceItem, first)
        assert item is not None
        item.state = "disposed"
        work.record(ActRefused(subject=first, problem="set-up"))
    found = desk.post(f"{path}/check").json()["findings"]
    assert [(one["code"], one["item_id"]) for one in found] == [("not_stored", first)]
    desk.mark(path, n0={"standing": "non_responsive", "reason": "폐기됨"})
    assert desk.built(path)["figures"]["produced"] == 3


def test_what_the_store_has_altered_sends_the_set_back_by_name(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.post(f"{path}/check")
    desk.post(f"{path}/build")
    first = desk.items(path)[0]
    row = next(one for one in desk.office.rows(EvidenceItem) if one.id == first)
    lying = desk.office.store.object_path(row.store_key)
    lying.chmod(0o600)
    lying.write_bytes(lying.read_bytes()[:-1] + b"?")
    desk.run(path)
    refused = desk.get(path)
    assert refused["state"]["code"] == "assembling"
    assert [(one["code"], one["item_id"]) for one in refused["findings"]] == [("damaged", first)]
    assert desk.office.chain(first)[-1] == "found_damaged"


def test_exhibits_are_cut_for_the_court_once_its_sizes_are_entered(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.built(path)
    refused = desk.office.call("examiner", "GET", f"{path}/court-files")
    assert refused.json()["code"] == "court-limits-not-configured"
    sizes = {"effective_from": date(2026, 1, 1), "file_bytes": 10**6, "submission_bytes": 2_000}
    entered = replace(known_limits()[-1], **sizes)
    desk.office.client.app.state.court_limits = (entered,)  # type: ignore[attr-defined]
    given = desk.office.call("examiner", "GET", f"{path}/court-files")
    assert given.status_code == 200, given.text
    with zipfile.ZipFile(io.BytesIO(given.content)) as made:
        names = made.namelist()
        listed = made.read("증거목록.csv").decode("utf-8-sig").splitlines()
    assert names[0] == "001/소갑_제1호증.pdf"
    assert names[-1] == "증거목록.csv"
    assert len(listed) == len(names) == 5
    assert desk.office.news("production_taken") == ["production_taken"]
    unnumbered = desk.prepare(exhibit_side="")
    desk.mark(unnumbered)
    desk.built(unnumbered)
    without = desk.office.call("examiner", "GET", f"{unnumbered}/court-files")
    assert without.json()["code"] == "production-without-exhibits"


def test_a_replacement_tells_which_paper_was_redacted_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.prepare()
    desk.mark(first)
    issued = desk.built(first)
    assert desk.post(f"{first}/issue", who="secretary").status_code == 201
    drawing = desk.items(first)[0]
    mark_secret(desk, drawing, **SECRET)
    issue(desk, redact(desk, drawing, monkeypatch))
    second = desk.prepare(replaces_production_id=first[13:])
    desk.mark(second)
    desk.built(second)
    told = desk.get(f"{first}/differences/{second[13:]}")
    changed = {one["item_id"]: one for one in told["changed"]}
    covered = changed[drawing]
    assert (covered["redaction"], covered["pages_changed"]) == ("added", [1])
    assert covered["fields"]["REDACTED"] == ["N", "Y"]
    assert desk.get(first)["sha256"] == issued["sha256"]
