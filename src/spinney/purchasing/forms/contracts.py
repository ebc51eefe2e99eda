"""What is typed about contracts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import AffixedInput, DatePartsField, MoneyField, YesNoField, field_of
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.sharing_costs import ContractTerms
from spinney.purchasing.forms.purchases import CATEGORY_CHOICES
from spinney.purchasing.models import Contract
from spinney.purchasing.policies.contracts import ContractText


class _Days(forms.Form):
    """From when to when it runs, and how it is left."""

    first_day = DatePartsField(label="When does it begin?", required=False)
    end_day = DatePartsField(label="When does it end?", required=False)
    notice_days = forms.IntegerField(
        label="How long is the notice?", min_value=0, max_value=1100, required=False,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="days"),
        help_text="From it follows the last day on which notice can be given. You are reminded.",
    )  # fmt: skip
    renews = YesNoField(label="Does it go on by itself if nobody gives notice?", required=False)


class ContractForm(_Days):
    """A contract of a member."""

    title = forms.CharField(label="What is it for?", max_length=200)
    supplier_name = forms.CharField(label="With whom is it?", max_length=200)
    category = forms.ChoiceField(label="Which kind of thing is it?", choices=CATEGORY_CHOICES)
    yearly_pence = MoneyField(label="What does it cost a year?", required=False)
    note = forms.CharField(
        label="A note for yourselves", required=False, max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = (
        "title", "supplier_name", "category", "yearly_pence", "first_day", "end_day",
        "notice_days", "renews", "note", "version",
    )  # fmt: skip

    def text(self) -> ContractText:
        """What was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        said["notice_days"] = said["notice_days"] or 0
        said["renews"] = bool(said["renews"])
        return ContractText(**said)

    @staticmethod
    def initial_of(contract: Contract) -> dict[str, Any]:
        """A contract as the form shows it."""
        return {**vars(ContractText.of(contract)), "version": contract.version}


class ShowForm(forms.Form):
    """To which cluster a contract is shown."""

    cluster = forms.ChoiceField(label="To which cluster?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Iterable[clusters.Cluster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in places}
        field = field_of(self, "cluster", forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.places.items()]
        if len(self.places) == 1:
            field.initial = next(iter(self.places))

    def chosen(self) -> clusters.Cluster:
        return self.places[self.cleaned_data["cluster"]]


class MakeContractForm(_Days):
    """The contract with whoever was appointed."""

    title = forms.CharField(label="What is it for?", max_length=200)
    sharing = forms.ChoiceField(
        label="Which kind of cost is it in your agreement?",
        required=False,
        help_text="Your agreement shares some costs in a way of their own.",
    )
    field_order = ("title", "first_day", "end_day", "notice_days", "renews", "sharing")

    def __init__(self, *args: Any, costs: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_day", "end_day"):
            self.fields[name].required = True
        named = [(one, one) for one in costs]
        field_of(self, "sharing", forms.ChoiceField).choices = [("", "None of these"), *named]
        if not named:
            del self.fields["sharing"]

    def said(self) -> ContractTerms:
        """What was typed."""
        said = self.cleaned_data
        return ContractTerms(
            said["title"], said["first_day"], said["end_day"], said["notice_days"] or 0,
            bool(said["renews"]), said.get("sharing", ""),
        )  # fmt: skip

    @staticmethod
    def first_values(title: str, months: int | None, notice_days: int | None, today: date) -> dict[
        str, Any
    ]:  # fmt: skip
        """What can be said before anybody types: from the first of the next month, for the term
        that was offered.
        """
        index = today.year * 12 + today.month
        first = date(index // 12, index % 12 + 1, 1)
        end = index + (months or 12)
        last = date.fromordinal(date(end // 12, end % 12 + 1, 1).toordinal() - 1)
        return {
            "title": title, "first_day": first, "end_day": last, "notice_days": notice_days or 0,
            "renews": False,
        }  # fmt: skip
