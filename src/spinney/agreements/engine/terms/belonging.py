"""Terms of who belongs: tiers and what they ask for, joining, suspension, leaving, accession."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.agreements.engine.terms.deciding import DECIDERS
from spinney.agreements.engine.terms.parts import ITEM, Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import counted, listed, lower, named, pounds, upper

#: The kinds of evidence that the register keeps (a test compares them with the register's).
EVIDENCE = (
    ("accounts", "Annual accounts or financial statement"),
    ("public_liability", "Public liability insurance"),
    ("employers_liability", "Employers’ liability insurance"),
    ("professional_indemnity", "Professional indemnity insurance"),
    ("governing_document", "Governing document"),
    ("safeguarding", "Safeguarding policy"),
    ("data_protection", "Data protection policy"),
    ("equality", "Equality policy"),
    ("health_and_safety", "Health and safety policy"),
    ("other_policy", "Another policy"),
    ("registration", "Registration (ICO, CQC, Ofsted…)"),
    ("quality_mark", "Quality mark"),
    ("trustee_minute", "Trustees’ minute or scheme of delegation"),
    ("other", "Something else"),
)


@dataclass(frozen=True)
class TierRule(Value):
    """A way of belonging and what goes with it."""

    name: str = asks("Name of the tier", Kind.TEXT, most=60)
    description: str = asks("What it is for", Kind.TEXT, most=300, required=False)
    is_member: bool = asks("Does it count as a member?", Kind.YES_NO, default=True)
    may_vote: bool = asks("Does it vote?", Kind.YES_NO, default=True)
    in_quorum: bool = asks("Is it counted for the quorum?", Kind.YES_NO, default=True)
    may_see: bool = asks("Does it see what members see?", Kind.YES_NO, default=True)

    def check(self) -> None:
        if self.may_vote and not self.may_see:
            told = "Whoever votes must see what members see. Say yes to both, or no to the vote."
            raise TermFault(told, {"may_see": [told]})


@dataclass(frozen=True)
class TierCriterion(Value):
    """What an organisation must hold for a tier."""

    tier: str = asks("For which tier?", Kind.TEXT, most=60)
    evidence_kind: str = asks("What must it show?", Kind.CHOICE, choices=EVIDENCE)
    max_age_months: int | None = asks(
        "Not older than", Kind.NUMBER, least=1, most=240, unit="months", required=False,
        help="Left empty, it must only be in date.",
    )  # fmt: skip
    min_cover_pence: int | None = asks(
        "Covering at least", Kind.MONEY, least=100, required=False, help="For insurances."
    )

    @property
    def in_words(self) -> str:
        """ "public liability insurance of at least £1,000,000, in date"."""
        said = lower(dict(EVIDENCE)[self.evidence_kind])
        if self.min_cover_pence:
            said += f" of at least {pounds(self.min_cover_pence)}"
        if self.max_age_months:
            return f"{said} not older than {counted(self.max_age_months, 'month')}"
        return f"{said}, in date"


@dataclass(frozen=True)
class Tiers(Value):
    """The ways of belonging, highest first. A member holds the first tier, from the one that it
    was let in to downwards, whose criteria it meets; so the lowest one asks for nothing.
    """

    tiers: tuple[TierRule, ...] = asks(
        "Which tiers are there, highest first?", Kind.RECORDS, of=TierRule, most=8
    )
    criteria: tuple[TierCriterion, ...] = asks(
        "What does each ask for?", Kind.RECORDS, of=TierCriterion, required=False, most=40
    )
    decides: str = asks(
        "Who decides when that is in doubt?", Kind.CHOICE, choices=DECIDERS, default="members"
    )

    def check(self) -> None:
        names = [one.name.casefold() for one in self.tiers]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice is not None:
            told = f"Two tiers are called “{twice}”. Give each its own name."
            raise TermFault(told, {"tiers": [told]})
        for row, one in enumerate(self.criteria):
            if one.tier.casefold() not in names:
                told = f"There is no tier “{one.tier}” in your list. Add it, or choose another."
                raise TermFault(told, {f"criteria-{row}-tier": [told]})
            if one.tier.casefold() == names[-1]:
                told = (
                    f"“{one.tier}” is the lowest tier, so it cannot ask for anything: everybody"
                    " needs a place. Add a tier below it, or take this line out."
                )
                raise TermFault(told, {f"criteria-{row}-tier": [told]})

    def criteria_of(self, tier: str) -> tuple[TierCriterion, ...]:
        """What a tier asks for."""
        return tuple(one for one in self.criteria if one.tier.casefold() == tier.casefold())

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.tiers:
            return ("Our tiers are those of our programme, or the usual ones.",)
        falls = "Who does not meet what a tier asks for is in the next one below. "
        return (
            "We have these tiers, highest first.",
            *(f"{ITEM}{self._tier_words(one)}" for one in self.tiers),
            f"{falls if self.criteria else ''}When it is in doubt, {_decides(self.decides)}.",
        )

    def _tier_words(self, one: TierRule) -> str:
        rights = [
            "counts as a member" if one.is_member else "does not count as a member",
            "votes" if one.may_vote else "does not vote",
            "is counted for the quorum" if one.in_quorum else "is not counted for the quorum",
        ]
        said = f"{one.name}: {listed(rights)}"
        asked = listed(need.in_words for need in self.criteria_of(one.name))
        return f"{said}; needs {asked}." if asked else f"{said}."


def _decides(who: str) -> str:
    """ "the members decide, by our rule for decisions"."""
    return {
        "members": "the members decide, by our rule for decisions",
        "run": "those who run the cluster decide",
        "lead_body": "the lead body decides",
    }[who]


@dataclass(frozen=True)
class Joining(Value):
    """How an organisation becomes a member."""

    decides: str = asks("Who lets a new member in?", Kind.CHOICE, choices=DECIDERS, default="run")
    trial_months: int | None = asks(
        "Trial time", Kind.NUMBER, least=1, most=24, unit="months", required=False,
        help="Left empty: none.",
    )  # fmt: skip
    sponsor: bool = asks("Must a member propose it?", Kind.YES_NO, default=False)

    def words(self, names: Mapping[str, str]) -> str:
        said = f"When an organisation asks to join, {_decides(self.decides)}."
        if self.sponsor:
            said += " One of us must propose it."
        if self.trial_months:
            said += f" Its first {counted(self.trial_months, 'month')} are a trial."
        return said


SUSPENDS_FOR = (
    ("meetings", "Missing too many meetings"),
    ("evidence", "Not showing what its tier asks for"),
    ("payment", "Not paying its share"),
    ("breach", "Breaking what we agreed"),
    ("safety", "Putting people at risk"),
)


@dataclass(frozen=True)
class Suspension(Value):
    """When a member may be set aside for a time, and by whom."""

    reasons: tuple[str, ...] = asks("For what?", Kind.CHOICES, choices=SUSPENDS_FOR)
    missed_meetings: int | None = asks(
        "How many meetings in a row?", Kind.NUMBER, least=1, most=20, required=False,
        help="When missing meetings is one of the reasons.",
    )  # fmt: skip
    decides: str = asks("Who decides?", Kind.CHOICE, choices=DECIDERS, default="members")
    answer_days: int = asks(
        "How long has it to answer first?", Kind.NUMBER, least=0, most=90, unit="days", default=14
    )
    most_months: int = asks(
        "How long can it last?", Kind.NUMBER, least=1, most=24, unit="months", default=6
    )

    def check(self) -> None:
        if "meetings" in self.reasons and self.missed_meetings is None:
            told = "Say after how many meetings missed in a row, from 1 to 20."
            raise TermFault(told, {"missed_meetings": [told]})

    @property
    def reasons_in_words(self) -> tuple[tuple[str, str], ...]:
        """Each reason by its key, as it stands in a sentence: "missing 3 meetings in a row"."""
        found = []
        for one in self.reasons:
            words = lower(dict(SUSPENDS_FOR)[one])
            if one == "meetings" and self.missed_meetings:
                words = f"missing {counted(self.missed_meetings, 'meeting')} in a row"
            found.append((one, words))
        return tuple(found)

    def words(self, names: Mapping[str, str]) -> str:
        decides = f"{upper(_decides(self.decides))}."
        hears = (
            f"It has {counted(self.answer_days, 'day')} to answer first."
            if self.answer_days
            else "It need not be asked first."
        )
        lasts = f"It lasts at most {counted(self.most_months, 'month')}."
        if not self.reasons:
            return (
                f"A member can be set aside for a time for a good reason. {decides} {hears} {lasts}"
            )
        for_what = listed([words for _, words in self.reasons_in_words], "or")
        return f"A member can be set aside for a time for {for_what}. {decides} {hears} {lasts}"


@dataclass(frozen=True)
class Leaving(Value):
    """How a member leaves."""

    notice_days: int = asks(
        "Notice that a member gives", Kind.NUMBER, least=0, most=730, unit="days", default=28
    )
    pays_to_end: bool = asks("Does it pay its share until it has left?", Kind.YES_NO, default=True)
    finishes: bool = asks(
        "Does it finish what it took on, or hand it over?", Kind.YES_NO, default=True
    )
    made_to_leave_by: str = asks(
        "Who can make a member leave?", Kind.CHOICE, default="members",
        choices=(*DECIDERS, ("nobody", "Nobody")),
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        if self.notice_days:
            said = f"A member that leaves tells us {counted(self.notice_days, 'day')} before."
        else:
            said = "A member can leave on any day."
        if self.pays_to_end:
            said += " It pays its share until then."
        if self.finishes:
            said += " It finishes what it took on, or hands it over."
        if self.made_to_leave_by == "nobody":
            return f"{said} Nobody can be made to leave."
        return f"{said} Whether somebody must leave: {_decides(self.made_to_leave_by)}."


@dataclass(frozen=True)
class Accession(Value):
    """Whether a new member may join by a deed, without all of us signing again."""

    by_deed: bool = asks(
        "May a new member join by a short deed?", Kind.YES_NO, default=False,
        help="It then signs a deed that it keeps to this agreement. Otherwise all sign again.",
    )  # fmt: skip
    signs_for_us: str = asks(
        "Who signs the deed for those who are in already?", Kind.CHOICE, default="lead_body",
        choices=(
            ("lead_body", "The lead body"),
            ("organisation", "One organisation that we name"),
            ("nobody", "Nobody: the new member’s signature is enough"),
        ),
    )  # fmt: skip
    organisation: str = asks(
        "Which one?", Kind.ORGANISATION, only_if=("signs_for_us", ("organisation",))
    )
    decides: str = asks("Who decides first?", Kind.CHOICE, choices=DECIDERS, default="members")

    def words(self, names: Mapping[str, str]) -> str:
        if not self.by_deed:
            return "When somebody joins, all of us sign again."
        signs = {
            "lead_body": "The lead body signs it for the rest of us.",
            "organisation": f"{named(self.organisation, names)} signs it for the rest of us.",
            "nobody": "Nobody else need sign it.",
        }[self.signs_for_us]
        return (
            "A new member can join by signing a deed that it keeps to this agreement, without all"
            f" of us signing again. {signs} Before that, {_decides(self.decides)}."
        )
