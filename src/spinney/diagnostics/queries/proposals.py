"""One proposal as its page shows it: groups with reasons, who is outside, what a move does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.web.components.words import counted
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.grouping import arranged, arrangement
from spinney.diagnostics.engine.groups import Evaluation, GroupWorth, Problem, evaluate
from spinney.diagnostics.engine.groups.outsiders import outsiders
from spinney.diagnostics.engine.groups.problem import Organisation
from spinney.diagnostics.engine.groups.worth import minutes_apart
from spinney.diagnostics.models import Grouping, Proposal
from spinney.diagnostics.queries import group_words as words
from spinney.diagnostics.states import Area
from spinney.register import api as register

NEAREST_PLACES = 20
"""Into so many of the nearest groups a move is tried on its page; others are named without."""
OUTSIDE = "Outside every group"
MOST_CLUSTERS = 12


def kinds_of_organisation() -> dict[str, str]:
    """What kinds of organisations are called."""
    return dict(register.Organisation._meta.get_field("kind").flatchoices)


def area_names(grouping: Grouping) -> dict[str, str]:
    """What areas are called: as everywhere, or as the survey calls them."""
    found = {str(area): str(label) for area, label in Area.choices}
    if grouping.survey is not None:
        found |= definition_of(grouping.survey.asks).areas
    return found


@dataclass(frozen=True)
class GroupCard:
    """One group: `place` is where it stands in the arrangement, `number` what it is called."""

    place: int
    worth: GroupWorth
    members: Sequence[Organisation]
    why: Sequence[str]
    travel: str
    broken: Sequence[str]

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def title(self) -> str:
        return f"Group {self.number}"


@dataclass(frozen=True)
class Effect:
    """What a move did: worth before and after, rules newly broken and mended, in words."""

    what: str
    before: float
    after: float
    newly_broken: Sequence[str]
    mended: Sequence[str]

    @property
    def verdict(self) -> str:
        """Better, worse, or the same: by how much."""
        change = self.after - self.before
        if abs(change) < 0.005:
            return "It makes next to no difference to what the groups gain."
        way = "more" if change > 0 else "less"
        return (
            f"The groups gain {abs(change):.2f} {way}: {_told(self.after)} instead of"
            f" {_told(self.before)}."
        )


def _told(number: float) -> str:
    """A gain with two places; never "-0.00"."""
    return f"{round(number, 2) + 0.0:.2f}"


@dataclass(frozen=True)
class Option:
    """A place to which an organisation can be moved, with what that would do (None: not tried)."""

    to: str
    label: str
    effect: Effect | None

    @property
    def deed(self) -> str:
        """What the button of the move says."""
        return "Leave it outside" if self.to == "out" else f"Move it to {self.label.lower()}"


class Arranged:
    """A proposal, weighed as it is now."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.problem = Problem.from_json(proposal.problem)
        self.places = arranged(proposal)

    @cached_property
    def evaluation(self) -> Evaluation:
        return self._weigh(self.places)

    def _weigh(
        self, places: Sequence[Sequence[str]], before: Evaluation | None = None
    ) -> Evaluation:
        return evaluate(self.problem, [one for one in places if one], before=before)

    def speech(self, places: Sequence[Sequence[str]]) -> words.Speech:
        """The names by which this arrangement is spoken of."""
        return words.Speech(
            names={one.key: one.name for one in self.problem.organisations},
            areas=self._areas,
            kinds=kinds_of_organisation(),
            numbers=[at + 1 for at, keys in enumerate(places) if keys],
        )

    @cached_property
    def _areas(self) -> dict[str, str]:
        return area_names(self.proposal.grouping)

    @cached_property
    def groups(self) -> list[GroupCard]:
        """The groups, each with its reasons and the rules that it breaks."""
        speech = self.speech(self.places)
        filled = [at for at, keys in enumerate(self.places) if keys]
        return [
            GroupCard(
                place=place,
                worth=worth,
                members=[self.problem.by_key[key] for key in worth.members],
                why=words.why_words(worth, speech),
                travel=words.travel_words(worth, speech),
                broken=[
                    words.broken_words(one, speech)
                    for one in self.evaluation.broken
                    if one.group == at
                ],
            )
            for at, (place, worth) in enumerate(zip(filled, self.evaluation.groups, strict=True))
        ]

    @cached_property
    def broken(self) -> list[str]:
        """Every rule that is broken."""
        return self._broken(self.places, self.evaluation)

    def _broken(self, places: Sequence[Sequence[str]], evaluation: Evaluation) -> list[str]:
        speech = self.speech(places)
        return [words.broken_words(one, speech) for one in evaluation.broken]

    @cached_property
    def outside(self) -> list[words.Left]:
        """Those in no group, why, and what would place them."""
        groups = [one.members for one in self.evaluation.groups]
        speech = self.speech(self.places)
        found = outsiders(self.problem, groups, self.evaluation.outside)
        return [words.left_words(one, speech) for one in found]

    @property
    def proven(self) -> list[str]:
        """How far it can be from the best."""
        result = self.proposal.result
        return words.bound_words(
            self.evaluation.objective,
            float(result.get("bound", 0)),
            broken=bool(self.evaluation.broken),
            cut_short=bool(result.get("cut_short")),
        )

    @property
    def good_at(self) -> list[str]:
        return words.mark_words(self.proposal.result.get("good_at", ()), good=True)

    @property
    def bad_at(self) -> list[str]:
        return words.mark_words(self.proposal.result.get("bad_at", ()), good=False)

    @property
    def placed(self) -> int:
        return len(self.problem.organisations) - len(self.evaluation.outside)

    @property
    def unplaced(self) -> list[str]:
        """Names of those whose place on the map is not known."""
        return [one.name for one in self.problem.organisations if one.place is None]

    @property
    def outcome(self) -> str:
        """The proposal in one sentence."""
        told = f"{counted(len(self.groups), 'group')} of {counted(self.placed, 'organisation')}"
        left = len(self.evaluation.outside)
        return f"{told}; {left} left outside." if left else f"{told}; nobody is left outside."

    # Moves ------------------------------------------------------------------------------------

    def where(self, key: str) -> int | None:
        """The place of somebody's group; None outside."""
        return next((at for at, keys in enumerate(self.places) if key in keys), None)

    def place_words(self, at: int | None) -> str:
        """A place as a move names it."""
        if at is None:
            return OUTSIDE
        is_new = at >= len(self.places) or not self.places[at]
        return "A new group" if is_new else f"Group {at + 1}"

    @property
    def last_effect(self) -> Effect | None:
        """What the last move that was not undone did; None when nothing was moved."""
        done = [one for one in self.proposal.moves if not one["undone"]]
        if not done:
            return None
        was = arrangement(self.proposal.result, done[:-1])
        return self._effect(done[-1], was, self.places)

    def _effect(
        self, move: Mapping[str, Any], was: list[list[str]], now: list[list[str]]
    ) -> Effect:
        before = self._weigh(was, self.evaluation)
        after = self._weigh(now, before)
        broken_was, broken_now = self._broken(was, before), self._broken(now, after)
        name = self.problem.by_key[move["key"]].name
        to = "outside" if move["to"] is None else f"to group {move['to'] + 1}"
        return Effect(
            f"{name} goes {to}", before.objective, after.objective,
            [one for one in broken_now if one not in broken_was],
            [one for one in broken_was if one not in broken_now],
        )  # fmt: skip

    def options(self, key: str) -> list[Option]:
        """Where somebody can be moved, the best first, with what each move would do."""
        tried = set(self._nearest(key))
        found = []
        for to in self._targets(key):
            effect = None
            if to is None or to in tried or to >= len(self.places):
                move = {"key": key, "to": to, "undone": False}
                base = {"groups": self.places}
                effect = self._effect(move, self.places, arrangement(base, [move]))
            found.append(Option("out" if to is None else str(to), self.place_words(to), effect))
        return sorted(found, key=_best_first)

    def _targets(self, key: str) -> Iterator[int | None]:
        here = self.where(key)
        yield from (at for at, keys in enumerate(self.places) if keys and at != here)
        # One who is alone in a group has nothing from a new one.
        if here is None or len(self.places[here]) > 1:
            yield len(self.places)
        if here is not None:
            yield None

    def _nearest(self, key: str) -> list[int]:
        one = self.problem.by_key[key]

        def way(at: int) -> float:
            other = self.problem.by_key[self.places[at][0]]
            found = minutes_apart(one, other, self.problem.travel)
            return self.problem.travel.unknown_minutes if found is None else found

        return sorted((at for at, keys in enumerate(self.places) if keys), key=way)[:NEAREST_PLACES]


