"""What each step in a case's history is called, whether a track, a settlement or a move made it."""

from app.cases.lifecycle import CONSENT, TRACKS
from app.cases.lifecycle.beside import BESIDE
from app.cases.lifecycle.moves import MOVES
from app.kernel.text import Text

_CONSENT = "consent_"
_OPENING = {
    "received": Text("신고 접수", "Complaint received"),
    "opened": Text("직권인지", "Opened ex officio"),
    "edition_moved": Text("적용 법령판 변경", "Moved to a new edition of the rules"),
    "consent_answered": Text("피신고인 통지에 동의", "Consented to telling the respondent"),
    "consent_refused": Text("피신고인 통지에 동의하지 않음", "Did not consent to telling"),
}
_NAMED = {**MOVES, **{name: told.label for name, told in BESIDE.items()}, **_OPENING}


def label_of(track: str, command: str) -> Text:
    """Return the name of a step in both languages."""
    if command in _NAMED:
        return _NAMED[command]
    if command.startswith(_CONSENT):
        asked = command.removeprefix(_CONSENT)
        return next(row.label for row in CONSENT.rows if row.command == asked)
    return next(row.label for row in TRACKS[track].rows if row.command == command)
