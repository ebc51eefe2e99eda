"""The playbook is sound, in plain words, and its faults are told; what it suggests, and what comes
again.
"""

import re
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from spinney.diagnostics.engine.playbook.contents import BlockKind, Fact, MomentKind, Phase
from spinney.diagnostics.engine.playbook.reading import Unsound, read
from spinney.diagnostics.engine.playbook.recurring import Seen, look_over
from spinney.diagnostics.engine.playbook.suggesting import looks_done, suggest
from tests.diagnostics.engine.test_library import reading_age

ROOM = Path(__file__).parents[3] / "src/spinney/diagnostics"
TEXTS = {path.name: path.read_text("utf-8") for path in sorted((ROOM / "playbook").glob("*.toml"))}
BOOK = read(TEXTS)
TODAY = date(2026, 3, 20)
each = pytest.mark.parametrize("one", [*BOOK.steps, *BOOK.moments], ids=lambda one: one.key)


def words_of(value):
    """Every text in an entry, sentence by sentence; keys are no texts."""
    if isinstance(value, str):
        yield from (part for part in re.split(r"(?<=[.?!:;])\s", value) if part)
    elif isinstance(value, tuple):
        for part in value:
            yield from words_of(part)
    elif is_dataclass(value):
        hidden = {"key", "known_as", "next", "after", "steps", "asks", "shown_by", "called_for_by"}
        for name in {field.name for field in fields(value)} - hidden:
            yield from words_of(getattr(value, name))


def test_it_holds_what_the_sources_name():
    by_phase = {phase: [s.key for s in BOOK.steps if s.phase is phase] for phase in Phase}
    assert by_phase[Phase.INITIATION] == [
        "icebreakers", "mapping-links", "vision", "hopes-and-fears", "sharing-aims",
        "building-trust",
    ]  # fmt: skip
    assert {"brainstorm", "prioritise", "tasks", "shared-aims-list", "handling-conflict",
            "action-plan"} == set(by_phase[Phase.INCUBATION])  # fmt: skip
    assert {"feedback", "support"} <= set(by_phase[Phase.IMPLEMENTATION])
    kinds = [moment.kind for moment in BOOK.moments]
    assert (kinds.count(MomentKind.EPISODE), kinds.count(MomentKind.BREACH)) == (10, 4)
    for group in (*Phase, *MomentKind):
        assert "Spinney’s own" in BOOK.source_of(group)


@each
def test_a_twelve_year_old_can_read_it(one):
    sentences = list(words_of(one))
    assert len(sentences) > 8
    assert reading_age([s for s in sentences if len(s.split()) > 3]) <= 12
    assert max(len(s.split()) for s in sentences) <= 25
    assert not any("!" in s or "please" in s.lower() for s in sentences)


def test_each_sheet_has_room_to_write_on_and_fits_a_page():
    high = {BlockKind.LINES: 0.8, BlockKind.TICKS: 0.7, BlockKind.TABLE: 1.1}  # cm a row
    for step in BOOK.steps:
        blocks = step.sheet.blocks
        rows = [(b.kind, b.rows or len(b.choices)) for b in blocks]
        assert sum(high[kind] * n + 1.2 for kind, n in rows) <= 21, step.key
        assert all(len(b.columns) <= 5 for b in blocks)


def test_every_moment_tells_what_to_do_and_what_not():
    for moment in BOOK.moments:
        assert len(moment.shows) >= 3
        assert len(moment.do) >= 3
        assert len(moment.do_not) >= 2
        assert moment.steps


def test_what_is_asked_in_writing_comes_with_spinney():
    asked = {step.asks for step in BOOK.steps if step.asks}
    assert asked == {"hopes_and_fears", "readiness_check", "follow_up_survey"}
    for key in asked:
        assert f'key = "{key}"' in (ROOM / f"instruments/{key}.toml").read_text("utf-8")


SMALL = """
phase = "initiation"
source = "A book."
[[steps]]
key = "meet"
title = "Meet"
what_for = "To meet."
how = ["Meet."]
minutes = 10
least = 2
most = 9
needs = ["A room"]
next = ["meet"]
[[steps.goes_wrong]]
sign = "Nobody comes."
then = "Ring them."
[steps.sheet]
title = "Names"
copies = "One"
intro = "Write."
[[steps.sheet.blocks]]
kind = "lines"
label = "Name"
rows = 1
"""


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('phase = "initiation"', 'phase = "later"', "that is known"),
        ('source = "A book."', 'source = " "', "“source” is missing"),
        ('title = "Meet"', "", "“title” is missing"),
        ('title = "Meet"', 'title = ""', "“title” must say something"),
        ('title = "Meet"', 'title = "Meet"\ncolour = "red"', "“colour” is no field of a step"),
        ("minutes = 10", 'minutes = "ten"', "“minutes” must be a whole number"),
        ("minutes = 10", "minutes = 500", "from 1 to 240 minutes"),
        ("least = 2", "least = 12", "“least” must be above 0"),
        ('how = ["Meet."]', "how = []", "“how” must be a list"),
        ('next = ["meet"]', 'next = ["dance"]', "There is no step “dance”"),
        ('next = ["meet"]', 'next = ["meet"]\nafter = ["meet"]', "stand before it"),
        ('next = ["meet"]', 'next = ["meet"]\nshown_by = ["moon"]', "unknown “moon”"),
        ('kind = "lines"', 'kind = "circle"', "unknown “circle”"),
        ("rows = 1", "rows = 0", "no room to write"),
        ("rows = 1", 'rows = 1\ncolumns = ["A"]', "no room to write"),
        ('key = "meet"', 'key = "Meet them"', "small letters"),
        ('sign = "Nobody comes."', "", "“sign” is missing"),
        ('phase = "initiation"', "phase = ", "This is not TOML"),
    ],
)
def test_a_fault_is_told_in_words(was, becomes, told):
    assert read({"a.toml": SMALL}).steps[0].key == "meet"
    assert was in SMALL
    with pytest.raises(Unsound) as refused:
        read({"a.toml": SMALL.replace(was, becomes, 1)})
    assert any(told in str(fault) for fault in refused.value.faults), str(refused.value)


