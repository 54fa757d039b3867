"""How damage is told from what the log holds and what the witness remembers. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from app.audit.checkpoint import BadNote, Checkpoint, PublicKey, verify
from app.audit.findings import Report, place
from app.audit.merkle import Frontier, levels, root_at
from app.audit.witness import Line
from app.kernel.text import Text

# A forged position can be any number: no more places than this are counted one by one.
_MOST = 10_000


@dataclass(slots=True)
class Differences:
    """Positions at which a log differs from what is known of it, by kind of damage."""

    edited: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    inserted: list[int] = field(default_factory=list)
    reordered: dict[int, int] = field(default_factory=dict)  # present position: known position


def differences(found: Mapping[int, bytes], known: Sequence[bytes]) -> Differences:
    """Return how leaves by position differ from the sequence known.

    A place where both an unknown leaf stands and a known one is missing was edited. Leaves after
    the end of what is known are not judged.
    """
    known_at = {leaf: position for position, leaf in enumerate(known)}
    present: dict[bytes, int] = {}
    strange: set[int] = set()
    for position in sorted(found):
        leaf = found[position]
        if leaf in present or (leaf not in known_at and position < len(known)):
            strange.add(position)
        present.setdefault(leaf, position)
    missing = {position for leaf, position in known_at.items() if leaf not in present}
    result = Differences(
        edited=sorted(missing & strange),
        dropped=sorted(missing - strange),
        inserted=sorted(strange - missing),
    )
    pairs = sorted((at, known_at[leaf]) for leaf, at in present.items() if leaf in known_at)
    if result.dropped or result.inserted:
        in_order = _longest_rising([was for _, was in pairs])
        result.reordered = {at: was for at, was in pairs if was not in in_order}
    else:
        result.reordered = {at: was for at, was in pairs if at != was}
    return result


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Return the members of a longest rising subsequence of distinct numbers."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for value in values:
        slot = bisect_left(tails, value)
        before[value] = tails[slot - 1] if slot else None
        tails[slot : slot + 1] = [value]
    kept: set[int] = set()
    step = tails[-1] if tails else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


def judge_positions(report: Report, found: Mapping[int, bytes], known: Sequence[bytes]) -> None:
    """Note every position that was edited, dropped, reordered or inserted."""
    unlike = differences(found, known)
    named = {"edited": unlike.edited, "dropped": unlike.dropped, "inserted": unlike.inserted}
    for kind, positions in named.items():
        for position in positions:
            report.add(kind, place(position))
    for position, was in unlike.reordered.items():
        report.add("reordered", place(position), Text(f"(원래 위치 {was})", f"(it was at {was})"))
    for position in islice(_gaps(found, len(known)), _MOST):
        report.add("dropped", place(position))


def judge_seals(report: Report, unsealed: Iterable[int], newest: int) -> None:
    """Note leaves without a true seal that nothing else has named.

    Where a signed checkpoint covers the position the service once put a leaf there.
    """
    named = report.positions("edited") | report.positions("inserted")
    for position in unsealed:
        if position not in named:
            words = Text("(봉인이 맞지 않습니다)", "(the seal does not fit)")
            report.add("edited" if position < newest else "inserted", place(position), words)


def _gaps(found: Iterable[int], start: int) -> Iterator[int]:
    """Yield positions from `start` on that no leaf holds though a later one is held."""
    due = start
    for position in sorted(found):
        yield from range(due, position)
        due = max(due, position + 1)


def judge_checkpoints(
    report: Report,
    notes: Mapping[int, tuple[str, str]],
    tree: Sequence[Sequence[bytes]],
    *,
    key: PublicKey,
    witnessed: int,
) -> int:
    """Note every stored checkpoint (size to root and note) that is unsigned, changed or untrue.

    Returns the size of the newest tree that is known to have been signed.
    """
    broken: list[int] = []
    newest = witnessed
    for size in sorted(notes):
        root, note = notes[size]
        said = _signed(note, key)
        if said is None or (said.size, said.root.hex()) != (size, root):
            report.add("checkpoint", f"checkpoint {size}")
        if said is not None:
            newest = max(newest, said.size)
            if said.size > len(tree[0]) or root_at(tree, said.size) != said.root:
                broken.append(size)
    if broken:
        later = len(broken) - 1
        words = Text(f"(이후 {later}건 포함)", f"(and {later} later)") if later else None
        report.add("root", f"checkpoint {broken[0]}", words)
    return newest


def judge_end(report: Report, found: Iterable[int], read: int, newest: int) -> None:
    """Note leaves that the newest signed checkpoint covers and nobody holds, or the reverse.

    `read` is the number of leaves from the beginning to the first gap.
    """
    if not report.found["dropped"] and not report.found["reordered"]:
        for position in islice(range(read, newest), _MOST):
            report.add("dropped", place(position))
    for position in sorted(found):
        if position >= newest:
            words = Text("(서명된 확인점이 없습니다)", "(no signed checkpoint covers it)")
            report.add("inserted", place(position), words)


def judge_nodes(
    report: Report, stored: Mapping[tuple[int, int], bytes], tree: Sequence[Sequence[bytes]]
) -> None:
    """Note stored nodes that do not fit, where no damage already named explains them."""
    explained = _explained(report, len(tree[0]))
    for level in range(1, len(tree)):
        above: set[int] = set()
        for index, value in enumerate(tree[level]):
            if 2 * index in explained or 2 * index + 1 in explained:
                above.add(index)
            elif stored.get((level, index)) != value:
                above.add(index)
                low, high = index << level, (index + 1 << level) - 1
                words = Text(f"(위치 {low}–{high})", f"(positions {low}–{high})")
                report.add("node", f"node {level}/{index}", words)
        explained = above


def _explained(report: Report, size: int) -> set[int]:
    """Return positions under which the stored tree can not be expected to fit."""
    at = {kind: report.positions(kind) for kind in ("edited", "dropped", "inserted", "reordered")}
    moved = min(at["dropped"] | at["inserted"], default=size)
    return {*at["edited"], *at["reordered"], *range(max(moved, 0), size)}


def judge_witness(
    report: Report, lines: Iterable[Line | None], key: PublicKey
) -> tuple[list[bytes], dict[int, str]]:
    """Return the leaf hashes and notes that the witness remembers, as far as its copy is whole."""
    tree = Frontier()
    leaves: list[bytes] = []
    notes: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if line is None:
            # Cut short by a crash; the next whole line must continue where the last one ended.
            continue
        for leaf in line.leaves:
            tree.append(leaf)
        said = _signed(line.note, key)
        fits = said is not None and (said.size, said.root) == (line.size, tree.root())
        if line.first != len(leaves) or not fits:
            report.add("witness", f"witness line {number}")
            break
        leaves += line.leaves
        notes[line.size] = line.note
    return leaves, notes


def judge_copies(
    report: Report, notes: Mapping[int, tuple[str, str]], remembered: Mapping[int, str]
) -> None:
    """Note checkpoints that the witness has and the database lacks or words differently."""
    for size, note in remembered.items():
        if size not in notes or notes[size][1] != note:
            report.add("checkpoint", f"checkpoint {size}")


def unbroken(found: Mapping[int, bytes]) -> list[list[bytes]]:
    """Return the tree above the leaves from position 0 up to the first gap."""
    leaves: list[bytes] = []
    while len(leaves) in found:
        leaves.append(found[len(leaves)])
    return levels(leaves)


def _signed(note: str, key: PublicKey) -> Checkpoint | None:
    try:
        return verify(note, key)
    except BadNote:
        return None
