"""The public key to which records are sealed: an age X25519 recipient, checked before it is kept."""

from pyrage import RecipientError, x25519  # type: ignore[import-untyped]

from app.discovery.transmissions.problems import RecipientKeyInvalid
from app.kernel.problems import FieldError
from app.kernel.text import Text

_MARK = "age1"
_WORDS = Text(
    "age1로 시작하는 공개키를 그대로 붙여 주세요. 비밀키는 적지 마세요.",
    "Paste the public key that begins with age1 unchanged. Never send the secret key.",
)


def checked(key: str) -> str:
    """Return the key as it is kept, or raise RecipientKeyInvalid; nothing given stays nothing."""
    cleaned = key.strip()
    if not cleaned:
        return ""
    try:
        recipient(cleaned)
    except RecipientError as fault:
        raise RecipientKeyInvalid(
            errors=(FieldError("/recipient_key", "recipient_key", _WORDS),)
        ) from fault
    return cleaned


def recipient(key: str) -> x25519.Recipient:
    """Return the recipient that a key stands for; raise RecipientError for anything else."""
    if not key.startswith(_MARK):
        raise RecipientError("not an age recipient")
    return x25519.Recipient.from_str(key)
