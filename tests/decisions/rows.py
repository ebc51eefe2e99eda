"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from django.core.files.base import ContentFile

from spinney.decisions.models import (
    ActionItem,
    AgendaItem,
    Elector,
    Entry,
    MeetingPaper,
    Minutes,
    NextStep,
    ObjectionAnswer,
    OptionFile,
    OutlineLine,
    Presence,
    Proxy,
    Review,
)
from tests.decisions.making import DAY, NOON, a_ballot, a_decision, a_meeting, vote_of
from tests.personas import Wood

BY = "person:1"


def fill_decisions(wood: Wood) -> None:
    """A ballot, a meeting and a decision, with everything that belongs to them."""
    birch, cedar = wood.organisations["birch"], wood.organisations["cedar"]
    meeting = a_meeting(wood)
    ballot = a_ballot(wood, "approve", meeting=meeting)
    option = ballot.options.get(number=1)
    file = OptionFile(option=option, name="quote.pdf", size=3, added_at=NOON)
    file.file.save("quote.pdf", ContentFile(b"pdf"), save=True)
    vote = vote_of(ballot, birch, {"1": 1})
    ObjectionAnswer.objects.create(vote=vote, text="We hear you.", at=NOON)
    Proxy.objects.create(
        cluster=wood.cluster, ballot=ballot, organisation=birch, holder=cedar, given_at=NOON,
        given_by=BY,
    )  # fmt: skip
    Entry.objects.create(
        ballot=ballot, elector=Elector.objects.get(ballot=ballot), how="paper", entered_by=BY,
        entered_at=NOON,
    )  # fmt: skip
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="What we share first")
    paper = MeetingPaper(meeting=meeting, item=item, name="paper.pdf", size=3, added_at=NOON)
    paper.file.save("paper.pdf", ContentFile(b"pdf"), save=True)
    Presence.objects.create(meeting=meeting, organisation=birch, how="in_person")
    Minutes.objects.create(meeting=meeting, state="draft")
    decision = a_decision(wood, meeting=meeting, item=item, ballot=ballot)
    Review.objects.create(decision=decision, on=DAY, finding="keep", by=BY, at=NOON)
    NextStep.objects.create(decision=decision, kind="outline")
    OutlineLine.objects.create(decision=decision, option=option, position=1, title="Shared HR")
    ActionItem.objects.create(
        cluster=wood.cluster, meeting=meeting, item=item, decision=decision, what="Ask for quotes",
        organisation=birch, made_at=NOON,
    )  # fmt: skip
