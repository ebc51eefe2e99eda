"""One proposal as its page shows it: groups with reasons, who is outside, what a move does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spinney.base.web.components.words import counted
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
            f"The groups gain {abs(change):.2f} {way}: {gain_words(self.after)} instead of"
            f" {gain_words(self.before)}."
        )


def gain_words(number: float) -> str:
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
