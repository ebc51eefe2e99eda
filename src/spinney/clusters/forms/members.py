"""What is typed when somebody joins, moves, leaves, or is spoken for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.access.models import Person
from spinney.base.web.components.words import day, listed
from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.clusters.bridge.rules import SuspensionRule
from spinney.clusters.bridge.words import tier_words
from spinney.clusters.forms.deciding import DecidedForm
from spinney.clusters.models import Membership, Tier
from spinney.clusters.policies.suspending import MOST_ANSWER
from spinney.register import api as register


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
        help_text="Those who decide about it read this.",
    )  # fmt: skip


class TierForm(DecidedForm):
    """Into which tier, and why; where that was decided, and which member proposed it, as agreed."""

    tier = forms.ChoiceField(label="Which tier?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="It is told to the organisation, and stays in the record.",
    )  # fmt: skip
    sponsor = forms.ChoiceField(
        label="Which member proposes it?", help_text="You agreed that one of you must."
    )
    field_order = ("tier", "sponsor", "decision", "decided", "decided_on", "reason")

    def __init__(
        self,
        *args: Any,
        tiers: list[Tier],
        needs_reason: bool = False,
        sponsors: Sequence[register.Organisation] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sponsors = {str(one.pk): one for one in sponsors or ()}
        if sponsors is None:
            del self.fields["sponsor"]
        else:
            named = [(pk, one.name) for pk, one in self._sponsors.items()]
            field_of(self, "sponsor", forms.ChoiceField).choices = [("", "Choose one"), *named]
        self._tiers = {str(tier.pk): tier for tier in tiers}
        field_of(self, "tier", forms.ChoiceField).choices = tier_choices(tiers)
        self.fields["reason"].required = needs_reason

    @property
    def chosen(self) -> Tier:
        """The tier that was chosen."""
        return self._tiers[self.cleaned_data["tier"]]

    @property
    def proposed_by(self) -> register.Organisation | None:
        """The member that proposes it, where one must."""
        return self._sponsors.get(self.cleaned_data.get("sponsor", ""))


class ProposeSuspensionForm(forms.Form):
    """For what, and why, a member should be set aside."""

    for_what = forms.ChoiceField(
        label="For which of the reasons that you agreed?", widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why?", max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text="The member reads it and can answer it. Those who decide read both.",
    )  # fmt: skip

    def __init__(self, *args: Any, rule: SuspensionRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rule.reasons:
            named = [(key, words) for key, words in rule.reasons]
            field_of(self, "for_what", forms.ChoiceField).choices = named
        else:
            del self.fields["for_what"]


class SuspendForm(DecidedForm, ProposeSuspensionForm):
    """That it was decided to set a member aside; why, where nothing was proposed before."""

    field_order = ("for_what", "reason", "decision", "decided", "decided_on")

    def __init__(self, *args: Any, is_proposed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_proposed:
            self.fields.pop("for_what", None)
            del self.fields["reason"]


class AnswerSuspensionForm(forms.Form):
    """What a member says to it."""

    answer = forms.CharField(
        label="What do you answer?", max_length=MOST_ANSWER, widget=forms.Textarea({"rows": 8}),
        help_text="Those who decide read it. Once you have sent it, it can be decided.",
    )  # fmt: skip


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
