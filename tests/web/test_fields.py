"""The kit's form fields: what they take, what they say when they cannot, and what they keep."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.money import Money
from spinney.base.web import fields
from spinney.base.web.picker import Option, PickerField, Typed


def says(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


def a_date(**kwargs):
    return fields.DatePartsField(label="First day", **kwargs)


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MARCH"])
def test_a_date_takes_its_month_as_a_number_or_a_name(month):
    assert a_date().clean(["12", month, "2026"]) == date(2026, 3, 12)


@given(st.dates(min_value=fields.FIRST_DAY, max_value=fields.LAST_DAY))
def test_any_date_shown_is_read_back_as_itself(day):
    widget = fields.DateParts()
    shown = [str(part) for part in widget.decompress(day)]
    assert a_date().clean(shown) == day


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["12", "", "2026"], "First day must include a month."),
        (["", "3", ""], "First day must include a day and year."),
        (["30", "Feb", "2026"], "First day: February 2026 has no day “30”."),
        (["12", "13", "2026"], "First day: write the month as a number from 1 to 12, or its name."),
        (["12", "3", "26"], "First day: write the year in full, like 2026."),
        (["x", "3", "2026"], "First day: March 2026 has no day “x”."),
    ],
)
def test_a_wrong_date_says_which_part_is_wrong(parts, said):
    assert says(a_date(), parts) == said


def test_an_empty_date_is_none_when_it_is_optional():
    assert a_date(required=False).clean(["", "", ""]) is None
    assert a_date(required=False).clean(None) is None


def test_a_date_keeps_to_its_bounds():
    field = a_date(earliest=date(2026, 1, 1), latest=date(2026, 12, 31))
    assert says(field, ["31", "12", "2025"]) == "First day must be 1 January 2026 or later."
    assert says(field, ["1", "1", "2027"]) == "First day must be 31 December 2026 or earlier."
    assert field.clean(["1", "1", "2026"]) == date(2026, 1, 1)


@given(st.integers(0, 10**11))
def test_any_amount_shown_is_read_back_as_itself(pence):
    field = fields.MoneyField(label="Grant")
    assert field.clean(field.prepare_value(pence)) == pence


def test_money_takes_pounds_as_typed_and_gives_pence():
    field = fields.MoneyField(label="Grant", required=False)
    assert field.clean("£15,000") == 1_500_000
    assert field.clean(" 12.5 ") == 1_250
    assert field.clean("") is None
    assert field.prepare_value(Money(1_250)) == "12.50"


def test_money_says_what_is_wrong():
    field = fields.MoneyField(label="Grant", most=10_000)
    assert says(field, "lots") == (
        "“lots” is not an amount in pounds. Write it like 15,000 or 12.50."
    )
    assert says(field, "100.01") == "Grant must be £100 or less."
    assert says(field, "-1") == "Grant must be £0 or more."


def test_yes_and_no():
    field = fields.YesNoField(required=False)
    assert (field.clean("yes"), field.clean("no"), field.clean("")) == (True, False, None)
    assert field.prepare_value(True) == "yes"


@pytest.mark.parametrize(
    ("typed", "kept"), [("bl11rx", "BL1 1RX"), ("BL1  1rx", "BL1 1RX"), ("ec1a 1bb", "EC1A 1BB")]
)
def test_a_postcode_is_kept_in_its_proper_form(typed, kept):
    assert fields.PostcodeField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["Bolton", "BL1", "1RX BL1", "BL1 1RXX"])
def test_what_is_no_postcode_is_refused(typed):
    assert says(fields.PostcodeField(), typed) == "Enter a postcode like BL1 1RX."


def test_an_upload_keeps_to_its_kinds_and_size():
    field = fields.UploadField(label="Accounts", endings=["pdf", "docx"], most_bytes=1_000)
    assert field.clean(SimpleUploadedFile("a.PDF", b"x")).name == "a.PDF"
    wrong = says(field, SimpleUploadedFile("a.exe", b"x"))
    assert wrong == "“a.exe” is not a PDF or DOCX file. Choose another file."
    large = says(field, SimpleUploadedFile("a.pdf", b"x" * 1_001))
    assert large == "“a.pdf” is 1 kB. The most we can take is 1 kB."


OPTIONS = [Option("1", "Ashgrove Carers"), Option("2", "Ash Lane"), Option("3", "Cedar")]


def a_picker(**kwargs):
    class Form(forms.Form):
        organisation = PickerField(
            label="Organisation",
            find=lambda t: [o for o in OPTIONS if t.casefold() in o.label.casefold()],
            get=lambda v: next((o for o in OPTIONS if o.value == v), None),
            source="ui-options",
            **kwargs,
        )

    return Form


@pytest.mark.urls("tests.web.kit_urls")
@pytest.mark.parametrize(
    ("sent", "picked"),
    [
        ({"organisation": "3", "organisation_text": "Cedar"}, "3"),  # from the suggestions
        ({"organisation_text": "cedar"}, "3"),  # typed in full
        ({"organisation_text": "ash", "organisation_choice": "2"}, "2"),  # asked which
        ({"organisation": "1", "organisation_text": "Cedar"}, "3"),  # typed over what was picked
    ],
)
def test_a_picker_takes_what_was_meant(sent, picked):
    form = a_picker()(sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["organisation"] == picked


@pytest.mark.urls("tests.web.kit_urls")
def test_an_unclear_name_asks_which_and_shows_the_nearest():
    form = a_picker()({"organisation_text": "ash"})
    assert form.errors["organisation"] == ["Which “ash” do you mean? Choose one."]
    shown = str(form)
    assert 'name="organisation_choice" value="1"' in shown
    assert 'name="organisation_choice" value="2"' in shown
    assert 'name="organisation_choice" value="3"' not in shown
    assert 'value="ash"' in shown


@pytest.mark.urls("tests.web.kit_urls")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"organisation_text": "oak"}, "Nothing is called “oak”."),
        ({"organisation_choice": "999999999"}, "That choice is no longer there."),
        ({}, "This field is required."),
    ],
)
def test_a_picker_never_takes_what_is_not_there(sent, said):
    assert a_picker()(sent).errors["organisation"][0].startswith(said)


@pytest.mark.urls("tests.web.kit_urls")
def test_an_optional_picker_can_be_emptied():
    form = a_picker(required=False)({"organisation": "3", "organisation_text": ""})
    assert form.is_valid()
    assert form.cleaned_data["organisation"] == ""


@pytest.mark.urls("tests.web.kit_urls")
def test_a_picker_shows_the_name_of_what_is_chosen_already():
    form = a_picker()(initial={"organisation": "1"})
    assert form["organisation"].value() == Typed("1", "Ashgrove Carers")
    assert 'value="Ashgrove Carers"' in str(form)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_no_day_is_so_far_away_that_a_month_more_cannot_be_reckoned(year):
    field = fields.DatePartsField(label="Last day")
    with pytest.raises(ValidationError, match="Last day must be"):
        field.clean(["31", "12", year])
    assert field.clean(["1", "4", "1132"]).year == 1132
