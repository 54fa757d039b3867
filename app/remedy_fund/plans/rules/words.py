"""The steps of an award in plain words, in both languages. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.kernel.money import format_won
from app.kernel.text import Text
from app.law.citation import in_english
from app.remedy_fund.plans.rules.explanation import Step, StepRule

BY: Final[Mapping[str, Text]] = {
    "pro_rata": Text("인정 손해액", "the assessed loss"),
    "net_loss": Text("다른 배상을 뺀 손해액", "the loss less what others paid"),
    "tide": Text("보전 비율(다른 배상 포함)", "the level of cover, payments by others included"),
    "increment": Text("이번에 더 받을 금액", "what is still due"),
}
LABELS: Final[Mapping[StepRule, Text]] = {
    StepRule.ELIGIBLE: Text("산정액과 한도", "Assessed sum and ceiling"),
    StepRule.IN_FULL: Text("한도까지 배정", "Up to the ceiling"),
    StepRule.IN_PROPORTION: Text("비례 배정", "Proportional share, rounded down"),
    StepRule.LEFT_OVER: Text("끝수 배정", "Allocation of the rounding remainder"),
    StepRule.TOO_SMALL: Text("최소 지급액 미달", "Below the minimum payment"),
    StepRule.NOT_REACHED: Text("보전 수준 미달", "Common level not reached"),
    StepRule.NOTHING_LEFT: Text("남은 재원 없음", "No money left"),
    StepRule.DUE_NOW: Text("이미 배정된 금액 공제", "Less earlier rounds"),
    StepRule.TREASURY_10: Text("10원 미만 끝수 버림", "Fraction below 10 won dropped"),
}
TREASURY_BASIS: Final = "국고금관리법 제47조"


def label(step: Step) -> Text:
    """Return the name of a step's rule."""
    return LABELS[step.rule]


def sentence(step: Step, purposes: Mapping[str, Text]) -> Text:
    """Return what happened in a step; `purposes` gives the names of the pots."""
    return _SENTENCES[step.rule](_Words(step, purposes))


class _Words:
    """The inputs of one step as they are written in each language."""

    def __init__(self, step: Step, purposes: Mapping[str, Text]) -> None:
        self.step, self.purposes = step, purposes

    def won(self, name: str) -> Text:
        return _won(int(self.step.inputs[name]))

    @property
    def pot(self) -> Text:
        code = str(self.step.inputs["purpose"])
        return self.purposes.get(code, Text(code, code))

    @property
    def before(self) -> Text:
        return _won(self.step.before_won)

    @property
    def after(self) -> Text:
        return _won(self.step.after_won)

    @property
    def by(self) -> Text:
        return BY[str(self.step.inputs["by"])]

    def raw(self, name: str) -> str:
        return str(self.step.inputs[name])


def _won(amount: int) -> Text:
    return Text(format_won(amount, "ko").partition(" (")[0], format_won(amount, "en"))


def _eligible(w: _Words) -> Text:
    assessed = _won(int(w.step.inputs["claim_won"]) - int(w.step.inputs["prior_won"]))
    cap, prior, claim = w.won("cap_won"), w.won("prior_won"), w.won("claim_won")
    most = Text(
        f"산정액 {assessed.ko}에 지원 한도를 적용하면 기금이 지급할 수 있는 금액은 최대 {cap.ko}입니다.",
        f"The loss is assessed at {assessed.en}. Within the ceiling, the fund may pay at most {cap.en}.",
    )
    if not w.step.inputs["prior_won"]:
        return most
    return Text(
        f"{most.ko} 다른 곳에서 받은 {prior.ko}을 더한 {claim.ko}을 나누는 기준으로 삼습니다.",
        f"{most.en} Together with {prior.en} paid by others, {claim.en} is the basis for sharing.",
    )


def _in_full(w: _Words) -> Text:
    return Text(
        f"재원 '{w.pot.ko}'에서 한도까지 배정되어 {w.before.ko}에서 {w.after.ko}이 됩니다.",
        f"The pot “{w.pot.en}” covers the claim up to its ceiling: from {w.before.en} to {w.after.en}.",
    )


