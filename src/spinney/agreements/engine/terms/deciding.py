"""Terms of how we decide: the rule, who votes, quorum, meetings, signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from spinney.agreements.engine.terms.parts import Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import counted, every, listed, lower, named, pounds

DECIDERS = (
    ("members", "The members, by our rule for decisions"),
    ("run", "Those who run the cluster"),
    ("lead_body", "The lead body"),
)
SHARE_RULES = ("majority", "two_thirds", "share")
RULES = (
    ("consent", "Consent: agreed when nobody objects"),
    ("consensus", "Consensus: agreed when everybody agrees or stands aside"),
    ("majority", "Majority: agreed when more than half agree"),
    ("two_thirds", "Two thirds: agreed when at least two thirds agree"),
    ("share", "A share of our own: agreed when so many in a hundred agree"),
    ("unanimous", "Unanimous: agreed when every single one agrees"),
)
FALLBACKS = (
    ("none", "Nothing: it is not agreed"),
    ("majority", "A vote: more than half decides"),
    ("two_thirds", "A vote: two thirds decide"),
    ("share", "A vote: so many in a hundred decide"),
)
MATTERS = (
    ("bids", "Which bids we make"),
    ("budget", "The budget"),
    ("prices", "What we charge"),
    ("staff", "Staff we share"),
    ("premises", "Premises we share"),
    ("members", "Who joins"),
    ("publicity", "What we say in public"),
    ("ending", "Ending what we do together"),
)


@dataclass(frozen=True)
class DecisionRule(Value):
    """How many must agree. A consent or consensus that fails may turn into a vote."""

    rule: str = asks("How do we decide?", Kind.CHOICE, choices=RULES, default="majority")
    fallback: str = asks(
        "What if that fails?", Kind.CHOICE, choices=FALLBACKS, default="none",
        only_if=("rule", ("consent", "consensus", "unanimous")),
    )  # fmt: skip
    fallback_after_days: int = asks(
        "How long do we try before we vote?", Kind.NUMBER, least=1, most=365, unit="days",
        only_if=("fallback", SHARE_RULES),
    )  # fmt: skip
    threshold: int | None = asks(
        "How many in a hundred must agree?", Kind.SHARE, least=1, most=100, required=False,
        help="Only for a share of your own.",
    )  # fmt: skip
    of: str = asks(
        "Of whom are they counted?", Kind.CHOICE, default="cast",
        choices=(("cast", "Those who vote"), ("all", "All who may vote")),
    )  # fmt: skip
    answer_days: int = asks(
        "How long do people have to answer?", Kind.NUMBER, least=1, most=90, unit="days", default=14
    )

    def check(self) -> None:
        wants = "share" in (self.rule, self.fallback)
        if wants and self.threshold is None:
            told = "Say how many in a hundred must agree, from 1 to 100."
            raise TermFault(told, {"threshold": [told]})

    @property
    def has_fallback(self) -> bool:
        """Whether a vote follows when the rule does not come to an agreement."""
        return self.fallback in SHARE_RULES

    def words(self, names: Mapping[str, str]) -> str:
        said = {
            "consent": "We decide by consent: something is agreed when nobody objects.",
            "consensus": "We decide by consensus: something is agreed when everybody agrees or"
            " stands aside.",
            "unanimous": "We decide together: something is agreed when every one of us agrees.",
        }.get(self.rule) or f"We decide by vote: {self._vote(self.rule)}."
        if self.has_fallback:
            said += (
                f" If we have not agreed after {counted(self.fallback_after_days, 'day')}, we vote:"
                f" {self._vote(self.fallback)}."
            )
        elif self.rule in ("consent", "consensus"):
            said += " If that fails, it is not agreed."
        return f"{said} We each have {counted(self.answer_days, 'day')} to answer."

    def _vote(self, rule: str) -> str:
        whom = "those who vote" if self.of == "cast" else "all who may vote"
        return {
            "majority": f"it is agreed when more than half of {whom} agree",
            "two_thirds": f"it is agreed when at least two thirds of {whom} agree",
            "share": f"it is agreed when at least {self.threshold} in a hundred of {whom} agree",
        }[rule]


@dataclass(frozen=True)
class Weight(Value):
    """How many votes an organisation has."""

    organisation: str = asks("Organisation", Kind.ORGANISATION)
    votes: int = asks("Votes", Kind.NUMBER, least=1, most=100)


@dataclass(frozen=True)
class Electorate(Value):
    """Who votes, and whether some votes count for more."""

    who: str = asks(
        "Who votes?", Kind.CHOICE, default="voters",
        choices=(
            ("voters", "The members whose tier may vote"),
            ("members", "All members"),
            ("parties", "Those who signed this agreement"),
        ),
    )  # fmt: skip
    weights: str = asks(
        "How much does a vote count?", Kind.CHOICE, default="equal",
        choices=(("equal", "One organisation, one vote"), ("fixed", "Some have more votes")),
    )  # fmt: skip
    votes: tuple[Weight, ...] = asks(
        "Who has more than one vote?", Kind.RECORDS, of=Weight, only_if=("weights", ("fixed",)),
        help="Those you leave out have one vote.",
    )  # fmt: skip

    def check(self) -> None:
        named_ones = [one.organisation for one in self.votes]
        if len(set(named_ones)) < len(named_ones):
            told = "An organisation is named twice. Name each once, with all its votes."
            raise TermFault(told, {"votes": [told]})

    def votes_of(self, organisation: str) -> int:
        """How many votes an organisation has."""
        return next((one.votes for one in self.votes if one.organisation == organisation), 1)

    def words(self, names: Mapping[str, str]) -> str:
        who = {
            "voters": "The members whose tier may vote take part in decisions.",
            "members": "All members take part in decisions.",
            "parties": "Those of us who signed this agreement take part in decisions.",
        }[self.who]
        if self.weights == "equal":
            return f"{who} Each organisation has one vote."
        more = listed(
            f"{named(one.organisation, names)} has {counted(one.votes, 'vote')}"
            for one in self.votes
        )
        return f"{who} {more}. Every other organisation has one vote."


@dataclass(frozen=True)
class TierQuorum(Value):
    """How many of one tier must take part."""

    tier: str = asks("Tier", Kind.TEXT, most=60)
    at_least: int = asks("At least", Kind.NUMBER, least=1, most=500)


@dataclass(frozen=True)
class Quorum(Value):
    """How many must take part for a decision to count: a number, a share, or the greater."""

    percent: int | None = asks(
        "How many in a hundred members?", Kind.SHARE, least=1, most=100, required=False
    )
    at_least: int | None = asks(
        "How many members at least?", Kind.NUMBER, least=1, most=500, required=False,
        help="With both filled in, the greater number counts.",
    )  # fmt: skip
    of_tiers: tuple[TierQuorum, ...] = asks(
        "Must so many of one tier be there?", Kind.RECORDS, of=TierQuorum, required=False
    )

    def check(self) -> None:
        if self.percent is None and self.at_least is None and not self.of_tiers:
            told = "Say how many must take part: a number, a share, or so many of a tier."
            raise TermFault(told, {"at_least": [told]})

    def needed(self, members: int) -> int:
        """How many of so many members must take part."""
        return max(self.at_least or 0, ceil(members * (self.percent or 0) / 100))

    def words(self, names: Mapping[str, str]) -> str:
        asked = [f"at least {counted(self.at_least, 'member')}"] if self.at_least else []
        if self.percent:
            asked.append(f"at least {self.percent} in a hundred of our members")
        said = listed(asked)
        tiers = listed(
            f"at least {one.at_least} from the tier “{one.tier}”" for one in self.of_tiers
        )
        whole = f"{said}, among them {tiers}" if said and tiers else said or tiers
        return f"A decision counts when {whole} take part."


@dataclass(frozen=True)
class MeetingNotice(Value):
    """How long before a meeting it is called."""

    days: int = asks("Notice of a meeting", Kind.NUMBER, least=0, most=90, unit="days", default=7)
    papers_days: int | None = asks(
        "Papers are sent before it", Kind.NUMBER, least=0, most=90, unit="days", required=False
    )

    def check(self) -> None:
        if self.papers_days is not None and self.papers_days > self.days:
            told = "The papers cannot go out before the meeting is called. Choose fewer days."
            raise TermFault(told, {"papers_days": [told]})

    def words(self, names: Mapping[str, str]) -> str:
        said = f"We call meetings at least {counted(self.days, 'day')} before they are held."
        if self.papers_days is not None:
            said += f" Papers are sent at least {counted(self.papers_days, 'day')} before."
        return said


@dataclass(frozen=True)
class Meetings(Value):
    """How often we meet, and who is in the chair."""

    every_months: int = asks(
        "We meet at least every", Kind.NUMBER, least=1, most=24, unit="months", default=3
    )
    chair: str = asks(
        "Who is in the chair?", Kind.CHOICE, default="turns",
        choices=(
            ("turns", "The members, in turn"),
            ("elected", "Somebody the members choose"),
            ("lead_body", "The lead body"),
            ("facilitator", "The facilitator"),
        ),
    )  # fmt: skip
    calls_extra: int | None = asks(
        "How many members can call an extra meeting?", Kind.NUMBER, least=1, most=100,
        required=False,
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        chair = {
            "turns": "We take turns in the chair.",
            "elected": "We choose who is in the chair.",
            "lead_body": "The lead body is in the chair.",
            "facilitator": "The facilitator is in the chair.",
        }[self.chair]
        said = f"We meet at least {every(self.every_months)}. {chair}"
        if self.calls_extra:
            who = "One member" if self.calls_extra == 1 else f"Any {self.calls_extra} members"
            said += f" {who} can call an extra meeting."
        return said


@dataclass(frozen=True)
class SigningRule(Value):
    """Who must sign an agreement before it is in force."""

    parties_needed: int | None = asks(
        "How many organisations must sign?", Kind.NUMBER, least=1, most=500, required=False,
        help="Left empty: all of them.",
    )  # fmt: skip
    people_each: int = asks(
        "How many people sign for each?", Kind.NUMBER, least=1, most=5, default=1
    )
    second_above_pence: int | None = asks(
        "A second person signs above", Kind.MONEY, least=0, required=False,
        help="When the agreement is worth more than this.",
    )  # fmt: skip
    in_order: bool = asks("Do we sign in the order of the list?", Kind.YES_NO, default=False)

    def words(self, names: Mapping[str, str]) -> str:
        n = self.parties_needed
        who = "all of us have signed" if n is None else f"{counted(n, 'organisation')} signed it"
        each = "One person signs" if self.people_each == 1 else f"{self.people_each} people sign"
        said = f"An agreement is in force when {who}. {each} for each organisation."
        if self.second_above_pence is not None:
            said += f" Above {pounds(self.second_above_pence)} a second person signs too."
        return said + (" We sign in the order in which we are listed." if self.in_order else "")


@dataclass(frozen=True)
class JointDecisions(Value):
    """What no one of us decides alone."""

    matters: tuple[str, ...] = asks(
        "What do we only decide together?", Kind.CHOICES,
        choices=MATTERS,
    )  # fmt: skip
    others: tuple[str, ...] = asks("Anything else?", Kind.LINES, most=200, required=False)

    def words(self, names: Mapping[str, str]) -> str:
        if not self.matters and not self.others:
            return "Nothing is set aside that we only decide together."
        chosen = [lower(dict(MATTERS)[one]) for one in self.matters]
        return f"We only decide together on {listed([*chosen, *self.others])}."


@dataclass(frozen=True)
class Voting(Value):
    """The customs of a vote: what is secret, how long before it is announced, and what becomes of
    those who stand aside, come, leave or cannot be there.
    """

    secret: str = asks(
        "What is voted on in secret?", Kind.CHOICE, default="elections",
        choices=(
            ("elections", "Elections of people and lead bodies"),
            ("everything", "Everything"),
            ("nothing", "Nothing: all can see how each of us voted"),
        ),
    )  # fmt: skip
    notice_days: int = asks(
        "A vote is announced before it begins", Kind.NUMBER, least=0, most=60, unit="days",
        default=0,
    )  # fmt: skip
    recused_count: bool = asks(
        "Who takes no part because of an interest: still counted for the quorum?", Kind.YES_NO,
        default=False,
    )  # fmt: skip
    joiners_vote: bool = asks(
        "Who joins while a vote is open: does it vote?", Kind.YES_NO, default=False
    )
    leavers_count: bool = asks(
        "Who leaves while a vote is open: does its vote still count?", Kind.YES_NO, default=False
    )
    proxies_each: int = asks(
        "For how many others may one of us vote, at the most?", Kind.NUMBER, least=0, most=20,
        default=1, help="0: nobody votes for another.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        secret = {
            "elections": "Elections are secret; in all other votes we see how each of us voted.",
            "everything": "Every vote is secret.",
            "nothing": "No vote is secret: we all see how each of us voted.",
        }[self.secret]
        notice = (
            f" A vote is announced {counted(self.notice_days, 'day')} before it begins."
            if self.notice_days
            else ""
        )
        still = "is" if self.recused_count else "is not"
        joins = "votes too" if self.joiners_vote else "votes from the next one on"
        leaves = "still counts" if self.leavers_count else "no longer counts"
        proxy = (
            "Who cannot vote may ask another of us to; nobody votes for more than"
            f" {counted(self.proxies_each, 'other')}."
            if self.proxies_each
            else "Nobody votes for another."
        )
        return (
            f"{secret}{notice} Who takes no part because of an interest {still} counted for the"
            f" quorum. Who joins while a vote is open {joins}; the vote of who leaves"
            f" {leaves}. {proxy}"
        )
