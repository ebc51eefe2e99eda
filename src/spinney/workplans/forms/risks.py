"""What is typed about risks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, field_of
from spinney.register.api import Organisation
from spinney.workplans.bridge.starting_risks import USUAL
from spinney.workplans.models import Activity, Risk
from spinney.workplans.policies.risks import IMPACTS, LIKELIHOODS, RiskText
from spinney.workplans.states import NEXT, RiskResponse, RiskState


def _number(label: str, choices: tuple[tuple[int, str], ...]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=choices, widget=forms.RadioSelect
    )


class RiskForm(forms.Form):
    """A risk."""

    title = forms.CharField(label="What could go wrong?", max_length=200)
    description = forms.CharField(
        label="How would it come about?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    likelihood = _number("How likely is it?", LIKELIHOODS)
    impact = _number("How bad would it be?", IMPACTS)
    response = forms.ChoiceField(
        label="What do you do about it?", choices=RiskResponse.choices, widget=forms.RadioSelect,
        initial=RiskResponse.REDUCE,
    )  # fmt: skip
    response_words = forms.CharField(
        label="How?", required=False, max_length=4_000, widget=forms.Textarea({"rows": 2})
    )
    organisation = forms.ChoiceField(label="Who looks after it?", required=False)
    person_name = forms.CharField(label="Who there?", required=False, max_length=200)
    review_on = DatePartsField(
        label="When do you look at it again?", required=False,
        help_text="Whoever looks after it is reminded on that day.",
    )  # fmt: skip
    activity = forms.ChoiceField(label="Which activity is it about?", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], activities: Sequence[Activity],
        risk: Risk | None = None, usual: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.activities = {str(one.pk): one for one in activities}
        if risk is not None and risk.organisation is not None:
            self.organisations.setdefault(str(risk.organisation_id), risk.organisation)
        field_of(self, "organisation", forms.ChoiceField).choices = [
            ("", "Those who run the cluster"),
            *((key, one.name) for key, one in self.organisations.items()),
        ]
        field_of(self, "activity", forms.ChoiceField).choices = [
            ("", "None in particular"), *((key, one.title) for key, one in self.activities.items())
        ]  # fmt: skip
        if risk is not None:
            self.initial = {name: getattr(risk, name) for name in self.fields}
            self.initial["organisation"] = str(risk.organisation_id or "")
            self.initial["activity"] = str(risk.activity_id or "")
        elif begun := next((one for one in USUAL if one.key == usual), None):
            self.initial = {
                **self.initial,
                "title": begun.title, "likelihood": begun.likelihood, "impact": begun.impact,
                "response": begun.response, "response_words": begun.words,
            }  # fmt: skip

    def text(self) -> RiskText:
        """What was typed."""
        said = {key: one for key, one in self.cleaned_data.items() if key != "version"}
        said["organisation"] = self.organisations.get(said["organisation"])
        said["activity"] = self.activities.get(said["activity"])
        return RiskText(**said)


class ReviewForm(forms.Form):
    """How a risk stands now."""

    likelihood = _number("How likely is it now?", LIKELIHOODS)
    impact = _number("How bad would it be?", IMPACTS)
    state = forms.ChoiceField(label="How does it stand?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="What is there to say?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}), help_text="All members of the cluster can read it.",
    )  # fmt: skip
    review_on = DatePartsField(label="When do you look at it again?", required=False)

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follow = [risk.state, *sorted(NEXT["risk"][risk.state])]
        words = {RiskState.OPEN: "It is still a risk"}
        field_of(self, "state", forms.ChoiceField).choices = [
            (str(one), words.get(RiskState(one), str(RiskState(one).label))) for one in follow
        ]
        self.initial = {
            "likelihood": risk.likelihood, "impact": risk.impact, "state": risk.state
        }  # fmt: skip
