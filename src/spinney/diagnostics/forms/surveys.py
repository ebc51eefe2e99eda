"""What is typed to set a survey up, and to change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone, localdate

from spinney.base.web.components.words import minutes
from spinney.base.web.fields import AffixedInput, DatePartsField, Hinted, field_of
from spinney.diagnostics.actions.surveys import SurveyText
from spinney.diagnostics.models import Survey, Version
from spinney.diagnostics.policies.surveys import LARGEST_MINIMUM, SMALLEST_GROUP
from spinney.diagnostics.queries.who_sees import WhoSees
from spinney.diagnostics.states import Mode

DAYS_TO_ANSWER = 21
WORDS_LENGTH = 2000


def no_address(text: str) -> None:
    """Raise ValidationError for a web address in what stands in the subject of a letter."""
    if "://" in text:
        raise ValidationError("Write it without a web address: it stands in the letters.")


def end_of(day: date) -> datetime:
    """The last moment of a day here: a survey that closes on a day takes answers all that day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=get_current_timezone())


def mode_choices(promises: Mapping[Mode, WhoSees]) -> list[tuple[str, Hinted]]:
    """The three modes, each with what it promises."""
    order = (Mode.FACILITATOR, Mode.GROUP, Mode.DETACHED)
    return [
        (mode.value, Hinted(promises[mode].short, " ".join(promises[mode].sentences)))
        for mode in order
    ]


class WordsForm(forms.Form):
    """What those asked read. Of an open survey only this can still be changed."""

    title = forms.CharField(
        label="What is the survey called?", max_length=200, validators=[no_address],
        help_text="It stands in the subject of the letters. Put nothing confidential into it.",
    )  # fmt: skip
    text = forms.CharField(
        label="Your own words to those asked", max_length=WORDS_LENGTH, required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Why you ask, and what comes of it. How long it takes, until when, and who sees"
        " what is said by itself.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())


class ClosingForm(forms.Form):
    """Until when a survey takes answers."""

    closes_on = DatePartsField(label="Last day for answers")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "closes_on", DatePartsField).earliest = today

    @property
    def closes_at(self) -> datetime:
        """When it closes: at the end of the day."""
        return end_of(self.cleaned_data["closes_on"])


class GroupSizeForm(forms.Form):
    """Who sees what, and of how many at least."""

    mode = forms.ChoiceField(
        label="Who sees what?", widget=forms.RadioSelect,
        help_text="Those asked read it in these words, in the letter and before they send.",
    )  # fmt: skip
    minimum = forms.IntegerField(
        label="Of how many organisations at least is a total shown?",
        min_value=SMALLEST_GROUP, max_value=LARGEST_MINIMUM, initial=SMALLEST_GROUP,
        widget=AffixedInput({"class": "govuk-input--width-3"}, suffix="organisations"),
        help_text="From 3 on. A higher number protects better, and shows less.",
    )  # fmt: skip

    def __init__(self, *args: Any, promises: Mapping[Mode, WhoSees], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "mode", forms.ChoiceField).choices = mode_choices(promises)
        self.fields["mode"].initial = Mode.FACILITATOR.value


class SurveyForm(GroupSizeForm, ClosingForm, WordsForm):
    """All of a survey, while it is set up."""

    asks = forms.ChoiceField(label="What is asked?", widget=forms.RadioSelect)

    field_order = ("asks", "title", "text", "closes_on", "mode", "minimum", "version")

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Version],
        promises: Mapping[Mode, WhoSees],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, promises=promises, today=today, **kwargs)
        self._offered = {str(version.pk): version for version in offered}
        field_of(self, "asks", forms.ChoiceField).choices = [
            (pk, Hinted(version.instrument.title, _about(version)))
            for pk, version in self._offered.items()
        ]
        self.fields["closes_on"].initial = today + timedelta(days=DAYS_TO_ANSWER)

    def said(self) -> SurveyText:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        return SurveyText(
            asks=self._offered[given["asks"]],
            title=given["title"],
            text=given["text"],
            closes_at=self.closes_at,
            mode=Mode(given["mode"]),
            minimum=given["minimum"],
        )

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        """A survey as this form shows it."""
        kept = ("title", "text", "mode", "minimum", "version")
        return {name: getattr(survey, name) for name in kept} | {
            "asks": str(survey.asks_id),
            "closes_on": localdate(survey.closes_at),
        }


def _about(version: Version) -> str:
    """What an instrument is for, and how long it takes, below its name."""
    purpose = str(version.definition.get("purpose", "")).strip()
    takes = f"Takes {minutes(version.minutes)}."
    return f"{purpose} {takes}" if purpose else takes


class ModeForm(GroupSizeForm):
    """Who sees what from now on, and why."""

    why = forms.CharField(
        label="Why do you change it?", max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="Those asked read this in the letter that tells them.",
    )  # fmt: skip
    tells = forms.BooleanField(
        label="Write to everybody who was asked: their links end, and each gets a new one.",
        error_messages={
            "required": "Tick the box if everybody is to be told. Without that it stays as it is."
        },
    )


class AgainForm(ClosingForm):
    """The name and the closing day of a survey that is asked once more."""

    title = forms.CharField(
        label="What is the new survey called?", max_length=200, validators=[no_address]
    )
    field_order = ("title", "closes_on")

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())
