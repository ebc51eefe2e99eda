"""What of published results stands out, as themes for the list, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.diagnostics.models import Publication, Survey, Theme
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.queries.group_findings import GroupFindings, Ranged, group_findings
from spinney.diagnostics.queries.published import cells_of, publication_for
from spinney.diagnostics.states import ThemeState

ENOUGH = 0.5
"""From half of the most there could be, an area stands out."""


@dataclass(frozen=True)
class Rests:
    """One result that a theme rests on, in words, and what it measures."""

    measure: str
    words: str


@dataclass
class Suggestion:
    """An area that stands out. `on_list`: it is on the list of themes already."""

    area: str
    title: str
    rests_on: list[Rests] = field(default_factory=list)
    weight: float = 0.0
    on_list: bool = False


def suggestions_for(actor: Actor, survey: Survey) -> tuple[Publication, list[Suggestion]]:
    """The publication that they come from, and what stands out in it, the most first. Raises
    WrongState while nothing is published, NotFound outside clusters: a theme is a cluster's.
    """
    check_runs(actor, survey.scope)
    if survey.cluster_id is None:
        raise NotFound("Themes belong to clusters. A programme’s results have no list of them.")
    publication = publication_for(actor, survey)
    if publication is None:
        raise WrongState("Nothing is published yet. Themes rest on what everybody can read.")
    listed = Theme.objects.filter(cluster=survey.cluster_id, state=ThemeState.LISTED)
    titles = {title.casefold() for title in listed.values_list("title", flat=True)}
    found = standing_out(group_findings(survey, cells_of(publication)))
    for one in found:
        one.on_list = one.title.casefold() in titles
    return publication, found


def standing_out(found: GroupFindings) -> list[Suggestion]:
    """Areas in which much help is needed, many would share, or few have somebody; a strength is
    told beside them, and makes no theme by itself.
    """
    kept: dict[str, Suggestion] = {}
    for measure, rows in (("need", found.needs), ("interest", found.interest)):
        words = "Help needed" if measure == "need" else "Would share"
        for one in _from(rows, ENOUGH):
            _add(kept, one, measure, f"{words}: {one.words}", 2.0 if measure == "need" else 1.0)
    for one in _scarce(found.posts):
        _add(kept, one, "post", f"Somebody is employed for it in {one.words}", 0.5)
    for one in _scarce(found.baseline):
        _add(kept, one, "baseline", f"“{one.label}” is in place in {one.words}", 0.5)
    for one in _from(found.strengths, ENOUGH):
        if one.area in kept:
            kept[one.area].rests_on.append(Rests("strength", f"Good at it: {one.words}"))
    return sorted(kept.values(), key=lambda each: (-each.weight, each.title))


def _from(rows: Iterable[Ranged], share: float) -> list[Ranged]:
    return [one for one in rows if one.low is not None and one.middle >= share]


def _scarce(rows: Iterable[Ranged]) -> list[Ranged]:
    """What is surely there in no more than half."""
    return [one for one in rows if one.high is not None and one.high <= 1 - ENOUGH]


def _add(kept: dict[str, Suggestion], one: Ranged, measure: str, words: str, weight: float) -> None:
    title = one.label if measure != "baseline" else one.area_label or one.label
    found = kept.setdefault(one.area, Suggestion(one.area, title))
    found.rests_on.append(Rests(measure, words))
    found.weight += weight * (one.middle if measure in ("need", "interest") else 1.0)
