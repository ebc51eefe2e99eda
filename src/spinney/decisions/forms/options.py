"""Forms of an option: what it is, what it costs, what speaks for it; a candidate; a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from spinney.base.web.components.words import clock, weekday
from spinney.base.web.fields import DatePartsField, MoneyField, UploadField
from spinney.base.web.uploads import DOCUMENTS, MOST_BYTES
from spinney.decisions.bridge.texts import OptionText
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.forms.clock import ClockField, moment, parts_of
from spinney.decisions.models import Ballot, Option


class OptionForm(forms.Form):
    """An option of a ballot: the fields fit its way."""

    title = forms.CharField(label="The option", max_length=200)
    description = forms.CharField(
        label="Description", required=False, max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    cost_pence = MoneyField(label="What it costs", required=False)
    evidence = forms.CharField(
        label="What it rests on", required=False, max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Figures, findings of a survey, what people said.",
    )  # fmt: skip
    pros = forms.CharField(
        label="What speaks for it", required=False, max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    cons = forms.CharField(
        label="What speaks against it", required=False, max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    quick_win = forms.BooleanField(
        label="It is a quick win", required=False,
        help_text="It is done soon, and shows that working together pays.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, ballot: Ballot, option: Option | None = None, **kwargs: Any
    ) -> None:
        self.ballot, self.option = ballot, option
        if option is not None:
            kwargs["initial"] = _values(option) | kwargs.get("initial", {})
        kwargs["initial"] = {"version": ballot.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if ballot.way == "money":
            cost = self.fields["cost_pence"]
            cost.help_text = "Needed before the voting opens."
            cost.says_optional = False  # type: ignore[attr-defined]

    def text(self) -> OptionText:
        """What was written."""
        names = ("title", "description", "cost_pence", "evidence", "pros", "cons", "quick_win")
        before = OptionText.of(self.option) if self.option else OptionText(title="")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return replace(before, **said)


class CandidateForm(OptionForm):
    """Somebody who stands in an election: an organisation of the cluster, or a person by name."""

    organisation = forms.ChoiceField(label="Organisation", required=False)
    title = forms.CharField(
        label="Name of a person", max_length=200, required=False,
        help_text="If a person stands. Leave it empty if the organisation itself does.",
    )  # fmt: skip
    field_order = ("organisation", "title", "description", "pros", "version")

    def __init__(
        self, *args: Any, organisations: Iterable[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cost_pence", "evidence", "cons", "quick_win", "pros"):
            del self.fields[name]
        self.names: Mapping[str, str] = {str(pk): name for pk, name in organisations}
        field = self.fields["organisation"]
        field.choices = [("", "None"), *self.names.items()]  # type: ignore[attr-defined]
        self.fields["description"].label = "What they say about themselves"
        for name in ("organisation", "title"):  # one of the two is needed
            self.fields[name].says_optional = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.ballot.elects_lead and not said.get("organisation"):
            self.add_error("organisation", "Choose the organisation: a lead body is elected.")
        elif not said.get("title") and not said.get("organisation"):
            self.add_error("organisation", "Choose an organisation, or write a name.")
        return said

    def text(self) -> OptionText:
        said = self.cleaned_data
        chosen = said.get("organisation", "")
        title = said["title"] or self.names[chosen]
        organisation = int(chosen) if chosen else None
        return replace(super().text(), title=title, organisation=organisation)


class TimeForm(OptionForm):
    """A time and place for a meeting."""

    title = forms.CharField(required=False, widget=forms.HiddenInput)
    starts_on = DatePartsField(label="On which day?")
    starts_time = ClockField(label="When does it begin?", help_text="Like 10:00.")
    ends_time = ClockField(label="When does it end?", required=False)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    field_order = ("starts_on", "starts_time", "ends_time", "place", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("description", "cost_pence", "evidence", "pros", "cons", "quick_win", "title"):
            del self.fields[name]

    def text(self) -> OptionText:
        said = self.cleaned_data
        starts = moment(said["starts_on"], said["starts_time"])
        ends = moment(said["starts_on"], said["ends_time"]) if said["ends_time"] else None
        return replace(
            super().text(),
            title=f"{weekday(starts)}, {clock(starts)}",
            starts_at=starts,
            ends_at=ends,
            place=said["place"],
        )


def _values(option: Option) -> dict[str, object]:
    ends = parts_of("ends", option.ends_at).get("ends_time")
    return {
        **vars(OptionText.of(option)),
        **parts_of("starts", option.starts_at),
        "ends_time": ends,
        "organisation": str(option.organisation_id or ""),
        "title": _own_name(option),
    }


def _own_name(option: Option) -> str:
    """The name of a person who stands; "" where her organisation does."""
    organisation = option.organisation
    return "" if organisation and organisation.name == option.title else option.title


def form_for(ballot: Ballot) -> type[OptionForm]:
    """The form that fits the options of a ballot."""
    way = WAYS[ballot.way]
    if way.elects:
        return CandidateForm
    return TimeForm if way.kind is Kind.TIMES else OptionForm


class OptionFileForm(forms.Form):
    """A file that goes with an option."""

    file = UploadField(
        label="A file", endings=DOCUMENTS, most_bytes=MOST_BYTES,
        help_text="A quote, a plan, a picture. Everybody who may see the ballot can open it.",
    )  # fmt: skip
