"""What is typed about lessons, events of learning and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, MoneyField, field_of
from spinney.evaluation.models import LearningEvent
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.queries.learning import CameRow
from spinney.evaluation.states import LessonKind, SpinOffKind


class LessonForm(forms.Form):
    """What was learned."""

    kind = forms.ChoiceField(
        label="What kind of lesson is it?", choices=LessonKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What did you learn?", max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text="Say it so that somebody who was not there can use it.",
    )  # fmt: skip
    about = forms.CharField(
        label="What is it about?", required=False, max_length=rules.LONGEST_ABOUT,
        help_text="A word or two by which it is found, like “Meetings” or “Buying together”.",
    )  # fmt: skip
    event = forms.ModelChoiceField(
        LearningEvent.objects.none(), label="Was it said at an event?", required=False,
        empty_label="No, or at another time",
    )  # fmt: skip
    shared = forms.BooleanField(
        label="The other clusters of the programme may read it", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, events: Any, abouts: Sequence[str], in_programme: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if events is None:
            del self.fields["event"]
        else:
            field_of(self, "event", forms.ModelChoiceField).queryset = events
        if not in_programme:
            del self.fields["shared"]
        if abouts:
            self.fields["about"].help_text += f" So far: {', '.join(abouts[:12])}."

    def said(self) -> dict[str, Any]:
        names = ("kind", "words", "about", "shared")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class SpinOffForm(forms.Form):
    """Something new that nobody had planned."""

    kind = forms.ChoiceField(
        label="What is it?", choices=SpinOffKind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="What is it called, in a few words?", max_length=rules.LONGEST_TITLE
    )
    since = DatePartsField(label="Since which day is it there?")
    story = forms.CharField(
        label="How did it come about?", required=False, max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip
    because = forms.CharField(
        label="How far did it come of working together?", max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=(
            "Would it be there without the cluster? Who else had a part in it? “Partly” is an"
            " honest answer."
        ),
    )  # fmt: skip
    worth_pence = MoneyField(
        label="What is it worth in a year?", required=False,
        help_text="Only if it is an amount, such as a contract. It is not added to savings.",
    )  # fmt: skip
    partner = forms.CharField(
        label="Who else can say that it is so?", required=False, max_length=rules.LONGEST_TITLE,
        help_text="A partner, funder or council. You can send it a link to confirm it.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AskPartnerForm(forms.Form):
    """To whom a link is sent."""

    email = forms.EmailField(
        label="The partner’s e-mail address",
        help_text="The link shows what you wrote here. It needs no account.",
    )


class NotSoForm(forms.Form):
    """Why it is not so."""

    why = forms.CharField(
        label="What is not so?", max_length=rules.LONGEST_WHY,
        help_text="The members of the cluster can read it.",
    )  # fmt: skip


class EventForm(forms.Form):
    """An event of learning."""

    title = forms.CharField(label="What is it called?", max_length=rules.LONGEST_TITLE)
    held_on = DatePartsField(label="On which day is it?")
    where = forms.CharField(
        label="Where, and at what time?", required=False, max_length=rules.LONGEST_TITLE
    )
    about = forms.CharField(
        label="What happens, and what should people bring?", required=False,
        max_length=rules.LONGEST_TEXT, widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip
    meets = forms.MultipleChoiceField(
        label="Which conditions does a cluster meet by coming?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "When you note who of a cluster came, these are ticked for it by themselves."
        ),
    )  # fmt: skip
    every_member = forms.BooleanField(
        label="Only once every member of the cluster came", required=False,
        help_text="Otherwise it is enough that somebody of the cluster came.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, conditions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(conditions)
        field_of(self, "meets", forms.MultipleChoiceField).choices = choices
        if not choices:
            del self.fields["meets"]
            del self.fields["every_member"]

    def said(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**data, "meets": tuple(data.get("meets", ()))}


class WhoCameForm(forms.Form):
    """How many people of each organisation came."""

    def __init__(self, *args: Any, rows: Sequence[CameRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in rows:
            name = f"came_{one.cluster.pk}_{one.organisation_id}"
            self.fields[name] = forms.IntegerField(
                label=f"{one.name}, {one.cluster.name}", min_value=0,
                max_value=rules.MOST_PEOPLE, required=False, initial=one.people or None,
                widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            )  # fmt: skip

    def came(self) -> list[tuple[int, int, int]]:
        """Cluster, organisation and people, of those who came."""
        found = []
        for name, people in self.cleaned_data.items():
            _, cluster, organisation = name.split("_")
            if people:
                found.append((int(cluster), int(organisation), int(people)))
        return found
