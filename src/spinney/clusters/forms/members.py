"""What is typed when somebody joins, moves, leaves, or is spoken for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from spinney.base.access.models import Person
from spinney.base.web.components.words import day, listed
from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.clusters.bridge.words import tier_words
from spinney.clusters.models import Membership, Tier


def tier_choices(tiers: list[Tier]) -> list[tuple[str, Hinted]]:
    """Tiers to choose from, each with what goes with it."""
    return [
        (
            str(tier.pk),
            Hinted(tier.name, f"{tier.description} It {listed(tier_words(tier))}.".strip()),
        )
        for tier in tiers
    ]


class AskToJoinForm(forms.Form):
    """What an organisation says when it asks to join."""

    brings = forms.CharField(
        label="What would you bring, and what do you hope for?", max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Those who run the cluster read this, and decide.",
    )  # fmt: skip


class TierForm(forms.Form):
    """Into which tier, and why."""

    tier = forms.ChoiceField(label="Which tier?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="It is told to the organisation, and stays in the record.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, tiers: list[Tier], needs_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._tiers = {str(tier.pk): tier for tier in tiers}
        field_of(self, "tier", forms.ChoiceField).choices = tier_choices(tiers)
        self.fields["reason"].required = needs_reason

    @property
    def chosen(self) -> Tier:
        """The tier that was chosen."""
        return self._tiers[self.cleaned_data["tier"]]


class LeaveForm(forms.Form):
    """From which day on an organisation no longer belongs, and why."""

    leaves_on = DatePartsField(label="First day on which it no longer belongs")
    reason = forms.CharField(
        label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="It helps those who stay. It goes to the facilitators, and into the record.",
    )  # fmt: skip

    def __init__(self, *args: Any, earliest: date, agreed: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["leaves_on"]
        field.earliest = earliest  # type: ignore[attr-defined]
        field.initial = agreed
        field.help_text = f"With the notice that was agreed, {day(agreed)}."


class RepresentativeForm(forms.Form):
    """Who speaks for a member in this cluster, and who stands in for her."""

    representative = forms.ChoiceField(
        label="Who speaks for you in this cluster?", required=False, widget=forms.RadioSelect
    )
    deputy = forms.ChoiceField(
        label="Who stands in for her?", required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, people: dict[Person, str], membership: Membership, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        named = [(str(person.pk), Hinted(str(person), post)) for person, post in people.items()]
        everybody = Hinted("Everybody who may represent it", "All of them get its letters.")
        field_of(self, "representative", forms.ChoiceField).choices = [("", everybody), *named]
        field_of(self, "deputy", forms.ChoiceField).choices = [
            ("", Hinted("Nobody in particular")),
            *named,
        ]
        self.fields["representative"].initial = str(membership.representative_id or "")
        self.fields["deputy"].initial = str(membership.deputy_id or "")

    def person(self, field: str) -> Person | None:
        """Who was chosen in a field."""
        return self._people.get(self.cleaned_data[field])
