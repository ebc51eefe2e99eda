"""Forms of the profile: adding an organisation, and one section at a time."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.fields import (
    DatePartsField,
    Hinted,
    MoneyField,
    PostcodeField,
    YesNoField,
    field_of,
)
from spinney.register.forms.remembering import Remembering
from spinney.register.models import OtherName, Place
from spinney.register.models.organisations import Kind, Status
from spinney.register.queries.identifiers import lists

KINDS = [
    (Kind.VOLUNTARY, Hinted("Voluntary or community", "A charity, a group, a social enterprise")),
    (Kind.SECOND_TIER, Hinted("Second-tier", "Supports other organisations, like a CVS")),
    (Kind.STATUTORY, Hinted("Statutory", "A council, the NHS, the police")),
    (Kind.COMMERCIAL, "Commercial"),
    (Kind.ACADEMIC, "Academic"),
]
STATUSES = [(Status.ACTIVE, "Yes"), (Status.CLOSED, "No, it has closed")]
MOST_PEOPLE = 1_000_000


def _one_line(label: str, length: int, hint: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=hint, **more)


def _number(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )


def _about(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Two or three sentences that a stranger understands.",
    )


class AddOrganisationForm(forms.Form):
    """An organisation that is on no list: its name, and what helps to tell it apart."""

    name = _one_line("Name", 300, "As it stands on its letters.")
    kind = forms.ChoiceField(
        label="What kind of organisation is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=Kind.VOLUNTARY,
    )
    town = _one_line("Town", 120, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    summary = _about("What does it do?")
    website = forms.URLField(label="Website", max_length=300, required=False)
    scheme = forms.ChoiceField(label="Is it on a public list?", required=False)
    value = _one_line("Its number on that list", 60, required=False)
    acts = forms.BooleanField(label="I act for this organisation", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.name) for one in lists()]
        field_of(self, "scheme", forms.ChoiceField).choices = [
            ("", "No, or I do not know"),
            *choices,
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("scheme") and not cleaned.get("value"):
            self.add_error("value", "Enter its number on that list, or choose no list.")
        if cleaned.get("value") and not cleaned.get("scheme"):
            self.add_error("scheme", "Choose the list that this number is on.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts by column."""
        names = ("name", "kind", "town", "postcode", "summary", "website")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


class AboutForm(Remembering):
    """Name and kind."""

    name = _one_line("Name", 300)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect)
    legal_form = _one_line(
        "Legal form", 120, "For instance: unincorporated group, charitable company, CIO.",
        required=False,
    )  # fmt: skip
    status = forms.ChoiceField(
        label="Is it still at work?", choices=STATUSES, widget=forms.RadioSelect
    )
    summary = _about("What you do")


class ContactForm(Remembering):
    """How to reach the organisation. Everybody who is signed in sees it; what of it other programs
    may read without signing in, `queries/public_facts.py` says.
    """

    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="One that the organisation keeps when people leave.",
    )
    phone = _one_line("Telephone", 60, required=False)
    website = forms.URLField(label="Website", max_length=300, required=False)
    address = forms.CharField(
        label="Address", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Leave it out where it must not be known, as for a refuge.",
    )  # fmt: skip
    town = _one_line("Town", 120, required=False)
    postcode = PostcodeField(label="Postcode", required=False)


class SizeForm(Remembering):
    """Income and people. Empty means: not known."""

    income_pence = MoneyField(label="Income in the last year", required=False)
    spending_pence = MoneyField(label="Spending in the last year", required=False)
    year_end = DatePartsField(
        label="Year end of these figures", required=False, help_text="For example 31 3 2026."
    )
    full_time_staff = _number("Full-time staff", "People, not posts.")
    staff = _number("All paid staff", "Full-time and part-time together.")
    volunteers = _number("Volunteers")
    trustees = _number("Trustees")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        full, every = cleaned.get("full_time_staff"), cleaned.get("staff")
        if full is not None and every is not None and full > every:
            self.add_error("staff", "There cannot be fewer paid staff than full-time staff.")
        return cleaned


SECTION_FORMS: dict[str, type[Remembering]] = {
    "about": AboutForm,
    "contact": ContactForm,
    "size": SizeForm,
}


class ConfirmForm(Remembering):
    """The few facts that change every year, to be mended on the way to saying that all is right."""

    income_pence = MoneyField(label="Income in the last year", required=False)
    full_time_staff = _number("Full-time staff")
    staff = _number("All paid staff")
    volunteers = _number("Volunteers")
    email = forms.EmailField(label="E-mail address", required=False)
    phone = _one_line("Telephone", 60, required=False)


class NameForm(forms.Form):
    """Another name under which people look for it."""

    name = _one_line("The other name", 300)
    kind = forms.ChoiceField(
        label="What kind of name is it?",
        choices=OtherName.NameKind.choices,
        widget=forms.RadioSelect,
        initial=OtherName.NameKind.WORKING,
    )


class IdentifierForm(forms.Form):
    """A number on a public list."""

    scheme = forms.ChoiceField(label="Which list?")
    value = _one_line("Your number on that list", 60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = lists()
        choices = [(one.code, f"{one.name} (like {one.example})") for one in found]
        field_of(self, "scheme", forms.ChoiceField).choices = choices


class PlaceForm(Remembering):
    """A place from which the organisation works."""

    name = _one_line("Name of the place", 200, "For example: Hilltop Community Centre.")
    address = forms.CharField(
        label="Address", max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    postcode = PostcodeField(label="Postcode", required=False)


class ServiceForm(Remembering):
    """What the organisation offers to people."""

    name = _one_line("Name of the service", 200)
    description = forms.CharField(
        label="What is it?", max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    for_whom = _one_line("For whom?", 300, "For example: people of 16 to 25.", required=False)
    place_id = forms.TypedChoiceField(label="Where?", required=False, coerce=int, empty_value=None)
    is_running = YesNoField(label="Is it running now?", initial=True)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "No fixed place"), *((place.pk, place.name) for place in places)]
        field_of(self, "place_id", forms.ChoiceField).choices = choices
