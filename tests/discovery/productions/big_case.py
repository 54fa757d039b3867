"""A case whose evidence goes all the way: sent in, read, marked, redacted, produced, over REST."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import main as root
from app.access.actor import Role
from app.demo.complaints import complaint
from app.demo.stage import Player, Stage
from app.kernel.clock import SEOUL, FrozenClock
from app.settings import Settings
from tests.discovery.confidentiality.leaky_pdfs import embedded
from tests.discovery.productions.sample_set import pdf, picture
from tests.discovery.texts import made_files

ROOT = Path(__file__).parents[3]
SECRET = "배합비 37.5 대 62.5"
SEALED_DAYS = 30
FORM: dict[str, Any] = {
    "title": "문서제출명령에 따른 제출", "recipient": "서울중앙지방법원", "recipient_level": 2,
    "organisation": "공정거래위원회(가상)", "exhibit_side": "소갑",
}  # fmt: skip
_TYPES = {"pdf": "application/pdf", "png": "image/png", "tif": "image/tiff"}
# Another process, day, zone, locale and order of sets; it builds what the worker is asked to build.
_ELSEWHERE = """
import sys
sys.path.insert(0, {root!r})
from datetime import UTC, datetime
from pathlib import Path
import app.tables
from app.audit import keys
from app.db.engine import make_engine
from app.db.world import World
from app.discovery.productions.build_job import build_production
from app.kernel.clock import FrozenClock
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
folder = Path({folder!r})
held = keys.load(folder / "keys", origin={origin!r})
clock, engine = FrozenClock(datetime(2027, 5, 1, tzinfo=UTC)), make_engine({database!r})
world = World(engine, clock, lambda _: None, lambda _: None, held.seal_key)
store = LocalStore(folder / "evidence", keyring=Keyring.load(folder / "keys" / "evidence"))
build_production(world, store, {{"production_id": {production!r}}}, held.signer)
"""


def settings(folder: Path) -> Settings:
    """Return the settings of the town."""
    return Settings(
        environment="demo", data_folder=folder, embedded_worker=False, case_limit_files=5_000,
        issued_seal_days=SEALED_DAYS, _env_file=None,
    )  # fmt: skip


def papers(number: int) -> dict[str, bytes]:
    """Return single files in two languages; `number` tells one batch of them from the next."""
    found = {f"보고서 {number}-{n}.pdf": embedded(f"{number}-{n} 보고서", SECRET, "끝")
             for n in range(8)}  # fmt: skip
    found |= {f"report {number}-{n}.pdf": pdf(f"report {number}", str(n), pages=1 + n % 3)
              for n in range(8)}  # fmt: skip
    found |= {f"메모 {number}-{n}.txt": f"단가 인하 {number}-{n}".encode("cp949") for n in range(3)}
    found |= {f"표 {number}-{n}.csv": f"값,{number}{n}\n".encode() for n in range(2)}
    words = f"도면 송부 {number}"
    return found | {
        f"도면 {number}-1.tif": picture("TIFF", frames=3), f"도면 {number}-2.tif": picture("TIFF"),
        f"사진 {number}-1.png": picture("PNG"), f"계약 {number}.docx": made_files.docx(words),
        f"단가 {number}.xlsx": made_files.xlsx(words), f"발표 {number}.pptx": made_files.pptx(words),
        f"공문 {number}.hwpx": made_files.hwpx(words), f"공문 {number}.hwp": made_files.hwp(words),
        f"보고서 사본 {number}.pdf": pdf(f"report {number}", "0", pages=1),
        f"묶음 {number}.zip": made_files.archive({
            "a.csv": f"단가,{number}\n", "b.hwpx": made_files.hwpx(f"{words} b"),
            "c.pdf": pdf("inside", str(number), pages=2),
        }),
    }  # fmt: skip


def mails(number: int, count: int = 5) -> dict[str, bytes]:
    """Return mails with a drawing and an opinion each."""
    return {
        f"메일 {number}-{n}.eml": made_files.mail(
            ("drawing.pdf", pdf("drawing", f"{number}-{n}", pages=2)),
            ("의견서.txt", f"법률 검토 {number}-{n}".encode()),
            words=f"붙임 참조 {n}", message_id=f"<{number}.{n}@example.kr>",
        )
        for n in range(count)
    }  # fmt: skip


class Matter:
    """The people of a case, its evidence by file name, and what they do with a production."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        """Open accounts, file a complaint and assign it."""
        self.stage, self.folder = stage, folder
        self.owner = stage.player(Role.PARTY, "신고인 (가상)")
        self.examiner = stage.player(Role.INVESTIGATOR, "조사관 (가상)", unit="subcontract")
        self.lead = stage.player(Role.LEAD, "과장 (가상)", unit="subcontract")
        self.secretary = stage.player(Role.SECRETARY, "간사 (가상)")
        form = complaint(["SC-DOC"], "대한(가상)", "도면을 요구하였습니다.")
        self.case_id = str(self.owner.post("/complaints", form)["case_id"])
        path = f"/cases/{self.case_id}"
        self.lead.act(f"{path}/assignment", {"account_id": self.examiner.account_id}, about=path)
        self.items: dict[str, str] = {}

    def send(self, who: Player, files: dict[str, bytes], level: int = 2) -> None:
        """Upload files to the case in one go."""
        sent = [
            ("files", (name, content, _TYPES.get(name[-3:], "application/octet-stream")))
            for name, content in files.items()
        ]
        form = {"level": str(level)}
        found = who.post(f"/cases/{self.case_id}/evidence", files=sent, data=form)["items"]
        self.items |= {name: one["id"] for name, one in zip(files, found, strict=True)}

    def take_out(self, container: str) -> None:
        """Take every member out of a mail or archive, as `container/member`."""
        path = f"/evidence/{self.items[container]}/family"
        for one in self.owner.get(path)["members"]:
            taken = self.owner.post(f"{path}/{one['position']}/extraction", {})
            self.items[f"{container}/{one['path']}"] = taken["item_id"]

    def mark_secret(self, who: Player, name: str, **more: Any) -> None:
        """Mark a piece as secret."""
        form = {"kind": "trade_secret", "level": 3, "reason": "배합 비율이 적혀 있습니다.", **more}
        who.post(f"/evidence/{self.items[name]}/marks", form)

    def redact(self, name: str, **how: Any) -> None:
        """Let the worker black something out, and let the lead issue what came of it."""
        self.examiner.post(f"/evidence/{self.items[name]}/redactions", how)
        self.stage.settle()
        pairs = self.examiner.get(f"/cases/{self.case_id}/public-versions")["items"]
        (made,) = [one for one in pairs if one["item_id"] == self.items[name]]
        about = f"/public-versions/{made['id']}"
        self.lead.post(f"{about}/issue", {}, version=made["version"])

    def prepare(self, **more: Any) -> str:
        """Begin a production and return its path."""
        made = self.examiner.post(f"/cases/{self.case_id}/productions", FORM | more)
        return f"/productions/{made['id']}"

    def documents(self, path: str) -> list[Any]:
        """Return all documents of a production."""
        found: list[Any] = []
        cursor = ""
        while True:
            page = self.examiner.get(f"{path}/documents?limit=100{cursor}")
            found += page["items"]
            if not page["has_more"]:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    def mark(self, path: str, **others: dict[str, Any]) -> None:
        """Produce everything but the others, which are told by the id of the piece."""
        marks = [
            {"item_id": one["item_id"], **others.get(one["item_id"], {"standing": "produced"})}
            for one in self.documents(path)
        ]
        for begin in range(0, len(marks), 500):
            self.examiner.act(f"{path}/marks", {"marks": marks[begin : begin + 500]}, about=path)

    def check(self, path: str) -> list[Any]:
        """Check a production and return what was found."""
        return list(self.examiner.act(f"{path}/check", about=path)["findings"])

    def build(self, path: str, *, elsewhere: bool = False) -> Any:
        """Let a worker build it, here or in another process on another day and in another land."""
        self.examiner.act(f"{path}/build", about=path)
        if elsewhere:
            house = self.stage.house
            told = _ELSEWHERE.format(
                root=str(ROOT), folder=str(self.folder), origin=house.keys.public.name,
                database=house.settings.database, production=path.rpartition("/")[2],
            )  # fmt: skip
            around = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8",
                      "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}  # fmt: skip
            subprocess.run([sys.executable, "-c", told], env=around, check=True)
        else:
            self.stage.settle()
        built = self.examiner.get(path)
        assert built["state"]["code"] == "built", built["findings"]
        return built

    def download(self, path: str, place: Path) -> Path:
        """Take a production out, and return the folder of its bag."""
        answer = self.examiner.call("GET", f"{path}/content")
        assert answer.status == 200, answer.body
        with zipfile.ZipFile(io.BytesIO(answer.body)) as whole:
            whole.extractall(place)
        return place / "production"

    @property
    def key(self) -> str:
        """The public key of the service, as it is published."""
        return self.stage.house.keys.public.text


@contextmanager
def open_matter(folder: Path) -> Generator[Matter]:
    """Yield a case without evidence; the worker runs when it is told to."""
    clock = FrozenClock(datetime(2026, 11, 23, 10, tzinfo=SEOUL).astimezone(UTC))
    house = root.build(settings(folder), clock)
    root.prepare(house)
    stage = Stage(house, root.create_app(house), clock)
    try:
        yield Matter(stage, folder)
    finally:
        stage.close()
        house.world.engine.dispose()


def collect(matter: Matter, batches: int = 1) -> None:
    """Send everything in, let it be read, take families apart, and let that be read too."""
    for number in range(batches):
        matter.send(matter.owner, papers(number) | mails(number))
    matter.send(matter.examiner, {"심사관 메모.txt": "현장 확인 결과".encode()})
    matter.stage.settle()
    for name in [one for one in matter.items if one.endswith((".eml", ".zip"))]:
        matter.take_out(name)
    matter.stage.settle()


def standings(matter: Matter, batches: int = 1) -> dict[str, dict[str, Any]]:
    """Return what becomes of each piece that is not simply produced, by id."""
    one, told = matter.items, {}
    for n in range(batches):
        told |= {
            one[f"메일 {n}-1.eml/의견서.txt"]: {"standing": "withheld", "ground": "lawyer_client",
                                              "reason": "법률 자문"},
            one[f"보고서 {n}-2.pdf"]: {"standing": "withheld", "ground": "trade_secret",
                                     "reason": "공정 조건표"},
            one[f"표 {n}-1.csv"]: {"standing": "non_responsive", "reason": "요청 기간 밖"},
            one[f"보고서 사본 {n}.pdf"]: {"standing": "duplicate", "reason": "같은 파일",
                                        "duplicate_of": one[f"report {n}-0.pdf"]},
            one[f"보고서 {n}-3.pdf"]: {"standing": "produced", "redacted": True},
        }  # fmt: skip
    return told


def keep_secrets(matter: Matter, batches: int = 1) -> None:
    """Mark what is secret or privileged, and make and issue the redacted versions."""
    for n in range(batches):
        matter.mark_secret(matter.owner, f"보고서 {n}-1.pdf")
        matter.mark_secret(matter.owner, f"보고서 {n}-2.pdf")
        matter.mark_secret(matter.owner, f"report {n}-2.pdf", first_page=2, last_page=3)
        matter.mark_secret(
            matter.owner, f"메일 {n}-1.eml/의견서.txt", kind="privileged", level=5,
            document_kind="법률 의견서", author="가 변호사", description="계약 해석 자문",
        )  # fmt: skip
        box = {"left": 4.0, "top": 20.0, "right": 70.0, "bottom": 80.0, "reason": "trade_secret"}
        matter.redact(f"보고서 {n}-1.pdf", words=[SECRET])
        matter.redact(f"보고서 {n}-3.pdf", words=[SECRET])
        matter.redact(f"report {n}-2.pdf", boxes=[{"page": 2, **box}, {"page": 3, **box}])


def as_json(folder: Path) -> Any:
    """Return what a production says of itself."""
    return json.loads((folder / "data" / "production.json").read_text(encoding="utf-8"))
