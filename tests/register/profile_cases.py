"""Organisations with profiles, as registers and people leave them; invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.register.actions.profiles import change_profile
from spinney.register.models import Organisation
from spinney.register.queries.profiles import FACTS, shown
from tests.personas import Wood
from tests.register.acting import now

REGISTER = "Charity Commission for England and Wales"


def from_register(wood: Wood, **facts: Any) -> Organisation:
    """Birch House with facts as a load of a register leaves them, checked on 5 January 2026."""
    known = {"income_pence": 12_000_000, "phone": "0161 4960000", **facts}
    birch = wood.organisations["birch"]
    for column, value in {**known, "source": REGISTER, "checked_on": date(2026, 1, 5)}.items():
        setattr(birch, column, value)
    birch.save()
    return birch


def change(wood: Wood, organisation: Organisation, by: str = "birch", read=None, **facts: Any):
    """Change facts as a persona who has just opened the page."""
    seen = {column: getattr(organisation, column) for column in facts} if read is None else read
    seen = {k: v.isoformat() if isinstance(v, date) else v for k, v in seen.items()}
    return change_profile(
        organisation=organisation, facts=facts, read=seen, by=wood.actor(by), now=now()
    )


def said(organisation: Organisation, column: str):
    """How a fact is shown now."""
    organisation.refresh_from_db()
    return shown(organisation, FACTS[column])
