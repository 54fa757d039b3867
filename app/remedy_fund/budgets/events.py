"""Facts about budgets; ids, codes, years and whole numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class BudgetAdopted(Event):
    """A plan of expenditure was entered. `subject` is the fiscal year."""

    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class BudgetMovement(Event):
    """Money moved on some lines. `subject` is what it is for."""

    amount_won: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BudgetCommitted(BudgetMovement):
    """Money was bound to something."""


@dataclass(frozen=True, kw_only=True)
class BudgetReleased(BudgetMovement):
    """Bound money became free again."""


@dataclass(frozen=True, kw_only=True)
class BudgetPaid(BudgetMovement):
    """Bound money was paid."""


@dataclass(frozen=True, kw_only=True)
class BudgetRestored(BudgetMovement):
    """A payment came back; its money is bound as before."""


@dataclass(frozen=True, kw_only=True)
class BudgetChangeEvent(Event):
    """Something happened to a change of the budget. `subject` is the change's id."""

    fiscal_year: int
    from_line_id: str
    to_line_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class BudgetChangeAsked(BudgetChangeEvent):
    """A change was asked for that needs approval."""


@dataclass(frozen=True, kw_only=True)
class BudgetChanged(BudgetChangeEvent):
    """A change was carried out."""

    approved: bool


@dataclass(frozen=True, kw_only=True)
class BudgetChangeDropped(BudgetChangeEvent):
    """A change was given up."""


@dataclass(frozen=True, kw_only=True)
class BudgetCarriedOver(Event):
    """What was committed and not paid went into the next year. `subject` is the year that ended."""

    next_year: int
    lines: tuple[tuple[str, int], ...]
