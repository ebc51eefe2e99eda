"""Forms of putting a ballot to the members: until when, from when, why not."""

from __future__ import annotations

from datetime import datetime, time

from django import forms

from spinney.base.web.fields import DatePartsField
from spinney.decisions.forms.clock import ClockField, moment

CLOSING_TIME = time(17)
OPENING_TIME = time(9)


class OpenBallotForm(forms.Form):
    """Until when voting is open."""

    closes_on = DatePartsField(label="Voting closes on")
    closes_time = ClockField(
        label="Closes at", initial=CLOSING_TIME, help_text="Like 17:00.",
        error_messages={"required": "Write the time at which voting closes."},
    )  # fmt: skip

    def closes_at(self) -> datetime:
        return moment(self.cleaned_data["closes_on"], self.cleaned_data["closes_time"])


class AnnounceBallotForm(OpenBallotForm):
    """From when and until when voting will be open."""

    opens_on = DatePartsField(label="Voting opens on")
    opens_time = ClockField(
        label="Opens at", initial=OPENING_TIME, help_text="Like 9:00.",
        error_messages={"required": "Write the time at which voting opens."},
    )  # fmt: skip
    field_order = ("opens_on", "opens_time", "closes_on", "closes_time")

    def opens_at(self) -> datetime:
        return moment(self.cleaned_data["opens_on"], self.cleaned_data["opens_time"])


class ExtendBallotForm(OpenBallotForm):
    """Another end, later than the one that people were told of."""


class WhyForm(forms.Form):
    """Why something ends before its time."""

    why = forms.CharField(
        label="Why", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="Whoever was asked reads it.",
    )  # fmt: skip
