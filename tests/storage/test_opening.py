"""What an operator may write, and which store comes of it."""

from pathlib import Path

import pytest

from app.storage.base import StorageFault
from app.storage.local import LocalStore
from app.storage.opening import OpeningRefused, Wanted, open_store
from app.storage.s3 import S3Store

PAIR = {"access_key": "access", "secret_key": "top secret"}


def test_without_an_endpoint_evidence_lies_in_a_folder(tmp_path: Path) -> None:
    store = open_store(Wanted(tmp_path / "evidence"))
    assert isinstance(store, LocalStore)
    assert (tmp_path / "evidence" / "objects").is_dir()


def test_a_folder_that_can_not_be_used_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"a file")
    with pytest.raises(StorageFault):
        open_store(Wanted(tmp_path / "evidence"))


@pytest.mark.parametrize(
    "endpoint", ["s3.example.kr", "s3.example.kr:8333", "127.0.0.1:9000", "[::1]:9000"]
)
def test_with_an_endpoint_evidence_lies_in_a_bucket(tmp_path: Path, endpoint: str) -> None:
    wanted = Wanted(tmp_path / "none", endpoint=endpoint, bucket="evidence", **PAIR)
    assert isinstance(open_store(wanted), S3Store)
    assert not (tmp_path / "none").exists()


def test_keys_may_be_read_from_files(tmp_path: Path) -> None:
    access, secret = tmp_path / "access", tmp_path / "secret"
    access.write_text("access\n")
    secret.write_text("top secret\n")
    wanted = Wanted(
        tmp_path,
        endpoint="127.0.0.1:9000",
        bucket="evidence",
        access_key_file=access,
        secret_key_file=secret,
    )
    assert isinstance(open_store(wanted), S3Store)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"endpoint": "https://s3.example.kr"}, "host and a port alone"),
        ({"endpoint": "s3.example.kr/evidence"}, "host and a port alone"),
        ({"bucket": ""}, "no bucket"),
        ({"bucket": "No Bucket"}, "no bucket"),
        ({"access_key": ""}, "no access key"),
        ({"secret_key": ""}, "no secret key"),
        ({"secret_key_file": Path("/nonexistent/secret")}, "given twice"),
        ({"secret_key": "", "secret_key_file": Path("/nonexistent/secret")}, "can not be read"),
        ({"ca_file": Path("/nonexistent/ca.pem")}, "no file of authorities"),
        ({"governance_days": -1}, "not negative"),
    ],
)
def test_words_that_name_no_store_are_refused_without_the_secret(
    tmp_path: Path, said: dict[str, object], why: str
) -> None:
    words = {"endpoint": "127.0.0.1:9000", "bucket": "evidence", **PAIR, **said}
    with pytest.raises(OpeningRefused, match=why) as refusal:
        open_store(Wanted(tmp_path, **words))  # type: ignore[arg-type]
    assert "top secret" not in str(refusal.value)
    assert "top secret" not in repr(Wanted(tmp_path, **words))  # type: ignore[arg-type]
