"""A receipt as one ZIP file: the same receipt is always packed to the same bytes."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from app.discovery.checkers.standalone import standalone
from app.discovery.productions.archive import write_zip
from app.discovery.receipts import verify_receipt
from app.discovery.receipts.body import CHECKPOINT, REPLY, REQUEST, Receipt

_README = """\
접수증 {id}
====================================================================

이 묶음은 아래 SHA-256의 파일(또는 파일의 지문)이 언제 등록되었는지를 보여 줍니다.
서비스에 접속하지 않고도 누구나 확인할 수 있습니다.

  SHA-256  {sha256}
  등록     {at} (UTC)

  receipt.json       접수증. 감사 기록에 봉인된 그대로의 기록과 포함 증명
  checkpoint.txt     감사 기록 전체의 크기와 루트 해시에 대한 서명(확인점)
  timestamp.tsq/tsr  외부 시점확인기관의 요청과 응답(RFC 3161). 없을 수 있습니다.
  verify_receipt.py  확인 프로그램. Python 3.8 이상만 있으면 됩니다.

확인 방법
  python3 verify_receipt.py --file 원본파일 --key "기관이 공개한 검증 키"
  openssl ts -verify -data checkpoint.txt -in timestamp.tsr -CAfile 시점확인기관인증서.pem

알아 두실 점
  - 검증 키는 기관이 따로 공개한 것과 비교해 주세요. 접수증 안의 키만으로는 부족합니다.
  - 접수증은 그 시각 이후 파일이 바뀌지 않았음을 보여 줍니다. 누가 만들었는지, 내용이
    사실인지는 보여 주지 않습니다.
  - 파일 이름과 제목(described)은 제출한 사람이 적은 것으로, 봉인된 기록에는 들어 있지 않습니다.
  - timestamp의 state가 waiting이면 시점확인을 기다리는 중입니다. 나중에 다시 받으면
    들어 있습니다. not_configured이면 이 서비스가 시점확인기관을 쓰지 않습니다.

Receipt {id}
====================================================================

This package shows when the file with this SHA-256, or its fingerprint, was registered.
Anybody can check it without reaching the service.

  SHA-256     {sha256}
  registered  {at} (UTC)

  receipt.json       the receipt: the entry as it was sealed in the log, and its inclusion proof
  checkpoint.txt     size and root of the whole log, signed
  timestamp.tsq/tsr  request to and answer of an outside authority (RFC 3161); may be missing
  verify_receipt.py  the checker; it needs Python 3.8 or later and nothing else

To check
  python3 verify_receipt.py --file ORIGINAL --key "key as the agency published it"
  openssl ts -verify -data checkpoint.txt -in timestamp.tsr -CAfile AUTHORITY.pem

Please note
  - Compare the key with the one that the agency published; the key inside proves nothing alone.
  - The receipt shows that the file is unchanged since that time. It does not show who made the
    file or that what it says is true.
  - File name and title (described) are what the submitter wrote; the sealed entry has neither.
  - Where the state of timestamp is waiting, ask for the receipt again later; not_configured
    means that this service asks no time-stamping authority.
"""


def packed(receipt: Receipt) -> bytes:
    """Return the package of a receipt."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in _files(receipt).items():
            (folder / name).write_bytes(content)
        out = io.BytesIO()
        write_zip(folder, f"receipt-{receipt.id}", out)
    return out.getvalue()


def _files(receipt: Receipt) -> dict[str, bytes]:
    files = {
        "receipt.json": receipt.body,
        CHECKPOINT: receipt.note,
        "verify_receipt.py": standalone(Path(verify_receipt.__file__)),
        "README.txt": _README.format(id=receipt.id, sha256=receipt.sha256, at=receipt.at).encode(),
    }
    if receipt.stamp is not None:
        files |= {REQUEST: receipt.stamp.request, REPLY: receipt.stamp.reply}
    return files
