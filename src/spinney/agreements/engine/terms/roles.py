"""Terms of who does what: lead body, host, guarantor, risks, staff, outputs, bids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spinney.agreements.engine.terms.parts import ITEM, Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import counted, day, every, lower, named, pounds, upper


@dataclass(frozen=True)
class LeadBody(Value):
    """The organisation that contracts for all of us. Empty: there is none."""

    organisation: str = asks("Which organisation is the lead body?", Kind.ORGANISATION)

    def words(self, names: Mapping[str, str]) -> str:
        if not self.organisation:
            return "We have no lead body: no one of us acts for all."
        return f"{named(self.organisation, names)} is our lead body."


@dataclass(frozen=True)
class Host(Value):
    """The organisation that keeps staff, money or premises for all of us. Empty: there is none."""

    organisation: str = asks("Which organisation is the host?", Kind.ORGANISATION)
    hosts: str = asks(
        "What does it keep for us?", Kind.TEXT, most=300, required=False,
        help="Like “the shared post, the bank account and the house”.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        if not self.organisation:
            return "We have no host: nobody keeps staff, money or premises for all."
        what = f" It keeps {lower(self.hosts.rstrip('.'))} for all of us." if self.hosts else ""
        return f"{named(self.organisation, names)} is our host.{what}"


@dataclass(frozen=True)
class Guarantor(Value):
    """Who answers for it if one of us cannot. Empty: nobody does."""

    organisation: str = asks("Which organisation is the guarantor?", Kind.ORGANISATION)
    guarantees: str = asks("What does it answer for?", Kind.TEXT, most=300, required=False)
    up_to_pence: int | None = asks("Up to which amount?", Kind.MONEY, least=100, required=False)

    def words(self, names: Mapping[str, str]) -> str:
        if not self.organisation:
            return "We have no guarantor: nobody answers for what another one cannot do."
        what = lower(self.guarantees.rstrip(".")) or "what one of us cannot do"
        limit = f", up to {pounds(self.up_to_pence)}" if self.up_to_pence is not None else ""
        return f"{named(self.organisation, names)} is our guarantor: it answers for {what}{limit}."


RISKS = (
    ("legal", "Legal risk"),
    ("contractual", "Risk under contracts"),
    ("performance", "Risk that results are not reached"),
    ("financial", "Risk of losing money"),
    ("employment", "Risk as an employer"),
    ("premises", "Risk with premises"),
    ("data", "Risk with personal data"),
    ("safeguarding", "Risk to people’s safety"),
    ("reputation", "Risk to our good name"),
)
BEARERS = (
    ("each", "Each for its own part"),
    ("together", "All of us together"),
    ("lead_body", "The lead body"),
    ("host", "The host"),
    ("guarantor", "The guarantor"),
    ("organisation", "One organisation"),
)


@dataclass(frozen=True)
class Risk(Value):
    """Who bears one kind of risk."""

    kind: str = asks("Which risk?", Kind.CHOICE, choices=RISKS)
    bearer: str = asks("Who bears it?", Kind.CHOICE, choices=BEARERS)
    organisation: str = asks(
        "Which organisation?", Kind.ORGANISATION, only_if=("bearer", ("organisation",))
    )


@dataclass(frozen=True)
class Risks(Value):
    """Who bears which risk."""

    borne: tuple[Risk, ...] = asks("Who bears which risk?", Kind.RECORDS, of=Risk, most=20)

    def check(self) -> None:
        kinds = [one.kind for one in self.borne]
        for row, kind in enumerate(kinds):
            if kind in kinds[:row]:
                told = f"“{dict(RISKS)[kind]}” is named twice. Say once who bears it."
                raise TermFault(told, {f"borne-{row}-kind": [told]})

    def borne_by(self, kind: str) -> Risk | None:
        """Who bears a kind of risk; None when nothing is said."""
        return next((one for one in self.borne if one.kind == kind), None)

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.borne:
            return ("Each of us bears its own risks.",)
        kinds = dict(RISKS)
        borne = (f"{ITEM}{kinds[one.kind]}: {_bearer(one, names)}." for one in self.borne)
        return ("This is who bears which risk.", *borne)


def _bearer(risk: Risk, names: Mapping[str, str]) -> str:
    if risk.bearer == "organisation":
        return f"{named(risk.organisation, names)} bears it"
    return {
        "each": "each of us bears it for its own part",
        "together": "all of us bear it together",
        "lead_body": "the lead body bears it",
        "host": "the host bears it",
        "guarantor": "the guarantor bears it",
    }[risk.bearer]


@dataclass(frozen=True)
class Transfer(Value):
    """Staff that move from one employer to another."""

    staff: str = asks("Which staff?", Kind.TEXT, most=200)
    people: int | None = asks("How many people?", Kind.NUMBER, least=1, most=5000, required=False)
    from_: str = asks("From which employer?", Kind.ORGANISATION)
    to: str = asks("To which employer?", Kind.ORGANISATION)
    on: date | None = asks("On which day?", Kind.DATE, required=False)
    tupe: bool = asks(
        "Does TUPE apply?", Kind.YES_NO, default=True,
        help="The law that keeps staff’s terms when their work moves to another employer.",
    )  # fmt: skip

    def check(self) -> None:
        if self.from_ and self.from_ == self.to:
            told = "Staff cannot move from an employer to itself. Choose another one."
            raise TermFault(told, {"to": [told]})

    def sentence(self, names: Mapping[str, str]) -> str:
        """ "Outreach team (5 people) moves from A to B on 1 April 2026, under TUPE."."""
        people = f" ({counted(self.people, 'person', 'people')})" if self.people else ""
        when = f" on {day(self.on)}" if self.on else ""
        law = " TUPE applies: their terms of work stay." if self.tupe else " TUPE does not apply."
        move = f"from {named(self.from_, names)} to {named(self.to, names)}{when}"
        return f"{upper(self.staff)}{people}: employed by the new employer, {move}.{law}"


@dataclass(frozen=True)
class StaffTransfer(Value):
    """Which staff move to another employer."""

    transfers: tuple[Transfer, ...] = asks("Which staff move?", Kind.RECORDS, of=Transfer)

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.transfers:
            return ("No staff move from one employer to another.",)
        moves = (f"{ITEM}{one.sentence(names)}" for one in self.transfers)
        return ("These staff move to another employer.", *moves)


ANSWERS_TO = (
    ("employer", "Its employer alone"),
    ("members", "The members together"),
    ("lead_body", "The lead body"),
    ("organisation", "Another organisation"),
)


@dataclass(frozen=True)
class Post(Value):
    """A post that one of us hosts and several use."""

    title: str = asks("Which post?", Kind.TEXT, most=120)
    employer: str = asks("Who employs it?", Kind.ORGANISATION)
    answers_to: str = asks("To whom does it answer?", Kind.CHOICE, choices=ANSWERS_TO)
    organisation: str = asks(
        "Which organisation?", Kind.ORGANISATION, only_if=("answers_to", ("organisation",))
    )
    hours_a_week: int | None = asks(
        "Hours a week", Kind.NUMBER, least=1, most=60, unit="hours", required=False
    )
    workload_by: str = asks(
        "Who sets what it works on?", Kind.CHOICE, default="members",
        choices=(
            ("members", "The members together"),
            ("employer", "Its employer"),
            ("lead_body", "The lead body"),
        ),
    )  # fmt: skip

    def sentence(self, names: Mapping[str, str]) -> str:
        """What is agreed of the post."""
        hours = f" for {counted(self.hours_a_week, 'hour')} a week" if self.hours_a_week else ""
        to = {
            "employer": "its employer",
            "members": "all of us together",
            "lead_body": "the lead body",
            "organisation": named(self.organisation, names),
        }[self.answers_to]
        sets = {
            "members": "We set together what it works on.",
            "employer": "Its employer sets what it works on.",
            "lead_body": "The lead body sets what it works on.",
        }[self.workload_by]
        employer = named(self.employer, names)
        return f"{upper(self.title)}: employed by {employer}{hours}; it answers to {to}. {sets}"


@dataclass(frozen=True)
class HostedPost(Value):
    """Posts that one of us employs and several use."""

    posts: tuple[Post, ...] = asks("Which posts do we share?", Kind.RECORDS, of=Post)

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.posts:
            return ("We share no posts.",)
        return ("We share these posts.", *(f"{ITEM}{one.sentence(names)}" for one in self.posts))


@dataclass(frozen=True)
class EqualAccountability(Value):
    """Whether all are equally accountable, whoever signed the contract."""

    equal: bool = asks("Are all of us equally accountable?", Kind.YES_NO, default=False)

    def words(self, names: Mapping[str, str]) -> str:
        if self.equal:
            return "All of us are equally accountable for what we promise together."
        return "Each of us is accountable for its own part."


@dataclass(frozen=True)
class Output(Value):
    """What one of us delivers."""

    organisation: str = asks("Who?", Kind.ORGANISATION)
    what: str = asks("What does it deliver?", Kind.TEXT, most=300)
    how_many: int | None = asks("How many?", Kind.NUMBER, least=1, most=10_000_000, required=False)
    by: date | None = asks("By which day?", Kind.DATE, required=False)

    def sentence(self, names: Mapping[str, str]) -> str:
        """ "Ash House delivers 40 advice sessions by 31 March 2027."."""
        many = f"{self.how_many:,} " if self.how_many else ""
        when = f" by {day(self.by)}" if self.by else ""
        what = lower(self.what.rstrip("."))
        return f"{named(self.organisation, names)} delivers {many}{what}{when}."


@dataclass(frozen=True)
class Outputs(Value):
    """What each of us delivers, and how often it reports."""

    outputs: tuple[Output, ...] = asks("What does each of us deliver?", Kind.RECORDS, of=Output)
    report_every_months: int | None = asks(
        "How often do we report?", Kind.NUMBER, least=1, most=24, unit="months", required=False
    )

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.outputs:
            return ("We have not agreed what each of us delivers.",)
        items = (f"{ITEM}{one.sentence(names)}" for one in self.outputs)
        months = self.report_every_months
        reports = (f"Each of us reports {every(months)}.",) if months else ()
        return ("This is what each of us delivers.", *items, *reports)


@dataclass(frozen=True)
class BidWindow(Value):
    """How much time we need to decide whether to bid. 0: no least time."""

    weeks: int = asks(
        "Time to decide on a bid", Kind.NUMBER, least=0, most=52, unit="weeks", default=0
    )

    def words(self, names: Mapping[str, str]) -> str:
        if not self.weeks:
            return "We have set no least time to decide on a bid."
        return f"We need at least {counted(self.weeks, 'week')} to decide on a bid."
