"""What is typed about micro-grants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import AffixedInput, DatePartsField, MoneyField, field_of
from spinney.money.models import MicroGrantRound, RingFence
from spinney.money.policies.microgrants import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    ApplicationSaid,
    RoundSaid,
)
from spinney.register.api import Organisation


class RoundForm(forms.Form):
    """What a round is for, up to how much, and until when."""

    ring_fence = forms.ChoiceField(label="Out of which ring-fence?")
    title = forms.CharField(label="What is the round called?", max_length=LONGEST_TITLE)
    what_for = forms.CharField(
        label="What is the money for, and who can apply?", required=False,
        max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 4}),
        help_text="Whoever applies reads it.",
    )  # fmt: skip
    most_pence = MoneyField(label="Up to how much for each?", least=1)
    closes_on = DatePartsField(label="Until which day?")
    report_within_days = forms.IntegerField(
        label="Within how many days is it told how it was used?", min_value=1, initial=180,
        widget=AffixedInput({"inputmode": "numeric", "class": "govuk-input--width-4"},
                            suffix="days"),
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, ring_fences: Sequence[tuple[RingFence, str]] = (),
        one: MicroGrantRound | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "ring_fence", forms.ChoiceField)
        chooser.choices = [(str(found.pk), words) for found, words in ring_fences]
        if one is not None:
            del self.fields["ring_fence"]
            names = ("title", "what_for", "most_pence", "closes_on", "report_within_days")
            self.initial = {name: getattr(one, name) for name in names} | {"read": one.version}

    def said(self) -> RoundSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return RoundSaid(
            told["title"], told["most_pence"], told["closes_on"], told["what_for"],
            told["report_within_days"],
        )  # fmt: skip


class InviteForm(forms.Form):
    """To whom the link goes."""

    email = forms.CharField(
        label="Whose e-mail address?", max_length=254,
        help_text="They need no account, and may be a group that is on no register.",
        widget=forms.EmailInput,
    )  # fmt: skip


class ApplicationForm(forms.Form):
    """What somebody applies for."""

    organisation = forms.ChoiceField(label="Who applies?", required=False)
    group_name = forms.CharField(
        label="What is the group called?", max_length=LONGEST_NAME, required=False
    )
    email = forms.EmailField(
        label="Where do we write to?", required=False,
        help_text="An e-mail address. Only those who look after the money see it.",
    )  # fmt: skip
    purpose = forms.CharField(
        label="What would you do with it?", max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}), help_text="No names of people you help.",
    )  # fmt: skip
    asked_pence = MoneyField(label="How much do you need?", least=1)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], takes_groups: bool,
        email: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        chooser = field_of(self, "organisation", forms.ChoiceField)
        group = [("", "A group that is named below")] if takes_groups else []
        chooser.choices = [*((pk, one.name) for pk, one in self._organisations.items()), *group]
        if not organisations:
            del self.fields["organisation"]
            self.fields["group_name"].required = True
        elif not takes_groups:
            del self.fields["group_name"], self.fields["email"]
            if len(organisations) == 1:
                chooser.widget = forms.HiddenInput()
                self.initial["organisation"] = str(organisations[0].pk)
        if email:
            self.initial["email"] = email

    def who(self) -> Organisation | None:
        """The member that applies; None for a group."""
        return self._organisations.get(self.cleaned_data.get("organisation", ""))

    def said(self) -> ApplicationSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return ApplicationSaid(
            told["purpose"], told["asked_pence"], told.get("group_name", ""), told.get("email", "")
        )


class _Reasons(forms.Form):
    reasons = forms.CharField(
        label="Why?", max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}),
        help_text="Whoever applied reads it.",
    )  # fmt: skip
    decision = forms.TypedChoiceField(
        label="By which decision of the members?", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, decisions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "decision", forms.TypedChoiceField)
        chooser.choices = [
            ("", "By those who look after the money"),
            *((str(number), words) for number, words in decisions),
        ]


class ApproveForm(_Reasons):
    """How much, and why."""

    pence = MoneyField(label="How much?", least=1)
    field_order = ("pence", "reasons", "decision")


class DeclineForm(_Reasons):
    """Why not."""


class PayForm(forms.Form):
    """On which day it was paid."""

    day = DatePartsField(label="On which day was it paid?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"day": today}


class ReportForm(forms.Form):
    """How it was used."""

    report = forms.CharField(
        label="What did the grant make possible?", max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text="What you did, how many came, what is left of it. No names of people you help.",
    )  # fmt: skip
