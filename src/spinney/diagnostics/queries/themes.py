"""Reading themes and rounds, by who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.models import Outcome, Round, Theme
from spinney.diagnostics.policies.themes import READS_IT
from spinney.diagnostics.states import ThemeState


def visible_to(actor: Actor) -> QuerySet[Theme]:
    """The themes of the clusters in which the actor is a member or runs things."""
    found = Theme.objects.select_related("cluster", "merged_into")
    return (
        found if actor.is_system else found.filter(cluster__in=actor.ids_of("cluster", *READS_IT))
    )


def themes_of(actor: Actor, cluster_id: int) -> QuerySet[Theme]:
    """Every theme of a cluster, in the order of the list."""
    return visible_to(actor).filter(cluster=cluster_id)


def theme_for(actor: Actor, cluster_id: int, theme_id: int) -> Theme:
    """One theme. Raises NotFound."""
    found = themes_of(actor, cluster_id).filter(pk=theme_id).first()
    if found is None:
        raise NotFound("There is no such theme in this cluster.")
    return found


def on_the_list(cluster_id: int) -> QuerySet[Theme]:
    """What a round goes through."""
    return Theme.objects.filter(cluster=cluster_id, state=ThemeState.LISTED)


def latest_round(cluster_id: int) -> Round | None:
    """The last round that counts; None before the first."""
    rounds = Round.objects.filter(cluster=cluster_id, taken_back_at=None)
    return rounds.order_by("-number").first()


def rounds_of(actor: Actor, cluster_id: int) -> list[Round]:
    """The rounds of a cluster, first to last, those taken back included."""
    if not actor.is_system and cluster_id not in actor.ids_of("cluster", *READS_IT):
        return []
    rounds = Round.objects.filter(cluster=cluster_id).prefetch_related("outcomes__theme")
    return list(rounds.order_by("number"))


def round_for(actor: Actor, cluster_id: int, round_id: int) -> Round:
    """One round. Raises NotFound."""
    for found in rounds_of(actor, cluster_id):
        if found.pk == round_id:
            return found
    raise NotFound("There is no such round in this cluster.")


@dataclass(frozen=True)
class Way:
    """The way of one theme through the rounds: what each did with it; None before it was there."""

    theme: Theme
    rounds: Sequence[Round]
    outcomes: Sequence[Outcome | None]

    @property
    def steps(self) -> list[tuple[Round, Outcome | None]]:
        """Each round with what it did."""
        return list(zip(self.rounds, self.outcomes, strict=True))


def ways(themes: Sequence[Theme], rounds: Sequence[Round]) -> list[Way]:
    """For each theme what each round that counts did with it; those that went furthest first."""
    counted = [one for one in rounds if one.taken_back_at is None]
    found = {
        (outcome.theme_id, held.pk): outcome for held in counted for outcome in held.outcomes.all()
    }
    every = [Way(t, counted, [found.get((t.pk, held.pk)) for held in counted]) for t in themes]

    def how_far(way: Way) -> tuple[bool, int, int]:
        kept = sum(outcome.kept for outcome in way.outcomes if outcome)
        gone = way.theme.state in (ThemeState.SET_ASIDE, ThemeState.MERGED)
        return gone, -kept, way.theme.position

    return sorted(every, key=how_far)


@dataclass(frozen=True)
class BallotOption:
    """A theme as something to be voted on: what the decisions room puts on a ballot."""

    theme_uid: str
    title: str
    description: str
    cost_pence: int | None
    is_quick_win: bool
    evidence: Sequence[str]


def ballot_options(cluster_id: int) -> list[BallotOption]:
    """What is left on the list of a cluster, as options of a ballot, in the list's order. Evidence
    of what was put together with a theme goes with it.
    """
    left = on_the_list(cluster_id).prefetch_related("merged")
    return [
        BallotOption(
            str(theme.uid), theme.title, theme.why, theme.cost_pence, theme.is_quick_win,
            [one["words"] for source in (theme, *theme.merged.all()) for one in source.evidence],
        )
        for theme in left
    ]  # fmt: skip
