"""Forms of timetables, stages and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet

from spinney.base.web.fields import DatePartsField, field_of
from spinney.clusters.actions.conditions import Shown
from spinney.clusters.bridge.agreement_kinds import agreement_kinds
from spinney.clusters.bridge.timetable import PlannedStage
from spinney.clusters.models import Cluster, Stage

BLANK_ROWS = 2


class StageRow(forms.Form):
    """One stage on the page that changes a timetable."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(
        label="Place",
        min_value=1,
        max_value=99,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    name = forms.CharField(label="Stage", max_length=120)
    target_on = DatePartsField(label="To be done by", required=False)
    description = forms.CharField(
        label="What is it about?", widget=forms.Textarea({"rows": 2}), required=False
    )
    remove = forms.BooleanField(label="Take this stage out", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("key"):
            del self.fields["remove"]
            self.fields["position"].required = False
            self.fields["position"].help_text = "Empty puts it last."

    @property
    def is_blank(self) -> bool:
        """A row for a new stage that nobody filled in."""
        data = self.cleaned_data
        return not (data.get("key") or data.get("name") or data.get("target_on"))


class BaseTimetable(BaseFormSet):  # type: ignore[type-arg]
    """All stages; blank rows and those taken out are left aside."""

    def rows(self) -> list[StageRow]:
        """The rows that make the plan, in its order: by place, and as they stood within one."""
        kept = [
            (form.cleaned_data.get("position") or 99, n, form)
            for n, form in enumerate(self.forms)
            if not form.is_blank and not form.cleaned_data.get("remove")
        ]
        return [form for _, _, form in sorted(kept, key=lambda row: row[:2])]

    def plan(self) -> list[PlannedStage]:
        """What was typed, as the action takes it."""
        return [
            PlannedStage(
                data["key"], data["name"].strip(), data["target_on"], data["description"].strip()
            )
            for data in (form.cleaned_data for form in self.rows())
        ]

    def tell(self, fields: dict[str, list[str]]) -> None:
        """Put the action's messages ("stage-2": …) beside the rows that they concern."""
        rows = self.rows()
        for key, messages in fields.items():
            place = int(key.rpartition("-")[2])
            if place < len(rows):
                field = "target_on" if "date" in messages[0] else "name"
                rows[place].add_error(field, messages)


TimetableFormSet = forms.formset_factory(StageRow, formset=BaseTimetable, extra=BLANK_ROWS)


def initial_rows(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """What the rows start with."""
    return [
        {
            "key": str(stage.uid),
            "position": place,
            "name": stage.name,
            "target_on": stage.target_on,
            "description": stage.description,
        }
        for place, stage in enumerate(stages, 1)
    ]


class TimetableReasonForm(forms.Form):
    """Why the timetable changes."""

    reason = forms.CharField(
        label="Why does the timetable change?",
        help_text="Everybody in the programme reads this beside the old and the new dates.",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needed:
            self.fields["reason"].required = False
            self.fields["reason"].widget = forms.HiddenInput()


class ConditionForm(forms.Form):
    """What a cluster must have done before it may leave a stage."""

    text = forms.CharField(
        label="What must a cluster have done?",
        help_text="Like “Every member has signed the ground rules”.",
        max_length=300,
    )
    of_grant = forms.BooleanField(
        label="This is a condition of the grant",
        help_text="The grant is not released before it is met.",
        required=False,
    )
    met_by_agreement = forms.ChoiceField(
        label="How is it met?",
        help_text="By an agreement: it is met by itself while one of that kind is in force in the"
        " cluster, and nobody ticks it.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key, f"By an agreement: {title}") for key, title in agreement_kinds()]
        field_of(self, "met_by_agreement", forms.ChoiceField).choices = [
            ("", "Somebody who runs the cluster says so"), *kinds,
        ]  # fmt: skip


class MeetConditionForm(forms.Form):
    """When a condition was met and what shows it."""

    met_on = DatePartsField(label="On which day was it met?")
    shown_by = forms.CharField(
        label="What shows it?",
        help_text="Like “Signed copy in the documents” or “Minutes of 12 March”.",
        max_length=300,
    )

    def said(self) -> Shown:
        return Shown(self.cleaned_data["met_on"], self.cleaned_data["shown_by"])


class OwnDatesForm(forms.Form):
    """Whose dates a cluster keeps to, and why."""

    whose = forms.ChoiceField(
        label="Which dates does the cluster keep to?", widget=forms.RadioSelect
    )
    counts_from = DatePartsField(
        label="When did it begin?",
        help_text="For dates of its own: each stage is as long as for the other clusters, counted"
        " from this day.",
        required=False,
    )
    reason = forms.CharField(
        label="Why do its dates change?",
        help_text="Everybody in the cluster reads this.",
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "whose": "own" if cluster.counts_from else "programme",
            "counts_from": cluster.counts_from,
            "version": cluster.version,
        }
        super().__init__(*args, **kwargs)
        name = cluster.programme.name if cluster.programme else ""
        field_of(self, "whose", forms.ChoiceField).choices = [
            ("programme", f"The dates of {name}"),
            ("own", "Dates of its own, because it joined later"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_own = cleaned.get("whose") == "own"
        if is_own and not cleaned.get("counts_from") and "counts_from" not in self.errors:
            self.add_error("counts_from", "Enter the day on which the cluster began.")
        return cleaned

    def counted_from(self) -> date | None:
        """The cluster's own start, or None for the dates of the programme."""
        own = self.cleaned_data["whose"] == "own"
        return self.cleaned_data["counts_from"] if own else None


class MoveBackForm(forms.Form):
    """To which earlier stage, and why."""

    to = forms.ModelChoiceField(
        label="Back to which stage?", queryset=Stage.objects.none(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why does the cluster go back?", widget=forms.Textarea({"rows": 3}), max_length=300
    )

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = Stage.objects.filter(pk__in=[s.pk for s in stages])  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]
