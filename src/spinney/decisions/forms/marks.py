"""The form with which a vote is marked, whatever the way: choices, ticks, scores, places, points.
It needs no script, and fits a narrow screen.

    form = marks_form(ballot, request.POST)
    if form.is_valid():
        form.marks, form.says, form.reason
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from spinney.base.web.components.words import listed
from spinney.base.web.fields import Hinted
from spinney.decisions.bridge.ballot_box import CODE
from spinney.decisions.engine.marking import (
    MOST_REASON,
    REASON,
    SAYS,
    WHOLE,
    asks_reason,
    check_marks,
    mark_field,
    most_marks,
    tidy_marks,
)
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot, Option
from spinney.decisions.queries.vote_words import (
    CAN_COME,
    option_words,
    vote_lines,
    when_words,
)

NOTHING = "nothing"
"""The choice of somebody who takes part, and marks nothing."""
STEPS_AS_BUTTONS = 10
"""Scores up to here are chosen among; higher ones are typed."""


class MarksForm(forms.Form):
    """A vote as somebody marks it. `marks`, `says` and `reason` are what she voted, once valid."""

    marks: dict[str, int]
    says: str = ""
    reason: str = ""

    def __init__(
        self,
        ballot: Ballot,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
        *,
        options: Iterable[Option] | None = None,
        asks_code: bool = False,
    ) -> None:
        super().__init__(data, initial=_fields_of(ballot, initial or {}))
        self.way: Way = WAYS[ballot.way]
        self.settings = Settings.from_json(ballot.settings)
        self.secret = ballot.secret
        self.marks = {}
        found = ballot.options.all() if options is None else options
        self.options = [one for one in found if one.withdrawn_at is None]
        if self.way.has_options:
            _MAKE[self.way.kind or Kind.CHOOSE](self)
        else:
            self._add_voices()
        self._add_reason()
        if asks_code:
            self.fields[CODE] = code_field("The code on your receipt finds your vote again.")

    # The fields ------------------------------------------------------------------------------

    def _add_voices(self) -> None:
        choices = [(one.key, Hinted(one.label, _voice_hint(one.key))) for one in self.way.voices]
        self.fields[SAYS] = forms.ChoiceField(
            label="What do you say?", choices=choices, widget=forms.RadioSelect,
            error_messages={"required": "Choose what you say."},
        )  # fmt: skip

    def _add_one(self) -> None:
        """One option out of several."""
        if (most_marks(self.way, self.settings) or 2) > 1:
            self._add_ticks()
            return
        choices: list[tuple[str, str]] = [(one.key, option_words(one)) for one in self.options]
        if not self.settings.least_marks:
            choices.append((NOTHING, Hinted("None of these", "You take part, and choose none.")))
        self.fields[WHOLE] = forms.ChoiceField(
            label="What do you choose?", choices=choices, widget=forms.RadioSelect,
            error_messages={"required": "Choose one."},
        )  # fmt: skip

    def _add_ticks(self) -> None:
        most = most_marks(self.way, self.settings)
        choices: list[tuple[str, str]] = [(one.key, option_words(one)) for one in self.options]
        if not self.settings.least_marks:
            choices.append((NOTHING, Hinted("None of these", "You take part, and choose none.")))
        hint = f"Choose up to {most}." if most else "Choose as many as you like."
        self.fields[WHOLE] = forms.MultipleChoiceField(
            label="What do you support?", choices=choices, help_text=hint,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one, or “None of these”."},
        )  # fmt: skip

    def _add_scores(self) -> None:
        top = self.settings.top_mark
        for one in self.options:
            if top <= STEPS_AS_BUTTONS:
                steps = [(str(mark), str(mark)) for mark in range(top + 1)]
                field: forms.Field = forms.ChoiceField(
                    choices=[*steps, ("", "No score")], required=False,
                    widget=forms.RadioSelect({"class": "spinney-steps"}),
                )  # fmt: skip
            else:
                field = forms.IntegerField(required=False)
            self._add_mark(one, field)

    def _add_places(self) -> None:
        places = [(str(place), str(place)) for place in range(1, len(self.options) + 1)]
        for one in self.options:
            field = forms.ChoiceField(choices=[("", "No place"), *places], required=False)
            self._add_mark(one, field)

    def _add_points(self) -> None:
        for one in self.options:
            field = forms.IntegerField(
                required=False, widget=forms.NumberInput({"class": "govuk-input--width-3"})
            )
            self._add_mark(one, field)

    def _add_times(self) -> None:
        for one in self.options:
            field = forms.ChoiceField(
                choices=CAN_COME, widget=forms.RadioSelect({"class": "spinney-steps"}),
                error_messages={"required": f"Say whether you can come: {when_words(one)}."},
            )  # fmt: skip
            self._add_mark(one, field)

    def _add_mark(self, option: Option, field: forms.Field) -> None:
        words = option_words(option)
        field.label, field.help_text = str(words), words.hint
        field.says_optional = False  # type: ignore[attr-defined]
        self.fields[mark_field(option.key)] = field

    def _add_reason(self) -> None:
        if not asks_reason(self.way, self.settings, secret=self.secret):
            return
        needed = self.settings.reasons == "needed"
        field = forms.CharField(
            label="Your advice" if self.way.key == "advice" else "Why?", required=needed,
            max_length=MOST_REASON, widget=forms.Textarea({"rows": 3}),
            help_text=_reason_hint(self.way, needed=needed),
        )  # fmt: skip
        # Where it depends on what one says, the hint tells when it is needed.
        field.says_optional = not _asked(self.way)  # type: ignore[attr-defined]
        self.fields[REASON] = field

    # What was voted --------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.says, self.reason = cleaned.get(SAYS, ""), cleaned.get(REASON, "").strip()
        self.marks = tidy_marks(self.way, self._marked(cleaned))
        if self.errors:
            return cleaned
        keys = [one.key for one in self.options]
        faults = check_marks(
            self.way, self.settings, keys, self._marked(cleaned), self.says, self.reason,
            secret=self.secret,
        )  # fmt: skip
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.words)
        return cleaned

    def _marked(self, cleaned: Mapping[str, Any]) -> dict[str, int]:
        if not self.way.has_options:
            return {}
        if WHOLE in self.fields:
            chosen = cleaned.get(WHOLE) or []
            ticked = [chosen] if isinstance(chosen, str) else chosen
            if NOTHING in ticked and len(ticked) > 1:
                self.add_error(WHOLE, "Choose “None of these”, or what you support: not both.")
            return {key: 1 for key in ticked if key != NOTHING}
        found = {}
        for one in self.options:
            mark = cleaned.get(mark_field(one.key))
            if mark not in (None, ""):
                found[one.key] = int(mark)
        return found

    @property
    def lead(self) -> str:
        """What is to be done, before a list of options that are each marked on their own."""
        return _lead(self.way, self.settings, len(self.options))

    @property
    def points(self) -> int:
        """How many points there are to share out; 0 in other ways."""
        return self.settings.points if self.way.kind is Kind.ALLOCATE else 0

    @property
    def vote(self) -> dict[str, Any]:
        """What was voted, as `actions.voting.cast_vote` takes it."""
        return {"marks": self.marks, "says": self.says, "reason": self.reason}

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What was voted, line by line, for whoever looks it over."""
        return vote_lines(self.way, self.options, self.marks, self.says)


