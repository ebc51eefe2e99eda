"""What is typed when a party leaves an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.agreements.bridge.settling import Settled
from spinney.agreements.models import Party
from spinney.base.web.components.words import day
from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.register import api as register

ASKED, MADE = "asked", "made"
GOOD, NOT_GOOD, UNSAID = "yes", "no", ""


def answer_of(good: bool | None) -> str:
    """What was chosen for whether they part on good terms."""
    return UNSAID if good is None else GOOD if good else NOT_GOOD


class NoticeForm(forms.Form):
    """From which day on a party no longer is one, and why."""

    leaves_on = DatePartsField(label="First day on which it is no longer a party")
    who = forms.ChoiceField(
        label="Who wants it?", widget=forms.RadioSelect,
        choices=[
            (ASKED, Hinted("The organisation itself", "You note the notice that it gave you.")),
            (MADE, Hinted("The others", "Where your agreement allows it, once it is decided.")),
        ],
        initial=ASKED,
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="It helps those who stay. It goes to the other parties, and into the record.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, earliest: date, agreed: date, runs_it: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["leaves_on"]
        field.initial = agreed
        field.earliest = earliest  # type: ignore[attr-defined]
        field.help_text = f"With the notice that was agreed, {day(agreed)}."
        if not runs_it:
            del self.fields["who"]

    @property
    def asked_for_it(self) -> bool:
        """Whether the organisation itself wants to leave."""
        return bool(self.cleaned_data.get("who", ASKED) == ASKED)


class SettleForm(forms.Form):
    """What becomes of something that a leaving party still has to do."""

    how = forms.ChoiceField(label="What becomes of it?", widget=forms.RadioSelect)
    to = forms.ChoiceField(
        label="Who takes it over?", required=False, help_text="If it is handed over."
    )
    why = forms.CharField(
        label="Is there something to say about it?", max_length=500, required=False,
        widget=forms.Textarea({"rows": 2}), help_text="If it is dropped, say why.",
    )  # fmt: skip

    def __init__(self, *args: Any, others: Sequence[Party], runs_it: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(Settled.DONE.value, Hinted("It is done"))]
        if runs_it:
            ways += [
                (Settled.HANDED.value, Hinted("Another party takes it over")),
                (Settled.DROPPED.value, Hinted("It is dropped", "Nobody need do it any more.")),
            ]
        else:
            del self.fields["to"]
            self.fields["why"].help_text = ""
        field_of(self, "how", forms.ChoiceField).choices = ways
        self._others = {str(one.organisation_id): one.organisation for one in others}
        if runs_it:
            named = [(key, one.name) for key, one in self._others.items()]
            field_of(self, "to", forms.ChoiceField).choices = [("", "Nobody"), *named]

    def chosen_way(self) -> Settled:
        """What was chosen."""
        return Settled(self.cleaned_data["how"])

    def receiver(self) -> register.Organisation | None:
        """Who takes it over."""
        return self._others.get(self.cleaned_data.get("to", ""))


class RelationsForm(forms.Form):
    """How one side says that both part."""

    words = forms.CharField(
        label="How do you part?", max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="A sentence or two for the record: what went well, whether you would work"
        " together again. Both sides write their own, and both read both.",
    )  # fmt: skip
    good = forms.ChoiceField(
        label="Do you part on good terms?", widget=forms.RadioSelect, required=False,
        choices=[(GOOD, "Yes"), (NOT_GOOD, "No"), (UNSAID, "I would rather not say")],
    )  # fmt: skip

    @property
    def is_good(self) -> bool | None:
        """Yes, no, or not said."""
        return {GOOD: True, NOT_GOOD: False}.get(self.cleaned_data["good"])
