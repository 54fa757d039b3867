"""Which measure may be drafted now for a case, and why the others may not. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis, NotConfigured
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import decimal
from app.law.kinds import CONSULTATION, Measure, Regime, Rung, Trigger, Way
from app.law.points import points_for
from app.law.score import Crossing, Score
from app.sanctions.lifecycle.steps import ENDED, NOT_FOLLOWED, State
from app.sanctions.rules.kinds import is_barred_by_time


@dataclass(frozen=True, kw_only=True)
class CaseSituation:
    """What the ladder looks at in a case. `score` is the respondent's on the day, if it matters."""

    track: str
    state: str
    violations: tuple[str, ...] = ()
    disposition_last_on: date | None = None
    score: Score | None = None
    on_record: frozenset[str] = frozenset()  # preconditions that are met
    demanded: frozenset[str] = frozenset()  # kinds that another authority demanded


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A measure of the same case."""

    measure_id: str
    kind: str
    state: str
    follows_id: str = ""


@dataclass(frozen=True)
class Offer:
    """A kind of measure as the ladder offers or blocks it now."""

    measure: Measure
    regime: Regime
    rung: Rung
    way: Way
    follows_id: str
    blocked: tuple[Blocked, ...]
    warnings: tuple[Text, ...]

    @property
    def obligatory(self) -> bool:
        """Tell whether the Act obliges the agency to take it now."""
        obliged = self.rung.obligatory or self.way.on is Trigger.DEMAND
        return obliged and not self.blocked


@dataclass(frozen=True)
class Ladder:
    """Every kind of measure of a track, allowed or blocked, under the regime that governs."""

    regime: Regime
    allowed: tuple[Offer, ...]
    blocked: tuple[Offer, ...]

    def offer(self, kind: str) -> Offer | None:
        """Return a kind as offered or blocked."""
        return next((o for o in (*self.allowed, *self.blocked) if o.measure.kind == kind), None)


def permitted(
    book: Book,
    case: CaseSituation,
    measures: Sequence[Earlier],
    *,
    regime: str,
    decided_on: date,
    adopted_on: date | None,
) -> Ladder:
    """Return which kinds may be drafted for a decision of a day, with reasons for the rest."""
    governing = book.regime(regime)
    offers = []
    for measure in book.measures():
        chosen = _rung(book, measure, governing, case.track)
        if chosen is None:
            continue
        question = _Question(book, case, measures, decided_on, adopted_on)
        offers.append(_offer(question, measure, governing, chosen))
    allowed = tuple(offer for offer in offers if not offer.blocked)
    return Ladder(governing, allowed, tuple(offer for offer in offers if offer.blocked))


@dataclass(frozen=True)
class _Question:
    book: Book
    case: CaseSituation
    measures: Sequence[Earlier]
    decided_on: date
    adopted_on: date | None


def _rung(book: Book, measure: Measure, governing: Regime, track: str) -> Rung | None:
    own = measure.rung(governing.name)
    others = (rung for rung in measure.rungs if book.regime(rung.regime).track == track)
    return own or next(others, None)


def _offer(asked: _Question, measure: Measure, governing: Regime, rung: Rung) -> Offer:
    regime = asked.book.regime(rung.regime)
    common = [
        *_by_regime(asked, governing, regime),
        *_by_start(asked, rung),
        *_by_others(asked.measures, measure),
        *_by_time(asked, rung),
    ]
    # A demand binds the agency, so that way is looked at before the others.
    ways = sorted(rung.ways(), key=lambda way: way.on is not Trigger.DEMAND)
    tried = [(way, _by_way(asked, measure, rung, way)) for way in ways]
    first = next((pair for pair in tried if pair[0].on is rung.on), tried[0])
    way, reasons = next((pair for pair in tried if not pair[1]), first)
    before = _followed(asked.measures, way)
    return Offer(
        measure=measure,
        regime=regime,
        rung=rung,
        way=way,
        follows_id=before.measure_id if before else "",
        blocked=(*common, *reasons),
        warnings=tuple(_warnings(asked, measure, rung)),
    )


def _by_way(asked: _Question, measure: Measure, rung: Rung, way: Way) -> list[Blocked]:
    reasons = [*_by_state(asked, way)]
    if way.on is Trigger.NON_COMPLIANCE:
        reasons += _by_ladder(asked, way, _followed(asked.measures, way))
    if way.on is Trigger.THRESHOLD:
        reasons += _by_score(asked, measure, rung)
        reasons += _by_record(asked, rung)
    if way.on is Trigger.DEMAND and measure.kind not in asked.case.demanded:
        words = Text("다른 기관의 요청이 기록되어 있지 않습니다", "No demand stands on the record")
        reasons.append(Blocked("not_demanded", words, (way.basis,)))
    return reasons


def _by_regime(asked: _Question, governing: Regime, regime: Regime) -> Iterator[Blocked]:
    usable = asked.book.regime_usable(regime.name, asked.decided_on, asked.adopted_on)
    if not usable:
        yield Blocked(
            "regime_not_in_force",
            Text(
                f"{asked.decided_on} 결정에는 '{regime.label.ko}'을(를) 적용할 수 없습니다",
                f"A decision of {asked.decided_on} cannot rest on “{regime.label.en}”",
            ),
            (regime.basis,),
        )
    elif regime is not governing:
        yield Blocked(
            "other_regime",
            Text(
                f"이 결정에는 '{governing.label.ko}'을(를) 적용합니다",
                f"This decision rests on “{governing.label.en}”",
            ),
            (governing.basis,),
        )


def _by_start(asked: _Question, rung: Rung) -> Iterator[Blocked]:
    if rung.start is not None and asked.decided_on < rung.start:
        yield Blocked(
            "not_begun",
            Text(f"{rung.start}부터 할 수 있는 처분입니다", f"Available from {rung.start}"),
            (rung.basis,),
        )


def _by_state(asked: _Question, way: Way) -> Iterator[Blocked]:
    if asked.case.state not in way.drafted_in:
        yield Blocked(
            "case_state",
            Text(
                "사건이 이 처분을 기안할 단계에 있지 않습니다",
                "The case is not at the stage for this measure",
            ),
            (way.basis,),
        )


def _by_others(measures: Iterable[Earlier], measure: Measure) -> Iterator[Blocked]:
    standing = [m for m in measures if m.kind == measure.kind and m.state not in ENDED]
    if any(m.state != State.BREACHED for m in standing):
        yield Blocked(
            "already_there",
            Text("같은 처분이 이미 진행 중입니다", "Such a measure is already under way"),
        )


def _followed(measures: Sequence[Earlier], way: Way) -> Earlier | None:
    """Return the latest measure that was not followed and that nothing has replaced yet."""
    dead = {State.CANCELLED, State.ANNULLED}
    replaced = {m.follows_id for m in measures if m.state not in dead}
    open_to = {State.BREACHED} if way.breached_only else NOT_FOLLOWED
    fitting = [
        m
        for m in measures
        if m.kind in way.follows and m.state in open_to and m.measure_id not in replaced
    ]
    return fitting[-1] if fitting else None


def _by_ladder(asked: _Question, way: Way, before: Earlier | None) -> Iterator[Blocked]:
    if before is None:
        names = [asked.book.measure(kind).name for kind in way.follows]
        yield Blocked(
            "ladder",
            Text(
                f"{'·'.join(name.ko for name in names)}을(를) 이행하지 않은 사실이 먼저 "
                "확인되어야 합니다",
                f"First {' or '.join(name.en.lower() for name in names)} must not be complied with",
            ),
            (way.basis,),
        )


def _by_score(asked: _Question, measure: Measure, rung: Rung) -> Iterator[Blocked]:
    score = asked.case.score
    crossings = score.crossings if score else ()
    crossing = next((c for c in crossings if c.measure == measure.kind), None)
    if crossing is not None and crossing.crossed:
        return
    limit = asked.book.figure(rung.threshold, asked.decided_on)
    net = decimal(score.net) if score else "?"
    yield Blocked("threshold", _needed(limit.shown(), net, crossing), (limit.basis,))


def _needed(limit: str, net: str, crossing: Crossing | None) -> Text:
    single = crossing.single if crossing else None
    if single is not None:
        one = decimal(single)
        return Text(
            f"누산점수 {net}점: {limit}점 이상이거나 한 조치의 벌점이 {one}점 이상이어야 합니다",
            f"Accumulated score {net}: it must be {limit} or more, or {one} for one measure",
        )
    if crossing is not None and crossing.measures:
        return Text(
            f"누산점수 {net}점: {limit}점을 넘고 조치가 {crossing.measures}회 이상이어야 합니다",
            f"Accumulated score {net}: it must be over {limit} "
            f"with {crossing.measures} measures or more",
        )
    return Text(
        f"누산점수 {net}점: {limit}점을 넘어야 합니다",
        f"Accumulated score {net}: it must be over {limit}",
    )


_RECORD = {
    CONSULTATION: Text(
        "공정거래위원회와의 협의 기록이 필요합니다",
        "A consultation with the KFTC must stand on the record",
    ),
}
_REVIEW = Text(
    "명단공표 심의위원회의 심의와 소명 기회가 먼저 기록되어야 합니다",
    "The review committee and the time for defence come first",
)


def _by_record(asked: _Question, rung: Rung) -> Iterator[Blocked]:
    for name in rung.preconditions:
        if name not in asked.case.on_record:
            yield Blocked(f"{name}_missing", _RECORD.get(name, _REVIEW), (rung.basis,))


def _by_time(asked: _Question, rung: Rung) -> Iterator[Blocked]:
    last_on = asked.case.disposition_last_on
    if last_on is not None and is_barred_by_time(rung) and asked.decided_on > last_on:
        yield Blocked(
            "time_barred",
            Text(
                f"처분시효가 {last_on}에 지났습니다", f"The disposition limit passed on {last_on}"
            ),
            (Basis("하도급법", "제22조제4항"),),
        )


def _warnings(asked: _Question, measure: Measure, rung: Rung) -> Iterator[Text]:
    try:
        points_for(
            asked.book,
            measure=measure.kind,
            violations=asked.case.violations,
            on=asked.decided_on,
            regime=rung.regime,
        )
    except NotConfigured as problem:
        yield problem.detail
