"""What each step of a count says. Pure.

CODES has every code that a rule may tell; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from spinney.decisions.engine.result import Number, Step
from spinney.decisions.engine.saying.plain import (
    MoneyWords,
    Names,
    a_are,
    amounts,
    named,
    number,
    pounds,
    share_of,
    so_many,
)


@dataclass(frozen=True)
class Said:
    """A step with what words for it need. `holds` is false where nothing was decided, whatever the
    count came to.
    """

    step: Step
    names: Names
    money: MoneyWords
    holds: bool = True

    @property
    def who(self) -> str:
        """The options that the step is about."""
        return named(self.step.options, self.names)

    @property
    def first(self) -> str:
        return named(self.step.options[:1], self.names)

    @property
    def tallies(self) -> str:
        return amounts(self.step.tallies, self.names)

    def has(self, name: str) -> bool:
        """Whether the number is there, and not 0."""
        return bool(self.step.numbers.get(name))

    def count(self, name: str) -> Number:
        return self.step.numbers.get(name, 0)

    def plain(self, name: str) -> str:
        return number(self.count(name))

    def many(self, name: str, what: str) -> str:
        return so_many(self.count(name), what)

    def came(self, how: str) -> str:
        """What an option came to: "is chosen"; where it does not hold, "would have been chosen"."""
        return f"{'is' if self.holds else 'would have been'} {how}"

    def amount(self, name: str) -> str:
        return share_of(self.count(name), self.money)


def words_of(step: Step, names: Names, money: MoneyWords = pounds, *, holds: bool = True) -> str:
    """A step in one or more sentences; `holds` is false where nothing was decided by the count.
    Raises KeyError for a code that no rule has.
    """
    return CODES[step.code](Said(step, names, money, holds))


PARTED_BY = {
    "cheaper": "The cheaper goes first",
    "more_votes": "The one with more votes goes first",
    "earlier": "The earlier goes first",
    "lot": "A lot decides",
    "earlier_round": "The one that had more in the last round in which they differed goes first",
}
"""What parts equal options, by the code that a tie has."""


def parted(said: Said) -> str:
    return PARTED_BY[str(said.count("parted_by"))]


# All counts ------------------------------------------------------------------------------------


def _papers(said: Said) -> str:
    voters, empty = said.step.numbers["voters"], said.step.numbers["empty"]
    words = f"{number(voters)} voted."
    if said.has("empty"):
        were = "paper was" if empty == 1 else "papers were"
        words += f" {number(empty)} {were} empty."
    if said.count("votes") != Fraction(voters) - Fraction(empty):
        words += f" Together the others have {said.many('votes', 'vote')}."
    if said.count("seats") != 1:
        words += f" There are {said.many('seats', 'place')}."
    return words


def _tie(said: Said) -> str:
    return f"{said.who} came out equal. {parted(said)}: {said.first}."


def _chosen(said: Said) -> str:
    return f"{said.who} {said.came('chosen')}, with {said.plain('total')}."


def _places_left(said: Said) -> str:
    stays = "stays" if said.count("left") == 1 else "stay"
    return f"{said.many('left', 'place')} {stays} empty: nobody supported another option."


def _told(label: str) -> Callable[[Said], str]:
    """What each option has of something."""
    return lambda said: f"{label}: {said.tallies}."


def _lost(said: Said) -> str:
    if said.has("lost"):
        words = f"{said.who} loses {said.many('lost', 'vote')}, who cannot come or did not say."
    else:
        words = f"{said.who} loses nobody who answered."
    if said.has("if_need_be"):
        words += f" {said.many('if_need_be', 'vote')} can only if need be."
    return words


# Transferred votes -----------------------------------------------------------------------------


def _first_choices_quota(said: Said) -> str:
    votes = said.many("votes", "vote")
    return f"First choices: {said.tallies}. To be elected takes {said.plain('quota')} of {votes}."


def _elected(said: Said) -> str:
    return f"{said.who} has {said.many('votes', 'vote')} and {said.came('elected')}."


def _last_places(said: Said) -> str:
    votes = said.many("votes", "vote")
    return (
        f"No more options are left than places, so {said.who} {said.came('elected')}, with {votes}."
    )


def _moved(said: Said) -> str:
    words = f" Now: {said.tallies}."
    if said.has("exhausted"):
        have = "has" if said.count("exhausted") == 1 else "have"
        words += f" {said.many('exhausted', 'vote')} {have} no further choice."
    if said.has("cut"):
        words += f" {float(Fraction(said.count('cut'))):.5f} was lost in rounding."
    return words


def _surplus(said: Said) -> str:
    spare = said.many("surplus", "vote")
    goes = "It goes" if said.count("surplus") == 1 else "They go"
    return f"{said.who} has {spare} to spare. {goes} to the next choices." + _moved(said)


def _excluded(said: Said) -> str:
    """Of a transferred vote; or of money, beside an option that shuts this one out."""
    if "votes" not in said.step.numbers:
        rivals = named(said.step.options[1:], said.names)
        return f"{said.first} cannot be had beside {rivals}, so it is left out."
    votes = said.many("votes", "vote")
    return (
        f"{said.who} has the fewest, {votes}, and is out. The votes go to the next choices."
        + _moved(said)
    )


def _tie_surplus(said: Said) -> str:
    return f"{said.who} have equally many to spare. {parted(said)}: {said.first}."


def _tie_exclusion(said: Said) -> str:
    last = named(said.step.options[-1:], said.names)
    return f"{said.who} have the fewest, equally many. {parted(said)}, so {last} is out."


# Two by two ------------------------------------------------------------------------------------


def _preferred(said: Said) -> str:
    if not said.step.tallies:
        return f"{said.who} is the only option."
    return f"Votes for {said.who}: {amounts(said.step.tallies, said.names, 'over ')}."


def _beats_all(said: Said) -> str:
    return (
        f"{said.who} beats each other option that is left, two by two, by"
        f" {said.many('lead', 'vote')} or more."
    )


def _none_beats_all(said: Said) -> str:
    return "No option that is left beats all the others, so the strongest chains of wins decide."


def _paths(said: Said) -> str:
    return f"The strongest chains of wins from {said.who}: to {said.tallies}."


def _strongest_paths(said: Said) -> str:
    chosen = said.came("chosen")
    return f"The chains from {said.who} are at least as strong as those back. It {chosen}."


# Money -----------------------------------------------------------------------------------------


def _shares(said: Said) -> str:
    votes = said.many("votes", "vote")
    return f"{said.amount('budget')} is shared among {votes}: {said.amount('share')} each."


def _raised(said: Said) -> str:
    was = "was" if said.holds else "would have been"
    why = {
        "would_overspend": "The next step would have cost more than there is",
        "all_bought": f"Then everything that anybody supports {was} bought",
    }
    return (
        f"That left money over, so the shares were raised in {said.many('raises', 'step')}, "
        f"to {said.amount('share')}. {why.get(str(said.count('why')), 'Then it ended')}."
    )


def _bought(said: Said) -> str:
    left = f" {said.amount('left')} is left." if "left" in said.step.numbers else ""
    bought = f"{said.who} {said.came('bought')} for {said.amount('cost')}"
    votes = said.many("votes", "vote")
    if "gave_all" in said.step.numbers:
        paid = f"{bought}, paid by the {votes} that support it"
        all_of_it = f"; {said.plain('gave_all')} gave all they had" if said.has("gave_all") else ""
        return f"{paid}{all_of_it}.{left}"
    if "time" in said.step.numbers:
        return f"{bought}: the {votes} that support it have saved enough together.{left}"
    points = said.step.numbers.get("points", said.count("votes"))
    more = f" and {so_many(points, 'point')}" if points != said.count("votes") else ""
    return f"{bought}: it has {votes}{more}.{left}"


def _too_dear(said: Said) -> str:
    if "behind" in said.step.numbers:
        have = f"have {said.amount('behind')} left"
        return f"{said.who} costs {said.amount('cost')}, and those who support it {have}: too dear."
    return f"{said.who} costs {said.amount('cost')}, and {said.amount('left')} is left: too dear."


def _completed(said: Said) -> str:
    return "From what is left over: " + _bought(said)


def _compared(said: Said) -> str:
    return (
        f"{said.many('for_shares', 'vote')} have more of what they want by equal shares, and "
        f"{said.plain('for_greedy')} by most votes first."
    )


def _stopped(said: Said) -> str:
    costs = "costs" if len(said.step.options) == 1 else "each cost"
    return (
        f"{said.who} {costs} {said.amount('cost')}, and {said.amount('left')} is left. "
        "The count ends here."
    )


def _from_reserve(said: Said) -> str:
    return (
        f"{said.who} costs {said.amount('cost')}, and {said.amount('left')} is left. It "
        f"{said.came('chosen')}, and the rest comes from elsewhere."
    )


def _below_least(said: Said) -> str:
    have = "has" if len(said.step.options) == 1 else "have"
    return f"{said.who} {have} less than the {said.plain('least')} that it takes."


def _verbless(after: str) -> Callable[[Said], str]:
    return lambda said: f"{said.who} {a_are(len(said.step.options))} {after}."


CODES: Mapping[str, Callable[[Said], str]] = {
    "papers": _papers,
    "votes": _told("Votes"),
    "first_choices": _told("First choices"),
    "approvals": _told("Approvals"),
    "sums": _told("Scores added up"),
    "means": _told("The mean of the scores given"),
    "scored_by": _told("How many gave a score"),
    "points": _told("Points"),
    "place_points": _told("Points for places"),
    "can_come": _told("Can come"),
    "can_if_need_be": _told("Can come if need be"),
    "cannot_come": _told("Cannot come"),
    "not_said": _told("Did not say"),
    "lost": _lost,
    "tie": _tie,
    "chosen": _chosen,
    "places_left": _places_left,
    "first_choices_quota": _first_choices_quota,
    "elected": _elected,
    "last_places": _last_places,
    "surplus": _surplus,
    "excluded": _excluded,
    "tie_surplus": _tie_surplus,
    "tie_exclusion": _tie_exclusion,
    "preferred": _preferred,
    "beats_all": _beats_all,
    "only_one_left": lambda said: f"{said.who} is the only option left, and {said.came('chosen')}.",
    "none_beats_all": _none_beats_all,
    "paths": _paths,
    "strongest_paths": _strongest_paths,
    "shares": _shares,
    "raised": _raised,
    "bought": _bought,
    "too_dear": _too_dear,
    "completed_greedily": _completed,
    "compared": _compared,
    "stopped": _stopped,
    "not_reached": _verbless("not reached"),
    "bought_from_reserve": _from_reserve,
    "below_least": _below_least,
    "withdrawn": _verbless("withdrawn"),
    "not_supported": lambda said: f"Nobody supports {said.who}.",
}
"""The words for each code."""
