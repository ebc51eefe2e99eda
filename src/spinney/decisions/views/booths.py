"""The voting booth: what the pages of a vote share, whether one is signed in or came by a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.told import say
from spinney.decisions.models import Ballot
from spinney.decisions.queries.voting import ballot_by_link
from spinney.decisions.states import VotedHow
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url

#: Step of a link -> the page for those who are signed in.
STEPS = {
    "receipt": "check_receipt",
    "interest": "declare_interest",
    "no-interest": "withdraw_interest",
    "proxy": "give_proxy",
    "take-back": "take_back_vote",
}


@dataclass
class Booth:
    """Who votes on what: the request, the ballot, and for which organisation. `home` is the page on
    which one votes, `how` how a vote from here is noted. `faults` is what was wrong with a vote
    that was just sent, by field; `was_too_late` why it cannot be taken any more.
    """

    request: SpinneyRequest
    ballot: Ballot
    organisation_id: int
    home: str
    how: VotedHow
    faults: Mapping[str, list[str]] = field(default_factory=dict)
    was_too_late: str = ""

    @property
    def by_link(self) -> bool:
        return self.request.actor.pass_ is not None

    @property
    def is_for_another(self) -> bool:
        """Whether one votes for an organisation that is not one's own."""
        return self.organisation_id != self.request.actor.organisation_id

    def url(self, step: str) -> str:
        """The page of a step, for whoever stands here."""
        if self.by_link:
            return f"{self.request.task_path}{step}/"
        return ballot_url(self.ballot, STEPS[step])

    def urls(self) -> dict[str, str]:
        """The pages of all steps, by names that templates can use."""
        return {name.replace("-", "_"): self.url(name) for name in STEPS}

    def url_for(self, organisation_id: int) -> str:
        """The page on which one votes for another."""
        if self.by_link:
            return f"{self.request.task_path}for-{organisation_id}/"
        return ballot_url(self.ballot, "vote_for", organisation_id)

    def around(self, *more: tuple[str, str]) -> dict[str, Any]:
        """The frame of a page here."""
        said = {
            "ballot": self.ballot,
            "by_link": self.by_link,
            "steps_to": self.urls(),
            "home": self.home,
        }
        if self.by_link:
            cluster = self.ballot.cluster
            own = {"brand": Brand(cluster.name, "", "", cluster.colour)}
            return said | own | {"cluster": cluster, "back_url": self.home if more else ""}
        found = around_ballot(self.ballot, *(more or (("Vote", ""),))) | said
        # Where one votes, the question is the heading: it is not said above it as well.
        return found if more else found | {"caption": self.ballot.cluster.name}

    def done(self, words: str) -> HttpResponse:
        """Back to the voting page, saying what was done (on a link there is no cookie to say it
        with: the page itself shows it).
        """
        if not self.by_link:
            say(self.request, words)
        return HttpResponseRedirect(self.home)


def booth_in(
    request: SpinneyRequest, cluster_id: int, pk: int, organisation_id: int | None = None
) -> Booth:
    """The booth of somebody who is signed in: for her own organisation, or another. Raises
    NotFound.
    """
    ballot = ballot_in(request, cluster_id, pk)
    own = organisation_id or request.actor.organisation_id or 0
    home = (
        ballot_url(ballot, "vote_for", organisation_id)
        if organisation_id
        else ballot_url(ballot, "vote")
    )
    return Booth(request, ballot, own, home, VotedHow.SITE)


def booth_by_link(request: SpinneyRequest, organisation_id: int | None = None) -> Booth:
    """The booth of somebody who came by a link. Raises NotFound."""
    ballot = ballot_by_link(request.actor)
    own = organisation_id or request.actor.organisation_id or 0
    path = request.task_path
    home = f"{path}for-{organisation_id}/" if organisation_id else path
    return Booth(request, ballot, own, home, VotedHow.LINK)


Page = Callable[[Booth], HttpResponse]


def for_another(step: str) -> int | None:
    """The organisation that a step of a link is for ("for-12"); None for other steps."""
    word, _, number = step.partition("-")
    return int(number) if word == "for" and number.isdecimal() else None


def no_such_step() -> NotFound:
    """What is said to a link with a step that there is not."""
    return NotFound("There is no such page. Open the link from the e-mail again.")
