"""Which kinds of file are taken as evidence, and what is said when one is refused. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from app.discovery.files.file_names import extension_of
from app.kernel.problems import FieldError
from app.kernel.text import Text


class FileType(StrEnum):
    """The kinds of file that are taken."""

    PDF = "pdf"
    HWP = "hwp"
    HWPX = "hwpx"
    DOC = "doc"
    DOCX = "docx"
    XLS = "xls"
    XLSX = "xlsx"
    PPT = "ppt"
    PPTX = "pptx"
    TXT = "txt"
    CSV = "csv"
    JPG = "jpg"
    PNG = "png"
    TIF = "tif"
    MP3 = "mp3"
    M4A = "m4a"
    WAV = "wav"
    MP4 = "mp4"
    EML = "eml"
    MSG = "msg"
    DWG = "dwg"
    DXF = "dxf"
    STP = "stp"
    ZIP = "zip"


MEDIA_TYPES: Mapping[FileType, str] = {
    FileType.PDF: "application/pdf",
    FileType.HWP: "application/x-hwp",
    FileType.HWPX: "application/hwp+zip",
    FileType.DOC: "application/msword",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.PPT: "application/vnd.ms-powerpoint",
    FileType.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileType.TXT: "text/plain",
    FileType.CSV: "text/csv",
    FileType.JPG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.TIF: "image/tiff",
    FileType.MP3: "audio/mpeg",
    FileType.M4A: "audio/mp4",
    FileType.WAV: "audio/wav",
    FileType.MP4: "video/mp4",
    FileType.EML: "message/rfc822",
    FileType.MSG: "application/vnd.ms-outlook",
    FileType.DWG: "image/vnd.dwg",
    FileType.DXF: "image/vnd.dxf",
    FileType.STP: "model/step",
    FileType.ZIP: "application/zip",
}

_OTHER_SPELLINGS: Mapping[str, FileType] = {
    "jpeg": FileType.JPG,
    "tiff": FileType.TIF,
    "step": FileType.STP,
}

ACCEPTED_EXTENSIONS: tuple[str, ...] = (*(kind.value for kind in FileType), *_OTHER_SPELLINGS)
"""Every extension that is taken, for the `accept` of a file field and the words beside it."""


class FileError(StrEnum):
    """The six things that can be wrong with a file, each with its own words."""

    TYPE = "file_type"
    SIZE = "file_size"
    EMPTY = "file_empty"
    DAMAGED = "file_damaged"
    LOCKED = "file_locked"
    UPLOAD_FAILED = "file_upload_failed"


FILE_ERRORS: Mapping[FileError, Text] = {
    FileError.TYPE: Text(
        "‘{name}’은(는) 받을 수 없는 형식입니다. PDF, 한글, 워드, 엑셀, 파워포인트, 텍스트, 사진, "
        "녹음, 영상, 전자우편, 도면 파일로 올려 주세요. 압축 파일(ZIP) 안에 다른 압축 파일이 "
        "있으면 풀어서 올려 주세요.",
        "‘{name}’ is not a type that can be taken. Upload a PDF, HWP, Word, Excel, PowerPoint, "
        "text, picture, sound, film, e-mail or drawing file. If a ZIP holds another archive, "
        "unpack that one first.",
    ),
    FileError.SIZE: Text(
        "‘{name}’이(가) 너무 큽니다. 파일 하나는 {limit_mb}MB 이하, 압축 파일 안의 항목은 "
        "10,000개 이하여야 합니다. 나누어서 올려 주세요.",
        "‘{name}’ is too large. One file may have at most {limit_mb} MB, and a ZIP at most "
        "10,000 entries. Upload it in parts.",
    ),
    FileError.EMPTY: Text(
        "‘{name}’은(는) 내용이 없는 파일입니다. 원본을 확인하고 다시 올려 주세요.",
        "‘{name}’ is empty. Check the original and upload it again.",
    ),
    FileError.DAMAGED: Text(
        "‘{name}’의 내용이 확장자와 다르거나 손상되었습니다. 원래 프로그램에서 열어 다시 저장한 뒤 "
        "올려 주세요.",
        "The contents of ‘{name}’ do not match its extension, or are damaged. Open it in its own "
        "program, save it again and upload it.",
    ),
    FileError.LOCKED: Text(
        "‘{name}’에 암호가 걸려 있습니다. 암호를 풀고 다시 올려 주세요.",
        "‘{name}’ is protected by a password. Remove the password and upload it again.",
    ),
    FileError.UPLOAD_FAILED: Text(
        "‘{name}’을(를) 끝까지 받지 못했습니다. 연결을 확인하고 다시 올려 주세요.",
        "‘{name}’ did not arrive whole. Check the connection and upload it again.",
    ),
}


def file_error(error: FileError, *, pointer: str, name: str, limit_bytes: int = 0) -> FieldError:
    """Return the words for a refused file; only those for its size need the limit."""
    words = FILE_ERRORS[error].format(name=name, limit_mb=limit_bytes // (1024 * 1024))
    return FieldError(pointer=pointer, code=error.value, detail=words)


def claimed_type(name: str) -> FileType | None:
    """Return the kind that the extension of a name says, or nothing if it is not taken."""
    extension = extension_of(name)
    if extension in _OTHER_SPELLINGS:
        return _OTHER_SPELLINGS[extension]
    return FileType(extension) if extension in set(FileType) else None