def _in_proportion(w: _Words) -> Text:
    weight, floor, money = w.won("weight_won"), w.won("floor_won"), w.won("money_won")
    return Text(
        f"재원 '{w.pot.ko}'의 {money.ko}을 {w.by.ko} 기준으로 나눕니다. 기준 금액 {weight.ko}에 공통 "
        f"비율 {w.raw('level')}을 곱하고 이미 채워진 {floor.ko}을 뺀 뒤 1원 미만을 버려 "
        f"{w.before.ko}에서 {w.after.ko}이 됩니다.",
        f"{money.en} from the pot “{w.pot.en}” is shared by {w.by.en}. {weight.en} multiplied by the "
        f"common ratio {w.raw('level')}, less {floor.en} already covered, rounded down to whole won: "
        f"from {w.before.en} to {w.after.en}.",
    )


def _left_over(w: _Words) -> Text:
    got = bool(w.step.inputs["got_one"])
    handed, rest = w.won("handed_out_won"), w.raw("remainder")
    ko = "이 신청은 1원을 받습니다." if got else "이 신청은 순서에 들지 못했습니다."
    en = "This claim receives one of them." if got else "This claim is not among them."
    return Text(
        f"1원 미만을 버려 남은 {handed.ko}을 나머지가 큰 순서로 1원씩 나눕니다(나머지 {rest}원). {ko}",
        f"The {handed.en} left over by rounding is given to the largest remainders, one won each "
        f"(remainder of this claim: {rest}). {en}",
    )


def _too_small(w: _Words) -> Text:
    least = w.won("minimum_won")
    return Text(
        f"재원 '{w.pot.ko}'에서 계산된 몫 {w.raw('share')}원이 최소 지급액 {least.ko}보다 적어 "
        "배정하지 않고 나머지 신청에 다시 나눕니다.",
        f"The share of KRW {w.raw('share')} from the pot “{w.pot.en}” is below the minimum payment of "
        f"{least.en}; it is shared among the other claims.",
    )


def _not_reached(w: _Words) -> Text:
    return Text(
        f"재원 '{w.pot.ko}'에서 맞춘 공통 수준보다 이미 많이 보전되어 더 배정하지 않습니다.",
        f"More than the common level of the pot “{w.pot.en}” is already covered; nothing is added.",
    )


def _nothing_left(w: _Words) -> Text:
    return Text(
        f"재원 '{w.pot.ko}'에는 남은 금액이 없어 배정하지 않습니다.",
        f"There is no money left in the pot “{w.pot.en}”.",
    )


def _due_now(w: _Words) -> Text:
    target, paid = w.won("target_won"), w.won("paid_won")
    return Text(
        f"지금까지의 모든 재원으로 계산한 {target.ko}에서 앞선 회차에 배정된 {paid.ko}을 빼면 이번에 더 "
        f"받을 금액은 {w.after.ko}입니다. 이미 배정된 금액은 줄이지 않습니다.",
        f"Of {target.en}, calculated from the money of all rounds, {paid.en} was awarded before; "
        f"{w.after.en} is due now. Amounts already awarded are not reduced.",
    )


def _treasury(w: _Words) -> Text:
    if w.step.before_won == w.step.after_won:
        return Text(
            f"버릴 10원 미만 끝수가 없어 {w.after.ko} 그대로입니다({TREASURY_BASIS}).",
            f"There is no fraction below 10 won to drop: the amount remains {w.after.en} "
            f"({in_english(TREASURY_BASIS)}).",
        )
    return Text(
        f"10원 미만 끝수를 버려 {w.before.ko}에서 {w.after.ko}이 됩니다({TREASURY_BASIS}).",
        f"The fraction below 10 won is dropped: from {w.before.en} to {w.after.en} "
        f"({in_english(TREASURY_BASIS)}).",
    )


_SENTENCES: Final[dict[StepRule, Callable[[Any], Text]]] = {
    StepRule.ELIGIBLE: _eligible,
    StepRule.IN_FULL: _in_full,
    StepRule.IN_PROPORTION: _in_proportion,
    StepRule.LEFT_OVER: _left_over,
    StepRule.TOO_SMALL: _too_small,
    StepRule.NOT_REACHED: _not_reached,
    StepRule.NOTHING_LEFT: _nothing_left,
    StepRule.DUE_NOW: _due_now,
    StepRule.TREASURY_10: _treasury,
}
