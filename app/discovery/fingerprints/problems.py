"""What is refused about fingerprints."""

from app.kernel.problems import Conflict, Invalid, TooLarge
from app.kernel.text import Text


class FingerprintUnknown(Invalid):
    """No fingerprint of that id was registered by this side for this case or draft."""

    slug = "fingerprint-unknown"
    title = Text(
        "이 사건이나 신고서에 등록된 지문이 아닙니다",
        "No such fingerprint was registered here by your side",
    )


class FingerprintDiffers(Invalid):
    """The file that arrived is not the one whose hash was registered."""

    slug = "fingerprint-differs"
    title = Text(
        "올린 파일의 SHA-256이 미리 등록한 지문과 다릅니다. 등록할 때의 파일을 올려 주세요",
        "The SHA-256 of the file differs from the registered one. Upload the file as registered",
    )


class FingerprintMatchedBefore(Conflict):
    """The file of this fingerprint has arrived already; `item_id` names it."""

    slug = "fingerprint-matched-before"
    title = Text(
        "이 지문의 파일은 이미 올라와 있습니다", "The file of this fingerprint is on file already"
    )


class FingerprintThere(Conflict):
    """The hash is registered here already; the earlier registration, `fingerprint_id`, counts."""

    slug = "fingerprint-there"
    title = Text(
        "같은 지문이 이미 등록되어 있습니다. 먼저 등록한 시각이 그대로 인정됩니다",
        "This fingerprint is registered already; the earlier time stands",
    )


class FingerprintsFull(TooLarge):
    """A case or draft holds as many fingerprints as it may."""

    slug = "fingerprints-full"
    title = Text(
        "이 사건이나 신고서에 더 등록할 수 있는 지문이 없습니다",
        "This case or draft holds as many fingerprints as it may",
    )
