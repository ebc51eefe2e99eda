"""The whole walk: every link of the chain from the first survey to the evaluation, as a cluster's
records show it, and what is next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.signs import Sign
from spinney.clusters import api as clusters
from spinney.evaluation.queries.positions import clusters_in, signs_of


@dataclass(frozen=True)
class Link:
    """One link of the chain: the signs by which it is done, those by which it is begun, and where
    it is done. `next_run` and `next_member` say what is next while it is not done.
    """

    key: str
    title: str
    question: str
    done: tuple[str, ...]
    begun: tuple[str, ...]
    view: str
    next_run: str
    next_member: str
    by_place: bool = False

    def url(self, cluster_id: int) -> str:
        """Where it is done."""
        here = cluster_scope(cluster_id) if self.by_place else cluster_id
        return reverse(self.view, args=[here])


CHAIN: tuple[Link, ...] = (
    Link(
        "survey", "Find out", "Who is there, and what does each need and have?",
        ("diagnostics.survey",), ("clusters.joined", "clusters.invited", "clusters.called"),
        "diagnostics:surveys", "Ask the members: begin with a survey.",
        "A survey will come to you by e-mail.", by_place=True,
    ),
    Link(
        "focus", "Find the focus", "What do you work on together?",
        ("diagnostics.round", "decisions.priorities"), ("diagnostics.themes",),
        "diagnostics:themes", "List themes from what you found, and narrow them.",
        "Look at the themes, and say what matters to you.",
    ),
    Link(
        "decision", "Decide", "What was chosen, by which rule?",
        ("decisions.priorities", "decisions.voted"), ("decisions.decided",), "decisions:ballots",
        "Put the themes to the vote.", "Vote when you are asked.",
    ),
    Link(
        "agreement", "Agree", "What did you promise one another?",
        ("agreements.social",), ("agreements.drafted", "agreements.put_out"),
        "agreements:agreements", "Draft ground rules, and let everybody sign.",
        "Read the draft, and sign when it comes to you.",
    ),
    Link(
        "workplan", "Plan", "Who does what, by when?",
        ("workplans.agreed",), ("workplans.drafted",), "workplans:workplan",
        "Make a workplan from what was chosen.", "See what is planned for you.",
    ),
    Link(
        "budget", "Budget", "What does it cost, and from which money?",
        ("money.budget",), (), "money:budgets", "Write the budget, and put it in force.",
        "See the budget.",
    ),
    Link(
        "grant", "Get the money", "Is the grant approved and released?",
        ("money.released", "workplans.bid_won"), ("money.applied", "workplans.bid_sent"),
        "money:grants", "Apply for the grant, and meet its conditions.",
        "See which conditions are not met yet.",
    ),
    Link(
        "delivery", "Do it", "What is under way, and what is done?",
        ("workplans.done", "purchasing.bought", "workplans.reached"),
        ("workplans.begun", "purchasing.begun"), "workplans:workplan",
        "Begin, and say how it goes.", "Say how your part goes.",
    ),
    Link(
        "savings", "Save", "What do you save, and how is it known?",
        ("purchasing.saved",), ("purchasing.shared", "purchasing.begun"),
        "purchasing:purchasing", "Ask members for their payments, and compare.",
        "Give in a file of what you pay.",
    ),
    Link(
        "report", "Report", "Does the funder know what its money did?",
        ("money.report",), ("money.released",), "money:grants",
        "Write the report that the funder asks for.", "See what is reported.",
    ),
    Link(
        "evaluation", "Look back", "Was it worth it?",
        ("evaluation.report", "evaluation.public"),
        ("diagnostics.follow_up", "evaluation.learning"), "evaluation:reports",
        "Ask again with the follow-up survey, and write the evaluation.",
        "Answer the follow-up survey, and read the report.", by_place=True,
    ),
)  # fmt: skip
"""The chain, in its order. Every link is done from records of its own room."""


@dataclass(frozen=True)
class LinkAt:
    """A link as it stands: "done", "begun" or "not_yet", the signs that show it (the newest first),
    and since when.
    """

    link: Link
    state: str
    evidence: tuple[Sign, ...]
    since: date | None
    url: str

    @property
    def is_done(self) -> bool:
        return self.state == "done"


@dataclass(frozen=True)
class Walk:
    """The chain of one cluster. `at` is the first link that is not done; None when all are."""

    cluster: clusters.Cluster
    links: tuple[LinkAt, ...]

    @property
    def at(self) -> LinkAt | None:
        return next((one for one in self.links if not one.is_done), None)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.links)


def walk_of(cluster: clusters.Cluster, at: date) -> Walk:
    """The chain of a cluster on a day. Whoever asks must have been let in before."""
    found = signs_of([cluster.pk], at)
    return Walk(cluster, _links(cluster.pk, found.get(cluster.pk, [])))


def walks_of(by: Actor, programme: clusters.Programme, at: date) -> list[Walk]:
    """The chains of a programme's clusters, of those that the actor runs; by name."""
    runs = by.ids_of("cluster")
    ours = [one for one in clusters_in(programme) if by.is_system or one.pk in runs]
    return walks_at(ours, at)


def walks_at(these: Sequence[clusters.Cluster], at: date) -> list[Walk]:
    """The chains of clusters on a day, in their order. Whoever asks was let in before."""
    found = signs_of([one.pk for one in these], at)
    return [Walk(one, _links(one.pk, found.get(one.pk, []))) for one in these]


def _links(cluster_id: int, signs: Sequence[Sign]) -> tuple[LinkAt, ...]:
    return tuple(_stands(link, cluster_id, signs) for link in CHAIN)


def _stands(link: Link, cluster_id: int, signs: Sequence[Sign]) -> LinkAt:
    done = [one for one in signs if one.key in link.done]
    begun = [one for one in signs if one.key in link.begun]
    told = {(one.day, one.words, one.url): one for one in done or begun}  # two may say the same
    evidence = tuple(reversed(sorted(told.values(), key=lambda one: one.day)))
    state = "done" if done else "begun" if begun else "not_yet"
    since = min((one.day for one in done), default=None)
    return LinkAt(link, state, evidence, since, link.url(cluster_id))
