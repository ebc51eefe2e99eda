"""Forms of meetings: planned, called, their agenda and papers, and who comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from spinney.base.web.fields import AffixedInput, DatePartsField, UploadField
from spinney.base.web.uploads import DOCUMENTS, MOST_BYTES
from spinney.decisions.actions.meetings import Details
from spinney.decisions.forms.clock import ClockField, moment, parts_of
from spinney.decisions.models import AgendaItem, Ballot, Meeting
from spinney.decisions.states import CameHow, ItemKind


class MeetingForm(forms.Form):
    """What a meeting is, when, where, and who is in the chair."""

    title = forms.CharField(
        label="What is it?", help_text="Like “Members’ meeting”.", max_length=200
    )
    purpose = forms.CharField(
        label="What is it for?", widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    starts_on = DatePartsField(
        label="On which day?", required=False, help_text="Leave it empty while you look for one."
    )
    starts_time = ClockField(label="When does it begin?", help_text="Like 10:00.", required=False)
    ends_time = ClockField(label="When does it end?", required=False)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    online = forms.URLField(
        label="Where can people join online?",
        help_text="The address of the video call. Only those who are invited see it.",
        max_length=200, required=False, assume_scheme="https",
    )  # fmt: skip
    chair = forms.CharField(label="Who is in the chair?", max_length=200, required=False)
    chair_independent = forms.BooleanField(
        label="The chair is independent", required=False,
        help_text="Tick this if the person belongs to none of the members.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, chair_rule: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].help_text = chair_rule

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_time") and not said.get("starts_on"):
            self.add_error("starts_on", "Say on which day, too.")
        if said.get("starts_on") and not said.get("starts_time"):
            if "starts_time" not in self.errors:
                self.add_error("starts_time", "Say when it begins, like 10:00.")
        if said.get("ends_time") and not said.get("starts_time"):
            if "starts_time" not in self.errors:
                self.add_error("starts_time", "Say when it begins, too.")
        elif said.get("ends_time") and said["ends_time"] <= said["starts_time"]:
            self.add_error("ends_time", "A meeting ends after it begins. Choose a later time.")
        return said

    def details(self) -> Details:
        """What was said of it, but for its title."""
        said = self.cleaned_data
        day, begins, ends = said["starts_on"], said["starts_time"], said["ends_time"]
        return Details(
            purpose=said["purpose"].strip(),
            starts_at=moment(day, begins) if day else None,
            ends_at=moment(day, ends) if day and ends else None,
            place=said["place"].strip(),
            online=said["online"],
            chair=said["chair"].strip(),
            chair_independent=said["chair_independent"],
        )


def values_of(meeting: Meeting) -> dict[str, object]:
    """The first values of the form for a meeting that is there."""
    names = ("title", "purpose", "place", "online", "chair", "chair_independent", "version")
    ends = parts_of("ends", meeting.ends_at).get("ends_time")
    held = {name: getattr(meeting, name) for name in names}
    return held | parts_of("starts", meeting.starts_at) | {"ends_time": ends}


class CallForm(forms.Form):
    """Why a meeting is called late, if it is."""

    notice_why = forms.CharField(
        label="Why can it not wait?", max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}), help_text="It stands in the invitation.",
    )  # fmt: skip

    def __init__(self, *args: Any, is_short: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice_why"].says_optional = False  # type: ignore[attr-defined]
        if not is_short:
            del self.fields["notice_why"]


class ItemForm(forms.Form):
    """An item of an agenda."""

    title = forms.CharField(label="What is the item?", max_length=200)
    kind = forms.ChoiceField(
        label="What is it for?", choices=ItemKind.choices, widget=forms.RadioSelect,
        initial=ItemKind.TALK,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How long?", min_value=1, max_value=600, required=False,
        widget=AffixedInput(
            {"inputmode": "numeric", "class": "govuk-input--width-4"}, suffix="minutes"
        ),
    )  # fmt: skip
    leads = forms.CharField(label="Who leads it?", max_length=200, required=False)
    background = forms.CharField(
        label="What should people know before?", widget=forms.Textarea({"rows": 4}),
        max_length=5000, required=False,
    )  # fmt: skip
    ballot = forms.TypedChoiceField(label="A ballot that is held there", required=False)
    standing = forms.BooleanField(
        label="It comes back at every meeting", required=False,
        help_text="“Take over the agenda” brings it into the next meeting.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ballots: Iterable[Ballot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ballots = {str(one.pk): one for one in ballots}
        choices = [("", "None"), *((pk, one.title) for pk, one in self._ballots.items())]
        self.fields["ballot"].choices = choices  # type: ignore[attr-defined]
        if not self._ballots:
            del self.fields["ballot"]

    def said(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        said["kind"] = ItemKind(said["kind"])
        said["ballot"] = self._ballots.get(said.get("ballot") or "")
        return said


def item_values(item: AgendaItem) -> dict[str, object]:
    """The first values of the form for an item that is there."""
    names = ("title", "kind", "minutes", "leads", "background", "standing", "version")
    return {name: getattr(item, name) for name in names} | {"ballot": str(item.ballot_id or "")}


class CopyAgendaForm(forms.Form):
    """What comes over from another meeting."""

    source = forms.ChoiceField(label="From which meeting?")
    which = forms.ChoiceField(
        label="What do you take over?", widget=forms.RadioSelect, initial="standing",
        choices=[
            ("standing", "The items that come back at every meeting"), ("all", "Every item"),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = list(meetings)  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A paper for a meeting."""

    file = UploadField(
        label="The file",
        help_text="PDF, Word, Excel, OpenDocument, text or a picture, up to 20 MB. No macros.",
        endings=DOCUMENTS, most_bytes=MOST_BYTES,
    )  # fmt: skip
    item = forms.ChoiceField(label="For which item?", required=False)

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {str(one.pk): one for one in items}
        choices = [("", "For the whole meeting")]
        choices += [(pk, one.title) for pk, one in self._items.items()]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The file and its item, as the action takes them."""
        return {
            "file": self.cleaned_data["file"],
            "item": self._items.get(self.cleaned_data["item"] or ""),
        }


class ComeForm(forms.Form):
    """Whether an organisation comes: the button says it, with whom if somebody is sent."""

    how = forms.ChoiceField(choices=CameHow.choices, widget=forms.HiddenInput, required=False)
    person_name = forms.CharField(label="Whom do you send?", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_name"].says_optional = False  # type: ignore[attr-defined]

    def clean_how(self) -> CameHow:
        how = self.cleaned_data["how"]
        if not how:
            raise ValidationError("Press one of the buttons.")
        return CameHow(how)
