"""Our instruments as XLSForms: read back the same, and held against the reference converter."""

import io
import warnings
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.soundness import faults
from spinney.diagnostics.engine.xlsform import read_xlsform, write_xlsform
from tests.diagnostics.engine.forms import WHOLE_FORM
from tests.diagnostics.engine.making import instruments
from tests.diagnostics.engine.test_library import BUILT_IN
from tests.diagnostics.engine.test_xlsform_reading import book

XF = "{http://www.w3.org/2002/xforms}"


def converted(data):
    """What the reference converter makes of a form: an XForm's tree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyxform.xls2xform import convert

        return ET.fromstring(convert(io.BytesIO(data), validate=False).xform)  # noqa: S314


def binds(tree):
    """Path to (type, relevant, constraint, calculate, required) of every question."""
    found = {}
    for bind in tree.iter(f"{XF}bind"):
        path = bind.get("nodeset").split("/")[2:]
        if path[0] != "meta":
            wanted = ("type", "relevant", "constraint", "calculate", "required")
            found[path[-1]] = tuple(bind.get(name) for name in wanted)
    return found


def test_the_whole_of_a_form_comes_back():
    done = read_xlsform(write_xlsform(WHOLE_FORM, version="3"))
    assert done.remarks == ()
    assert done.version == "3"
    from dataclasses import replace

    assert replace(done.instrument, minutes=10) == WHOLE_FORM


@pytest.mark.parametrize("instrument", BUILT_IN.values(), ids=BUILT_IN.keys())
def test_each_of_ours_comes_back_and_converts_elsewhere(instrument):
    data = write_xlsform(instrument)
    done = read_xlsform(data)
    assert done.remarks == ()
    assert done.instrument == instrument
    found = binds(converted(data))
    types = {
        Kind.WHOLE: "int",
        Kind.MONEY: "decimal",
        Kind.DATE: "date",
    }
    for question in instrument.questions():
        kind, relevant, constraint, calculate, required = found[question.key]
        assert kind == types.get(question.kind, "string")
        assert bool(relevant) == bool(question.relevant)
        assert bool(constraint) == bool(question.constraint)
        assert bool(calculate) == (question.kind is Kind.CALCULATED)
        assert bool(required) == question.required


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instruments())
def test_any_instrument_comes_back(instrument):
    assert faults(instrument) == ()
    done = read_xlsform(write_xlsform(instrument))
    assert done.remarks == ()
    assert done.instrument == instrument


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instruments())
def test_any_instrument_converts_elsewhere(instrument):
    found = binds(converted(write_xlsform(instrument)))
    assert {q.key for q in instrument.questions()} <= set(found)


def test_no_words_become_a_formula():
    from dataclasses import replace

    form = replace(WHOLE_FORM, title="=1+1", purpose="@x")
    sheets = load_workbook(io.BytesIO(write_xlsform(form)))
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert read_xlsform(write_xlsform(form)).instrument.title == "=1+1"


HOUSEHOLD = book(
    [
        ["type", "name", "label", "relevant", "constraint", "calculation", "required"],
        ["text", "head", "Who heads the household?", None, None, None, "yes"],
        ["integer", "size", "How many live here?", None, ". > 0 and . < 30", None, "true()"],
        ["begin group", "water", "Water", "${size} > 1"],
        ["select_one source", "source", "Where from?"],
        ["decimal", "litres", "Litres a day?", "${source} = 'well' or ${source} = 'tap'"],
        ["calculate", "each", None, None, None, "round(${litres} div ${size}, 1)"],
        ["note", "told", "That is ${each} litres each."],
        ["end group"],
        ["begin repeat", "child", "Child"],
        ["text", "name_of_child", "Name?"],
        ["date", "born", "Born when?", None, ". <= today()"],
        ["select_multiple source", "drinks", "Drinks from?", "${born} != ''"],
        ["end repeat"],
        ["calculate", "children", None, None, None, "count(${child})"],
    ],
    [
        ["list_name", "name", "label"],
        ["source", "well", "A well"],
        ["source", "tap", "A tap"],
        ["source", "river", "The river"],
    ],
    [["form_title", "form_id"], ["Household", "household"]],
)
TRAINING = book(
    [
        ["type", "name", "label::English", "hint::English", "appearance", "choice_filter"],
        ["today", "day", None],
        ["begin_group", "you", "You", None, "field-list"],
        ["select_one region", "region", "Region?"],
        ["select_one town or_other", "town", "Town?", "The nearest", "minimal"],
        ["end_group"],
        ["select_multiple topic", "topics", "What would you learn?"],
        ["text", "why", "Why?", None, "multiline"],
    ],
    [
        ["list_name", "name", "label::English"],
        ["region", "n", "North"],
        ["region", "s", "South"],
        ["town", "york", "York"],
        ["town", "dover", "Dover"],
        ["topic", "pay", "Pay"],
        ["topic", "law", "Law"],
    ],
    [["form_title", "form_id"], ["Training", "training"]],
)


@pytest.mark.parametrize("data", [HOUSEHOLD, TRAINING], ids=["household", "training"])
def test_forms_are_read_as_the_reference_converter_reads_them(data):
    tree = converted(data)
    form = read_xlsform(data).instrument
    theirs = binds(tree)
    ours = {q.key: q for q in form.questions()}
    assert set(theirs) - {"water"} == set(ours)
    for key, question in ours.items():
        kind, relevant, constraint, _, required = theirs[key]
        number = {Kind.WHOLE: "int", Kind.DECIMAL: "decimal", Kind.DATE: "date"}
        if key != "day":
            assert number.get(question.kind, "string") == kind
        assert (constraint or "") == question.constraint
        assert bool(required) == question.required
        if relevant:
            assert question.relevant
    title = tree.find(".//{http://www.w3.org/1999/xhtml}title").text
    assert title == form.title
    ours_by_name = {one.name: [choice.name for choice in one.choices] for one in form.lists}
    for instance in (one for one in tree.iter(f"{XF}instance") if one.get("id")):
        names = [name.text for name in instance.iter(f"{XF}name")]
        list_name = instance.get("id")
        assert ours_by_name.get(f"{list_name}_or_other", ours_by_name[list_name]) == names


def test_the_files_stay_small():
    survey = write_xlsform(BUILT_IN["pre_cluster_survey"])
    assert len(survey) < 60_000
