"""What is refused about evidence."""

from app.kernel.problems import Conflict, Invalid, TooLarge
from app.kernel.text import Text


class FilesRefused(Invalid):
    """None of the files of an upload could be taken; `errors` says for each one why."""

    slug = "files-refused"
    title = Text("올린 파일을 받을 수 없습니다", "None of the files could be taken")


class FilesTooLarge(TooLarge):
    """None of the files of an upload fits; `errors` says for each one why."""

    slug = "files-too-large"
    title = Text("올린 파일이 허용된 크기나 개수를 넘었습니다", "The files are over the limit")


class FieldsWrong(Invalid):
    """What came beside the files is wrong; `errors` names each field."""

    slug = "upload-fields-wrong"
    title = Text("자료 설명을 확인해 주세요", "Check what is said about the files")


class PlaceFull(TooLarge):
    """A case or draft holds as much evidence as it may."""

    slug = "evidence-room-used-up"
    title = Text(
        "이 사건에 올릴 수 있는 자료의 한도를 모두 썼습니다. 담당자에게 알려 주세요",
        "This case or draft holds as much evidence as it may. Tell the office in charge",
    )


class UploadSpent(Conflict):
    """An upload was used, given up or is too old; it must be begun again."""

    slug = "upload-spent"
    title = Text(
        "올리기가 끝났거나 시간이 지났습니다. 다시 올려 주세요",
        "This upload is over. Upload the files again",
    )


class HeldFast(Conflict):
    """A legal hold forbids removal."""

    slug = "held-by-order"
    title = Text(
        "보전 명령이 걸려 있어 지울 수 없는 자료입니다", "A hold forbids removing this evidence"
    )
