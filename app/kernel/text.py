"""A legal or interface word in both languages of the service."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Korean and English; neither may be empty."""

    ko: str
    en: str

    def __post_init__(self) -> None:
        if not self.ko.strip() or not self.en.strip():
            raise ValueError(f"a Text needs both languages: {self!r}")

    def get(self, language: Language) -> str:
        """Return the wording in one language."""
        return self.ko if language == "ko" else self.en

    def format(self, **values: object) -> "Text":
        """Return a Text with `{name}` places filled in both languages."""
        return Text(self.ko.format(**values), self.en.format(**values))

    def as_dict(self) -> dict[str, str]:
        """Return `{"ko": …, "en": …}`."""
        return {"ko": self.ko, "en": self.en}
