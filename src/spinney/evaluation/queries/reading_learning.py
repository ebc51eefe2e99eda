"""Figures of a report on what was learned, and on what came of it that nobody had planned."""

from __future__ import annotations

from collections.abc import Iterator

from spinney.base.web.components.words import day, money, span
from spinney.evaluation.bridge.figures import Asked, Drawn, Reading, Rows, add_figures
from spinney.evaluation.models import LearningEvent, Lesson, SpinOff
from spinney.evaluation.queries.reading_people import page
from spinney.evaluation.states import Confirmed, EventState

Found = Iterator[Reading | Drawn]


@add_figures("What was learned")
def lessons(asked: Asked) -> Found:
    """Lessons that were told, and events of learning."""
    path = page(asked, "evaluation:learning", "evaluation:programme-learning")
    rows = Lesson.objects.filter(
        cluster__in=[one.pk for one in asked.groups], removed_at=None,
        told_at__date__range=(asked.first, asked.last),
    ).select_related("cluster")  # fmt: skip
    if asked.of_programme:
        rows = rows.filter(shared=True)  # what a cluster keeps to itself is not the programme's
    found = list(rows.order_by("kind", "told_at", "pk"))
    source = f"Lessons that were written down {span(asked.first, asked.last)}."
    yield Reading("lessons", "Lessons written down", f"{len(found):,}", source, path)
    told = tuple(
        (one.get_kind_display(), one.words, one.cluster.name if asked.of_programme else one.about)
        for one in found
    )
    header = ("What", "Lesson", "Cluster" if asked.of_programme else "About")
    yield Rows("table_lessons", "Lessons", header, told, source, path)
    if asked.programme is not None:
        held = LearningEvent.objects.filter(
            programme=asked.programme, state=EventState.HELD,
            held_on__range=(asked.first, asked.last),
        )  # fmt: skip
        if not asked.of_programme:
            held = held.filter(presences__cluster=asked.place.pk).distinct()
        words = "Events of learning together"
        of_events = "Events of the programme at which somebody of the cluster was."
        yield Reading("learning_events", words, f"{held.count():,}", of_events, path)


@add_figures("What came of it")
def spin_offs(asked: Asked) -> Found:
    """What came of it beside what was planned; what a partner denied is not counted."""
    path = page(asked, "evaluation:learning", "evaluation:programme-learning")
    rows = SpinOff.objects.filter(
        cluster__in=[one.pk for one in asked.groups], removed_at=None,
        since__range=(asked.first, asked.last),
    ).exclude(confirmed=Confirmed.NO)  # fmt: skip
    found = list(rows.select_related("cluster").order_by("since", "pk"))
    source = f"New things that were logged {span(asked.first, asked.last)}."
    yield Reading("spin_offs", "New things that came of it", f"{len(found):,}", source, path)
    sure = sum(one.confirmed == Confirmed.YES for one in found)
    by_partner = "Of these, what a partner confirmed."
    yield Reading(
        "spin_offs_confirmed", "New things that a partner confirmed", f"{sure:,}", by_partner, path
    )
    told = tuple(
        (
            one.title, one.get_kind_display(), day(one.since),
            "" if one.worth_pence is None else money(one.worth_pence),
            one.get_confirmed_display(),
        )
        for one in found
    )  # fmt: skip
    header = ("What", "Kind", "Since", "Worth a year", "Confirmed by a partner")
    yield Rows("table_spin_offs", "New things that came of it", header, told, source, path)
