"""A bucket as a store keeps the promises of every store, in the clear and encrypted."""

from collections.abc import Generator

import pytest

from app.storage.keyring import Keyring
from tests.storage.s3_lab import S3Lab, new_bucket
from tests.storage.store_contract import OLD_ROOT, SealedStoreContract, StoreContract


@pytest.fixture(scope="module")
def bucket() -> str:
    # The first object of a new bucket is slow, so the tests share one and empty it.
    return new_bucket()


class TestS3Store(StoreContract):
    @pytest.fixture
    def lab(self, bucket: str) -> Generator[S3Lab]:
        lab = S3Lab(bucket=bucket)
        yield lab
        lab.wipe()


class TestSealedS3Store(SealedStoreContract):
    @pytest.fixture
    def lab(self, bucket: str) -> Generator[S3Lab]:
        lab = S3Lab(Keyring.of(OLD_ROOT), bucket=bucket)
        yield lab
        lab.wipe()
