"""A chain of custody in the common language of forensic tools (CASE 1.x on UCO 1.x), as JSON-LD.

The same chain gives the same bytes: every name is derived from what it names (UUID version 5).
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from app.discovery.custody.schemas import CustodyChain, CustodyLink, Described, RefusedTry

MEDIA_TYPE = "application/ld+json"
_OURS = uuid5(NAMESPACE_OID, "sangsaeng custody")
_UCO = "https://ontology.unifiedcyberontology.org/uco/"
_CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": f"{_UCO}action/",
    "uco-core": f"{_UCO}core/",
    "uco-identity": f"{_UCO}identity/",
    "uco-observable": f"{_UCO}observable/",
    "uco-types": f"{_UCO}types/",
    "uco-vocabulary": f"{_UCO}vocabulary/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Node = dict[str, Any]


def linked_data(chain: CustodyChain, described: Described) -> bytes:
    """Return the chain as a JSON-LD document in UTF-8."""
    file = _file(chain, described)
    performers = {_performer_key(link): _performer(chain, link) for link in chain.items}
    actions = [_action(chain, number) for number in range(len(chain.items))]
    refused = [_refused(chain, one) for one in chain.refused]
    record = _record(chain, described)
    graph = [file, record, *performers.values(), *actions, *refused]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _name(*parts: object) -> str:
    return f"urn:uuid:{uuid5(_OURS, '|'.join(map(str, parts)))}"


def _typed(kind: str, value: object) -> Node:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


def _instant(value: datetime) -> Node:
    return _typed("dateTime", value.astimezone(UTC).isoformat(timespec="milliseconds"))


def _spoken(ko: str, en: str) -> list[Node]:
    return [{"@language": "ko", "@value": ko}, {"@language": "en", "@value": en}]


def _of_file(chain: CustodyChain) -> Node:
    return {"@id": _name("file", chain.item_id)}


def _file(chain: CustodyChain, described: Described) -> Node:
    content: Node = {
        "@id": _name("content", chain.item_id),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:hash": [_hash(chain.item_id, chain.sha256)],
    }
    if described.size_bytes is not None:
        content["uco-observable:sizeInBytes"] = _typed("integer", described.size_bytes)
    if described.media_type:
        content["uco-observable:mimeType"] = described.media_type
    facets = [content]
    if described.file_name:
        facets.append({
            "@id": _name("name", chain.item_id), "@type": "uco-observable:FileFacet",
            "uco-observable:fileName": described.file_name,
        })  # fmt: skip
    return {
        **_of_file(chain), "@type": "uco-observable:File",
        "uco-core:name": described.label or chain.item_id, "uco-core:hasFacet": facets,
    }  # fmt: skip


def _hash(item_id: str, sha256: str) -> Node:
    return {
        "@id": _name("hash", item_id, sha256), "@type": "uco-types:Hash",
        "uco-types:hashMethod": {"@type": "uco-vocabulary:HashNameVocab", "@value": "SHA256"},
        "uco-types:hashValue": _typed("hexBinary", sha256.upper()),
    }  # fmt: skip


def _record(chain: CustodyChain, described: Described) -> Node:
    record: Node = {
        "@id": _name("record", chain.item_id),
        "@type": "case-investigation:ProvenanceRecord",
        "uco-core:name": "Chain of custody",
        "uco-core:description": _spoken(*_standing(chain)),
        "uco-core:object": [_of_file(chain)],
    }
    if described.label:
        record["case-investigation:exhibitNumber"] = described.label
    if chain.log is not None:
        record["uco-core:externalReference"] = [{
            "@id": _name("log", chain.log.root), "@type": "uco-core:ExternalReference",
            "uco-core:definingContext": "RFC 9162 log, root hash of the signed checkpoint",
            "uco-core:externalIdentifier": chain.log.root,
        }]  # fmt: skip
    return record


def _standing(chain: CustodyChain) -> tuple[str, str]:
    if chain.whole:
        return "접수된 뒤 바뀌지 않음", "Unchanged since it was received"
    return "접수된 것과 다른 점이 발견됨", "Found other than it was received"


def _performer_key(link: CustodyLink) -> tuple[str, str]:
    return link.role, link.account_id


def _performer(chain: CustodyChain, link: CustodyLink) -> Node:
    role = link.role or "undisclosed"
    return {
        "@id": _performer_id(chain, link),
        "@type": "uco-identity:Identity",
        "uco-core:name": link.name or link.role_ko or "비공개",
        "uco-core:description": _spoken(
            link.role_ko or "비공개", f"{link.role_en or 'Not disclosed'} ({role})"
        ),
    }


def _performer_id(chain: CustodyChain, link: CustodyLink) -> str:
    # Where no account is told, one role of one chain is one performer.
    return _name("performer", link.role, link.account_id or chain.item_id)


def _action_id(chain: CustodyChain, number: int) -> str:
    return _name("action", chain.item_id, chain.items[number].sequence)


def _action(chain: CustodyChain, number: int) -> Node:
    link = chain.items[number]
    action: Node = {
        "@id": _action_id(chain, number),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": link.act,
        "uco-core:description": _spoken(link.act_ko, link.act_en),
        "uco-action:startTime": _instant(link.at),
        "uco-action:endTime": _instant(link.at),
        "uco-action:actionStatus": _status(failed=link.refusal),
        "uco-action:performer": {"@id": _performer_id(chain, link)},
        "uco-action:object": [_of_file(chain)],
        "uco-action:result": [{"@id": _name("record", chain.item_id)}],
    }
    if number:
        action["case-investigation:wasInformedBy"] = [{"@id": _action_id(chain, number - 1)}]
    references = [*_basis(chain, number, link), *_logged(link)]
    if references:
        action["uco-core:externalReference"] = references
    return action


def _status(*, failed: bool) -> Node:
    value = "Fail" if failed else "Complete/Finish"
    return {"@type": "uco-vocabulary:ActionStatusTypeVocab", "@value": value}


def _basis(chain: CustodyChain, number: int, link: CustodyLink) -> list[Node]:
    if not link.legal_basis:
        return []
    return [{
        "@id": _name("basis", chain.item_id, number), "@type": "uco-core:ExternalReference",
        "uco-core:definingContext": "Authority",
        "uco-core:externalIdentifier": link.legal_basis,
        "uco-core:description": _spoken(link.authority_ko, link.authority_en),
    }]  # fmt: skip


def _logged(link: CustodyLink) -> list[Node]:
    if not link.event_id:
        return []
    return [{
        "@id": _name("entry", link.event_id), "@type": "uco-core:ExternalReference",
        "uco-core:definingContext": "Entry of the audit log",
        "uco-core:externalIdentifier": link.event_id,
    }]  # fmt: skip


def _refused(chain: CustodyChain, one: RefusedTry) -> Node:
    told = (one.account_id, one.role, one.door, one.problem, one.permission, one.because)
    return {
        "@id": _name("refused", chain.item_id, *told),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": "refused",
        "uco-core:description": _spoken(
            f"거절된 요청 {one.count}회: {one.role_ko}, {one.door}",
            f"Refused {one.count} times: {one.role_en}, {one.door}",
        ),
        "uco-action:startTime": _instant(one.first_at),
        "uco-action:endTime": _instant(one.last_at),
        "uco-action:actionStatus": _status(failed=True),
        "uco-action:actionCount": _typed("nonNegativeInteger", one.count),
        "uco-action:object": [_of_file(chain)],
    }
