"""Terms of money: who may spend, payment, insurance, open books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.agreements.engine.terms.belonging import EVIDENCE
from spinney.agreements.engine.terms.parts import ITEM, Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import (
    all_named,
    counted,
    every,
    listed,
    lower,
    pounds,
)

WHO_SPENDS = (
    ("anyone", "Any one of us"),
    ("run", "Those who run the cluster"),
    ("lead_body", "The lead body"),
    ("host", "The host"),
    ("treasurer", "The treasurer we choose"),
    ("two", "Any two of us together"),
    ("members", "The members, by our rule for decisions"),
)


@dataclass(frozen=True)
class SpendingLimit(Value):
    """Who may spend up to an amount."""

    up_to_pence: int = asks("Up to", Kind.MONEY, least=100)
    who: str = asks("Who may spend it?", Kind.CHOICE, choices=WHO_SPENDS)


@dataclass(frozen=True)
class SpendingLimits(Value):
    """Who may spend how much of what is shared, and from where on a second person signs."""

    limits: tuple[SpendingLimit, ...] = asks(
        "Who may spend how much?", Kind.RECORDS, of=SpendingLimit, required=False, most=8
    )
    above: str = asks("Who decides above that?", Kind.CHOICE, choices=WHO_SPENDS, default="members")
    second_above_pence: int | None = asks(
        "A second person signs above", Kind.MONEY, least=0, required=False
    )

    def check(self) -> None:
        amounts = [one.up_to_pence for one in self.limits]
        for row in range(1, len(amounts)):
            if amounts[row] <= amounts[row - 1]:
                told = (
                    f"{pounds(amounts[row])} is not more than {pounds(amounts[row - 1])} in the"
                    " line above. Put the amounts in order, smallest first."
                )
                raise TermFault(told, {f"limits-{row}-up_to_pence": [told]})

    def who_may_spend(self, pence: int) -> str:
        """Who authorises an amount (the key of a choice)."""
        found = (one.who for one in self.limits if pence <= one.up_to_pence)
        return next(found, self.above)

    def needs_second(self, pence: int) -> bool:
        """Whether a second person must sign for an amount."""
        return self.second_above_pence is not None and pence > self.second_above_pence

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        who = {key: _spender(words) for key, words in WHO_SPENDS}
        decide = "decide" if self.above in ("run", "two", "members") else "decides"
        more: tuple[str, ...] = ()
        if self.second_above_pence is not None:
            more = (f"Above {pounds(self.second_above_pence)} a second person must sign.",)
        if not self.limits:
            return (f"{who[self.above]} {decide} what is spent.", *more)
        return (
            "This is who may spend what we share.",
            *(f"{ITEM}{who[one.who]}: up to {pounds(one.up_to_pence)}." for one in self.limits),
            f"{ITEM}Above that, {lower(who[self.above])} {decide}.",
            *more,
        )


def _spender(words: str) -> str:
    return words.replace(", by our rule for decisions", "")


@dataclass(frozen=True)
class Payment(Value):
    """How and when we pay one another."""

    within_days: int = asks(
        "Invoices are paid within", Kind.NUMBER, least=1, most=180, unit="days", default=30
    )
    how: str = asks(
        "When is money paid?", Kind.CHOICE, default="invoice",
        choices=(
            ("invoice", "On an invoice, for work done"),
            ("advance", "In advance"),
            ("instalments", "In instalments"),
            ("results", "When results are shown"),
        ),
    )  # fmt: skip
    held_back: int | None = asks(
        "Is a part held back until the end?", Kind.SHARE, least=1, most=50, required=False,
        help="So many in a hundred. Left empty: nothing.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        said = {
            "invoice": "We pay for work that is done, on an invoice.",
            "advance": "We pay in advance.",
            "instalments": "We pay in instalments.",
            "results": "We pay when results are shown.",
        }[self.how]
        said += f" Invoices are paid within {counted(self.within_days, 'day')}."
        if self.held_back:
            said += f" {self.held_back} in a hundred is held back until the end."
        return said


INSURANCES = tuple(pair for pair in EVIDENCE if pair[1].endswith("insurance"))


@dataclass(frozen=True)
class Cover(Value):
    """An insurance that each of us holds."""

    evidence_kind: str = asks("Which insurance?", Kind.CHOICE, choices=INSURANCES)
    at_least_pence: int = asks("Covering at least", Kind.MONEY, least=100)


@dataclass(frozen=True)
class Insurance(Value):
    """Which insurances each of us holds."""

    covers: tuple[Cover, ...] = asks(
        "Which insurances must each of us hold?", Kind.RECORDS, of=Cover, most=6
    )

    def check(self) -> None:
        kinds = [one.evidence_kind for one in self.covers]
        if len(set(kinds)) < len(kinds):
            told = "An insurance is named twice. Name each once, with the greater cover."
            raise TermFault(told, {"covers": [told]})

    def words(self, names: Mapping[str, str]) -> str:
        if not self.covers:
            return "We have not agreed which insurances each of us must hold."
        kinds = dict(INSURANCES)
        held = listed(
            f"{lower(kinds[one.evidence_kind])} of at least {pounds(one.at_least_pence)}"
            for one in self.covers
        )
        return f"Each of us holds {held}."


SHOWN = (
    ("costs", "What it costs us"),
    ("prices", "What we charge"),
    ("accounts", "Our accounts"),
    ("time", "The time our staff spend"),
    ("spending", "What is spent of shared money"),
)


@dataclass(frozen=True)
class OpenBooks(Value):
    """What each of us shows the others of its money."""

    shown: tuple[str, ...] = asks("What do we show one another?", Kind.CHOICES, choices=SHOWN)
    every_months: int = asks("How often?", Kind.NUMBER, least=1, most=24, unit="months", default=3)

    def words(self, names: Mapping[str, str]) -> str:
        if not self.shown:
            return "We have not agreed to show one another our costs."
        shown = listed(lower(dict(SHOWN)[one]) for one in self.shown)
        return f"We show one another {shown}, {every(self.every_months)}."


PURCHASES_SHOWN = (
    ("nothing", "Nothing"),
    ("suppliers", "Whom each of us buys from, and no amounts"),
    ("bands", "Whom each of us buys from, and about how much"),
    ("amounts", "Whom each of us buys from, and how much exactly"),
)
BROKERS = (
    ("runners", "Those who run the cluster"),
    ("lead_body", "The lead body"),
    ("host", "The host"),
    ("named", "Those of us that we name"),
    ("nobody", "Nobody"),
)


@dataclass(frozen=True)
class Purchases(Value):
    """What each of us lets the others see of what it buys, and who compares the exact amounts."""

    shown: str = asks(
        "What do we see of what each of us buys?", Kind.CHOICE, choices=PURCHASES_SHOWN,
        default="bands", help="Each of us looks at what the others will see, and shares it or not.",
    )  # fmt: skip
    broker: str = asks(
        "Who sees exact amounts, to find where we can save?", Kind.CHOICE, choices=BROKERS,
        default="runners",
    )  # fmt: skip
    brokers: tuple[str, ...] = asks(
        "Which organisations?", Kind.ORGANISATIONS, only_if=("broker", ("named",))
    )

    def words(self, names: Mapping[str, str]) -> str:
        if self.shown == "nothing":
            said = "We do not see what others of us buy."
        else:
            said = {
                "suppliers": "We see whom each of us buys from, and no amounts.",
                "bands": "We see whom each of us buys from, and about how much.",
                "amounts": "We see whom each of us buys from, and how much exactly.",
            }[self.shown]
            said += " Each of us shares its own figures, or does not, and can stop at any time."
        who = {
            "runners": "Those who run the cluster see",
            "lead_body": "The lead body sees",
            "host": "The host sees",
            "nobody": "Nobody else sees",
        }.get(self.broker)
        if who is None:
            verb = "sees" if len(self.brokers) == 1 else "see"
            who = f"{all_named(self.brokers, names)} {verb}"
        end = "." if self.broker == "nobody" else ", to find where we can save."
        return f"{said} {who} the exact amounts that are shared{end}"
