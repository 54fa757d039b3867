"""What is refused about requests for records and their answers."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class RegimeUnknown(Invalid):
    """No rules are known for a suit on this Act, filed on this day."""

    slug = "record-rules-unknown"
    title = Text(
        "이 법률과 소 제기일에 맞는 기록 송부 규정이 없습니다",
        "No rules on records fit this Act and day of filing",
    )


class RecipientKeyInvalid(Invalid):
    """What was given as the recipient's public key is no age X25519 key."""

    slug = "recipient-key-invalid"
    title = Text(
        "받는 쪽 공개키가 올바르지 않습니다. age1로 시작하는 키를 적어 주세요",
        "The recipient's public key is not valid. Give an age key that begins with age1",
    )


class ItemsUnready(Invalid):
    """The items may not be decided on as they stand; `errors` names each one."""

    slug = "record-items-unready"
    title = Text("항목별 결정을 확인해 주세요", "The decisions on the items need another look")


class ListIncomplete(Conflict):
    """The case file holds evidence that is not on the item list."""

    slug = "record-list-incomplete"
    title = Text(
        "목록을 만든 뒤 사건에 자료가 추가되었습니다. 목록을 다시 만들어 주세요",
        "Evidence was added after the list was made. Take it up in the list first",
    )


class PackageNotReady(Conflict):
    """The package is still being made."""

    slug = "package-not-ready"
    title = Text(
        "송부 꾸러미를 만드는 중입니다. 잠시 뒤에 다시 시도해 주세요",
        "The package is being made. Try again in a while",
    )


class DownloadSpent(Conflict):
    """The package was downloaded as often as was allowed."""

    slug = "download-spent"
    title = Text(
        "정해진 횟수만큼 이미 내려받았습니다. 담당자에게 알려 주세요",
        "It was downloaded as often as allowed. Tell the office in charge",
    )


class DownloadWindowClosed(Conflict):
    """The time in which the package could be downloaded is over."""

    slug = "download-window-closed"
    title = Text(
        "내려받을 수 있는 기간이 지났습니다. 담당자에게 알려 주세요",
        "The time to download it is over. Tell the office in charge",
    )


class ClawedBack(Conflict):
    """The records were called back; nothing of them is given out any more."""

    slug = "records-clawed-back"
    title = Text(
        "송부가 회수되어 더 이상 내려받을 수 없습니다",
        "The records were called back and are not given out any more",
    )


class PackageHashDiffers(Conflict):
    """The recipient computed another hash than the package that was sent has."""

    slug = "package-hash-differs"
    title = Text(
        "보낸 꾸러미의 해시와 다릅니다. 받은 파일을 쓰지 마시고 담당자에게 알려 주세요",
        "This is not the hash of what was sent. Do not use the file; tell the office in charge",
    )


class NotUnderReview(Conflict):
    """The items of a request are changed only while it is under review."""

    slug = "records-not-under-review"
    title = Text(
        "검토 중인 요구만 항목을 고칠 수 있습니다",
        "Items are changed only while the request is under review",
    )
