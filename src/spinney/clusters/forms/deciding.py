"""What is typed of a decision that others than those who run a cluster make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.components.words import day
from spinney.base.web.fields import DatePartsField, field_of
from spinney.clusters.bridge.rules import NOT_SAID, Decided
from spinney.clusters.policies.deciding import MOST_WHERE
from spinney.clusters.queries.decisions import NamedDecision


class DecidedForm(forms.Form):
    """Where and when it was decided: chosen from the register of decisions, or in one's own words.
    Asked for only where others decide (`asks`).
    """

    decision = forms.ChoiceField(
        label="Which of your decisions says so?", required=False,
        help_text="Your register of decisions. If it is not in there, say below where it was.",
    )  # fmt: skip
    decided = forms.CharField(
        label="Where was it decided?", max_length=MOST_WHERE, required=False,
        help_text="For example “members’ meeting, item 4 of the minutes”. All members see it.",
    )  # fmt: skip
    decided_on = DatePartsField(label="On which day was it decided?", required=False)

    def __init__(
        self,
        *args: Any,
        asks: bool = False,
        decisions: Sequence[NamedDecision] = (),
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = {one.uid: one for one in decisions}
        if not asks:
            for name in ("decision", "decided", "decided_on"):
                del self.fields[name]
            return
        if today is not None:
            field_of(self, "decided_on", DatePartsField).latest = today
        if not decisions:
            del self.fields["decision"]
            self._must_say("decided", "Say where it was decided.")
            self._must_say("decided_on", "Say on which day it was decided.")
            return
        choices = [(one.uid, f"{one.words}, {day(one.on)}") for one in decisions]
        field_of(self, "decision", forms.ChoiceField).choices = [
            ("", "None of these: I say where"), *choices,
        ]  # fmt: skip

    def _must_say(self, name: str, told: str) -> None:
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = told

    @property
    def said(self) -> Decided:
        """What was said of the decision."""
        if "decided" not in self.fields:
            return NOT_SAID
        chosen = self._known.get(self.cleaned_data.get("decision", ""))
        if chosen is not None:
            return Decided(chosen.words, chosen.on, chosen.uid)
        return Decided(self.cleaned_data["decided"], self.cleaned_data["decided_on"])
