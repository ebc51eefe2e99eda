"""Instruments in both places, as tests of instruments begin."""

from __future__ import annotations

from dataclasses import replace

from spinney.diagnostics.actions import drafts, instruments
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.definition import Choice, ChoiceList, Kind, Question, Section
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.models import Instrument, Version
from tests.personas import NOON, Wood

YES_NO = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))
SAID = Definition(
    "ours",
    "What we have",
    purpose="To see who has what.",
    source="Our own experience.",
    areas={"ict": "Computers and phones (ICT)"},
    lists=(YES_NO,),
    sections=(
        Section(
            "it",
            "Computers",
            (
                Question("staff", Kind.WHOLE, "How many staff?", required=True),
                Question("backup", Kind.ONE, "Do you keep copies?", choices="yes_no", area="ict"),
                Question(
                    "where", Kind.TEXT, "Where do you keep them?", relevant="${backup} = 'yes'"
                ),
            ),
        ),
        Section("end", "At the end", (Question("more", Kind.LONG_TEXT, "Anything else?"),)),
    ),
)


def place_in(wood: Wood, in_programme: bool = False):
    return wood.programme if in_programme else wood.cluster


def runner(wood: Wood, in_programme: bool = False):
    return wood.rowan if in_programme else wood.ash


def make_draft(
    wood: Wood,
    definition: Definition = SAID,
    *,
    in_programme: bool = False,
    next_door: bool = False,
) -> Version:
    """A draft that asks `definition`, of The Spinney, its programme, or The Copse."""
    by = wood.willow if next_door else runner(wood, in_programme)
    place = wood.next_door if next_door else place_in(wood, in_programme)
    made = instruments.make_instrument(place=place, title=definition.title, by=by, now=NOON)
    return drafts.change_draft(draft=made, definition=definition, what="wrote it", by=by, now=NOON)


def make_published(wood: Wood, definition: Definition = SAID, **where: bool) -> Version:
    """The same, published as version 1."""
    by = wood.willow if where.get("next_door") else runner(wood, where.get("in_programme", False))
    draft = make_draft(wood, definition, **where)
    return drafts.publish_draft(draft=draft, by=by, now=NOON)


def make_newer(wood: Wood, version: Version) -> Version:
    """A second version, with one question in other words and one more."""
    by = wood.ash
    draft = drafts.start_draft(instrument=version.instrument, by=by, now=NOON)
    said = definition_of(draft)
    first = said.sections[0]
    staff = replace(first.questions[0], label="How many people work for you?")
    asked = (staff, *first.questions[1:], Question("rent", Kind.MONEY, "What is your rent?"))
    sections = (replace(first, questions=asked), *said.sections[1:])
    draft = drafts.change_draft(
        draft=draft, definition=replace(said, sections=sections), what="asked more", by=by, now=NOON
    )
    return drafts.publish_draft(draft=draft, what_changed="Rent is asked", by=by, now=NOON)


def built_in(key: str = "hopes_and_fears") -> Instrument:
    """One that comes with Spinney."""
    return Instrument.objects.get(key=key, cluster=None, programme=None)
