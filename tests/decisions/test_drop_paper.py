"""A paper that one typed wrongly is taken out without a trace of what it said."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.decisions.actions.envelopes import drop_paper
from spinney.decisions.models import Entry
from spinney.decisions.queries.entries import papers_by
from tests.decisions.paper import LATER, secret_with_envelopes, type_papers
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_one_s_own_and_no_other_s(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", {"2": 1})
    paper = papers_by(ballot, wood.ash).get()
    envelope = Entry.objects.filter(elector__isnull=False).first()
    for entry, who in ((paper, "rowan"), (envelope, "ash")):
        with pytest.raises(NotAllowed, match="that you typed yourself"):
            drop_paper(entry=entry, by=wood.actor(who), now=LATER)
    drop_paper(entry=paper, by=wood.ash, now=LATER)
    assert not papers_by(ballot, wood.ash).exists()
