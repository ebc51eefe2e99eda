"""The door of the money room: the only module other rooms may import."""

from __future__ import annotations

from spinney.money.queries.for_reports import LineTold, MoneyTold, money_told
from spinney.money.queries.signs import signs

__all__ = ["LineTold", "MoneyTold", "money_told", "signs"]
