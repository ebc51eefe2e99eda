"""A form as it stands on the page: label, hint, error, field; nothing lost; all tied together."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.web import fields
from spinney.base.web.catalogue.forms import EveryField, OneQuestion, wrong
from spinney.base.web.renderer import SpinneyBoundField

pytestmark = pytest.mark.urls("tests.web.kit_urls")


class Page(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def ids(self):
        return [a["id"] for _, a in self.found if a.get("id")]

    def named(self, name):
        return next(a for _, a in self.found if a.get("name") == name)


def drawn(form):
    return Template("{% error_summary form %}{{ form }}").render(Context({"form": form}))


class Simple(forms.Form):
    name = forms.CharField(label="Your name", help_text="As people say it.")
    town = forms.CharField(required=False)


def test_label_hint_error_field_in_that_order():
    html = str(Simple({"name": ""}))
    order = [
        html.index(s) for s in ("Your name", "As people say it.", "Enter your name.", "<input")
    ]
    assert order == sorted(order)


def test_hint_and_error_are_told_with_the_field():
    page = Page(str(Simple({"name": ""})))
    described = page.named("name")["aria-describedby"].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert set(described) <= set(page.ids())
    assert page.named("name")["aria-invalid"] == "true"


def test_optional_is_said_and_required_is_not():
    html = str(Simple())
    assert html.count("(optional)") == 1
    assert "required" not in html


@pytest.mark.parametrize("form", [EveryField(), EveryField(wrong())], ids=["empty", "wrong"])
def test_every_field_has_a_label_and_every_id_is_one(form):
    page = Page(drawn(form))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    labelled = {a.get("for") for tag, a in page.found if tag == "label"}
    controls = [
        a
        for tag, a in page.found
        if tag in ("input", "select", "textarea") and a.get("type") not in ("hidden", "submit")
    ]
    assert len(controls) > 15
    assert [c["name"] for c in controls if c["id"] not in labelled] == []
    described = {i for c in controls for i in (c.get("aria-describedby") or "").split()}
    assert described <= set(ids)


def test_the_summary_leads_to_each_field_that_is_wrong():
    form = EveryField(wrong())
    page = Page(drawn(form))
    targets = [a["href"][1:] for tag, a in page.found if tag == "a" and a["href"].startswith("#")]
    assert len(targets) == len(form.errors)
    assert set(targets) <= set(page.ids())


def test_nothing_that_was_typed_is_lost():
    sent = wrong()
    page = Page(drawn(EveryField(sent)))
    for name in ("email", "organisation_text", "starts_day", "starts_month", "grant", "postcode"):
        assert page.named(name)["value"] == sent[name]
    assert sent["why"] in str(EveryField(sent))


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_what_is_typed_can_do_nothing_to_the_page(text):
    class Email(forms.Form):
        email = forms.EmailField()

    page = Page(drawn(Email({"email": f'"><script>{text}'})))
    assert page.named("email")["value"].strip() == f'"><script>{text}'.strip()
    assert all(tag != "script" for tag, _ in page.found)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(label="Name"), "", "Enter the name."),
        (forms.CharField(label="Your name"), "", "Enter your name."),
        (forms.CharField(label="ICT lead"), "", "Enter the ICT lead."),
        (forms.CharField(label="Who leads?"), "", "Answer the question “Who leads?”"),
        (forms.ChoiceField(label="Town", choices=[("b", "Bolton")]), "", "Choose the town."),
        (
            forms.ChoiceField(label="Town", choices=[("b", "Bolton")]),
            "x",
            "Choose the town from the list.",
        ),
        (forms.EmailField(label="E-mail"), "x", "Enter an e-mail address like name@example.org."),
        (forms.IntegerField(label="Days"), "many", "Days must be a number, like 12."),
        (forms.IntegerField(label="Days", min_value=1), "0", "Days must be 1 or more."),
        (
            forms.CharField(label="Reason", max_length=5),
            "too long",
            "Reason must be 5 characters or fewer. It has 8.",
        ),
        (
            forms.CharField(label="Name", error_messages={"required": "Say who you are."}),
            "",
            "Say who you are.",
        ),
    ],
)
def test_errors_say_what_to_do_in_plain_words(field, value, said):
    form = type("Form", (forms.Form,), {"it": field})({"it": value})
    assert form["it"].messages == [said]
    assert said in drawn(form).replace("&#x27;", "'")


def test_the_errors_of_a_form_as_a_whole_head_the_page():
    class Dates(forms.Form):
        first = forms.CharField()

        def clean(self):
            raise forms.ValidationError("The first day comes after the last.")

    assert "The first day comes after the last." in drawn(Dates({"first": "x"}))


def test_one_question_is_the_heading_of_its_page():
    html = str(OneQuestion())
    assert re.search(r"<legend[^>]*>\s*<h1[^>]*>\s*Will Ashgrove Carers take part\?", html)


def test_choices_stand_in_a_group_with_its_question():
    class Rule(forms.Form):
        rule = forms.ChoiceField(
            label="How?",
            widget=forms.RadioSelect,
            choices=[("c", fields.Hinted("Consent", "Nobody objects."))],
        )

    page = Page(str(Rule()))
    tags = [tag for tag, _ in page.found]
    assert tags.index("fieldset") < tags.index("legend") < tags.index("input")
    radio = next(a for _, a in page.found if a.get("type") == "radio")
    assert radio["aria-describedby"] in page.ids()


def test_a_long_answer_counts_its_characters():
    page = Page(str(EveryField()))
    assert page.named("why")["aria-describedby"] == "id_why-info"
    assert any(a.get("data-maxlength") == "300" for _, a in page.found)


def test_a_number_is_typed_in_a_short_plain_field():
    class Days(forms.Form):
        days = forms.IntegerField(min_value=0, max_value=9)
        share = forms.DecimalField(decimal_places=2)
        long = forms.IntegerField(widget=forms.NumberInput({"class": "govuk-input--width-20"}))

    page = Page(str(Days(initial={"days": 3})))
    assert page.named("days") == {
        "type": "text",
        "inputmode": "numeric",
        "name": "days",
        "value": "3",
        "id": "id_days",
        "class": "govuk-input govuk-input--width-5",
    }
    assert page.named("share")["inputmode"] == "decimal"
    assert page.named("long")["class"] == "govuk-input govuk-input--width-20"


def test_fields_of_a_prefixed_form_keep_their_own_ids():
    ids = Page(str(Simple(prefix="a")) + str(Simple(prefix="b"))).ids()
    assert len(ids) == len(set(ids))


def test_every_bound_field_is_ours():
    assert isinstance(Simple()["name"], SpinneyBoundField)


def test_a_hint_that_names_what_somebody_wrote_is_no_markup():
    class Told(forms.Form):
        about = forms.CharField(help_text="So far: <script>alert(1)</script>")
        sure = forms.BooleanField(help_text="So far: <script>alert(1)</script>")

    assert str(Told()).count("&lt;script&gt;") == 2
    assert "<script>" not in str(Told())
