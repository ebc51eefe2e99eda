"""The catalogue: every term that an agreement can state, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from spinney.agreements.engine.terms.belonging import (
    Accession,
    Joining,
    Leaving,
    Suspension,
    Tiers,
)
from spinney.agreements.engine.terms.cost_sharing import CostSharing
from spinney.agreements.engine.terms.costs import (
    Insurance,
    OpenBooks,
    Payment,
    Purchases,
    SpendingLimits,
)
from spinney.agreements.engine.terms.deciding import (
    DecisionRule,
    Electorate,
    JointDecisions,
    MeetingNotice,
    Meetings,
    Quorum,
    SigningRule,
    Voting,
)
from spinney.agreements.engine.terms.lasting import (
    DisputeStep,
    DisputeSteps,
    Ends,
    Review,
)
from spinney.agreements.engine.terms.parts import Json, Kind, Part, Value, parts_of
from spinney.agreements.engine.terms.parts import read_value as _read
from spinney.agreements.engine.terms.parts import write_value as _write
from spinney.agreements.engine.terms.roles import (
    BidWindow,
    EqualAccountability,
    Guarantor,
    Host,
    HostedPost,
    LeadBody,
    Outputs,
    Risks,
    StaffTransfer,
)
from spinney.agreements.engine.terms.sharing import (
    Branding,
    BreachNotice,
    DataShared,
    Publication,
    RecordsKept,
    Values,
)

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "deciding": "How we decide",
        "belonging": "Who belongs",
        "roles": "Who does what",
        "money": "Money",
        "staff": "Staff",
        "data": "Data and papers",
        "public": "What others see of us",
        "time": "When things go wrong, and time",
    }
)


@dataclass(frozen=True)
class Term:
    """One term. `value` is its value class, `default` what Spinney does until something else is
    agreed. Of a term that `adds_up`, what one agreement says stands beside what another says;
    of every other the later one holds. A term `of_its_own` says something of its agreement alone
    (its last day): two agreements can say different things of it without a clash.
    """

    key: str
    group: str
    title: str
    question: str
    help: str
    value: type[Value]
    default: Value
    adds_up: bool = False
    of_its_own: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is asked for it, in order."""
        return parts_of(self.value)

    @property
    def kind(self) -> str:
        """The kind of its only part ("organisation", "date", "records"); "parts" for several."""
        return str(self.parts[0].kind) if len(self.parts) == 1 else "parts"


_QUORUM = Quorum(percent=50)
_DISPUTES = DisputeSteps(
    (DisputeStep("talk", 14), DisputeStep("leaders", 14), DisputeStep("members", 28))
)

