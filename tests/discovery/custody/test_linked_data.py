"""The export for forensic tools has the members that CASE and UCO ask for, and is the same each time."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.discovery.custody.linked_data import linked_data
from app.discovery.custody.schemas import (
    CustodyChain,
    CustodyLink,
    Described,
    LogStand,
    RefusedTry,
)
from app.discovery.evidence.custody_words import UNDISCLOSED, act_of

ITEM, HASH = "evi_" + "1" * 32, "5d" * 32
AT = datetime(2026, 11, 23, 1, 0, 0, 123456, tzinfo=UTC)
NAME = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# The members that each class must have (CASE 1.x, UCO 1.x): its own and those of its parents.
REQUIRED = {
    "uco-observable:File": {"uco-core:hasFacet"},
    "uco-observable:ContentDataFacet": {"uco-observable:hash"},
    "uco-observable:FileFacet": {"uco-observable:fileName"},
    "uco-types:Hash": {"uco-types:hashMethod", "uco-types:hashValue"},
    "uco-identity:Identity": {"uco-core:name"},
    "uco-core:ExternalReference": {"uco-core:externalIdentifier"},
    "case-investigation:ProvenanceRecord": {"uco-core:object", "uco-core:description"},
    "case-investigation:InvestigativeAction": {
        "uco-core:name", "uco-action:object", "uco-action:startTime", "uco-action:actionStatus",
    },
}  # fmt: skip
KINDS = {
    "uco-types:hashValue": "xsd:hexBinary",
    "uco-types:hashMethod": "uco-vocabulary:HashNameVocab",
    "uco-action:startTime": "xsd:dateTime",
    "uco-action:endTime": "xsd:dateTime",
    "uco-action:actionStatus": "uco-vocabulary:ActionStatusTypeVocab",
    "uco-observable:sizeInBytes": "xsd:integer",
}


def a_link(sequence: int, act: str, **more: Any) -> CustodyLink:
    words = act_of(act)
    told = {
        "role": "investigator", "role_ko": "조사관", "role_en": "Investigator",
        "account_id": "account_1", "person_id": "person_1", "name": "이조사", "purpose": "",
        "purpose_ko": "", "purpose_en": "", "legal_basis": "", "authority_ko": "",
        "authority_en": "", "event_id": f"evt_{sequence}",
    }  # fmt: skip
    return CustodyLink(
        sequence=sequence, act=act, act_ko=words.name.ko, act_en=words.name.en,
        refusal=words.refusal, at=AT + timedelta(minutes=sequence), sha256=HASH, **(told | more),
    )  # fmt: skip


def a_chain(**more: Any) -> CustodyChain:
    links = [
        a_link(1, "received", account_id="account_2", name="", role="party"),
        a_link(2, "downloaded"),
        a_link(3, "disposal_refused", legal_basis="order_1"),
        a_link(4, "sent_to_court", legal_basis="상생협력법; 2028가합1"),
    ]
    refused = [
        RefusedTry(
            door="GET /api/v1/evidence/{item_id}/content", problem="not-found", permission="",
            because="", role="party", role_ko="기업·신고인", role_en="Company or complainant",
            account_id="account_3", name="", count=2, first_at=AT, last_at=AT,
        )
    ]  # fmt: skip
    told: dict[str, Any] = {
        "items": links, "refused": refused, "log": LogStand(size=9, root="ab" * 32, note="n"),
    }  # fmt: skip
    return CustodyChain(
        item_id=ITEM, case_id=None, sha256=HASH, whole=True, could_have=[], could_have_whole=True,
        could_have_at=AT, **(told | more),
    )  # fmt: skip


def described(**more: Any) -> Described:
    return Described(label="신 제1호증", file_name="도면.pdf", media_type="application/pdf",
                     size_bytes=10, **more)  # fmt: skip


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that has a name of its own, wherever it stands."""
    if isinstance(value, dict):
        if "@id" in value and "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@pytest.fixture
def document() -> dict[str, Any]:
    return dict(json.loads(linked_data(a_chain(), described())))


def test_every_class_has_the_members_that_its_vocabulary_asks_for(document: dict[str, Any]) -> None:
    found = list(nodes(document["@graph"]))
    assert {one["@type"] for one in found} == set(REQUIRED)
    for one in found:
        assert REQUIRED[one["@type"]] <= one.keys(), one
        for member, kind in KINDS.items():
            if member in one:
                assert one[member]["@type"] == kind
        assert all(known(name, document) for name in set(one) - {"@id", "@type"})


def known(name: str, document: dict[str, Any]) -> bool:
    prefix = name.partition(":")[0]
    return prefix in document["@context"]


def test_every_name_is_derived_and_every_reference_leads_somewhere(
    document: dict[str, Any],
) -> None:
    names = [one["@id"] for one in nodes(document["@graph"])]
    assert all(NAME.fullmatch(name) for name in names)
    assert len(names) == len(set(names))
    references = re.findall(r'\{\s*"@id": "([^"]+)"\s*\}', json.dumps(document))
    assert references
    assert set(references) <= set(names)


def test_each_link_is_an_action_that_follows_the_one_before(document: dict[str, Any]) -> None:
    actions = [one for one in document["@graph"]
               if one["@type"] == "case-investigation:InvestigativeAction"]  # fmt: skip
    links, refused = actions[:-1], actions[-1]
    assert [one["uco-core:name"] for one in links] == [
        "received", "downloaded", "disposal_refused", "sent_to_court",
    ]  # fmt: skip
    for before, after in itertools.pairwise(links):
        assert after["case-investigation:wasInformedBy"] == [{"@id": before["@id"]}]
    status = [one["uco-action:actionStatus"]["@value"] for one in actions]
    assert status == ["Complete/Finish", "Complete/Finish", "Fail", "Complete/Finish", "Fail"]
    assert refused["uco-action:actionCount"]["@value"] == "2"
    assert links[0]["uco-action:startTime"]["@value"] == "2026-11-23T01:01:00.123+00:00"


def test_the_file_carries_hash_size_and_name(document: dict[str, Any]) -> None:
    file = document["@graph"][0]
    content, name = file["uco-core:hasFacet"]
    assert content["uco-observable:hash"][0]["uco-types:hashValue"]["@value"] == HASH.upper()
    assert content["uco-observable:sizeInBytes"] == {"@type": "xsd:integer", "@value": "10"}
    assert name["uco-observable:fileName"] == "도면.pdf"


def test_the_same_chain_gives_the_same_bytes_and_never_speaks_of_acquisition() -> None:
    made = linked_data(a_chain(), described())
    assert made == linked_data(a_chain(), described())
    assert b"nchanged since it was received" in made
    assert b"acquisition" not in made


def test_hashes_survive_where_the_reader_is_told_no_names() -> None:
    hidden = {"role": "", "role_ko": "", "role_en": "", "account_id": "", "person_id": "",
              "name": "", "event_id": ""}  # fmt: skip
    chain = a_chain(items=[a_link(1, "received", **hidden), a_link(2, UNDISCLOSED, **hidden)],
                    refused=[], log=None)  # fmt: skip
    made = json.loads(linked_data(chain, Described()))
    text = json.dumps(made, ensure_ascii=False)
    assert HASH.upper() in text
    assert "도면" not in text
    assert "account_" not in text
    assert {one["@type"] for one in nodes(made["@graph"])} <= set(REQUIRED)
