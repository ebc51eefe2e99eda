"""What is written in a section, and what its names come to."""

import pytest

from spinney.evaluation.engine.report import (
    Chart,
    Fault,
    Items,
    Paragraph,
    Photo,
    Run,
    Subheading,
    Table,
    faults_of,
    names_in,
)
from tests.evaluation.engine.reports import FIGURES, PICTURES, TEXT, a_report


def test_words_lists_figures_and_pictures_come_in_order_with_their_notes():
    report = a_report()
    heading, words, bullets, numbers, drawn, empty, table, photo = report.sections[0].parts
    assert heading == Subheading("Money")
    assert isinstance(words, Paragraph)
    assert Run("£2,100", strong=True, note=1) in words.runs
    assert "[no such figure: mistyped]" in [run.text for run in words.runs]
    assert isinstance(bullets, Items)
    assert not bullets.numbered
    assert bullets.items[0] == (Run("£2,100", note=1), Run(" by heat"))
    assert isinstance(numbers, Items)
    assert numbers.numbered
    assert isinstance(drawn, Chart)
    assert isinstance(empty, Chart)
    assert isinstance(table, Table)
    assert isinstance(photo, Photo)
    assert [one.note for one in (drawn, empty, table)] == [2, 3, 4]
    assert [(one.number, one.words, one.said) for one in report.notes] == [
        (1, "Savings confirmed", "£2,100"), (2, "Spending beside the plan", ""),
        (3, "Who came", ""), (4, "Spending", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (TEXT, [Fault("unknown", 3, "mistyped", "")]),
        ("Saved {{ saved }}.", []),
        ("{{Saved}}", [Fault("unknown", 1, "Saved", "saved")]),
        ("See {{chart_spent}}.", [Fault("inside", 1, "chart_spent")]),
        ("- {{table_spent}}", [Fault("inside", 1, "table_spent")]),
        ("{ saved } and {{}} and }} {{", [Fault("unknown", 1, "")]),
    ],
)
def test_a_name_that_cannot_stand_there_is_told_with_what_was_meant(text, faults):
    assert faults_of(text, FIGURES, PICTURES) == faults


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "**", "** **", "- ", "# ", "1.", "a *b* c", "{{", "<b>", "#5 *x"]
)
def test_what_is_no_markup_stays_as_it_is(text):
    parts = a_report(text).sections[0].parts
    said = "".join(run.text for part in parts if isinstance(part, Paragraph) for run in part.runs)
    assert said == text.strip()


def test_names_are_found_once_each():
    assert names_in(TEXT) == (
        "saved",
        "mistyped",
        "chart_spent",
        "chart_empty",
        "table_spent",
        "photo_1",
    )
