"""Forms of taking minutes: who is there, what is said, decided and undertaken; corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime

from spinney.base.web.fields import AffixedInput, DatePartsField
from spinney.clusters.api import Belonging
from spinney.decisions.actions.at_meeting import MOST_NOTES, PresenceNote
from spinney.decisions.forms.clock import ClockField, moment
from spinney.decisions.models import AgendaItem, Meeting, Minutes, Presence
from spinney.decisions.states import CameHow

NOT_NOTED = "unnoted"
EVERYONE_ELSE = "everyone_else"
PARTS = ("how", "person", "late", "left")


class PresencesForm(forms.Form):
    """How everybody is there. Beside each field stands what its writer saw, so that only what she
    changed is changed.
    """

    def __init__(
        self, *args: Any, meeting: Meeting, rows: Sequence[Presence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._meeting, self.rows = meeting, rows
        for row in rows:
            for name, field in _fields_of(row).items():
                field.says_optional = False  # type: ignore[attr-defined]
                key = f"org-{row.organisation_id}-{name}"
                self.fields[key] = field
                was = forms.CharField(
                    required=False, initial=field.prepare_value(field.initial),
                    widget=forms.HiddenInput({"data-was": self.add_prefix(key)}),
                )  # fmt: skip
                self.fields[f"was-{key}"] = was

    def lines(self) -> list[tuple[Presence, list[Any], bool]]:
        """Each organisation with its fields, and whether anything beside how it came is noted."""
        found = []
        for row in self.rows:
            keys = [f"org-{row.organisation_id}-{name}" for name in PARTS]
            fields = [self[one] for key in keys for one in (key, f"was-{key}")]
            more = bool(row.person_name or row.late_minutes or row.left_at)
            found.append((row, fields, more or any(self[key].errors for key in keys)))
        return found

    def said(self) -> dict[int, tuple[PresenceNote, PresenceNote]]:
        """For each organisation what the writer saw, and what she says. With the button “everyone
        else is here”, whoever nothing is noted of is there in person.
        """
        else_here = bool(self.data.get(EVERYONE_ELSE))
        found = {}
        for row in self.rows:
            key = f"org-{row.organisation_id}"
            saw = self._note(key, self._was(key))
            says = self._note(key, {name: self.cleaned_data[f"{key}-{name}"] for name in PARTS})
            if else_here and not says.how:
                says = PresenceNote(
                    CameHow.IN_PERSON, says.person_name, says.late_minutes, says.left_at
                )
            found[row.organisation_id] = (saw, says)
        return found

    def _was(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in PARTS:
            field = self.fields[f"{key}-{name}"]
            try:
                found[name] = field.clean(self.cleaned_data.get(f"was-{key}-{name}", ""))
            except ValidationError:
                found[name] = field.empty_value if hasattr(field, "empty_value") else None
        return found

    def _note(self, key: str, said: Mapping[str, Any]) -> PresenceNote:
        how = said["how"] or ""
        starts = self._meeting.starts_at or self._meeting.opened_at
        left: datetime | None = None
        if said["left"] is not None and starts is not None:
            left = moment(localdate(starts), said["left"])
        return PresenceNote(
            "" if how == NOT_NOTED else how, said["person"] or "", said["late"] or 0, left
        )


def _fields_of(row: Presence) -> dict[str, forms.Field]:
    name = row.organisation.name
    left = localtime(row.left_at).time().replace(second=0, microsecond=0) if row.left_at else None
    return {
        "how": forms.ChoiceField(
            label=name, choices=[(NOT_NOTED, "Nothing noted"), *CameHow.choices],
            initial=row.how or NOT_NOTED,
        ),
        "person": forms.CharField(
            label=f"Who comes for {name}?", initial=row.person_name, required=False, max_length=200
        ),
        "late": forms.IntegerField(
            label="Came late by", initial=row.late_minutes or None, required=False, min_value=0,
            max_value=600,
            widget=AffixedInput(
                {"inputmode": "numeric", "class": "govuk-input--width-3"}, suffix="minutes"
            ),
        ),
        "left": ClockField(label="Left before the end, at", initial=left, required=False),
    }  # fmt: skip


class NotesForm(forms.Form):
    """What was said to an item."""

    notes = forms.CharField(
        label="Notes", widget=forms.Textarea({"rows": 5}), max_length=MOST_NOTES, required=False,
        strip=False,
    )  # fmt: skip
    was = forms.CharField(
        required=False, strip=False, widget=forms.HiddenInput({"data-was": "notes"})
    )

    def __init__(self, data: Any = None, *, item: AgendaItem) -> None:
        start = {"notes": item.notes, "was": item.notes}
        super().__init__(data, initial=start, auto_id=f"id_item{item.pk}_%s")
        self.fields["notes"].says_optional = False  # type: ignore[attr-defined]
        self.fields["notes"].label = f"Notes on “{item.title}”"


class WholeForm(forms.Form):
    """What is said of the meeting as a whole."""

    opening = forms.CharField(
        label="At the beginning", widget=forms.Textarea({"rows": 3}), max_length=MOST_NOTES,
        required=False, strip=False,
    )  # fmt: skip
    closing = forms.CharField(
        label="At the end", widget=forms.Textarea({"rows": 3}), max_length=MOST_NOTES,
        required=False, strip=False,
    )  # fmt: skip
    others = forms.CharField(
        label="Who else is here?", help_text="Guests and staff: their names, and from where.",
        max_length=500, required=False,
    )  # fmt: skip
    taken_by = forms.CharField(label="Who writes the minutes?", max_length=200, required=False)

    NAMES = ("opening", "closing", "others", "taken_by")

    def __init__(self, data: Any = None, *, minutes: Minutes) -> None:
        start = {name: getattr(minutes, name) for name in self.NAMES}
        super().__init__(data, initial=start, auto_id="id_whole_%s")
        for name in self.NAMES:
            self.fields[name].says_optional = False  # type: ignore[attr-defined]
            self.fields[f"was_{name}"] = forms.CharField(
                required=False, strip=False, initial=start[name],
                widget=forms.HiddenInput({"data-was": name}),
            )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """What the writer saw and what she says, as the action takes them."""
        said = self.cleaned_data
        return {
            "saw": {name: said[f"was_{name}"] for name in self.NAMES},
            "says": {name: said[name] for name in self.NAMES},
        }


class DecidedAtMeetingForm(forms.Form):
    """A decision, as it happens."""

    title = forms.CharField(
        label="What is decided, in a line?", max_length=200,
        help_text="Like “We share an HR worker from May”.",
    )  # fmt: skip
    outcome = forms.CharField(
        label="What exactly?", widget=forms.Textarea({"rows": 3}), max_length=4000,
        help_text="It goes into the register of decisions in these words.",
    )  # fmt: skip
    carried = forms.ChoiceField(
        label="Is it agreed?", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", "Yes, it is agreed"), ("no", "No, it is not agreed")],
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why?", widget=forms.Textarea({"rows": 2}), max_length=4000, required=False
    )
    dissent = forms.CharField(
        label="Who did not agree, and why?", widget=forms.Textarea({"rows": 2}), max_length=4000,
        required=False,
    )  # fmt: skip
    review_on = DatePartsField(label="When do you look at it again?", required=False)

    def said(self) -> dict[str, Any]:
        """What was said, as the register takes it."""
        return self.cleaned_data | {"carried": self.cleaned_data["carried"] == "yes"}


class UndertakeForm(forms.Form):
    """Who does what by when, as it happens."""

    what = forms.CharField(label="What is to be done?", max_length=300)
    organisation = forms.ChoiceField(label="Who does it?", required=False)
    due_on = DatePartsField(label="By when?", required=False)

    def __init__(self, *args: Any, belongs: Iterable[Belonging], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Those who run the cluster")]
        choices += [(str(one.organisation_id), one.organisation_name) for one in belongs]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def organisation_id(self) -> int | None:
        chosen = self.cleaned_data["organisation"]
        return int(chosen) if chosen else None

    def due(self) -> date | None:
        found: date | None = self.cleaned_data["due_on"]
        return found


class CorrectionsUntilForm(forms.Form):
    """Until when members can ask for corrections."""

    corrections_until = DatePartsField(label="Until when can members ask for corrections?")

    def until(self) -> date:
        found: date = self.cleaned_data["corrections_until"]
        return found


class CorrectionForm(forms.Form):
    """What is wrong in the minutes."""

    item = forms.ChoiceField(label="Where?", required=False)
    words = forms.CharField(
        label="What is wrong, and how should it read?", widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )  # fmt: skip

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {str(one.pk): one for one in items}
        choices = [("", "In the minutes as a whole, or in who came")]
        choices += [(pk, one.title) for pk, one in self._items.items()]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The words and the item, as the action takes them."""
        chosen = self._items.get(self.cleaned_data["item"] or "")
        return {"words": self.cleaned_data["words"], "item": chosen}


