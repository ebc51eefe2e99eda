"""Tables of the money room: ledger, ring-fences, budgets, grants, claims, shared costs."""

from spinney.money.models.budgets import (
    Budget,
    BudgetLine,
)
from spinney.money.models.claims import (
    Claim,
    ClaimLine,
    Receipt,
)
from spinney.money.models.contributions import (
    Contribution,
)
from spinney.money.models.costs import (
    CostShare,
    SharedCost,
)
from spinney.money.models.grants import (
    Grant,
    GrantChange,
    GrantQuestion,
    GrantReport,
    GrantScheme,
    Instalment,
    InstalmentCondition,
)
from spinney.money.models.ledger import (
    Account,
    Balance,
    Entry,
    Fund,
    Posting,
)
from spinney.money.models.microgrants import (
    MicroGrant,
    MicroGrantRound,
)
from spinney.money.models.ringfences import (
    AttendancePayment,
    AttendanceRate,
    RingFence,
    RingFenceMove,
)
from spinney.money.models.statements import (
    BankFile,
    BankLine,
)
from spinney.money.models.underspend import (
    Forecast,
    Reallocation,
    ReallocationMove,
)

__all__ = [
    "Account",
    "AttendancePayment",
    "AttendanceRate",
    "Balance",
    "BankFile",
    "BankLine",
    "Budget",
    "BudgetLine",
    "Claim",
    "ClaimLine",
    "Contribution",
    "CostShare",
    "Entry",
    "Forecast",
    "Fund",
    "Grant",
    "GrantChange",
    "GrantQuestion",
    "GrantReport",
    "GrantScheme",
    "Instalment",
    "InstalmentCondition",
    "MicroGrant",
    "MicroGrantRound",
    "Posting",
    "Reallocation",
    "ReallocationMove",
    "Receipt",
    "RingFence",
    "RingFenceMove",
    "SharedCost",
]
