"""What is typed about funding bids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, MoneyField, field_of
from spinney.register.api import Organisation
from spinney.workplans.models import FundingBid
from spinney.workplans.policies.bids import BidText
from spinney.workplans.states import NEXT, BidState


class BidForm(forms.Form):
    """A funding bid."""

    title = forms.CharField(label="What is the money for?", max_length=200)
    funder = forms.CharField(label="Whom do you ask?", max_length=200)
    amount_pence = MoneyField(label="For how much?", required=False)
    organisation = forms.ChoiceField(label="Which organisation sends it?", required=False)
    send_by = DatePartsField(
        label="By when must it be sent?", required=False,
        help_text="Those who run the cluster are reminded two weeks before.",
    )  # fmt: skip
    decision_on = DatePartsField(label="When does the funder decide?", required=False)
    purpose = forms.CharField(
        label="What else belongs to it?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], bid: FundingBid | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        if bid is not None and bid.organisation is not None:
            self.organisations.setdefault(str(bid.organisation_id), bid.organisation)
        field_of(self, "organisation", forms.ChoiceField).choices = [
            ("", "Not settled yet"), *((key, one.name) for key, one in self.organisations.items())
        ]  # fmt: skip
        if bid is not None:
            self.initial = {name: getattr(bid, name) for name in self.fields}
            self.initial["organisation"] = str(bid.organisation_id or "")

    def text(self) -> BidText:
        """What was typed."""
        said = {key: one for key, one in self.cleaned_data.items() if key != "version"}
        said["organisation"] = self.organisations.get(said["organisation"])
        return BidText(**said)


class OutcomeForm(forms.Form):
    """What became of a bid."""

    state = forms.ChoiceField(label="What became of it?", widget=forms.RadioSelect)
    on = DatePartsField(
        label="On which day?", required=False, help_text="Leave it empty for today."
    )
    won_pence = MoneyField(
        label="If it was won: how much were you given?", required=False,
        help_text="Leave it empty if it is what you asked for.",
    )  # fmt: skip
    note = forms.CharField(
        label="What did you learn?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="What the funder said. The next bid begins from it.",
    )  # fmt: skip

    def __init__(self, *args: Any, bid: FundingBid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {BidState.PLANNED: "Back to being planned", BidState.SENT: "It was sent"}
        words |= {BidState.WON: "It was won", BidState.LOST: "It was not won"}
        words |= {BidState.PUT_OFF: "It is put off"}
        field_of(self, "state", forms.ChoiceField).choices = [
            (str(one), words[one]) for one in BidState if one in NEXT["bid"][bid.state]
        ]