_ALL = (
    Term(
        "decision_rule", "deciding", "Rule for decisions", "How do we decide?",
        "When is something agreed, and what happens when you cannot agree. A consensus that can"
        " turn into a vote stops one member from holding up all.",
        DecisionRule, DecisionRule(),
    ),
    Term(
        "electorate", "deciding", "Who votes", "Who votes, and how much does a vote count?",
        "Most clusters give each organisation one vote, whatever its size.",
        Electorate, Electorate(),
    ),
    Term(
        "quorum", "deciding", "Quorum", "How many must take part for a decision to count?",
        "Too low, and a few decide for all; too high, and you cannot decide when some stay away.",
        Quorum, _QUORUM,
    ),
    Term(
        "voting", "deciding", "How we vote", "What is secret, and what if somebody cannot vote?",
        "Small groups seldom need more than the usual: elections in secret, all else in the open,"
        " and one member may vote for another that is away.",
        Voting, Voting(),
    ),
    Term(
        "meeting_notice", "deciding", "Notice of meetings", "How long before is a meeting called?",
        "Small groups need time to free somebody. A week is usual; two for large decisions.",
        MeetingNotice, MeetingNotice(),
    ),
    Term(
        "meetings", "deciding", "Meetings", "How often do we meet, and who is in the chair?",
        "Meet often enough that nobody forgets, and no more than people have time for.",
        Meetings, Meetings(),
    ),
    Term(
        "joint_decisions", "deciding", "What we only decide together",
        "What does no one of us decide alone?",
        "Everything else each of you, or the lead body, can decide alone.",
        JointDecisions, JointDecisions(),
    ),
    Term(
        "signing_rule", "deciding", "Who signs", "Who must sign before an agreement is in force?",
        "Usually all who are named in it, with one person for each.",
        SigningRule, SigningRule(),
    ),
    Term(
        "tiers", "belonging", "Tiers of membership", "Which ways of belonging are there?",
        "Members that cannot show what full membership asks for need not be left out: they can"
        " belong in another tier until they can.",
        Tiers, Tiers(),
    ),
    Term(
        "joining", "belonging", "Joining", "How does an organisation join?",
        "Say who lets it in, so that nobody is let in, or kept out, by chance.",
        Joining, Joining(),
    ),
    Term(
        "suspension", "belonging", "Setting a member aside",
        "For what can a member be set aside for a time, and who decides?",
        "A member that is set aside keeps its place, but does not vote. Let it answer first.",
        Suspension, Suspension(),
    ),
    Term(
        "leaving", "belonging", "Leaving", "How does a member leave?",
        "Notice gives the others time to find another way. Too long, and nobody dares to join.",
        Leaving, Leaving(),
    ),
    Term(
        "accession", "belonging", "Joining by deed",
        "Can a new member join without all of us signing again?",
        "With a deed, a new member signs alone that it keeps to what you agreed.",
        Accession, Accession(), of_its_own=True,
    ),
    Term(
        "lead_body", "roles", "Lead body", "Which organisation leads?",
        "It signs contracts and receives money for all. It bears more work and more risk.",
        LeadBody, LeadBody(),
    ),
    Term(
        "host", "roles", "Host", "Which organisation keeps staff, money or premises for all?",
        "It may be the lead body, or another one of you.",
        Host, Host(),
    ),
    Term(
        "guarantor", "roles", "Guarantor", "Who answers for it if one of us cannot deliver?",
        "A funder may ask for one. Its trustees should know how much that can cost.",
        Guarantor, Guarantor(),
    ),
    Term(
        "risks", "roles", "Who bears which risk", "Who bears which risk?",
        "If you do not say, the law decides, and often it falls on whoever signed the contract.",
        Risks, Risks(),
    ),
    Term(
        "equal_accountability", "roles", "Who is accountable",
        "Are all of us equally accountable?",
        "Yes: each answers for the whole. No: each answers for its own part.",
        EqualAccountability, EqualAccountability(),
    ),
    Term(
        "outputs", "roles", "What each of us delivers", "What does each of us deliver?",
        "Write what can be counted, and by when.",
        Outputs, Outputs(), adds_up=True,
    ),
    Term(
        "bid_window", "roles", "Time to decide on a bid",
        "How much time do we need to decide on a bid?",
        "A bid that leaves less time is flagged, so that you can say no early.",
        BidWindow, BidWindow(),
    ),
    Term(
        "cost_sharing", "money", "How we share costs", "How do we share costs?",
        "Equal parts are simple. By income or staff is kinder to small groups. By use is fairest,"
        " and takes most counting. A smallest or largest share keeps any rule within bounds.",
        CostSharing, CostSharing(),
    ),
    Term(
        "spending_limits", "money", "Who may spend", "Who may spend how much?",
        "Small amounts should be quick, large ones seen by more than one pair of eyes.",
        SpendingLimits, SpendingLimits(),
    ),
    Term(
        "payment", "money", "Payment", "How and when do we pay one another?",
        "Small groups cannot wait long for money. 30 days is usual.",
        Payment, Payment(),
    ),
    Term(
        "insurance", "money", "Insurance", "Which insurances must each of us hold?",
        "Ask for what the work needs. High cover costs small groups dearly.",
        Insurance, Insurance(),
    ),
    Term(
        "open_books", "money", "Open books", "What do we show one another of our money?",
        "Open costs and prices build trust, above all where one holds the money of many.",
        OpenBooks, OpenBooks(),
    ),
    Term(
        "purchases", "money", "What we show of what we buy",
        "What do we show one another of what we buy?",
        "Comparing what you pay is the quickest way to save. Prices can stay private: bands are"
        " enough for the members, and one of you compares the rest.",
        Purchases, Purchases(),
    ),
    Term(
        "staff_transfer", "staff", "Staff that move", "Do staff move to another employer?",
        "Take advice: the law (TUPE) often keeps their terms of work as they are.",
        StaffTransfer, StaffTransfer(), adds_up=True,
    ),
    Term(
        "hosted_post", "staff", "Posts we share", "Which posts do we share?",
        "Say who employs the person, whom it answers to, and who sets the work.",
        HostedPost, HostedPost(), adds_up=True,
    ),
    Term(
        "data_shared", "data", "Data we share", "Which data do we share?",
        "For each purpose: which data, with whom, on what lawful basis, how long. What is not in"
        " this list is not shared.",
        DataShared, DataShared(),
    ),
    Term(
        "breach_notice", "data", "When data are lost", "How soon do we tell one another?",
        "The sooner you know, the more you can still do for the people concerned.",
        BreachNotice, BreachNotice(),
    ),
    Term(
        "records_kept", "data", "Records we keep", "How long do we keep records?",
        "Six years is usual for contracts and money. A funder may ask for longer.",
        RecordsKept, RecordsKept(),
    ),
    Term(
        "publication", "public", "What we publish", "Who agrees before something is published?",
        "So that nobody reads about itself in the newspaper first.",
        Publication, Publication(),
    ),
    Term(
        "branding", "public", "Our name and logos", "Under what name do we work?",
        "A name of your own helps others to find you. A funder may ask for a line of words.",
        Branding, Branding(),
    ),
    Term(
        "values", "public", "What we hold to", "What do we hold to?",
        "Few and plain. You will be asked whether you keep them.",
        Values, Values(),
    ),
    Term(
        "dispute_steps", "time", "When we disagree", "What happens when we disagree?",
        "Steps with days: a quarrel that has a next step seldom ends a partnership.",
        DisputeSteps, _DISPUTES,
    ),
    Term(
        "review", "time", "Review", "When do we look at this agreement again?",
        "Once a year is usual. You are reminded.",
        Review, Review(), of_its_own=True,
    ),
    Term(
        "ends", "time", "Last day", "When does this agreement end?",
        "Without a last day it lasts until you end it. You are warned 90, 30 and 7 days before.",
        Ends, Ends(), of_its_own=True,
    ),
)  # fmt: skip

