"""XLSForms as the world writes them: what is read, and what is said of what is not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from spinney.base.kernel.spreadsheets import WorkbookRefused
from spinney.diagnostics.engine.definition import Choice, Kind
from spinney.diagnostics.engine.soundness import faults
from spinney.diagnostics.engine.walking import walk
from spinney.diagnostics.engine.xlsform import Fate, read_xlsform
from tests.diagnostics.engine.forms import TODAY


def book(survey, choices=None, settings=None, **more):
    made = Workbook()
    made.remove(made.worksheets[0])
    sheets = {"survey": survey, "choices": choices, "settings": settings, **more}
    for name, table in sheets.items():
        if table is not None:
            sheet = made.create_sheet(name)
            for row in table:
                sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


YES_NO = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
HEAD = ["type", "name", "label", "relevant", "calculation", "constraint", "hint", "appearance"]


def imported(*rows, head=HEAD, choices=YES_NO, **more):
    return read_xlsform(book([head, *rows], choices, **more))


def told(done, fate=None):
    return [(r.sheet, r.row, r.what) for r in done.remarks if fate is None or r.fate is fate]


def keys(done):
    return [one.key for one in done.instrument.questions()]


def test_a_plain_form_is_read_whole():
    done = imported(
        ["text", "who", "Who are you?"],
        ["begin_group", "work", "Work", "${who} != ''", None, None, None, "field-list"],
        ["integer", "staff", "How many staff?", None, None, ". >= 0", "Write 0 for none."],
        ["select_one yn", "happy", "Happy?"],
        ["select_multiple yn", "both", "Both?"],
        ["date", "since", "Since when?"],
        ["decimal", "hours", "Hours?"],
        ["note", "thanks", "Thank you, ${who}."],
        ["calculate", "twice", None, None, "${staff} * 2"],
        ["end_group"],
        ["text", "story", "Tell us.", None, None, None, None, "multiline"],
        settings=[["form_title", "form_id", "version"], ["My form", "my_form", "7"]],
    )
    assert done.remarks == ()
    form = done.instrument
    assert (form.key, form.title, done.version) == ("my_form", "My form", "7")
    assert [(s.key, s.title, s.on_one_page, s.relevant) for s in form.sections] == [
        ("questions", "My form", False, ""),
        ("work", "Work", True, "${who} != ''"),
        ("questions_2", "My form", False, ""),
    ]
    assert [one.kind for one in form.questions()] == [
        Kind.TEXT,
        Kind.WHOLE,
        Kind.ONE,
        Kind.SEVERAL,
        Kind.DATE,
        Kind.DECIMAL,
        Kind.NOTE,
        Kind.CALCULATED,
        Kind.LONG_TEXT,
    ]
    way = walk(form, {"who": "Ada", "staff": 3}, today=TODAY)
    assert way.calculated["twice"] == "6"


def test_older_spellings_and_numbers_in_cells():
    done = read_xlsform(
        book(
            [
                ["Type", "Name", "Label", "Relevance", "Constraint Message", "constraint"],
                ["select one from yn", "a", "A?"],
                ["Begin Group", "g", "G"],
                ["int", "b", 7, "${a} = 1", "Too many", ". < 5"],
                ["end group"],
            ],
            [["list name", "value", "label"], ["yn", 1, "Yes"], ["yn", 0, "No"]],
        )
    )
    assert done.remarks == ()
    choices = done.instrument.choices_of(done.instrument.question("a"))
    assert [one.name for one in choices] == ["1", "0"]
    b = done.instrument.question("b")
    assert (b.label, b.relevant, b.constraint_message) == ("7", "${a} = 1", "Too many")


@pytest.mark.parametrize(
    "kind",
    [
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "rank yn",
        "time",
        "dateTime",
        "acknowledge",
        "select_one_from_file towns.csv",
        "start",
        "end",
        "deviceid",
        "audit",
        "hidden",
        "hologram",
    ],
)
def test_what_is_not_asked_here_is_listed_with_its_row(kind):
    done = imported(["text", "a", "A"], [kind, "odd", "Odd"])
    assert keys(done) == ["a"]
    ((sheet, row, what),) = told(done, Fate.LEFT_OUT)
    assert (sheet, row) == ("survey", 3)
    assert "odd" in what


def test_what_rests_on_what_is_left_out_is_listed_too():
    done = imported(
        ["geopoint", "where", "Where?"],
        ["calculate", "north", None, None, "selected-at(${where}, 0)"],
        ["calculate", "far", None, None, "${north} > 50"],
        ["text", "why", "Why so far, at ${where}?", "${far} = 'true'"],
    )
    assert keys(done) == ["why"]
    why = done.instrument.question("why")
    assert (why.relevant, why.label) == ("", "Why so far, at …?")
    assert [row for _, row, _ in told(done)] == [2, 3, 4, 5, 5]
    assert "is left out" in done.remarks[1].what


def test_unknown_functions_take_their_condition_out_and_are_listed():
    done = imported(["text", "a", "A", "pulldata('x', 'y') = 1"])
    assert done.instrument.question("a").relevant == ""
    ((_, row, what),) = told(done, Fate.LEFT_OUT)
    assert row == 2
    assert "pulldata()" in what


@pytest.mark.parametrize(
    "path", ["../a = 1", "instance('yn')/root/item[name = 'yes']/label = 'Yes'", "/data/a = 1"]
)
def test_paths_take_their_condition_out_and_are_listed(path):
    done = imported(["text", "a", "A"], ["text", "b", "B", path])
    assert done.instrument.question("b").relevant == ""
    ((_, row, what),) = told(done, Fate.LEFT_OUT)
    assert row == 3
    assert "paths" in what


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        ([["text", "a", "A", "${b} >"], ["text", "b", "B"]], 2, "relevant"),
        ([["text", "a", "A", "${nobody} = 1"]], 2, "nobody"),
        ([["text", "a", "A ${nobody}"]], 2, "nobody"),
        ([["text", "a", "A"], ["text", "a", "B"]], 3, "stands in row 2 too"),
        ([["text", None, "A"]], 2, "without a name"),
        ([["text", "two words", "A"]], 2, "two words"),
        ([["select_one nolist", "a", "A"]], 2, "nolist"),
        ([[None, "a", "A"]], 2, "without a type"),
        ([["begin_group", "g", "G"], ["text", "a", "A"]], 2, "never ends"),
        ([["text", "a", "A"], ["end_group"]], 3, "end_group"),
        (
            [["begin_group", "g", "G"], ["text", "a", "A"], ["end_repeat"], ["end_group"]],
            4,
            "end_repeat",
        ),
        ([["text", "a", "A", None, None, "regex(., '(?=x)')"]], 2, "“a”"),
    ],
)
def test_what_must_be_mended_first_refuses_the_form(rows, row, said):
    done = imported(*rows)
    assert done.instrument is None
    refused = [r for r in done.remarks if r.fate is Fate.REFUSED]
    assert refused[0].row == row
    assert said in refused[0].what


@pytest.mark.parametrize(
    "rows",
    [
        [["text", "a", "A", "${b} = 1"], ["text", "b", "B", "${a} = 1"]],
        [["calculate", "a", None, None, "${b} + 1"], ["calculate", "b", None, None, "${a} + 1"]],
        [["text", "a", "A", "${a} = 1"]],
        [["begin_group", "g", "G", "${a} = 1"], ["text", "a", "A"], ["end_group"]],
    ],
)
def test_circles_are_refused_and_named(rows):
    done = imported(*rows)
    assert done.instrument is None
    assert "wait for each other" in done.remarks[0].becomes


def test_choices_without_list_or_name_refuse_the_form():
    done = imported(["text", "a", "A"], choices=[*YES_NO, [None, "x", "X"], ["yn", None, "X"]])
    assert [r.row for r in done.remarks if r.fate is Fate.REFUSED] == [4, 5]


def test_groups_in_groups_become_sections_with_all_conditions():
    done = imported(
        ["text", "a", "A"],
        ["begin_group", "outer", "Outer", "${a} = 'x'"],
        ["text", "b", "B"],
        ["begin_group", "inner", "Inner", "${b} = 'y'"],
        ["text", "c", "C"],
        ["end_group"],
        ["text", "d", "D"],
        ["end_group"],
    )
    assert done.remarks == ()
    assert [(s.key, s.title, s.relevant) for s in done.instrument.sections[1:]] == [
        ("outer", "Outer", "${a} = 'x'"),
        ("inner", "Inner", "(${a} = 'x') and (${b} = 'y')"),
        ("outer_2", "Outer", "${a} = 'x'"),
    ]


def test_a_group_on_a_page_joins_it_under_its_title():
    done = imported(
        ["begin_group", "page", "Page", None, None, None, None, "field-list"],
        ["text", "a", "A"],
        ["begin_group", "part", "Part", "${a} = 'x'"],
        ["text", "b", "B", "${a} != ''"],
        ["end_group"],
        ["end_group"],
    )
    (section,) = done.instrument.sections
    assert [(q.key, q.kind.value, q.relevant) for q in section.questions] == [
        ("a", "text", ""),
        ("part_title", "note", "${a} = 'x'"),
        ("b", "text", "(${a} = 'x') and (${a} != '')"),
    ]
    assert [(r.fate, r.row) for r in done.remarks] == [(Fate.CHANGED, 4)]


def test_repeats_counted_by_an_answer_by_a_number_or_by_nobody():
    head = ["type", "name", "label", "repeat_count"]
    done = imported(
        ["integer", "n", "How many?"],
        ["begin_repeat", "r", "Room", "${n}"],
        ["text", "a", "A"],
        ["end_repeat"],
        ["begin_repeat", "s", "Seat", "3"],
        ["text", "b", "B"],
        ["end_repeat"],
        ["begin_repeat", "t", "Table"],
        ["text", "c", "C"],
        ["end_repeat"],
        head=head,
    )
    assert [(s.key, s.repeats, s.times) for s in done.instrument.sections[1:]] == [
        ("r", 20, "${n}"),
        ("s", 3, "3"),
        ("t", 20, ""),
    ]
    assert [(r.fate, r.row) for r in done.remarks] == [(Fate.CHANGED, 3), (Fate.CHANGED, 9)]


def test_repeats_in_repeats_and_loops_are_left_out_whole():
    done = imported(
        ["begin_repeat", "r", "R"],
        ["text", "a", "A"],
        ["begin_repeat", "inner", "I"],
        ["begin_group", "g", "G"],
        ["text", "b", "B"],
        ["end_group"],
        ["end_repeat"],
        ["end_repeat"],
        ["begin_loop", "l", "L"],
        ["text", "c", "C"],
        ["end_loop"],
        ["text", "d", "D"],
    )
    assert keys(done) == ["a", "d"]
    assert [row for _, row, _ in told(done, Fate.LEFT_OUT)] == [4, 6, 10, 11]


def test_or_other_adds_an_answer_and_a_question():
    done = imported(["select_one yn or_other", "a", "A"])
    assert done.remarks == ()
    a, other = done.instrument.questions()
    assert done.instrument.choices_of(a)[-1] == Choice("other", "Other")
    assert (other.key, other.relevant) == ("a_other", "selected(${a}, 'other')")


def test_choices_filtered_by_columns_whatever_their_case():
    done = read_xlsform(
        book(
            [
                ["type", "name", "label", "choice_filter"],
                ["select_one county", "county", "County"],
                ["select_one town", "town", "Town", "County=${county}"],
            ],
            [
                ["list_name", "name", "label", "County"],
                ["county", "kent", "Kent"],
                ["county", "yorks", "Yorkshire"],
                ["town", "dover", "Dover", "kent"],
                ["town", "hull", "Hull", "yorks"],
            ],
        )
    )
    assert done.remarks == ()
    way = walk(done.instrument, {"county": "yorks"}, today=TODAY)
    assert [one.name for one in way.page("town").asked[0].choices] == ["hull"]


def test_one_language_is_read_and_the_others_are_listed():
    survey = [
        ["type", "name", "label::English (en)", "label::Français (fr)", "hint::Français (fr)"],
        ["text", "a", "Who?", "Qui?", "Votre nom"],
    ]
    done = read_xlsform(book(survey))
    assert done.instrument.question("a").label == "Who?"
    assert [r.what for r in done.remarks] == ["The language “Français (fr)”"]
    french = read_xlsform(book(survey), language="français")
    assert french.instrument.question("a").label == "Qui?"
    assert french.instrument.question("a").hint == "Votre nom"
    settings = [["default_language"], ["Français (fr)"]]
    default = read_xlsform(book(survey, None, settings))
    assert default.instrument.question("a").label == "Qui?"


def test_a_range_becomes_a_number_with_limits():
    done = imported(
        ["range", "a", "A", "start=0 end=20 step=5"],
        ["range", "b", "B", "start=0.5;end=2"],
        head=["type", "name", "label", "parameters"],
    )
    a, b = done.instrument.questions()
    assert (a.kind, a.constraint) == (Kind.WHOLE, ". >= 0 and . <= 20 and (. - 0) mod 5 = 0")
    assert (b.kind, b.constraint) == (Kind.DECIMAL, ". >= 0.5 and . <= 2")
    assert [(r.fate, r.row) for r in done.remarks] == [(Fate.CHANGED, 2), (Fate.CHANGED, 3)]


def test_every_cell_that_is_not_used_is_listed():
    done = read_xlsform(
        book(
            [
                [
                    "type",
                    "name",
                    "label",
                    "required",
                    "default",
                    "appearance",
                    "media::image",
                    "body::accuracyThreshold",
                    "read_only",
                    "calculation",
                ],
                ["select_one yn", "a", "A", "${a} = 1", "maybe", "minimal", "a.png", "5", "yes"],
                ["integer", "b", "B", None, None, None, None, None, None, "1 + 1"],
            ],
            [["list_name", "name", "label", "image"], ["yn", "yes", "Yes", "y.png"]],
            [["form_title", "style"], ["F", "pages"]],
            entities=[["dataset"], ["trees"]],
        )
    )
    assert done.instrument is not None
    found = {(r.sheet, r.row, r.column) for r in done.remarks}
    assert found == {
        ("survey", 2, "required"),
        ("survey", 2, "default"),
        ("survey", 2, "appearance"),
        ("survey", 2, "media::image"),
        ("survey", 2, "body::accuracyThreshold"),
        ("survey", 2, "read_only"),
        ("survey", 3, "calculation"),
        ("choices", 2, "image"),
        ("settings", 2, "style"),
        ("entities", 0, ""),
    }


def test_columns_that_xlsform_does_not_know_are_listed_once():
    done = imported(
        ["begin_group", "g", "G", "k0"],
        ["text", "a", "A", "k1", None],
        ["text", "b", "B", "k2", "why not"],
        ["end_group"],
        head=["type", "name", "label", "$kuid", "remark of mine"],
    )
    assert [(r.row, r.column, r.what) for r in done.remarks] == [
        (2, "$kuid", "The column “$kuid”, filled in 3 rows"),
        (4, "remark of mine", "The column “remark of mine”, filled in one row"),
    ]


def test_a_group_named_like_a_question_is_called_something_else():
    done = imported(["begin_group", "a", "G"], ["text", "a", "A"], ["end_group"])
    assert [s.key for s in done.instrument.sections] == ["a_2"]
    assert [r.fate for r in done.remarks] == [Fate.CHANGED]


def test_rows_that_are_disabled_are_listed():
    done = imported(
        ["text", "a", "A", "yes"], ["text", "b", "B"], head=["type", "name", "label", "disabled"]
    )
    assert keys(done) == ["b"]
    assert [row for _, row, _ in told(done)] == [2]


CELLS = st.sampled_from(
    [
        None,
        "a",
        "b",
        "g",
        "${a}",
        "${b} > 1 and ${a}",
        "count(${g})",
        "weird()",
        "1 +",
        "../x",
        3,
        "yes",
        "field-list",
        "A ${a}",
        "today()",
    ]
)
TYPES = st.sampled_from(
    [
        "text",
        "integer",
        "select_one yn",
        "select_multiple yn or_other",
        "select_one gone",
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "calculate",
        "note",
        "geopoint",
        "start",
        "odd",
        "range",
        None,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TYPES, *[CELLS] * 7), max_size=12))
def test_whatever_stands_there_is_read_or_refused_and_each_row_is_accounted_for(rows):
    done = imported(["text", "first", "First"], *rows)
    if done.instrument is None:
        assert any(r.fate is Fate.REFUSED for r in done.remarks)
        return
    assert faults(done.instrument) == ()
    walk(done.instrument, {}, today=TODAY)
    named = {one.key for one in done.instrument.questions()}
    remarked = {r.row for r in done.remarks if r.fate is Fate.LEFT_OUT}
    for number, row in enumerate(rows, start=3):
        structure = row[0] is None or row[0].startswith(("begin", "end"))
        if not structure:
            assert str(row[1]) in named or number in remarked


@pytest.mark.parametrize("survey", [[["type", "name"]], [["a"], []]])
def test_a_workbook_that_is_no_form_is_refused(survey):
    with pytest.raises(WorkbookRefused):
        read_xlsform(book(survey))


def test_a_form_of_too_many_rows_is_refused():
    rows = [["note", f"n{at}", "N"] for at in range(5001)]
    with pytest.raises(WorkbookRefused, match="too many"):
        read_xlsform(book([["type", "name", "label"], *rows]))
