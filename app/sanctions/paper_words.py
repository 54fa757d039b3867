"""The standing sentences of papers about measures, in both languages. Pure."""

from typing import Final

from app.kernel.money import won_in_words
from app.kernel.text import Text
from app.law.figures import Figure, Measured

COMPLY: Final = Text(
    "이행을 마치면 이행 사실을 증명하는 자료를 붙여 위 기한까지 서면으로 보고하여 주시기 바랍니다.",
    "Once you have complied, please report this in writing by the date above and enclose the "
    "documents that prove it.",
)
REPLY: Final = Text(
    "이 권고를 통지받은 날부터 10일 이내에 수락 여부를 알려 주시기 바랍니다. 수락하면 "
    "시정조치를 명한 것으로 봅니다.",
    "Please state within 10 days of being notified whether you accept this recommendation. If you "
    "accept it, a corrective order is deemed to have been made.",
)
BREACH: Final = Text(
    "정당한 사유 없이 이행하지 아니하면 관계 법령에 따라 다음 단계의 조치를 할 수 있습니다.",
    "If you do not comply and have no good reason, further measures may be taken under the law.",
)
PAYMENT: Final = Text(
    "송달받은 날부터 정해진 기한까지 국고 수납기관에 납부하여 주시기 바랍니다. 위 날짜는 이 "
    "문서를 낸 날 송달받은 경우의 기한이며, 송달일에 따라 늦어집니다.",
    "Please pay at a Treasury agent bank within the period that runs from service. The due date "
    "above applies if this document is served on the day it is issued; if it is served later, the "
    "due date moves accordingly.",
)
PAYMENT_WITHOUT_DAY: Final = Text(
    "납부기한은 따로 알려 드립니다. 그 기한까지 국고 수납기관에 납부하여 주시기 바랍니다.",
    "The due date will be notified separately. Please pay at a Treasury agent bank by that day.",
)
NO_CHARGE: Final = Text(
    "납부기한을 넘긴 때의 가산금은 정해져 있지 않습니다.",
    "The law provides no charge for late payment.",
)
LATE_CHARGE: Final = Text(
    "납부기한을 넘기면 연 {rate}의 가산금이 붙습니다(최대 {months}개월).",
    "A late charge of {rate} a year applies after the due date, for up to {months} months.",
)
INSTALMENTS: Final = Text(
    "과징금이 {large_ko}(중소기업은 {small_ko})을 넘으면 송달받은 날부터 30일 이내에 납부기한의 연장이나 "
    "분할납부를 신청할 수 있습니다.",
    "If the surcharge exceeds KRW {large:,} (KRW {small:,} for small and medium-sized enterprises), "
    "you may apply for deferral or payment by instalments within 30 days of service.",
)
OBJECTION: Final = Text(
    "이 처분에 불복하는 피심인은 처분을 통지받은 날부터 {within} 그 사유를 갖추어 이의신청을 할 수 "
    "있습니다.",
    "The respondent may file an objection to this measure, stating the grounds, {within} of being "
    "notified.",
)
SUIT: Final = Text(
    "피심인은 처분을 통지받은 날 또는 이의신청에 대한 재결서 정본을 송달받은 날부터 {within} 소를 제기할 수 "
    "있습니다. 이 기간은 늘릴 수 없습니다.",
    "The respondent may bring an action before the court {within} of being notified of the measure "
    "or of being served with the ruling on an objection. This period cannot be extended.",
)
IN_TIME: Final = Text("법에서 정한 기간 안에", "within the statutory period")
WITHIN: Final = {
    Measured.DAYS: Text("{count}일 이내에", "within {count} days"),
    Measured.MONTHS: Text("{count}개월 이내에", "within {count} months"),
    Measured.YEARS: Text("{count}년 이내에", "within {count} years"),
}
PAY_ITEM: Final = Text(
    "피심인은 {ko}을 국고에 납부하여야 한다.", "The respondent shall pay {en} to the Treasury."
)
POSTED_ITEM: Final = Text(
    "피심인에 대하여 {ko} 조치를 하고 {until_ko}까지 게시한다.",
    "Measure taken in respect of the respondent: {en}, posted until {until_en}.",
)
POINTS_ITEM: Final = Text(
    "피심인에게 벌점 {ko}을 부과한다.", "Penalty points imposed on the respondent: {en}."
)
TAKEN_ITEM: Final = Text(
    "피심인에 대하여 {ko} 조치를 한다.", "Measure taken in respect of the respondent: {en}."
)
SEE_ANNEX: Final = Text("붙임의 산정 내역 참조", "See the enclosed calculation")
SEE_OUTLINE: Final = Text("개요의 부과 벌점 참조", "See the points in the outline")
_UNITS: Final = {
    Measured.DAYS: Text("{count}일", "{count} days"),
    Measured.MONTHS: Text("{count}개월", "{count} months"),
    Measured.YEARS: Text("{count}년", "{count} years"),
    Measured.TIMES: Text("{count}배", "{count} times"),
}


def won(amount: int) -> Text:
    """Return an amount in both languages, in figures alone."""
    return Text(f"{amount:,}원", f"KRW {amount:,}")


def points(count: str) -> Text:
    """Return penalty points with their unit."""
    return Text(f"{count}점", f"{count} point{'' if count == '1' else 's'}")


def instalments(*, large: int, small: int) -> Text:
    """Return from which sums on instalments may be asked for."""
    return INSTALMENTS.format(
        large=large, small=small, large_ko=won_in_words(large), small_ko=won_in_words(small)
    )


def value(figure: Figure) -> Text:
    """Return the value of a figure with its unit."""
    if figure.unit is Measured.WON:
        return won(figure.number)
    if figure.unit is Measured.POINTS:
        return points(figure.shown())
    unit = _UNITS.get(figure.unit)
    return unit.format(count=figure.number) if unit else Text(figure.shown(), figure.shown())


def in_time(said: Text, period: Figure | None) -> Text:
    """Return a sentence with the length of its period; without one, it names the law's."""
    form = WITHIN.get(period.unit) if period else None
    within = form.format(count=period.number) if form and period else IN_TIME
    return Text(said.ko.format(within=within.ko), said.en.format(within=within.en))