def _best_first(option: Option) -> tuple[bool, int, float]:
    if option.effect is None:
        return True, 0, 0.0
    return False, len(option.effect.newly_broken), option.effect.before - option.effect.after


# Side by side ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One measure of several proposals: what each comes to, in words."""

    what: str
    values: Mapping[int, str]


def side_by_side(several: Sequence[Arranged]) -> list[Line]:
    """What tells proposals apart, measure by measure."""
    by_number = {one.proposal.number: one for one in several}

    def line(what: str, told: Any) -> Line:
        return Line(what, {number: told(one) for number, one in by_number.items()})

    def total(one: Arranged, of: str) -> str:
        return f"{sum(getattr(group, of) for group in one.evaluation.groups):.2f}"

    return [
        line("Gained in all", lambda one: _told(one.evaluation.objective)),
        line("Gained by meeting needs together", lambda one: total(one, "spared")),
        line("Gained by members who help one another", lambda one: total(one, "offered")),
        line("Groups", lambda one: str(len(one.groups))),
        line("Organisations placed", lambda one: str(one.placed)),
        line("Left outside", lambda one: str(len(one.evaluation.outside))),
        line("Longest way in a group", _longest),
        line("Rules broken", lambda one: str(len(one.broken))),
    ]


def _longest(one: Arranged) -> str:
    ways = [group.longest_minutes for group in one.evaluation.groups if group.longest_minutes]
    return counted(round(max(ways)), "minute") if ways else "Not known"


