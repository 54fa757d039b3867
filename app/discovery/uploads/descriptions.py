"""What was said about the files of an upload, and what each file turns out to be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.discovery.evidence.problems import FieldsWrong
from app.discovery.evidence.rules import IntakeLimits, Offer
from app.discovery.files.file_types import FileError, file_error
from app.discovery.files.signatures import detect
from app.discovery.uploads.schemas import SentFields
from app.discovery.uploads.streaming import Received
from app.discovery.uploads.upload_parts import ReceivedFile
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.storage.base import Store
from app.web.problems import from_validation

FILE_FIELDS = frozenset({"files", "file"})
_FILE_BY_FILE = frozenset({"sha256", "fingerprint_id"})
_UNKNOWN = Text("알 수 없는 항목입니다. 빼고 보내 주세요", "Unknown field; leave it out")
_NONE_SENT = Text("파일을 하나 이상 골라 주세요", "Choose at least one file")
_WRONG_FIELD = Text("파일은 files 항목으로 보내 주세요", "Send files in the field files")
_TOO_MANY_VALUES = Text(
    "파일 수({files}개)와 항목 수({values}개)가 맞지 않습니다. 하나만 적거나 파일마다 적어 주세요",
    "There are {values} values for {files} files; send one, or one for each file",
)


def described(received: Received, *, known: frozenset[str] = frozenset()) -> list[SentFields]:
    """Return what is said about each file, in their order; raise FieldsWrong naming all faults.

    A field that is sent once counts for all files, one that is repeated counts file by file; a
    SHA-256 or a fingerprint always counts file by file. Fields in `known` belong to the form and are passed over.
    """
    files = len(received.files) + len(received.refused)
    said = _said(received, known)
    errors = [_error(f"/{name}", "extra_forbidden", _UNKNOWN) for name in _foreign(said)]
    errors += [
        _error(f"/{name}", "count", _TOO_MANY_VALUES.format(files=files, values=len(values)))
        for name, values in said.items()
        if files and _miscounted(name, len(values), files)
    ]
    errors += [_error("/files", "missing", _NONE_SENT)] if not files else []
    errors += [
        _error(f"/{file.field}", "file_field", _WRONG_FIELD)
        for file in received.files
        if file.field not in FILE_FIELDS
    ]
    if errors:
        raise FieldsWrong(errors=tuple(errors))
    return _checked(said, files)


def examined(
    received: Received, fields: Sequence[SentFields], store: Store, limits: IntakeLimits
) -> list[Offer]:
    """Return each file as an offer, refused where its bytes are not what its name says."""
    too_large = {error.pointer: error for error in received.refused}
    arrived = iter(received.files)
    offers = []
    for number, told in enumerate(fields):
        pointer = f"/files/{number}"
        offer = Offer(pointer=pointer, title=told.title, purpose=told.purpose, level=told.level)
        if pointer in too_large:
            offers.append(replace(offer, error=too_large[pointer]))
        else:
            offers.append(examined_file(offer, next(arrived), told.sha256, store, limits))
    return offers


def examined_file(
    offer: Offer, file: ReceivedFile, announced: str, store: Store, limits: IntakeLimits
) -> Offer:
    """Return one file as an offer, refused where it is not what its name or its hash says."""
    stored = file.stored
    with store.reader(stored.key, sha256=stored.sha256) as content:
        finding = detect(content, file.name)
    error = finding.error
    if announced and announced != stored.sha256:
        error = FileError.UPLOAD_FAILED
    words = None
    if error is not None:
        words = file_error(
            error, pointer=offer.pointer, name=file.name, limit_bytes=limits.file_bytes
        )
    return replace(
        offer, name=file.name, store_key=stored.key, sha256=stored.sha256,
        size_bytes=stored.size_bytes, media_type=finding.media_type, error=words,
    )  # fmt: skip


def _said(received: Received, known: frozenset[str]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name, value in received.fields:
        if name not in known:
            said.setdefault(name, []).append(value)
    return said


def _foreign(said: Mapping[str, list[str]]) -> list[str]:
    return [name for name in said if name not in SentFields.model_fields]


def _miscounted(name: str, values: int, files: int) -> bool:
    return values != files and (values != 1 or name in _FILE_BY_FILE)


def _checked(said: Mapping[str, list[str]], files: int) -> list[SentFields]:
    checked: list[SentFields] = []
    errors: list[FieldError] = []
    for number in range(files):
        values = {name: given[min(number, len(given) - 1)] for name, given in said.items()}
        try:
            checked.append(SentFields.model_validate(values))
        except ValidationError as fault:
            found = [error | {"loc": ("body", *error["loc"], number)} for error in fault.errors()]
            errors += from_validation(RequestValidationError(found)).errors
    if errors:
        raise FieldsWrong(errors=tuple(errors))
    return checked


def _error(pointer: str, code: str, words: Text) -> FieldError:
    return FieldError(pointer, code, words)
