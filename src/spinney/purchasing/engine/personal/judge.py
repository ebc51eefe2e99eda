"""Judging one payee: a person, who is set aside, or a supplier.

>>> judge("Jane Okafor", "Staff expenses").kind, judge("Okafor Interiors").kind
(<Kind.STAFF: 'staff'>, None)
"""

from __future__ import annotations

import re

from spinney.purchasing.engine.categories.phrases import words_of
from spinney.purchasing.engine.personal.paid_people import told_of_person
from spinney.purchasing.engine.personal.payment_words import (
    MANY_PAYEES,
    REDACTED,
    REDACTED_TRADE,
    TRADING_WORDS,
    paid_as,
)
from spinney.purchasing.engine.personal.shape import likeness
from spinney.purchasing.engine.personal.verdict import Kind, Verdict, Why

ASIDE_FROM = 0.35
"""From this chance of being a person on, a payee is set aside."""
PLAINLY = 0.9
"""How sure it is that a person is paid, where the name itself says so."""

_REGISTERED = re.compile(r"(?:SC|NI|OC|SO|NC|RC|IP|SL|LP|CE|CS)\d{5,6}|0\d{7}", re.IGNORECASE)
_TRADING_AS = re.compile(r"\bt\s*/\s*a\b|\btrading as\b|\bt/as\b|\bta\s*:", re.IGNORECASE)
_SQUEEZED = re.compile(r"[^a-z0-9*']+")


def judge(name: str, own_words: str = "", description: str = "", number: str = "") -> Verdict:
    """Whether a payee is a person. `number`: a company's or charity's, if the file has one."""
    low = _SQUEEZED.sub(" ", name.lower()).strip()
    if (said := _plainly_said(low)) is not None:
        return said
    if _REGISTERED.fullmatch(number.strip()):
        return Verdict(None, 0.99, Why("number", number.strip()))
    if _TRADING_AS.search(name):
        return Verdict(None, 0.75, Why("trading_as"))
    found = likeness(name)
    told = paid_as(low) or paid_as(own_words.lower()) or paid_as(description.lower())
    chance = found.chance
    if told and chance > 0.1:
        # Odds are tripled: a plain name under "Staff expenses" is hardly a shop's.
        chance = 3 * chance / (1 + 2 * chance)
    if chance < ASIDE_FROM and (person := told_of_person(name)) is not None:
        why = person.why
        return Verdict(person.kind or _kind(told, own_words, why), PLAINLY, why)
    if chance < ASIDE_FROM:
        return Verdict(None, round(1 - chance, 3), found.why)
    why = Why("payment_words", told[1]) if told and found.chance < ASIDE_FROM else found.why
    return Verdict(_kind(told, own_words, found.why), round(chance, 3), why)


def _plainly_said(low: str) -> Verdict | None:
    """What a name itself says: redacted, a lump of payees, wages; None if it is a name."""
    if redacted := REDACTED.search(low):
        if REDACTED_TRADE.search(low):
            return Verdict(None, 0.8, Why("redacted_trade", redacted[0]))
        if likeness(low).why.code != "legal_form":
            return Verdict(Kind.INDIVIDUAL, 0.95, Why("redacted", redacted[0]))
    if many := MANY_PAYEES.search(low):
        return Verdict(Kind.INDIVIDUAL, 0.5, Why("many_payees", many[0]))
    told = paid_as(low)
    if told and not set(low.split()) - set(told[1].split()) - _AROUND:
        return Verdict(told[0], PLAINLY, Why("payment_words", told[1]))
    return None


_AROUND = words_of(
    """
    payment payments bacs chq cheque run the for net jan feb mar apr may jun jul aug sep oct nov dec
    january february march april june july august september october november december
    """
)


def _kind(told: tuple[Kind, str] | None, own_words: str, why: Why) -> Kind:
    if told:
        return told[0]
    if why.detail in ("qc", "kc") or TRADING_WORDS.search(own_words.lower()):
        return Kind.TRADER
    return Kind.INDIVIDUAL
