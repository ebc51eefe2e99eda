"""Who sees what of the answers to a survey, in words: the same wherever it is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spinney.base.web.components.words import listed
from spinney.clusters import api as clusters
from spinney.diagnostics.models import Survey
from spinney.diagnostics.states import Mode


@dataclass(frozen=True)
class WhoSees:
    """The promise made to those asked. `short` names the mode; `named` says who sees answers with
    the organisation's name; `group` what everybody else sees; `answered` who sees which
    organisations have answered. Each is a sentence or two that speaks to those asked.
    """

    short: str
    named: str
    group: str
    answered: str

    @property
    def sentences(self) -> tuple[str, str, str]:
        return self.named, self.group, self.answered


SHORT = {
    Mode.FACILITATOR: "Named to {who}, only totals to the group",
    Mode.GROUP: "Named to the group",
    Mode.DETACHED: "Nobody can tell who said what",
}


def who_sees(survey: Survey, on: date | None = None) -> WhoSees:
    """The promise of a survey as it stands on a day (today unless said), with the names of those
    who see answers with their organisations' names. One query.
    """
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    return promise(place, Mode(survey.mode), survey.minimum, on)


def promise(
    place: clusters.Cluster | clusters.Programme,
    mode: Mode,
    minimum: int,
    on: date | None = None,
) -> WhoSees:
    """What a survey of a place in this mode promises. One query."""
    people = [str(person) for person in clusters.people_who_run(place, on)]
    return _promise(place, mode, minimum, people)


def promises(
    place: clusters.Cluster | clusters.Programme, minimum: int, on: date | None = None
) -> dict[Mode, WhoSees]:
    """What each mode would promise in a place. One query."""
    people = [str(person) for person in clusters.people_who_run(place, on)]
    return {mode: _promise(place, mode, minimum, people) for mode in Mode}


def _promise(
    place: clusters.Cluster | clusters.Programme, mode: Mode, minimum: int, people: Sequence[str]
) -> WhoSees:
    in_cluster = isinstance(place, clusters.Cluster)
    part = "the facilitator" if in_cluster else "the programme manager"
    who = _who(place.name, people, in_cluster)
    # A sentence begins with it: a name stays as it is, "the facilitator" is raised.
    first = who[:1].upper() + who[1:]
    names = listed(people) or part
    sees = "see" if len(people) > 1 else "sees"
    everybody = f"the members of {place.name}" if in_cluster else "the other organisations asked"
    short = SHORT[mode].format(who=part)
    totals = f"totals only, never of fewer than {minimum} organisations"
    if mode == Mode.DETACHED:
        return WhoSees(
            short,
            "Nobody can tell which organisation said what: answers are kept without names and in"
            " no order.",
            f"{first} and {everybody} see {totals}.",
            "Nobody is shown who has answered; how many have, only from three on.",
        )
    if mode == Mode.GROUP:
        return WhoSees(
            short,
            f"{first} and {everybody} see your answers with your organisation’s name, if you agree"
            " to that when you send them.",
            "You are asked before anything is sent. Until you agree nobody sees them.",
            f"While the survey is open, only {names} {sees} which organisations have answered.",
        )
    return WhoSees(
        short,
        f"{first} {sees} your answers with your organisation’s name. Nobody else does.",
        f"{everybody[:1].upper()}{everybody[1:]} see {totals}.",
        f"Only {names} {sees} which organisations have answered.",
    )


def _who(place: str, people: Sequence[str], in_cluster: bool) -> str:
    """The people who see names: "Ash Green, facilitator of The Spinney,"."""
    part = "facilitator" if in_cluster else "manager"
    of = f"of {place}" if in_cluster else f"of the programme {place}"
    if not people:
        return f"the {part} {of}"
    if len(people) == 1:
        return f"{people[0]} ({part} {of})"
    return f"{listed(people)} ({part}s {of})"
