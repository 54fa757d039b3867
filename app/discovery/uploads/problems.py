"""What is refused about an upload that comes in parts."""

from app.kernel.problems import Conflict, Invalid, Malformed, TooLarge
from app.kernel.text import Text


class DigestMissing(Malformed):
    """A part came without its SHA-256, without which it could not be told from a damaged one."""

    slug = "content-digest-missing"
    title = Text(
        "조각마다 Content-Digest 머리글에 SHA-256을 적어 보내 주세요 (sha-256=:…:)",
        "Send the SHA-256 of each part in a Content-Digest header (sha-256=:…:)",
    )


class PartNumberWrong(Invalid):
    """A part has a number that no upload has."""

    slug = "part-number-wrong"
    title = Text("조각 번호는 1부터 10,000까지입니다", "Parts are numbered from 1 to 10,000")


class PartOutOfOrder(Conflict):
    """Another part is awaited; `next_part` says which one, or that none is."""

    slug = "part-out-of-order"
    title = Text(
        "지금 받을 차례의 조각이 아닙니다. next_part부터 이어서 보내 주세요",
        "This is not the part that is awaited. Go on with next_part",
    )


class PartDiffers(Conflict):
    """A part of this number is there already, with other contents."""

    slug = "part-differs"
    title = Text(
        "같은 번호의 조각을 이미 다른 내용으로 받았습니다. 올리기를 그만두고 다시 시작해 주세요",
        "A part of this number is there already and differs. Give the upload up and begin again",
    )


class PartBeingReceived(Conflict):
    """Another part of the upload is on its way; `retry_after_s` says when to ask again.

    `until` is when the other one counts as given up, unless more of it arrives.
    """

    slug = "part-being-received"
    title = Text(
        "이 파일의 조각을 하나 받고 있습니다. 조각은 하나씩 차례로 보내 주세요",
        "A part of this file is on its way already. Send the parts one after the other",
    )


class PartTooLarge(TooLarge):
    """A part holds more than one part may, or more than is left of the file."""

    slug = "part-too-large"
    title = Text(
        "조각이 허용된 크기나 파일의 남은 크기를 넘었습니다",
        "The part is larger than a part may be, or than what is left of the file",
    )


class PartTooSmall(Invalid):
    """A part that is not the last one holds too little."""

    slug = "part-too-small"
    title = Text(
        "조각이 너무 작습니다. 마지막 조각만 더 작을 수 있습니다",
        "The part is too small. Only the last one may be smaller",
    )


class UploadIncomplete(Conflict):
    """Not every byte of the file is there; `next_part` and `offset_bytes` say where to go on."""

    slug = "upload-incomplete"
    title = Text(
        "아직 받지 못한 조각이 있습니다. next_part부터 보내고 다시 끝내 주세요",
        "Parts are still missing. Send them from next_part on and complete the upload then",
    )


class BeingCompleted(Conflict):
    """The file is being put together at this moment; `until` says for how long at most."""

    slug = "upload-being-completed"
    title = Text(
        "지금 조각을 하나로 합치고 있습니다. 잠시 뒤에 확인해 주세요",
        "The parts are being put together. Look again in a moment",
    )
