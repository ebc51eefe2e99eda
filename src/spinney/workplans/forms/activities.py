"""What is typed about activities, what they wait for, how they go, and milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from spinney.base.kernel.errors import BadInput
from spinney.base.web.fields import DatePartsField, MoneyField, field_of
from spinney.decisions import api as decisions
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, FundingBid, Milestone, Objective
from spinney.workplans.policies.activities import (
    LONGEST_NOTE,
    SAID,
    ActivityText,
    MilestoneText,
)
from spinney.workplans.policies.plans import LONGEST_REASON
from spinney.workplans.queries.activities import FOR_ALL
from spinney.workplans.states import ActivityState

NONE = ""


class _Whose(forms.Form):
    """Forms that ask which organisation does something."""

    organisation = forms.ChoiceField(label="Which organisation does it?", required=False)

    def offer_organisations(
        self, found: Iterable[Organisation], own: Organisation | None, nobody: str = FOR_ALL
    ) -> None:
        """Let these be chosen, and the one that does it now, though it may have left."""
        self.organisations = {str(one.pk): one for one in found}
        if own is not None:
            self.organisations.setdefault(str(own.pk), own)
        field_of(self, "organisation", forms.ChoiceField).choices = [
            (NONE, nobody), *((key, one.name) for key, one in self.organisations.items())
        ]  # fmt: skip


class ActivityForm(_Whose):
    """An activity."""

    title = forms.CharField(label="What is done?", max_length=200)
    objective = forms.ChoiceField(label="What is it for?", required=False)
    description = forms.CharField(
        label="What belongs to it?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    starts_on = DatePartsField(label="From which day?", required=False)
    ends_on = DatePartsField(
        label="To which day?", required=False,
        help_text="Whoever does it is asked a week before how it goes.",
    )  # fmt: skip
    person_name = forms.CharField(
        label="Who there?", required=False, max_length=200,
        widget=forms.TextInput({"list": "people"}),
        help_text="A name or a post, as they would say it.",
    )  # fmt: skip
    cost_pence = MoneyField(
        label="What will it cost, roughly?", required=False, help_text="The budget says it exactly."
    )
    quick_win = forms.BooleanField(label="It is a quick win", required=False)
    why = forms.CharField(
        label="If its days change: why?", required=False, max_length=LONGEST_REASON,
        help_text="This plan was agreed: your reason stands beside what moved.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = (
        "title", "objective", "organisation", "person_name", "starts_on", "ends_on", "why",
        "quick_win", "cost_pence", "description", "version",
    )  # fmt: skip

    def __init__(
        self, *args: Any, objectives: Sequence[Objective], organisations: Sequence[Organisation],
        activity: Activity | None = None, asks_why: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.objectives = {str(one.pk): one for one in objectives}
        field_of(self, "objective", forms.ChoiceField).choices = [
            (NONE, "No objective in particular"),
            *((key, one.title) for key, one in self.objectives.items()),
        ]
        self.offer_organisations(organisations, activity.organisation if activity else None)
        if not asks_why:
            del self.fields["why"]
        if activity is not None:
            names = [name for name in self.fields if name != "why"]
            self.initial = {name: getattr(activity, name) for name in names}
            self.initial["objective"] = str(activity.objective_id or NONE)
            self.initial["organisation"] = str(activity.organisation_id or NONE)

    def text(self) -> ActivityText:
        """What was typed."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("why", "version")}
        said["objective"] = self.objectives.get(said["objective"])
        said["organisation"] = self.organisations.get(said["organisation"])
        return ActivityText(**said)


WORDS = "words"


