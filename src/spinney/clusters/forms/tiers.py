"""What is typed about a tier and what it asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from spinney.base.web.fields import AffixedInput, MoneyField, YesNoField, field_of
from spinney.clusters.actions.tiers import CriterionText
from spinney.clusters.bridge.default_tiers import TierText
from spinney.clusters.forms.clusters import no_address
from spinney.clusters.models import Tier
from spinney.register.api import EvidenceKind

MOST_CRITERIA = 12


class TierTextForm(forms.Form):
    """A tier's words, rights and place."""

    name = forms.CharField(label="Name", max_length=60, validators=[no_address])
    description = forms.CharField(
        label="What it is for", max_length=300, required=False, validators=[no_address]
    )
    is_member = YesNoField(label="Does it count as a member?")
    may_vote = YesNoField(label="Does it vote?")
    in_quorum = YesNoField(label="Is it counted for the quorum?")
    may_see = YesNoField(
        label="Does it see what members see?", yes="Yes", no="No, the cluster’s page only"
    )
    position = forms.TypedChoiceField(
        label="Where does it stand?", coerce=int,
        help_text="A member that does not meet what a tier asks for holds the next one below.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, others: list[Tier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(0, "Highest")]
        places += [(n, f"Below {tier.name}") for n, tier in enumerate(others, 1)]
        field_of(self, "position", forms.ChoiceField).choices = places
        self.fields["position"].initial = len(others)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("may_vote") and cleaned.get("may_see") is False:
            self.add_error("may_see", "Whoever votes must see what members see.")
        return cleaned

    def text(self) -> TierText:
        """What was typed, for the deed."""
        return TierText(**{n: self.cleaned_data[n] for n in TierText.__dataclass_fields__})

    @staticmethod
    def initial_of(tier: Tier, place: int) -> dict[str, Any]:
        """A tier as the form shows it."""
        names = [*TierText.__dataclass_fields__, "version"]
        return {**{name: getattr(tier, name) for name in names}, "position": place}


class CriterionForm(forms.Form):
    """One thing that a tier asks for."""

    evidence_kind = forms.ChoiceField(
        label="What must it show?", required=False,
        choices=[("", "Nothing more"), *EvidenceKind.choices],
    )  # fmt: skip
    max_age_months = forms.IntegerField(
        label="Not older than", required=False, min_value=1, max_value=240,
        widget=AffixedInput(
            {"inputmode": "numeric", "class": "govuk-input--width-4"}, suffix="months"
        ),
        help_text="Left empty, it must only be in date.",
    )  # fmt: skip
    min_cover_pence = MoneyField(
        label="Covering at least", required=False, least=1, help_text="For insurances."
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        asks_more = cleaned.get("max_age_months") or cleaned.get("min_cover_pence")
        if asks_more and not cleaned.get("evidence_kind"):
            self.add_error("evidence_kind", "Choose what this is about, or empty the whole row.")
        return cleaned


class CriteriaBase(BaseFormSet):  # type: ignore[type-arg]
    """All that a tier asks for."""

    row_name = "Criterion"

    def texts(self) -> list[CriterionText]:
        """Those that were filled in, for the deed."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [
            CriterionText(row["evidence_kind"], row["max_age_months"], row["min_cover_pence"])
            for row in given
            if row.get("evidence_kind")
        ]


CriteriaFormSet = formset_factory(
    CriterionForm, formset=CriteriaBase, extra=2, max_num=MOST_CRITERIA, absolute_max=MOST_CRITERIA
)


def criteria_initial(tier: Tier | None) -> list[dict[str, Any]]:
    """What a tier asks for, as the forms show it."""
    if tier is None:
        return []
    names = ("evidence_kind", "max_age_months", "min_cover_pence")
    return [{n: getattr(c, n) for n in names} for c in tier.criteria.order_by("pk")]