def test_faults_of_all_files_are_told_at_once():
    with pytest.raises(Unsound) as refused:
        read({"a.toml": SMALL, "b.toml": SMALL, "c.toml": "x = ["})
    assert [(fault.file, fault.key) for fault in refused.value.faults][0] == ("c.toml", "")
    assert "used 2 times" in str(refused.value)


def keys(suggestions):
    return [one.step.key for one in suggestions]


def test_a_new_group_begins_at_the_beginning():
    first = suggest(BOOK, {}, {}, TODAY)
    assert keys(first) == ["icebreakers", "mapping-links", "hopes-and-fears"]
    assert "Nothing is noted yet" in first[0].because


def test_what_lies_ahead_comes_before_what_was_left_out():
    done = {key: TODAY for key in ("icebreakers", "brainstorm")}
    found = suggest(BOOK, done, {}, TODAY)
    assert keys(found) == ["prioritise", "mapping-links", "vision"]
    assert found[0].because == "It builds on “Brainstorm”, which is done."
    assert found[1].because == "It was left out so far, and still helps."


def test_a_conflict_is_handled_when_there_is_one():
    done = {step.key: TODAY for step in BOOK.steps if step.key != "handling-conflict"}
    assert suggest(BOOK, done, {}, TODAY) == []
    left = suggest(BOOK, done, {Fact.SOMEBODY_LEFT: "Alder Advice left."}, TODAY)
    assert [(one.step.key, one.because) for one in left] == [
        ("handling-conflict", "Alder Advice left.")
    ]


def test_what_the_record_shows_is_not_suggested_again():
    facts = {Fact.THEMES_LISTED: "Your list has 4 themes."}
    assert looks_done(BOOK, {}, facts) == {"brainstorm": "Your list has 4 themes."}
    assert looks_done(BOOK, {"brainstorm": TODAY}, facts) == {}
    assert keys(suggest(BOOK, {}, facts, TODAY))[0] == "prioritise"


def test_what_the_record_calls_for_comes_first_unless_it_was_done_lately():
    facts = {Fact.SOME_MISSING: "2 of 7 came."}
    found = suggest(BOOK, {}, facts, TODAY)
    assert keys(found) == ["feedback", "support", "icebreakers"]
    assert found[0].because == "2 of 7 came."
    done = {"feedback": TODAY - timedelta(days=59), "support": TODAY - timedelta(days=60)}
    assert keys(suggest(BOOK, done, facts, TODAY))[0] == "support"


def test_every_fact_bears_on_a_step():
    used = {fact for step in BOOK.steps for fact in (*step.shown_by, *step.called_for_by)}
    assert used == set(Fact)


def test_when_all_is_done_nothing_is_suggested():
    done = {step.key: TODAY for step in BOOK.steps}
    assert suggest(BOOK, done, {}, TODAY) == []


def days(number):
    return TODAY + timedelta(days=number)


def test_what_comes_again_with_its_stages():
    log = [
        Seen("veto", days(90), 1, "Doing"),
        Seen("veto", days(0), 1, "Plan"),
        Seen("cosy-group", days(10), 2, "Plan"),
        Seen("veto", days(20), 1, "Plan"),
    ]
    over = look_over(log, days(100))
    veto, cosy = over.recurrences
    assert (veto.what, veto.times, veto.first, veto.last) == ("veto", 3, days(0), days(90))
    assert veto.stages == (("Plan", 2), ("Doing", 1))
    assert over.again == (veto,)
    assert cosy.times == 1
    assert over.by_stage == (("Plan", 3), ("Doing", 1))


def test_quiet_spells_are_those_of_six_weeks_in_one_cluster():
    log = [Seen("veto", days(on), 1, "") for on in (0, 41, 83)] + [Seen("veto", days(60), 2, "")]
    quiet = look_over(log, days(120)).quiet
    assert [(s.cluster, s.since, s.until, s.goes_on) for s in quiet] == [
        (2, days(60), days(120), True),
        (1, days(41), days(83), False),
    ]


def test_an_empty_log_has_nothing_to_show():
    over = look_over([], TODAY)
    assert (over.recurrences, over.by_stage, over.quiet) == ((), (), ())