class SettleForm(forms.Form):
    """A correction taken in, or not."""

    notes = forms.CharField(
        label="The item, as it reads then", widget=forms.Textarea({"rows": 6}),
        max_length=MOST_NOTES, required=False,
    )  # fmt: skip
    taken = forms.ChoiceField(
        label="What becomes of it?", widget=forms.RadioSelect,
        choices=[("yes", "We take it in"), ("no", "It stays as it is")],
    )  # fmt: skip
    answer = forms.CharField(
        label="Your answer", help_text="Needed if it stays as it is.", max_length=1000,
        widget=forms.Textarea({"rows": 2}), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, notes: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if notes is None:
            del self.fields["notes"]
        else:
            self.fields["notes"].initial = notes

    def said(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return {
            "taken": said["taken"] == "yes", "answer": said["answer"], "notes": said.get("notes"),
        }  # fmt: skip


class ChooseMeetingForm(forms.Form):
    """A later meeting of the same members."""

    later = forms.ChoiceField(label="At which meeting?", required=False)

    def __init__(
        self, *args: Any, meetings: Iterable[tuple[int, str]], none: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = [(str(pk), words) for pk, words in meetings]
        if none:
            choices.insert(0, ("", none))
        self.fields["later"].choices = choices  # type: ignore[attr-defined]
        self.fields["later"].required = not none

    def meeting_id(self) -> int | None:
        chosen = self.cleaned_data["later"]
        return int(chosen) if chosen else None
