"""One page on which somebody says what mail she wants; and one click that stops a kind of it.

Reached from her account, or from the address at the foot of each message, without signing in.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from spinney.base.access import policies
from spinney.base.access.models import Person
from spinney.base.kernel.errors import NotFound
from spinney.base.post import preferences
from spinney.base.post.addresses import uid_of
from spinney.base.post.letters import kind_of
from spinney.base.post.models import Message
from spinney.base.post.preferences import Choice, Wishes
from spinney.base.web.fields import Hinted, field_of
from spinney.base.web.guard import SpinneyRequest, guard, person_of, public
from spinney.base.web.home_cards import places_of
from spinney.base.web.told import say

RHYTHMS = {
    Person.MailRhythm.AT_ONCE: ("Each message at once", ""),
    Person.MailRhythm.DAILY: ("News in one message a day", "What asks something of you, at once."),
    Person.MailRhythm.WEEKLY: (
        "News in one message a week",
        "On Mondays. What asks something of you, at once.",
    ),
    Person.MailRhythm.NEEDED: ("Only what asks something of me", "News is on your home page."),
}


class MailChoicesForm(forms.Form):
    """What somebody wants by mail. For an address without an account there is no rhythm."""

    rhythm = forms.ChoiceField(
        label="How often",
        choices=[(value, Hinted(*words)) for value, words in RHYTHMS.items()],
        widget=forms.RadioSelect,
    )
    places = forms.MultipleChoiceField(
        label="From whom",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asks = forms.MultipleChoiceField(
        label="What asks something of you",
        help_text="Without the e-mail it still waits on your home page.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    news = forms.MultipleChoiceField(
        label="News",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    apart = forms.MultipleChoiceField(
        label="Stopped one by one",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what you want to get again.",
    )
    nothing = forms.BooleanField(
        label="No e-mail at all",
        required=False,
        help_text="But codes to sign in, and what happens to your account.",
    )

    def __init__(
        self, wishes: Wishes, person: Person | None, data: object = None, **kwargs: object
    ) -> None:
        initial = {
            "rhythm": person.mail_rhythm if person else "",
            "places": [c.name for c in wishes.places if c.is_wanted],
            "asks": [c.name for c in wishes.kinds if c.is_wanted and c.asks],
            "news": [c.name for c in wishes.kinds if c.is_wanted and not c.asks],
            "apart": [c.name for c in wishes.apart],
            "nothing": wishes.nothing_at_all,
        }
        super().__init__(data, initial=initial, **kwargs)  # type: ignore[arg-type]
        self._offer("places", wishes.places)
        self._offer("asks", [c for c in wishes.kinds if c.asks])
        self._offer("news", [c for c in wishes.kinds if not c.asks])
        self._offer("apart", wishes.apart)
        if person is None:
            del self.fields["rhythm"]

    def _offer(self, name: str, choices: list[Choice]) -> None:
        field_of(self, name, forms.ChoiceField).choices = [(c.name, c.title) for c in choices]
        if not choices:
            del self.fields[name]


@guard(policies, "choose_mail")
@require_http_methods(["GET", "POST"])
def mail_choices(request: SpinneyRequest) -> HttpResponse:
    """What she wants by mail, from her account."""
    person = person_of(request)
    places = places_of(request.actor, now())
    return _choices(request, person.email, person, places, back_url=reverse("account"))


@public("the signed address in each message is the authority over what mail goes there")
@csrf_exempt
@require_http_methods(["GET", "POST"])
def mail_for_address(request: HttpRequest, token: str) -> HttpResponse:
    """The same page from the foot of a message, without signing in."""
    message = _message(token)
    person = Person.objects.filter(email=message.email, is_active=True).first()
    return _choices(request, message.email, person, {}, token=token)


def _choices(
    request: HttpRequest,
    address: str,
    person: Person | None,
    places: dict[str, str],
    *,
    back_url: str = "",
    token: str = "",
) -> HttpResponse:
    wishes = preferences.wishes_of(address, places=places)
    form = MailChoicesForm(wishes, person, request.POST if request.method == "POST" else None)
    saved = False
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        preferences.choose(
            wishes,
            now=now(),
            places=chosen.get("places", []),
            kinds=[*chosen.get("asks", []), *chosen.get("news", [])],
            apart=chosen.get("apart", []),
            nothing_at_all=chosen["nothing"],
        )
        if person is not None:
            Person.objects.filter(pk=person.pk).update(mail_rhythm=chosen["rhythm"])
        if not token:
            say(request, "From now on you get only that.")
            return redirect("mail-choices")
        saved = True
    context = {
        "form": form,
        "address": address,
        "back_url": back_url,
        "deed": "Send me only this",
        "by_link": bool(token),
        "saved": saved,
    }
    return render(request, "account_pages/mail.html", context)


@public("one click in a mail program stops a kind of mail (RFC 8058)")
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mail of the message's kind from its sender. A GET (a scanner's, say) only asks."""
    message = _message(token)
    back = "undo" in request.POST
    if request.method == "POST":
        if back:
            preferences.stop_undone(message)
        else:
            preferences.stop(message, now=now())
    context = {
        "what": kind_of(message.kind).title.lower(),
        "place": message.place,
        "address": message.email,
        "stopped": request.method == "POST" and not back,
        "undone": back,
        "all_url": reverse("mail-for-address", args=[token]),
    }
    return render(request, "account_pages/stop_mail.html", context)


def _message(token: str) -> Message:
    uid = uid_of(token)
    message = Message.objects.filter(uid=uid).exclude(email="").first() if uid else None
    if message is None:
        raise NotFound("This link is not complete. Copy the whole address from the e-mail.")
    return message
