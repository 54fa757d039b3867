"""What a telephone number is: kept in the international form, shown as it is dialled in Korea."""

import phonenumbers

from app.kernel.text import Text

_REGION = "KR"


class WrongPhone(ValueError):
    """Not a number that can be dialled; `args[0]` says how to mend it."""

    def __init__(self) -> None:
        """Keep the words in both languages."""
        super().__init__(
            Text(
                "전화번호를 지역번호부터 적어 주세요. 예: 02-123-4567, 010-1234-5678",
                "Write the telephone number with its area code, for example 02-123-4567.",
            )
        )
        self.code = "phone"


def parse(written: str) -> str:
    """Return a number in E.164 form such as `+82212345678`; raise WrongPhone otherwise."""
    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException as fault:
        raise WrongPhone from fault
    if not phonenumbers.is_valid_number(number):
        raise WrongPhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(number: str) -> str:
    """Return an E.164 number as it is written in Korea; an empty one stays empty."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, _REGION)
    style = phonenumbers.PhoneNumberFormat
    korean = parsed.country_code == 82  # noqa: PLR2004 - the country code of Korea
    return phonenumbers.format_number(parsed, style.NATIONAL if korean else style.INTERNATIONAL)
