"""Every act on budgets: what the fund's office does with the plan, and what payments do with lines."""

from app.remedy_fund.budgets.planning import adopt, carry_out, carry_over, change, drop
from app.remedy_fund.budgets.spending import bind, pay, release, restore

__all__ = [
    "adopt", "bind", "carry_out", "carry_over", "change", "drop", "pay", "release", "restore",
]  # fmt: skip
