"""Forms of the support directory and of requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, YesNoField, field_of
from spinney.base.web.picker import PickerField
from spinney.diagnostics.actions.support import SupportText
from spinney.diagnostics.models import Support
from spinney.diagnostics.states import Area, SupportKind
from spinney.register import api as register


def _organisation(
    label: str, help_text: str = "Its name or number on the register."
) -> PickerField:
    return PickerField(
        label=label, find=register.pick_options, get=register.picked_option,
        source="register:suggest-organisations", help_text="Its name or number on the register.",
    )  # fmt: skip


class SupportForm(forms.Form):
    title = forms.CharField(
        label="What help is it?", max_length=200, help_text="For example: Payroll clinic."
    )
    kind = forms.ChoiceField(
        label="What kind of help?", choices=SupportKind.choices, widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label="Which area is it about?", choices=Area.choices)
    for_whom = forms.CharField(
        label="Whom is it for?", required=False, max_length=300,
        help_text="For example: charities with no paid staff.",
    )  # fmt: skip
    detail = forms.CharField(
        label="What happens?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    where = forms.CharField(label="Where?", required=False, max_length=200)
    cost = forms.CharField(
        label="What does it cost?", required=False, max_length=200, help_text="“Free” is an answer."
    )
    email = forms.EmailField(label="Whom to write to", required=False, max_length=254)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    places = forms.IntegerField(
        label="How many organisations can it take?", required=False, min_value=0, max_value=100_000
    )
    starts_on = DatePartsField(label="From when?", required=False)
    ends_on = DatePartsField(label="Until when?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> SupportText:
        """What was typed about the help."""
        left_out = {"version", "provider"}
        return SupportText(**{k: v for k, v in self.cleaned_data.items() if k not in left_out})


class AddSupportForm(SupportForm):
    provider = _organisation("Who gives it?")
    field_order = ("provider",)

    def by_whom(self) -> register.Organisation:
        return register.Organisation.objects.get(pk=int(self.cleaned_data["provider"]))


class TakeUpForm(forms.Form):
    organisation = _organisation("Who took it up?")
    began_on = DatePartsField(label="From when?")

    def whose(self) -> register.Organisation:
        return register.Organisation.objects.get(pk=int(self.cleaned_data["organisation"]))


class EndTakeUpForm(forms.Form):
    ended_on = DatePartsField(label="When did it end?")
    outcome = forms.CharField(
        label="What came of it?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AskForm(forms.Form):
    what = forms.CharField(
        label="What do you need?", max_length=200, help_text="For example: A staff handbook."
    )
    area = forms.ChoiceField(label="Which area is it about?", choices=Area.choices)
    detail = forms.CharField(
        label="What should somebody who helps know?", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Do not name people you help.",
    )  # fmt: skip


class AskForOtherForm(AskForm):
    organisation = _organisation("For which organisation?")
    field_order = ("organisation",)

    def whose(self) -> register.Organisation:
        return register.Organisation.objects.get(pk=int(self.cleaned_data["organisation"]))


class RouteForm(forms.Form):
    intermediary = _organisation("Who could help?")
    kind = forms.ChoiceField(
        label="As what kind of help?", choices=SupportKind.choices, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label="Whom do we ask there?", max_length=254,
        help_text="Gets a link and answers without an account.",
    )  # fmt: skip
    support = forms.ChoiceField(
        label="Is it one of these, from the directory?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, supports: Sequence[Support], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._supports = {str(one.pk): one for one in supports}
        field_of(self, "support", forms.ChoiceField).choices = [("", "None of these")] + [
            (pk, f"{one.title}, {one.provider.name}") for pk, one in self._supports.items()
        ]
        if not supports:
            del self.fields["support"]

    def to_whom(self) -> register.Organisation:
        return register.Organisation.objects.get(pk=int(self.cleaned_data["intermediary"]))

    def entry(self) -> Support | None:
        return self._supports.get(self.cleaned_data.get("support") or "")


class AnswerForm(forms.Form):
    takes_on = YesNoField(label="Can you take it on?")
    reason = forms.CharField(
        label="If not, why?", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class FinishForm(forms.Form):
    outcome = forms.CharField(
        label="What came of it?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    days = forms.DecimalField(
        label="How many days of your time did it take?", required=False, min_value=0,
        max_digits=5, decimal_places=2,
    )  # fmt: skip


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Why is it closed?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
