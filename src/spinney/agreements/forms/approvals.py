"""Forms of agreeing to a version by the rule in force."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.agreements.states import Voice
from spinney.base.web.fields import DatePartsField, Hinted


class AskToAgreeForm(forms.Form):
    """Until when the members are asked, and what is said to them."""

    closes_on = DatePartsField(label="Last day for answers")
    message = forms.CharField(
        label="Message to the members",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
        help_text="What has changed, and why. It stands in the e-mail. You can leave it empty.",
    )


class AnswerForm(forms.Form):
    """Whether an organisation agrees."""

    says = forms.ChoiceField(
        label="Does your organisation agree?",
        widget=forms.RadioSelect,
        choices=[
            (Voice.AGREES, Hinted("We agree", "")),
            (
                Voice.STANDS_ASIDE,
                Hinted("We stand aside", "You do not agree, and do not stop the others."),
            ),
            (
                Voice.OBJECTS,
                Hinted("We object", "You say what is wrong, so that it can be put right."),
            ),
        ],
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text="Needed if you object. The other members read it.",
    )

    def said(self) -> dict[str, Any]:
        """The answer, as the action takes it."""
        return {"says": Voice(self.cleaned_data["says"]), "reason": self.cleaned_data["reason"]}


class ClosesOnForm(forms.Form):
    """Another last day for answers."""

    closes_on = DatePartsField(label="New last day for answers")


class DecidedForm(forms.Form):
    """Where and when it was agreed, if not here."""

    decided_elsewhere = forms.CharField(
        label="Where and when was it agreed?",
        max_length=300,
        help_text="For example “members’ meeting, 12 March 2026, item 4 of the minutes”.",
    )