def who_is_where(several: Sequence[Arranged]) -> list[Line]:
    """For each organisation, which group it is in in each proposal, with whom."""
    everybody = {one.key: one.name for item in several for one in item.problem.organisations}
    lines = []
    for key, name in sorted(everybody.items(), key=lambda pair: pair[1]):
        values = {}
        for item in several:
            here = item.where(key)
            values[item.proposal.number] = "Outside" if here is None else f"Group {here + 1}"
        lines.append(Line(name, values))
    return lines


@dataclass(frozen=True)
class Placed:
    """One organisation of a proposal, as a row of its table and files."""

    name: str
    group: str
    with_whom: str
    kind: str
    fragile: bool
    why: str


def rows_of(one: Arranged) -> list[Placed]:
    """Every organisation with its group, or with why it has none."""
    kinds = kinds_of_organisation()
    rows = [
        Placed(
            member.name, card.title,
            ", ".join(other.name for other in card.members if other is not member),
            kinds.get(member.kind, member.kind), member.fragile, " ".join(card.why),
        )
        for card in one.groups
        for member in card.members
    ]  # fmt: skip
    for left in one.outside:
        who = one.problem.by_key[left.key]
        kind = kinds.get(who.kind, who.kind)
        rows.append(Placed(left.name, "Outside", "", kind, who.fragile, left.why))
    return rows


def as_json(one: Arranged) -> dict[str, Any]:
    """A proposal as a file: the problem as it was put, and the groups with their worth."""
    return {
        "title": one.proposal.title,
        "problem": one.proposal.problem,
        "evaluation": one.evaluation.as_json(),
        "bound": one.proposal.result.get("bound"),
        "outside": [vars(left) for left in one.outside],
    }


# Clusters -------------------------------------------------------------------------------------


def lines_to_invite(card: GroupCard) -> str:
    """The members as the cluster's list of guests takes them: a line each, with the address that
    the register knows.
    """
    keys = [one.key for one in card.members]
    found = register.Organisation.objects.filter(uid__in=keys)
    address = {str(uid): email for uid, email in found.values_list("uid", "email")}
    return "\n".join(_line(one.name, address.get(one.key, "")) for one in card.members)


def _line(name: str, address: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name
    return f"{quoted}, {address}" if address else f"{quoted}, "


def clusters_to_invite_to(actor: Actor, place: Scope) -> list[clusters.Cluster]:
    """Clusters in which the actor invites, the newest first: a programme's, or, from a cluster's
    page, her others.
    """
    run = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    found = clusters.Cluster.objects.filter(pk__in=run).exclude(state="ended")
    if place.kind == "programme":
        found = found.filter(programme=place.id)
    else:
        found = found.exclude(pk=place.id)
    return list(found.order_by("-made_at", "-pk")[:MOST_CLUSTERS])