_MAKE = {
    Kind.CHOOSE: MarksForm._add_one,
    Kind.APPROVE: MarksForm._add_ticks,
    Kind.SCORE: MarksForm._add_scores,
    Kind.RANK: MarksForm._add_places,
    Kind.ALLOCATE: MarksForm._add_points,
    Kind.TIMES: MarksForm._add_times,
}


def marks_form(
    ballot: Ballot,
    data: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    *,
    options: Iterable[Option] | None = None,
    asks_code: bool = False,
) -> MarksForm:
    """The form for a vote in a ballot. `initial` is an earlier vote (`marks`, `says`, `reason`),
    `options` the ballot's in another order than their own; `asks_code`: a secret vote is changed,
    which takes the code on its receipt.
    """
    return MarksForm(ballot, data, initial, options=options, asks_code=asks_code)


def code_field(why: str) -> forms.CharField:
    """Where the code of a receipt is typed. It is never kept when a page is left."""
    return forms.CharField(
        label="Code on your receipt", max_length=40, help_text=f"{why} Like K7QM-2F9D-0ABC-9XYZ.",
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": "Enter the code on your receipt."},
    )  # fmt: skip


def _lead(way: Way, settings: Settings, options: int) -> str:
    match way.kind:
        case Kind.SCORE:
            return f"Give each a score from 0 (the worst) to {settings.top_mark} (the best)."
        case Kind.RANK:
            return (
                f"Give each a place: 1 for what you like best, then 2, up to {options}. Two can"
                " have the same place. Those without a place come last."
            )
        case Kind.ALLOCATE:
            return f"You have {settings.points} points. Share them out as you like."
        case Kind.TIMES:
            return "Say for each whether you can come."
    return ""


def _fields_of(ballot: Ballot, vote: Mapping[str, Any]) -> dict[str, Any]:
    """An earlier vote, as the fields of the form show it."""
    if not vote:
        return {}
    way, marks = WAYS[ballot.way], vote.get("marks") or {}
    ticked = [key for key, mark in marks.items() if mark] or [NOTHING]
    found: dict[str, Any] = {mark_field(key): str(mark) for key, mark in marks.items()}
    found |= {SAYS: vote.get("says", ""), REASON: vote.get("reason", "")}
    one = way.kind is Kind.CHOOSE and most_marks(way, Settings.from_json(ballot.settings)) == 1
    return found | {WHOLE: ticked[0] if one else ticked}


_VOICE_HINTS = {
    "abstain": "You take part, and leave it to the others.",
    "block": "It cannot go ahead while you say this. Say what is wrong.",
    "object": "It cannot go ahead while you say this. Say what is wrong.",
    "veto": "You cannot allow it. Say what is wrong.",
}


def _voice_hint(key: str) -> str:
    return _VOICE_HINTS.get(key, "")


def _reason_hint(way: Way, *, needed: bool) -> str:
    said = "" if needed or way.key == "advice" else _asked(way)
    return f"{said}The other members can read it."


def _asked(way: Way) -> str:
    """For which voices a reason is asked, in words; "" where for none."""
    labels = [f"“{one.label}”" for one in way.voices if one.needs_reason]
    return f"Needed with {listed(labels, 'or')}. " if labels else ""
