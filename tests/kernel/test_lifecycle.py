"""A table of steps refuses to be made wrongly and says what is possible where it refuses."""

from enum import StrEnum

import pytest

from app.kernel.lifecycle import Blocked, Lifecycle, Row, StepBlocked, StepNotAllowed
from app.kernel.problems import Basis
from app.kernel.text import Text


class S(StrEnum):
    A = "a"
    B = "b"
    C = "c"


class C(StrEnum):
    GO = "go"
    BACK = "back"
    DRIFT = "drift"


T = Text("말", "word")
LABELS = {S.A: T, S.B: T, S.C: T}


def closed(facts: bool) -> Blocked | None:
    return None if facts else Blocked("closed", Text("닫힘", "closed"), (Basis("법", "제1조"),))


def row(source: S, command: C, target: S, **more: object) -> Row:
    return Row(source, command, target, S.A, "법 제1조", T, **more)


TABLE = Lifecycle(
    "thing", T, S.A,
    [row(S.A, C.GO, S.B, guards=(closed,)), row(S.B, C.BACK, S.A),
     row(S.B, C.DRIFT, S.C, automatic=True)], LABELS,
)  # fmt: skip


def test_a_step_is_taken_where_table_and_facts_permit_it() -> None:
    assert TABLE.take(S.A, C.GO, facts=True).target is S.B
    assert TABLE.final(S.C)
    assert not TABLE.final(S.A)


def test_a_blocked_step_names_every_reason_and_article() -> None:
    with pytest.raises(StepBlocked) as refused:
        TABLE.take(S.A, C.GO, facts=False)
    assert [str(basis) for basis in refused.value.basis] == ["법 제1조"]
    assert refused.value.facts["reasons"] == [{"code": "closed", "ko": "닫힘", "en": "closed"}]


def test_an_unknown_step_says_what_is_possible() -> None:
    for command in (C.BACK, "fly", "\ud800"):
        with pytest.raises(StepNotAllowed) as refused:
            TABLE.find(S.A, command)
        assert refused.value.facts["allowed"] == ["go"]


def test_an_automatic_step_is_no_choice_of_anybody() -> None:
    assert TABLE.find(S.B, C.DRIFT).target is S.C
    with pytest.raises(StepNotAllowed) as refused:
        TABLE.find(S.B, C.DRIFT, by_hand=True)
    assert refused.value.facts["allowed"] == ["back"]


@pytest.mark.parametrize(
    ("rows", "labels", "words"),
    [
        ([row(S.A, C.GO, S.B), row(S.A, C.GO, S.C)], LABELS, "two rows"),
        ([row(S.B, C.GO, S.C)], LABELS, "nobody can reach"),
        ([row(S.A, C.GO, S.B)], {S.A: T}, "without a label"),
    ],
)
def test_a_wrong_table_is_not_made(rows: list[Row], labels: dict[S, Text], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Lifecycle("thing", T, S.A, rows, labels)


def test_a_wording_needs_both_languages() -> None:
    for ko, en in (("", "word"), ("말", " ")):
        with pytest.raises(ValueError, match="both languages"):
            Text(ko, en)


@pytest.mark.parametrize(
    ("citation", "act", "article"),
    [("하도급법 제25조의5", "하도급법", "제25조의5"), ("공정거래위원회 사건절차규칙 제12조",
      "공정거래위원회 사건절차규칙", "제12조"), ("상생협력 성장전략", "상생협력 성장전략", "")],
)  # fmt: skip
def test_a_citation_is_split_into_act_and_article(citation: str, act: str, article: str) -> None:
    basis = Basis.parse(citation)
    assert (basis.act, basis.article, str(basis)) == (act, article, citation)
