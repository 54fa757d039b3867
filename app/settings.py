"""What an operator may set; read once at start, from the environment or a `.env` file."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsRefused(ValueError):
    """The settings do not fit the environment they are meant for."""


class Settings(BaseSettings):
    """Every setting is an environment variable with the prefix `SANGSAENG_`."""

    model_config = SettingsConfigDict(env_prefix="SANGSAENG_", env_file=".env", extra="ignore")

    environment: Literal["development", "demo", "production"] = Field(
        "development", description="`production` refuses SQLite, missing keys and demo accounts"
    )
    data_folder: Path = Field(
        Path("data"), description="Folder of the SQLite file, evidence, keys and witness"
    )
    database_url: str = Field("", description="`postgresql://…`; empty: SQLite in the data folder")
    evidence_folder: Path | None = Field(
        None, description="Folder of the evidence store; empty: `evidence` in the data folder"
    )
    s3_endpoint: str = Field(
        "", description="Host and port of an S3 store for evidence; empty: the folder above"
    )
    s3_bucket: str = Field("", description="Bucket with versioning and object lock")
    s3_access_key: str = Field("", repr=False, description="Access key of the bucket")
    s3_access_key_file: Path | None = Field(None, description="File that holds the access key")
    s3_secret_key: str = Field("", repr=False, description="Secret key of the bucket")
    s3_secret_key_file: Path | None = Field(None, description="File that holds the secret key")
    s3_region: str = Field("us-east-1", description="Region of the bucket")
    s3_secure: bool = Field(default=True, description="Speak TLS with the S3 store")
    s3_ca_file: Path | None = Field(
        None, description="Authorities that the S3 store's TLS rests on"
    )
    s3_governance_days: int = Field(
        0,
        ge=0,
        description="Days of GOVERNANCE retention added when a hold is laid; 0: legal hold alone",
    )
    court_limits_file: Path | None = Field(
        None,
        description="TOML file with the courts' dated sizes for electronic filing, in the form of "
        "`court_limits.toml`; empty: nothing is split",
    )
    issued_seal_days: int = Field(
        1826,
        ge=0,
        description="Days for which the store seals an issued production; no law names a number, "
        "it is the operator's choice; 0: held, but not sealed",
    )
    evidence_second_folder: Path | None = Field(
        None,
        description="Folder of a second copy of everything stored, on another disk; empty: none",
    )
    scrub_within_days: int = Field(
        30, ge=1, le=3650, description="Days within which every stored byte is read again"
    )
    scanner_address: str = Field(
        "", description="clamd at `tcp://host:port` or `unix:/path`; empty: files are not scanned"
    )
    timestamp_url: str = Field(
        "",
        description="Time-stamping authorities (RFC 3161), asked in order; empty: no timestamps",
    )
    timestamp_ca_file: Path | None = Field(
        None, description="Certificates, as PEM, that the time-stamping authorities rest on"
    )
    key_folder: Path | None = Field(
        None, description="Folder of the signing and sealing keys; empty: `keys` in the data folder"
    )
    witness_file: Path | None = Field(
        None, description="Second place of checkpoints; empty: `witness.jsonl` in the data folder"
    )
    base_url: str = Field(
        "http://127.0.0.1:8000", description="Address under which people reach the portal"
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.1", "localhost", "testserver"),
        description="Host names that are answered, separated by commas",
    )
    announced_regime_from: date | None = Field(
        None, description="Day from which the ladder announced in 2026 is adopted; empty: not"
    )
    embedded_worker: bool = Field(
        default=True,
        description="Run the worker inside the server process; off where workers run apart",
    )
    bank_mode: Literal["files", "open_banking"] = Field(
        "files",
        description="How the remedy fund reaches its bank: ISO 20022 files in a folder, or Korean "
        "open banking",
    )
    bank_account: str = Field(
        "", description="Account that the remedy fund pays from; empty: nothing is paid"
    )
    bank_account_holder: str = Field("", description="Holder of that account, as the bank knows it")
    bank_folder: Path | None = Field(
        None, description="Folder shared with the bank; empty: `bank` in the data folder"
    )
    bank_address: str = Field("", description="Address of the open-banking centre")
    bank_institution_code: str = Field(
        "", description="Ten-character institution code of the open-banking contract"
    )
    bank_token_file: Path | None = Field(
        None, description="File that holds the access token of the open-banking contract"
    )
    body_limit_bytes: int = Field(
        1_048_576, ge=1024, description="Largest request body outside uploads, in bytes"
    )
    statement_limit_bytes: int = Field(
        33_554_432, ge=1024,
        description="Largest request body that brings a bank's statement, in bytes",
    )  # fmt: skip
    file_limit_bytes: int = Field(
        104_857_600, ge=1024, description="Largest evidence file, in bytes"
    )
    case_limit_bytes: int = Field(
        2_147_483_648, ge=1024, description="Most evidence a case or draft may hold, in bytes"
    )
    case_limit_files: int = Field(50, ge=1, description="Most files a case or draft may hold")
    help_phone: str = Field("", description="Telephone shown at the foot of every page")
    demo_now: datetime | None = Field(
        None, description="Instant at which the demo's clock starts, with offset"
    )

    @model_validator(mode="before")
    @classmethod
    def split_hosts(cls, values: dict[str, object]) -> dict[str, object]:
        """Read host names separated by commas."""
        hosts = values.get("allowed_hosts")
        if isinstance(hosts, str):
            values["allowed_hosts"] = tuple(h.strip() for h in hosts.split(",") if h.strip())
        return values

    @model_validator(mode="after")
    def fits(self) -> "Settings":
        """Refuse what would be unsafe in production."""
        if self.environment != "production":
            return self
        faults = {
            "database_url must name PostgreSQL": not self.database_url.startswith("postgresql"),
            "key_folder must be set and hold the keys": self.key_folder is None,
            "evidence_folder or s3_endpoint must be set": not (
                self.evidence_folder or self.s3_endpoint
            ),
            "s3_secure must stay on": bool(self.s3_endpoint) and not self.s3_secure,
            "base_url must start with https": not self.base_url.startswith("https://"),
            "demo_now belongs to the demo": self.demo_now is not None,
        }
        wrong = [words for words, broken in faults.items() if broken]
        if wrong:
            raise SettingsRefused("production: " + "; ".join(wrong))
        return self

    @property
    def database(self) -> str:
        """The database's URL, SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{self.data_folder.resolve() / 'sangsaeng.db'}"

    @property
    def evidence(self) -> Path:
        """The folder of the evidence store."""
        return self.evidence_folder or self.data_folder / "evidence"

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.key_folder or self.data_folder / "keys"

    @property
    def witness(self) -> Path:
        """The file to which checkpoints are copied."""
        return self.witness_file or self.data_folder / "witness.jsonl"

    @property
    def bank_files(self) -> Path:
        """The folder in which files for and from the bank lie."""
        return self.bank_folder or self.data_folder / "bank"

    @property
    def fund_account(self) -> str:
        """The account that the fund pays from; a demonstration has one that is nobody's."""
        return self.bank_account or ("KR50MOCK0000000001" if self.demonstration else "")

    @property
    def demonstration(self) -> bool:
        """Tell whether figures that no source gives may be shown as demonstration."""
        return self.environment == "demo"