class DependencyForm(forms.Form):
    """What an activity waits for: one of a list, or a decision in words."""

    on = forms.ChoiceField(label="What does it wait for?")
    decision_words = forms.CharField(
        label="Which decision?", required=False, max_length=200,
        help_text="Only for a decision that is not in the register yet.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, activities: Sequence[Activity], bids: Sequence[FundingBid],
        register: Sequence[decisions.Decided], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.activities = {f"activity:{one.pk}": one for one in activities}
        self.bids = {f"bid:{one.pk}": one for one in bids}
        self.register = {f"decision:{one.number}": one for one in register}
        groups = (
            ("Another activity", {key: one.title for key, one in self.activities.items()}),
            ("A funding bid", {key: one.title for key, one in self.bids.items()}),
            (
                "A decision",
                {key: f"{one.number}. {one.title}" for key, one in self.register.items()}
                | {WORDS: "One that is not made yet"},
            ),
        )
        field_of(self, "on", forms.ChoiceField).choices = [
            (NONE, "Choose"), *((name, list(of.items())) for name, of in groups if of)
        ]  # fmt: skip

    def chosen(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        key = self.cleaned_data["on"]
        if key in self.activities:
            return {"activity": self.activities[key]}
        if key in self.bids:
            return {"bid": self.bids[key]}
        if key in self.register:
            return {"decision": self.register[key].number}
        words = self.cleaned_data["decision_words"]
        if not words.strip():
            told = "Say which decision it waits for."
            raise BadInput(told, {"decision_words": [told]})
        return {"decision_words": words}


class ProgressForm(forms.Form):
    """How it goes: a button for each state, and words if there are any."""

    state = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (*SAID, ActivityState.PLANNED)],
        error_messages={"required": "Press one of the buttons."},
    )
    words = forms.CharField(
        label="Is there something to say about it?", required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}), help_text="All members of the cluster can read it.",
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """What was said, for the action."""
        words = self.cleaned_data["words"]
        return {"state": ActivityState(self.cleaned_data["state"]), "words": words}


class DropForm(forms.Form):
    """Why an activity is dropped."""

    why = forms.CharField(
        label="Why is it dropped?", max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2}),
        help_text="All members read it.",
    )  # fmt: skip


class MilestoneForm(_Whose):
    """A milestone."""

    title = forms.CharField(
        label="What will be seen?", max_length=200, help_text="Like “The HR worker has started”."
    )
    due_on = DatePartsField(label="By which day?")
    activity = forms.ChoiceField(label="Which activity does it belong to?", required=False)
    measure = forms.CharField(
        label="How is it known?", required=False, max_length=200,
        help_text="What somebody would look at: a list, a survey, a contract.",
    )  # fmt: skip
    target = forms.DecimalField(
        label="How many, if something is counted?", required=False, max_digits=13,
        decimal_places=2, widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    unit = forms.CharField(
        label="Of what?", required=False, max_length=60, help_text="Like “people trained”."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = (
        "title", "due_on", "activity", "organisation", "measure", "target", "unit", "version",
    )  # fmt: skip

    def __init__(
        self, *args: Any, activities: Sequence[Activity], organisations: Sequence[Organisation],
        milestone: Milestone | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        field_of(self, "activity", forms.ChoiceField).choices = [
            (NONE, "The plan as a whole"),
            *((key, one.title) for key, one in self.activities.items()),
        ]
        own = milestone.organisation if milestone else None
        self.offer_organisations(organisations, own, "Whoever does the activity, else all of us")
        if milestone is not None:
            self.initial = {name: getattr(milestone, name) for name in self.fields}
            self.initial["activity"] = str(milestone.activity_id or NONE)
            self.initial["organisation"] = str(milestone.organisation_id or NONE)
            if milestone.target is not None:
                self.initial["target"] = f"{milestone.target.normalize():f}"

    def text(self) -> MilestoneText:
        """What was typed."""
        said = {name: one for name, one in self.cleaned_data.items() if name != "version"}
        said["activity"] = self.activities.get(said["activity"])
        said["organisation"] = self.organisations.get(said["organisation"])
        return MilestoneText(**said)


class ReachedForm(forms.Form):
    """Whether a milestone is reached: two buttons, and how many there are."""

    is_reached = forms.ChoiceField(
        choices=[("yes", "It is reached"), ("no", "Not yet")],
        error_messages={"required": "Press one of the buttons."},
    )
    reached = forms.DecimalField(
        label="How many are there now?", required=False, max_digits=13, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    on = DatePartsField(
        label="If it is reached: since which day?", required=False,
        help_text="Leave it empty for today.",
    )  # fmt: skip

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if milestone.target is None:
            del self.fields["reached"]
        else:
            self.fields["reached"].label = f"How many {milestone.unit} are there now?"
            if milestone.reached is not None:
                self.initial["reached"] = f"{milestone.reached.normalize():f}"

    def said(self) -> dict[str, Any]:
        """What was said, for the action."""
        said = self.cleaned_data
        return {
            "is_reached": said["is_reached"] == "yes", "reached": said.get("reached"),
            "on": said["on"],
        }  # fmt: skip