CATALOGUE: Mapping[str, Term] = MappingProxyType({term.key: term for term in _ALL})


def read(key: str, data: Json) -> Value:
    """The value of a term from JSON. Raises KeyError for what is no term, TermFault for a value
    that cannot be.
    """
    return _read(CATALOGUE[key].value, data)


def write(key: str, value: Value) -> Json:
    """A value as JSON, the same for equal values."""
    wanted = CATALOGUE[key].value
    if not isinstance(value, wanted):
        raise TypeError(f"{key} takes a {wanted.__name__}, not a {type(value).__name__}")
    return _write(value)


def words(key: str, data: Json, names: Mapping[str, str]) -> str:
    """A value in plain sentences, as in a signed agreement. `names` has organisations by uid (and
    may have declared fields by key). Raises TermFault like `read`.
    """
    return read(key, data).words(names)


def lines(key: str, data: Json, names: Mapping[str, str]) -> tuple[str, ...]:
    """The same as `words` in paragraphs, and in items of a list, which begin with "- "."""
    return read(key, data).lines(names)


def organisations_in(value: Value) -> frozenset[str]:
    """The uids of all organisations that a value names."""
    found: set[str] = set()
    for one in fields(value):
        kind, said = one.metadata["kind"], getattr(value, one.name)
        if kind is Kind.ORGANISATION and said:
            found.add(said)
        elif kind is Kind.ORGANISATIONS:
            found.update(said)
        elif kind is Kind.RECORDS:
            found.update(uid for record in said for uid in organisations_in(record))
    return frozenset(found)
