"""What is typed to say who is asked in a survey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import Hinted, MoneyField, field_of
from spinney.base.web.pasted import PastedListForm
from spinney.base.web.picker import PickerField
from spinney.clusters import api as clusters
from spinney.diagnostics.forms.surveys import no_address
from spinney.diagnostics.queries.whom_to_ask import AreaFilter, Invitee
from spinney.register import api as register

ANY = ""


class MembersForm(forms.Form):
    """Which of those who belong to the cluster are asked; `members` are ticked to begin with."""

    chosen = forms.MultipleChoiceField(
        label="Who is asked?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one organisation."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, belonging: Sequence[tuple[Invitee, bool]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(one.organisation_id): one for one, _ in belonging}
        field = self.fields["chosen"]
        field.choices = [  # type: ignore[attr-defined]
            (pk, Hinted(one.name, _reached(one))) for pk, one in self._by_id.items()
        ]
        field.initial = [str(one.organisation_id) for one, is_member in belonging if is_member]

    def invitees(self) -> list[Invitee]:
        """Those ticked."""
        return [self._by_id[pk] for pk in self.cleaned_data["chosen"]]


def _reached(one: Invitee) -> str:
    to = f"{one.person_name}, {one.email}" if one.person_name else one.email
    return f"{one.note}. {to}" if one.note else to


class OrganisationForm(forms.Form):
    """One organisation: from the register, or by its name."""

    organisation = PickerField(
        label="Organisation", required=False, find=register.pick_options,
        get=register.picked_option, source="register:suggest-organisations",
        help_text="Its name or charity number, if it is on the register.",
    )  # fmt: skip
    organisation_name = forms.CharField(
        label="Or its name, if it is not on the register", max_length=300, required=False,
        validators=[no_address],
    )  # fmt: skip
    person_name = forms.CharField(
        label="Whom do you write to?", max_length=200, required=False, validators=[no_address]
    )
    email = forms.EmailField(label="E-mail address", max_length=254)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = " ".join(str(cleaned.get("organisation_name") or "").split())
        if "organisation" not in self.errors and bool(cleaned.get("organisation")) == bool(named):
            told = "Choose one of the two: from the register, or by name."
            self.add_error("organisation", told if named else "Say which organisation is asked.")
        elif named and (told := clusters.told_it_is_there(named)):
            self.add_error("organisation_name", told)
        return cleaned

    def invitee(self) -> Invitee:
        """Who is asked."""
        given = self.cleaned_data
        option = register.picked_option(given["organisation"]) if given["organisation"] else None
        name = option.label if option else " ".join(given["organisation_name"].split())
        number = int(option.value) if option else None
        return Invitee(name, given["email"], given["person_name"], number)


class ListForm(PastedListForm):
    """Several organisations: pasted, or as a CSV file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pasted"].help_text = clusters.LIST_LINE


class AreaForm(forms.Form):
    """Which organisations of the register are asked."""

    place = forms.CharField(
        label="Area or town", max_length=200,
        help_text="As the register names it, like Bolton. It finds those that work there or have"
        " their address there.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind of organisation", required=False)
    income_up_to = MoneyField(
        label="With an income of at most", required=False,
        help_text="Leave it empty for any. Those whose income is not known are found as well.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Iterable[Any] = register.Organisation._meta.get_field("kind").choices or ()
        field_of(self, "kind", forms.ChoiceField).choices = [(ANY, "Any"), *kinds]

    def chosen(self) -> AreaFilter:
        """What was asked for."""
        given = self.cleaned_data
        return AreaFilter(
            " ".join(given["place"].split()), given["kind"] or "", given["income_up_to"]
        )


class CallChoiceForm(forms.Form):
    """Out of which call those chosen are asked."""

    call = forms.ChoiceField(label="Those chosen in which call?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, calls: Sequence[clusters.ChosenInCall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._calls = {str(call.call_id): call for call in calls}
        field_of(self, "call", forms.ChoiceField).choices = [
            (pk, Hinted(call.title, f"{call.cluster_name}: {_names(call)}"))
            for pk, call in self._calls.items()
        ]

    @property
    def chosen(self) -> clusters.ChosenInCall:
        """The call that was ticked."""
        return self._calls[self.cleaned_data["call"]]


SHOWN = 6


def _names(call: clusters.ChosenInCall) -> str:
    names = [one.name for one in call.chosen]
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


class AddressForm(forms.Form):
    """Where somebody who is asked is reached."""

    person_name = forms.CharField(
        label="Whom do you write to?", max_length=200, required=False, validators=[no_address]
    )
    email = forms.EmailField(label="E-mail address", max_length=254)
