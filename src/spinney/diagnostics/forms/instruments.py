"""Forms of instruments: named, described, read from a file, published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from spinney.base.web.fields import Hinted, UploadField, field_of
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.definition import Question, Section
from spinney.diagnostics.engine.editing import put_areas
from spinney.diagnostics.forms.conditions import ConditionFields
from spinney.diagnostics.models import Instrument
from spinney.diagnostics.states import Area

MOST_BYTES = 5_000_000


class NameForm(forms.Form):
    """What an instrument is called."""

    title = forms.CharField(
        label="What are these questions called?",
        max_length=200,
        help_text="Those who are asked read it. For example: What we need from ICT.",
    )


class NewInstrumentForm(NameForm):
    """A new instrument: its name and what it is for."""

    purpose = forms.CharField(
        label="What are they for?",
        required=False,
        max_length=1000,
        help_text="One sentence. It stands in the library.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DescribeForm(NewInstrumentForm):
    """What an instrument says of itself, and the areas that its questions are about."""

    source = forms.CharField(
        label="What do they rest on?",
        required=False,
        max_length=1000,
        help_text="A book, a study, or your own experience.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas = forms.CharField(
        label="Areas that questions can be about",
        required=False,
        max_length=4000,
        help_text=(
            "One to a line, like “Staff and pay (HR)”. Results are put together by them. Use the"
            " usual names, so that results of different surveys fit together."
        ),
        widget=forms.Textarea(attrs={"rows": 11}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(definition: Definition) -> dict[str, str]:
        """The form as it stands before anything is changed."""
        return {
            "title": definition.title,
            "purpose": definition.purpose,
            "source": definition.source,
            "areas": "\n".join(definition.areas.values()),
        }

    def changed(self, definition: Definition) -> Definition:
        """The definition with what was typed."""
        data = self.cleaned_data
        said = replace(
            definition, title=data["title"], purpose=data["purpose"], source=data["source"]
        )
        return put_areas(said, data["areas"], {area.value: area.label for area in Area})


class SectionNameForm(forms.Form):
    """A new section."""

    title = forms.CharField(
        label="What is the section called?",
        max_length=200,
        help_text="Those who answer see it as a heading.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SectionForm(ConditionFields):
    """How a section is asked."""

    title = forms.CharField(label="What is the section called?", max_length=200)
    intro = forms.CharField(
        label="Words to begin with",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on_one_page = forms.TypedChoiceField(
        label="How are its questions asked?",
        choices=[
            ("", Hinted("Each on its own page", "Best on a phone.")),
            ("yes", Hinted("Together on one page", "For short ones that belong together.")),
        ],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
    )
    repeats = forms.IntegerField(
        label="Asked again for each of several things?",
        required=False,
        min_value=0,
        max_value=200,
        help_text="How many there can be at most, like 10 computers. Leave it empty to ask once.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    each = forms.CharField(
        label="What is one of these things called?",
        required=False,
        max_length=60,
        help_text="For example: computer. It heads each page, as “Computer 2”.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, definition: Definition, section: Section) -> None:
        self.section = section
        earlier: list[Question] = []
        for one in definition.sections:
            if one.key == section.key:
                break
            earlier += one.questions
        start = {
            "title": section.title,
            "intro": section.intro,
            "on_one_page": "yes" if section.on_one_page else "",
            "repeats": section.repeats or "",
            "each": section.each,
        }
        super().__init__(
            data, definition=definition, asked=earlier, relevant=section.relevant, initial=start
        )

    def changed(self) -> Section:
        """The section with what was typed."""
        data = self.cleaned_data
        repeats = data["repeats"] or 0
        return replace(
            self.section,
            title=data["title"],
            intro=data["intro"],
            on_one_page=bool(data["on_one_page"]),
            repeats=repeats,
            each=data["each"],
            times=self.section.times if repeats else "",
            relevant=data["relevant"],
        )


class PublishForm(forms.Form):
    """What changed since the version before."""

    what_changed = forms.CharField(
        label="What changed, in a few words?",
        max_length=300,
        help_text="Whoever chooses between versions reads it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, first: bool, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if first:
            self.fields["what_changed"].required = False
            self.fields["what_changed"].label = "Anything to remember of this version?"


class XlsformForm(forms.Form):
    """An XLSForm, and the language to take where it has several."""

    file = UploadField(
        label="The form",
        endings=["xlsx", "json"],
        most_bytes=MOST_BYTES,
        help_text="An XLSForm, as KoboToolbox, ODK and others save it, in XLSX; or questions that"
        " were downloaded from Spinney as JSON.",
    )
    language = forms.CharField(
        label="Language",
        required=False,
        max_length=40,
        help_text="Only if the form has its words in several. For example: English (en).",
    )


class AgreeImportForm(NameForm):
    """What becomes of a form that was looked over."""

    into = forms.ModelChoiceField(
        label="Where do the questions go?",
        queryset=Instrument.objects.none(),
        required=False,
        empty_label="Into new questions of their own",
        help_text="As a draft: nobody is asked anything before you publish it.",
    )
    understood = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, into: QuerySet[Instrument], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field_of(self, "into", forms.ModelChoiceField).queryset = into
