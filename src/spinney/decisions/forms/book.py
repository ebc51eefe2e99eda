"""What is typed about decisions: noted, put right, superseded, looked at again, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.components.words import day
from spinney.base.web.fields import DatePartsField, Hinted, YesNoField, field_of
from spinney.decisions.bridge.facts import Facts, facts_of
from spinney.decisions.models import AgendaItem, Decision, Meeting
from spinney.decisions.policies.book import LONGEST_TITLE
from spinney.decisions.states import Origin

ELSE = ""
HOW = (
    (Origin.MEETING, Hinted("At a meeting", "With the rule in force that day, and who was there.")),
    (
        Origin.DELEGATED,
        Hinted("By somebody who was given it to decide", "Say who, and what gave it to them."),
    ),
    (Origin.ELSEWHERE, Hinted("Before it came here", "From your paper minutes, with its day.")),
)


class NoteForm(forms.Form):
    """A decision that no ballot made: what, how, when, why, and who did not agree."""

    title = forms.CharField(
        label="What is it about?", max_length=LONGEST_TITLE,
        help_text="In a few words, as it will stand in the list.",
    )  # fmt: skip
    question = forms.CharField(
        label="What was asked?", max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    outcome = forms.CharField(
        label="What was decided?", max_length=20_000, widget=forms.Textarea({"rows": 3})
    )
    carried = YesNoField(
        label="Was it carried?", help_text="No: it was put to you, and you did not agree to it."
    )
    decided_on = DatePartsField(label="When was it decided?")
    origin = forms.ChoiceField(
        label="How was it decided?", choices=HOW, widget=forms.RadioSelect, initial=Origin.MEETING
    )
    meeting = forms.ChoiceField(label="At which meeting?", required=False)
    decided_by = forms.CharField(
        label="Who decided, if it was given to somebody?", max_length=300, required=False
    )
    given_in = forms.ChoiceField(label="Which decision gave it to them?", required=False)
    given_by = forms.CharField(
        label="Or what else did?", max_length=300, required=False,
        help_text="For example “spending limits, clause 4 of the ground rules”.",
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why?", max_length=20_000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Whoever looks at it again in a year will ask.",
    )  # fmt: skip
    dissent = forms.CharField(
        label="Who did not agree, and why?", max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 2}), help_text="As they want it recorded.",
    )  # fmt: skip
    review_on = DatePartsField(
        label="By when will you look at it again?", required=False,
        help_text="Those who run the cluster are reminded.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        meetings: Sequence[Meeting],
        decisions: Sequence[Decision],
        corrects: Decision | None = None,
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._meetings = {str(one.pk): one for one in meetings}
        self._item: AgendaItem | None = corrects.item if corrects else None
        field_of(self, "meeting", forms.ChoiceField).choices = [
            (ELSE, "None of these"),
            *((key, _named(one)) for key, one in self._meetings.items()),
        ]
        self._decisions = {str(one.pk): one for one in decisions}
        field_of(self, "given_in", forms.ChoiceField).choices = [
            (ELSE, "None of these"),
            *((key, f"{one.number}: {one.title}") for key, one in self._decisions.items()),
        ]
        self.initial = {"carried": True, "decided_on": today} | kwargs.get("initial", {})
        if corrects is not None:
            self.initial = _said_by(corrects) | {"given_in": self._given_in(corrects)}

    def _given_in(self, decision: Decision) -> str:
        number = facts_of(decision).given_in
        found = (key for key, one in self._decisions.items() if one.number == number)
        return next(found, ELSE)

    def said(self) -> dict[str, Any]:
        """What was typed, for the action."""
        told = dict(self.cleaned_data)
        told["meeting"] = self._meetings.get(told["meeting"])
        told["given_in"] = self._decisions.get(told["given_in"])
        told["origin"] = Origin(told["origin"])
        told["item"] = self._item if told["meeting"] and self._item else None
        return told


def _named(meeting: Meeting) -> str:
    return f"{meeting.title}, {day(meeting.starts_at)}" if meeting.starts_at else meeting.title


def _said_by(decision: Decision) -> dict[str, Any]:
    facts = facts_of(decision)
    return {
        "title": decision.title, "question": facts.question, "outcome": facts.outcome,
        "carried": facts.carried, "decided_on": decision.decided_on, "origin": decision.origin,
        "meeting": str(decision.meeting_id or ELSE), "decided_by": facts.decided_by,
        "given_by": _but_decision(facts), "reasons": facts.reasons, "dissent": facts.dissent_words,
        "review_on": decision.review_on,
    }  # fmt: skip


def _but_decision(facts: Facts) -> str:
    """What gave it to somebody, without the decision that is chosen beside."""
    return facts.given_by.removeprefix(f"Decision {facts.given_in}").removeprefix("; ")


class SupersedeForm(forms.Form):
    """Which decision takes the place of another."""

    by_decision = forms.ChoiceField(label="Which decision takes its place?")
    reason = forms.CharField(
        label="Is there something to say about it?", max_length=1_000, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {str(one.pk): one for one in others}
        field_of(self, "by_decision", forms.ChoiceField).choices = [
            ("", "Choose one"),
            *((key, f"{one.number}: {one.title}") for key, one in self._others.items()),
        ]

    def said(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        chosen = self._others[self.cleaned_data["by_decision"]]
        return {"by_decision": chosen, "reason": self.cleaned_data["reason"]}


class ReviewForm(forms.Form):
    """What was found when a decision was looked at again."""

    finding = forms.ChoiceField(
        label="What did you find?", widget=forms.RadioSelect,
        choices=[
            ("keep", Hinted("Keep it", "It does what it should.")),
            (
                "change",
                Hinted("Change it", "It stands until a new decision takes its place."),
            ),
            ("end", Hinted("End it", "It no longer stands. It stays in the register.")),
        ],
    )  # fmt: skip
    note = forms.CharField(
        label="Why?", max_length=5_000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Needed unless you keep it.",
    )  # fmt: skip
    review_on = DatePartsField(
        label="By when will you look at it once more?", required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whether it is needed depends on what was found: the hint says so.
        self.fields["note"].says_optional = False  # type: ignore[attr-defined]


class ReviewDayForm(forms.Form):
    """By when a decision is to be looked at again."""

    review_on = DatePartsField(
        label="By when will you look at it again?", required=False,
        help_text="Leave it empty if it need not be looked at again.",
    )  # fmt: skip


class EndForm(forms.Form):
    """Why a decision no longer stands."""

    reason = forms.CharField(
        label="Why does it no longer stand?", max_length=1_000, widget=forms.Textarea({"rows": 3})
    )


class FromToForm(forms.Form):
    """From which number to which the register is printed."""

    first = forms.IntegerField(label="From number", required=False, min_value=1)
    last = forms.IntegerField(label="To number", required=False, min_value=1)
