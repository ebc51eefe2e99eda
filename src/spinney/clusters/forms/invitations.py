"""What is typed to invite organisations, and to answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, field_of
from spinney.base.web.pasted import PastedListForm
from spinney.base.web.picker import PickerField
from spinney.clusters.actions.answers import Answer
from spinney.clusters.forms.clusters import no_address
from spinney.clusters.forms.members import tier_choices
from spinney.clusters.models import Invitation, Tier
from spinney.clusters.queries.invitations import LIST_LINE, Guest, told_it_is_there
from spinney.register import api as register

ANSWER_IN_DAYS = 14


class OfferForm(forms.Form):
    """What is offered to whoever is invited: tier, words, and until when to answer."""

    tier = forms.ChoiceField(label="As what do you invite them?", widget=forms.RadioSelect)
    message = forms.CharField(
        label="Your own words to them", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="They stand in the letter, with your name. What the cluster is, and how to"
        " answer, is said by itself.",
    )  # fmt: skip
    answer_by = DatePartsField(label="Answer by")

    def __init__(self, *args: Any, tiers: list[Tier], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tiers = {str(tier.pk): tier for tier in tiers}
        field_of(self, "tier", forms.ChoiceField).choices = tier_choices(tiers)
        field_of(self, "answer_by", DatePartsField).earliest = today + timedelta(days=1)
        self.fields["answer_by"].initial = today + timedelta(days=ANSWER_IN_DAYS)

    @property
    def chosen(self) -> Tier:
        """The tier that is offered."""
        return self._tiers[self.cleaned_data["tier"]]


class InviteForm(OfferForm):
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
    email = forms.EmailField(label="Her e-mail address", max_length=254)

    field_order = ("organisation", "organisation_name", "person_name", "email", "tier", "message")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = bool(cleaned.get("organisation_name"))
        if "organisation" not in self.errors and bool(cleaned.get("organisation")) == named:
            told = "Choose one of the two: from the register, or by name."
            self.add_error("organisation", told if named else "Say which organisation you invite.")
        elif named and (told := told_it_is_there(cleaned["organisation_name"])):
            self.add_error("organisation_name", told)
        return cleaned

    def guest(self) -> Guest:
        """Whom to invite."""
        given = self.cleaned_data
        option = register.picked_option(given["organisation"]) if given["organisation"] else None
        name = option.label if option else " ".join(given["organisation_name"].split())
        number = int(option.value) if option else None
        return Guest(name, given["email"], given["person_name"], number)


class GuestListForm(PastedListForm, OfferForm):
    """Several organisations: pasted, or as a CSV file."""

    field_order = ("pasted", "file", "tier", "message", "answer_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pasted"].help_text = LIST_LINE


class ResendForm(forms.Form):
    """To which address, and until when."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    answer_by = DatePartsField(label="Answer by")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "answer_by", DatePartsField).earliest = today + timedelta(days=1)


class AcceptForm(forms.Form):
    """Who accepts, and that she may."""

    organisation_name = forms.CharField(
        label="What is your organisation called?", max_length=300, validators=[no_address]
    )
    person_name = forms.CharField(label="Your name", max_length=200, validators=[no_address])
    post = forms.CharField(
        label="Your post there", max_length=120, validators=[no_address],
        help_text="Such as director, trustee or volunteer co-ordinator.",
    )  # fmt: skip
    brings = forms.CharField(
        label="What would you bring, and what do you hope for?", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 3}), help_text="The other members see this.",
    )  # fmt: skip
    may_sign = forms.BooleanField(
        label="I may also sign agreements for it: its rules or its board say so", required=False,
        help_text="Leave it empty if somebody else signs for your organisation. You can name them"
        " later.",
    )  # fmt: skip
    agrees = forms.BooleanField(label="I agree")

    def __init__(
        self,
        *args: Any,
        invitation: Invitation,
        name: str = "",
        at_once: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreed_to = consent_words(invitation, at_once=at_once)
        self.fields["agrees"].label = self.agreed_to
        self.fields["agrees"].error_messages["required"] = (
            "Tick the box if you agree. Without it we cannot let you act for it."
        )
        if invitation.organisation_id:
            del self.fields["organisation_name"]
        else:
            self.initial.setdefault("organisation_name", invitation.organisation_name)
        self.initial.setdefault("person_name", name)

    def answer(self) -> Answer:
        """What was typed, for the deed."""
        given = self.cleaned_data
        return Answer(
            given["person_name"],
            given["post"],
            self.agreed_to if given["agrees"] else "",
            given.get("organisation_name", ""),
            given["brings"],
            given["may_sign"],
        )


def consent_words(invitation: Invitation, *, at_once: bool) -> str:
    """What somebody agrees to who accepts an invitation; with `at_once` she brings it in, else it
    asks to join.
    """
    joins, once = ("joins", "") if at_once else ("asks to join", "once it is in ")
    return (
        f"I may answer for {invitation.organisation_name}. It {joins} {invitation.cluster.name} as"
        f" {invitation.tier.name}, and {once}I speak and vote for it there until it names somebody"
        " else."
    )


class ForwardForm(forms.Form):
    """To which colleague an invitation is passed on."""

    email = forms.EmailField(label="Your colleague’s e-mail address", max_length=254)
