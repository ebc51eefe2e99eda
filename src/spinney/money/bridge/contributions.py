"""What was given without pay, in words."""

from __future__ import annotations

from decimal import Decimal

from spinney.base.web.components.words import money
from spinney.money.engine.given import Given


def hours_words(hours: Decimal) -> str:
    """Hours as they are read: "1,250.5 hours"."""
    plain = f"{hours:,.2f}".rstrip("0").rstrip(".")
    return f"{plain} {'hour' if hours == 1 else 'hours'}"


def given_words(given: Given) -> str:
    """What was given, in words; hours, their worth and things each by itself."""
    parts = []
    if given.hours:
        worth = f", {money(given.time_pence)} by their rates" if given.time_pence else ""
        parts.append(f"{hours_words(given.hours)}{worth}")
    if given.things_pence:
        parts.append(f"things worth {money(given.things_pence)}")
    return "; ".join(parts) or "nothing"
