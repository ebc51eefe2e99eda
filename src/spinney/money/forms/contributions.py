"""What is typed about unpaid time and things given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import AffixedInput, DatePartsField, Hinted, MoneyField, field_of
from spinney.money.models import Contribution
from spinney.money.policies.contributions import (
    LONGEST_NOTE,
    LONGEST_SOURCE,
    LONGEST_WHAT,
    ContributionSaid,
)
from spinney.money.states import ContributionFor, ContributionKind

KINDS = [
    (ContributionKind.TIME.value, Hinted("Unpaid time", "Hours that nobody is paid for here.")),
    (
        ContributionKind.THINGS.value,
        Hinted("A room, things or a service", "What you would else have had to pay for."),
    ),
]


class ContributionForm(forms.Form):
    """What an organisation gave."""

    organisation = forms.ChoiceField(label="Who gave it?")
    what = forms.CharField(
        label="What was it?", max_length=LONGEST_WHAT,
        help_text="“Wrote our part of the joint bid”. No names of people.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Time or things?", choices=KINDS, widget=forms.RadioSelect,
        initial=ContributionKind.TIME.value,
    )  # fmt: skip
    hours = forms.DecimalField(
        label="How many hours?", required=False, decimal_places=2, max_digits=8,
        widget=AffixedInput({"inputmode": "decimal", "class": "govuk-input--width-5"},
                            suffix="hours"),
        help_text="Only for time: everybody’s together.",
    )  # fmt: skip
    value_pence = MoneyField(
        label="What would it have cost?", required=False,
        help_text="Only for a room, things or a service.",
    )  # fmt: skip
    work = forms.ChoiceField(
        label="What did it go into?", choices=ContributionFor.choices, widget=forms.RadioSelect,
        initial=ContributionFor.PLAN.value,
    )  # fmt: skip
    day = DatePartsField(label="On which day?", help_text="Of several days, the last.")
    activity = forms.TypedChoiceField(
        label="For which activity of the plan?", coerce=int, empty_value=None, required=False
    )
    rate_pence = MoneyField(
        label="What is an hour worth?", required=False,
        help_text="Leave it empty if you do not know: the hours count all the same.",
    )  # fmt: skip
    rate_source = forms.CharField(
        label="Where is that rate from?", required=False, max_length=LONGEST_SOURCE,
        help_text="A funder’s guidance, a pay scale.",
    )  # fmt: skip
    note = forms.CharField(
        label="Anything else?", required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, members: Sequence[tuple[int, str]], activities: Mapping[int, str],
        today: date, row: Contribution | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "organisation", forms.ChoiceField)
        chooser.choices = [(str(pk), name) for pk, name in members]
        if len(members) == 1:
            chooser.widget = forms.HiddenInput()
            self.initial.setdefault("organisation", str(members[0][0]))
        plan = field_of(self, "activity", forms.TypedChoiceField)
        plan.choices = [("", "None"), *((str(pk), title) for pk, title in activities.items())]
        if not activities:
            del self.fields["activity"]
        self.initial.setdefault("day", today)
        if row is not None:
            del self.fields["organisation"]
            self.initial = {
                name: getattr(row, name)
                for name in ("what", "kind", "hours", "value_pence", "work", "day", "rate_pence",
                             "rate_source", "note")
            } | {"activity": row.activity_id, "read": row.version}  # fmt: skip

    def said(self) -> ContributionSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return ContributionSaid(
            told["kind"], told["what"], told["day"], told["work"], told["hours"],
            told["rate_pence"], told["rate_source"], told["value_pence"], told.get("activity"),
            told["note"],
        )  # fmt: skip


class AskMembersForm(forms.Form):
    """Which members are asked."""

    members = forms.TypedMultipleChoiceField(
        label="Whom do you ask?", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "members", forms.TypedMultipleChoiceField)
        chooser.choices = [(str(pk), name) for pk, name in members]
        self.initial = {"members": [str(pk) for pk, _ in members]}
