"""The door of the money room: the only module other rooms may import."""

from __future__ import annotations

from spinney.money.bridge.cost_rules import (
    MISSING_WORDS,
    RULE_WORDS,
    AgreedRule,
    Limits,
    Member,
    Part,
    Piece,
    Sharing,
    agreed_rule,
    impossible_words,
)
from spinney.money.bridge.cost_rules import share as share_cost
from spinney.money.events.budgets import budget_in_force
from spinney.money.events.grants import grant_approved, instalment_received, instalment_released
from spinney.money.events.ledger import entry_posted, entry_reversed
from spinney.money.events.underspend import reallocation_carried_out
from spinney.money.queries.balances import balance, balances_by, received, spent
from spinney.money.queries.budgets import SeenBudget, budget_of
from spinney.money.queries.chain import LedgerFault, clusters_with_entries, verify_ledger
from spinney.money.queries.contributions import Contributed, contributed
from spinney.money.queries.costs import ShareTold, shares_of
from spinney.money.queries.for_reports import LineTold, MoneyTold, money_told
from spinney.money.queries.grants import GrantTold, grants_of, released
from spinney.money.queries.paid import Paid, paid_to
from spinney.money.queries.published import published_grants
from spinney.money.queries.signs import signs
from spinney.money.queries.threads import Spent, spent_by_activity
from spinney.money.queries.trails import trail

__all__ = [
    "LedgerFault",
    "clusters_with_entries",
    "verify_ledger",
    "AgreedRule",
    "Contributed",
    "SeenBudget",
    "budget_in_force",
    "budget_of",
    "contributed",
    "reallocation_carried_out",
    "Limits",
    "LineTold",
    "MISSING_WORDS",
    "Member",
    "MoneyTold",
    "Part",
    "Piece",
    "RULE_WORDS",
    "Sharing",
    "agreed_rule",
    "balance",
    "balances_by",
    "entry_posted",
    "entry_reversed",
    "GrantTold",
    "grant_approved",
    "grants_of",
    "impossible_words",
    "instalment_received",
    "instalment_released",
    "released",
    "money_told",
    "published_grants",
    "received",
    "ShareTold",
    "share_cost",
    "shares_of",
    "signs",
    "spent",
    "trail",
    "Spent",
    "spent_by_activity",
    "Paid",
    "paid_to",
]
