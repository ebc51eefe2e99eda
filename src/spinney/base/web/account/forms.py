"""What is asked of somebody who signs in or looks after her account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
)
from allauth.account.models import EmailAddress
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms

from spinney.base.access.models import Person


class SignInForm(RequestLoginCodeForm):
    """Her address. A code goes to every address alike, so nobody learns whose account exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "Your e-mail address"
        field.help_text = "We send you a code. There is no password."
        field.widget.attrs = {"autocomplete": "email", "spellcheck": "false"}

    _user: Person | None

    def clean_email(self) -> str:
        """The address; a new one gets an account, which begins when the code is typed."""
        email = super().clean_email().lower()
        person = self._user or Person.objects.filter(email=email).first()
        if person is None:
            person = Person.objects.create_user(email)
        if not EmailAddress.objects.filter(user=person).exists():
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
        self._user = person
        return email


class _CodeField:
    """How a code is asked for: large, and filled in by phones that read it from the mail."""

    def shape(self, field: forms.Field) -> None:
        field.label = "The code from the e-mail"
        field.help_text = "Eight letters, like BCDF-GHJK. Capitals and the dash do not matter."
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class EnterCodeForm(_CodeField, ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape(self.fields["code"])


class EnterAddressCodeForm(_CodeField, ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape(self.fields["code"])


class ChangeAddressForm(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "Your new e-mail address"
        field.help_text = "We send a code there. The old address is used until you type it."
        field.widget.attrs = {"autocomplete": "email", "spellcheck": "false"}


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the others call her."""

    heading_field = "name"

    class Meta:
        model = Person
        fields = ["name"]
        labels = {"name": "What shall we call you?"}
        help_texts = {"name": "Your full name. Other members of your clusters see it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs = {"autocomplete": "name", "spellcheck": "false"}


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Her name and telephone number, to be changed later."""

    class Meta:
        model = Person
        fields = ["name", "phone"]
        labels = {"name": "Your name", "phone": "Telephone (if you like)"}
        help_texts = {"phone": "Facilitators of your clusters see it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs = {"autocomplete": "name", "spellcheck": "false"}
        self.fields["phone"].widget.attrs = {"autocomplete": "tel", "type": "tel"}


class LeaveForm(forms.Form):
    """Closing an account is said twice."""

    sure = forms.BooleanField(
        label="Yes, close my account",
        error_messages={"required": "Tick the box if you want to close your account."},
    )


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, or a security key that only adds to the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What shall we call it?"
        self.fields["name"].help_text = "For example “My phone”, so that you know it again."
        passwordless = self.fields["passwordless"]
        passwordless.initial = True
        passwordless.label = "Sign in with it alone, without a code"
        passwordless.help_text = (
            "Your phone, computer or key then asks for your finger, face or its PIN."
        )


class PasskeyForm(LoginWebAuthnForm):
    """What the device says of a passkey. Without a script, which puts it there, it is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = "A passkey needs JavaScript, which is off here. Sign in with a code instead."
        self.fields["credential"].error_messages["required"] = told
