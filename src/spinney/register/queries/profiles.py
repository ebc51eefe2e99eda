"""The facts of an organisation's profile: what they are called, whose they are, how old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import EMPTY, day, money, number
from spinney.register.models import Organisation
from spinney.register.models.organisations import Kind, Status

REPRESENTATIVE = "representative"
ENTERED_HERE = "entered here"
STALE_DAYS = 365


@dataclass(frozen=True)
class Fact:
    """One fact of a profile: its column, its name, its section, and how it is shown
    ("text", "money", "number", "date", "kind", "status").
    """

    column: str
    label: str
    section: str
    shown_as: str = "text"

    def say(self, value: Any) -> str:
        """A value of this fact as it is shown. Dates may be given as ISO text."""
        if value in (None, ""):
            return EMPTY
        if self.shown_as == "date":
            return day(date.fromisoformat(value) if isinstance(value, str) else value)
        if self.shown_as in ("kind", "status"):
            labels = dict((Kind if self.shown_as == "kind" else Status).choices)
            return str(labels.get(value, value))
        if self.shown_as == "money":
            return money(value)
        return number(value) if self.shown_as == "number" else str(value)


SECTIONS = {
    "about": "Name and kind",
    "contact": "How to reach you",
    "size": "Size",
}

FACTS: dict[str, Fact] = {
    fact.column: fact
    for fact in (
        Fact("name", "Name", "about"),
        Fact("kind", "Kind", "about", "kind"),
        Fact("legal_form", "Legal form", "about"),
        Fact("status", "Status", "about", "status"),
        Fact("summary", "What you do", "about"),
        Fact("email", "E-mail address", "contact"),
        Fact("phone", "Telephone", "contact"),
        Fact("website", "Website", "contact"),
        Fact("address", "Address", "contact"),
        Fact("town", "Town", "contact"),
        Fact("postcode", "Postcode", "contact"),
        Fact("income_pence", "Income in the last year", "size", "money"),
        Fact("spending_pence", "Spending in the last year", "size", "money"),
        Fact("year_end", "Year end of these figures", "size", "date"),
        Fact("full_time_staff", "Full-time staff", "size", "number"),
        Fact("staff", "All paid staff", "size", "number"),
        Fact("volunteers", "Volunteers", "size", "number"),
        Fact("trustees", "Trustees", "size", "number"),
    )
}


@dataclass(frozen=True)
class Shown:
    """A fact of one organisation as its page shows it: value, where it comes from, and what a
    register says instead (`beside`, with its source) while that is not settled.
    """

    fact: Fact
    value: str
    source: str
    checked_on: date | None
    beside: str = ""
    beside_source: str = ""
    beside_checked_on: date | None = None

    @property
    def whence(self) -> str:
        """ "From the Charity Commission, checked 3 March 2026"."""
        source = "the organisation itself" if self.source == REPRESENTATIVE else self.source
        if self.source == ENTERED_HERE:
            source = "whoever added it here"
        checked = f", checked {day(self.checked_on)}" if self.checked_on else ""
        return f"From {source}{checked}" if source else ""


def facts_of(organisation: Organisation, section: str = "") -> list[Shown]:
    """Every fact of an organisation (of one section), in the order of the profile."""
    return [shown(organisation, fact) for fact in FACTS.values() if section in ("", fact.section)]


def shown(organisation: Organisation, fact: Fact) -> Shown:
    """One fact of an organisation with its source."""
    value = getattr(organisation, fact.column)
    mark = organisation.provenance.get(fact.column, {})
    has_value = value not in (None, "")
    source = str(mark.get("source") or organisation.source) if has_value else ""
    checked = _day(mark["checked_on"]) if mark.get("checked_on") else organisation.checked_on
    beside = open_difference(organisation, fact.column)
    return Shown(
        fact,
        fact.say(value),
        source,
        checked if has_value else None,
        fact.say(beside["value"]) if beside else "",
        str(beside.get("source", "")) if beside else "",
        _day(beside.get("checked_on")) if beside else None,
    )


def open_difference(organisation: Organisation, column: str) -> Mapping[str, Any]:
    """What a register says instead of a fact, unless the organisation has settled that its own
    word stands over just that ("over" in its provenance).
    """
    beside: Mapping[str, Any] = organisation.differs.get(column) or {}
    settled = organisation.provenance.get(column, {})
    if beside and "over" in settled and settled["over"] == beside.get("value"):
        return {}
    return beside


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def differences(organisation: Organisation) -> list[Shown]:
    """The facts of which a register says something else, and nobody has said which is right."""
    return [one for one in facts_of(organisation) if one.beside]


def is_stale(organisation: Organisation, today: date) -> bool:
    """Whether it is a year since anybody who acts for it said that the profile is right."""
    return is_long_ago(organisation.confirmed_on, today)


def is_long_ago(confirmed: date | None, today: date) -> bool:
    """Whether a profile that was last said to be right on a day wants to be looked at again."""
    return confirmed is None or (today - confirmed).days >= STALE_DAYS


def visible(by: Actor) -> QuerySet[Organisation]:
    """Organisations that the actor may see: all, when signed in; with a task link, the one that
    it concerns.
    """
    rows = Organisation.objects.filter(merged_into=None)
    if by.is_system or by.is_signed_in:
        return rows
    if by.pass_ is None or by.organisation_id is None:
        return rows.none()
    return rows.filter(pk=by.organisation_id)
