"""What is typed about workplans and their objectives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.components.words import money
from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.decisions import api as decisions
from spinney.workplans.models import Activity, Milestone, Objective, Workplan
from spinney.workplans.policies.plans import LONGEST_REASON, ObjectiveText, PlanText


class _Priorities(forms.Form):
    """Which of what was decided comes into the plan."""

    priorities = forms.MultipleChoiceField(
        label="Which of what you decided comes into it?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each becomes an objective with a first activity. You can add others later.",
    )  # fmt: skip

    def offer(self, offered: Sequence[decisions.Priority]) -> None:
        """Let these be chosen: all of them, unless somebody chooses otherwise."""
        field = field_of(self, "priorities", forms.MultipleChoiceField)
        field.choices = [(str(one.line_id), _offered(one)) for one in offered]
        field.initial = [str(one.line_id) for one in offered]
        if not offered:
            del self.fields["priorities"]

    def chosen(self) -> list[int]:
        """The lines that were chosen."""
        return [int(key) for key in self.cleaned_data.get("priorities", [])]


def _offered(one: decisions.Priority) -> Hinted:
    cost = money(one.cost_pence) if one.cost_pence is not None else ""
    facts = [f"Decision {one.decision}", "quick win" if one.quick_win else "", cost]
    return Hinted(one.title, " · ".join(fact for fact in facts if fact))


class PlanForm(_Priorities):
    """A workplan."""

    title = forms.CharField(label="What is it called?", max_length=200)
    aims = forms.CharField(
        label="What is it for?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 4}), help_text="In a few lines, for everybody.",
    )  # fmt: skip
    starts_on = DatePartsField(label="From which day?")
    ends_on = DatePartsField(label="To which day?")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "aims", "starts_on", "ends_on", "priorities", "version")

    def __init__(
        self, *args: Any, plan: Workplan | None = None,
        offered: Sequence[decisions.Priority] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offer(offered)
        if plan is not None:
            names = ("title", "aims", "starts_on", "ends_on", "version")
            self.initial = {name: getattr(plan, name) for name in names}

    def text(self) -> PlanText:
        """What was typed."""
        said = self.cleaned_data
        return PlanText(said["title"], said["starts_on"], said["ends_on"], said["aims"])


class TakeOverForm(_Priorities):
    """What was decided and is not in the plan yet."""

    def __init__(self, *args: Any, offered: Sequence[decisions.Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(offered)


class AgreeForm(forms.Form):
    """By which decision a plan is agreed."""

    decision = forms.ChoiceField(
        label="By which decision?", required=False,
        help_text="Leave it open if you agreed without one.",
    )  # fmt: skip

    def __init__(self, *args: Any, register: Iterable[decisions.Decided], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "decision", forms.ChoiceField)
        stands = [one for one in register if one.stands]
        field.choices = [
            ("", "No decision of the register"),
            *((str(one.number), f"{one.number}. {one.title}") for one in reversed(stands)),
        ]

    def number(self) -> int | None:
        """The number that was chosen."""
        return int(self.cleaned_data["decision"]) if self.cleaned_data["decision"] else None


class ObjectiveForm(forms.Form):
    """Something that is to be reached."""

    title = forms.CharField(label="What do you want to reach?", max_length=200)
    description = forms.CharField(
        label="How will you know?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, objective: Objective | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if objective is not None:
            self.initial = {name: getattr(objective, name) for name in self.fields}

    def text(self) -> ObjectiveText:
        """What was typed."""
        return ObjectiveText(self.cleaned_data["title"], self.cleaned_data["description"])


WAYS_TO_WRITE_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]


class _DayInRow(forms.DateField):
    """A day in a row of a table, where three parts would not fit."""

    def __init__(self, label: str) -> None:
        widget = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, "%Y-%m-%d")
        super().__init__(
            label=label, required=False, input_formats=WAYS_TO_WRITE_DAYS, widget=widget,
            error_messages={"invalid": f"{label}: write a day like 1 April 2026."},
        )  # fmt: skip


class DaysForm(forms.Form):
    """From when to when each activity is to be, and by when each milestone is to be seen, in
    tables; the reason, where it was agreed.
    """

    def __init__(
        self, *args: Any, activities: Sequence[Activity], asks_why: bool,
        milestones: Sequence[Milestone] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.activities = activities
        self.milestones = milestones
        for one in activities:
            self.fields[f"first-{one.pk}"] = _DayInRow(f"{one.title}, from")
            self.fields[f"last-{one.pk}"] = _DayInRow(f"{one.title}, to")
            self.fields[f"read-{one.pk}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )
            self.initial[f"first-{one.pk}"] = one.starts_on
            self.initial[f"last-{one.pk}"] = one.ends_on
            self.initial[f"read-{one.pk}"] = one.version
        for mark in milestones:
            self.fields[f"due-{mark.pk}"] = _DayInRow(f"{mark.title}, by")
            self.fields[f"seen-{mark.pk}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )
            self.initial[f"due-{mark.pk}"] = mark.due_on
            self.initial[f"seen-{mark.pk}"] = mark.version
        if asks_why:
            self.fields["why"] = forms.CharField(
                label="Why do the days change?", max_length=LONGEST_REASON,
                widget=forms.Textarea({"rows": 2}), help_text="All members read it.",
                error_messages={"required": "Say in a few words why the days change."},
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """The activities with their fields, for the table."""
        names = ("first", "last", "read")
        return [
            {"activity": one, **{name: self[f"{name}-{one.pk}"] for name in names}}
            for one in self.activities
        ]

    def mark_rows(self) -> list[dict[str, Any]]:
        """The milestones with their fields, for the table."""
        return [
            {"milestone": one, "due": self[f"due-{one.pk}"], "seen": self[f"seen-{one.pk}"]}
            for one in self.milestones
        ]

    def clean(self) -> dict[str, Any]:
        """A milestone keeps a day: what was emptied is told, what was not sent stays as it is."""
        said = super().clean() or self.cleaned_data
        for name in (f"due-{one.pk}" for one in self.milestones):
            if name in self.data and name in said and said[name] is None:
                self.add_error(name, "Say by which day it will be seen.")
        return said

    def take_versions(self) -> None:
        """After somebody else's change was told: the next save is meant for what is there now."""
        if self.errors and self.data:
            data = self.data.copy()  # type: ignore[attr-defined]
            for one in self.activities:
                data[f"read-{one.pk}"] = str(one.version)
            for mark in self.milestones:
                data[f"seen-{mark.pk}"] = str(mark.version)
            self.data = data

    def days(self) -> dict[int, tuple[date | None, date | None, int | None]]:
        """What was typed: activity -> first day, last day, the version that was read."""
        said = self.cleaned_data
        return {
            one.pk: (
                said.get(f"first-{one.pk}"),
                said.get(f"last-{one.pk}"),
                said.get(f"read-{one.pk}"),
            )
            for one in self.activities
        }

    def marks(self) -> dict[int, tuple[date, int | None]]:
        """What was typed: milestone -> its day, the version that was read."""
        said = self.cleaned_data
        typed = {one.pk: said.get(f"due-{one.pk}") for one in self.milestones}
        return {key: (day, said.get(f"seen-{key}")) for key, day in typed.items() if day}
