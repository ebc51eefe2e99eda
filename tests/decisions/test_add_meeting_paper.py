"""A paper for a meeting, looked into before it is kept."""

import pytest
from django.core.files.base import ContentFile

from spinney.base.kernel.errors import BadInput
from spinney.decisions.actions.meeting_papers import add_meeting_paper
from tests.decisions.making import a_meeting
from tests.decisions.meeting import NOON, plan


def paper(name="budget.pdf", content=b"%PDF-1.7 a budget"):
    return ContentFile(content, name=name)


def test_it_is_kept_under_a_name_of_its_own_for_an_item(wood):
    meeting = plan(wood)
    item = meeting.items.get()
    kept = add_meeting_paper(meeting=meeting, file=paper(), item=item, by=wood.ash, now=NOON)
    assert (kept.name, kept.item, kept.size) == ("budget.pdf", item, 17)
    with kept.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 a budget"
    assert "budget" not in kept.file.name


def test_what_is_not_what_it_says_is_not_taken_nor_another_meetings_item(wood):
    meeting, other = plan(wood), a_meeting(wood).items.create(position=1, title="Other")
    for more in ({"file": paper(content=b"MZ a program")}, {"file": paper(), "item": other}):
        with pytest.raises(BadInput):
            add_meeting_paper(meeting=meeting, by=wood.ash, now=NOON, **more)
