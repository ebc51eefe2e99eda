"""A lesson is told for one's organisation; the other clusters read it if it is shared."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.evaluation.actions.lessons import LessonText, tell_lesson
from spinney.evaluation.queries.learning import lessons_in
from tests.access import client_of
from tests.evaluation.learning import a_lesson, an_event
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_for_whom_and_who_reads_it(wood):
    kept, shared = a_lesson(wood), a_lesson(wood, shared=True)
    by_facilitator = a_lesson(wood, "ash")
    assert (kept.organisation, by_facilitator.organisation) == (wood.organisations["birch"], None)
    wood.next_door.programme = wood.programme
    wood.next_door.save()
    assert set(lessons_in(wood.willow, wood.programme)) == {shared}
    assert set(lessons_in(wood.rowan, wood.programme)) == {kept, shared, by_facilitator}
    assert not lessons_in(wood.cedar, wood.programme).exists()


def test_at_an_event_from_its_page(wood):
    event = an_event(wood)
    client = client_of(wood, "birch")
    url = reverse("evaluation:tell-lesson", args=[wood.cluster.pk])
    assert f'value="{event.pk}" selected' in client.get(f"{url}?event={event.pk}").content.decode()
    client.post(url, {"kind": "did_not", "words": "Too long.", "event": event.pk, "shared": "on"})
    assert event.lessons.get().shared
    there = reverse("evaluation:learning-event", args=[wood.programme.pk, event.pk])
    assert "Too long." in client.get(there).content.decode()


@pytest.mark.parametrize("text", [LessonText("x", "y"), LessonText("worked", "  ")])
def test_what_says_nothing(wood, text):
    with pytest.raises(BadInput):
        tell_lesson(cluster=wood.cluster, text=text, by=wood.birch, now=NOON)
