"""What somebody typed is never lost: kept when her session ended, when the page was open too long,
or when somebody else changed the same thing, and put back into the form she typed it in.

It is kept sealed, in her session, for two hours. Files and hidden fields are not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from spinney.base.access.sealed import seal, unseal
from spinney.base.web.told import say

KEPT = "kept_form"
KEEP_SECONDS = 2 * 60 * 60
MOST_CHARACTERS = 200_000
#: Never kept: tokens, and what signs somebody in.
NEVER = frozenset({"csrfmiddlewaretoken", "code", "credential", "password"})
#: A form with a field of this name is not kept at all: a vote in a secret ballot.
NOT_KEPT = "not_kept"
#: Pages that need no session must not begin to.
WITHOUT_SESSION = ("/do/", "/mail/", "/static/", "/api/")

_current: ContextVar[QueryDict | None] = ContextVar("kept_form", default=None)


@dataclass(frozen=True)
class Kept:
    """What was typed: on which page, where it was sent, by whom (if known), and the fields."""

    page: str
    sent_to: str
    person_id: int | None
    had_files: bool
    fields: list[tuple[str, list[str]]]

    def as_query(self) -> QueryDict:
        found = QueryDict(mutable=True)
        for name, values in self.fields:
            found.setlist(name, values)
        return found


def typed_in(request: HttpRequest) -> list[tuple[str, list[str]]]:
    """The fields of a posted form that somebody may have typed."""
    return [(k, list(v)) for k, v in request.POST.lists() if k not in NEVER and any(v)]


def page_of(request: HttpRequest) -> str:
    """The page on which the posted form stood: where the browser says that it came from, if that
    is a page of this site, else the address that it was sent to.
    """
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.get_host() and referer.path.startswith("/"):
        return referer.path + (f"?{referer.query}" if referer.query else "")
    return request.get_full_path()


def keep(request: HttpRequest) -> str:
    """Keep what was posted; returns the page to come back to. Too much is not kept."""
    page = page_of(request)
    fields = typed_in(request)
    whose = request.user.pk if request.user.is_authenticated else _whose_session_ended(request)
    text = json.dumps([page, request.get_full_path(), whose, bool(request.FILES), fields])
    if fields and len(text) <= MOST_CHARACTERS and NOT_KEPT not in request.POST:
        request.session[KEPT] = seal(text)
    return page


def kept_in(request: HttpRequest) -> Kept | None:
    """What is kept in the session, for this person; None when nothing is, or it is too old."""
    sealed = request.session.get(KEPT)
    text = unseal(sealed, within=KEEP_SECONDS) if sealed else None
    if text is None:
        return None
    page, sent_to, person_id, had_files, fields = json.loads(text)
    kept = Kept(page, sent_to, person_id, had_files, [(name, values) for name, values in fields])
    hers = kept.person_id is None or kept.person_id == request.user.pk
    return kept if hers else None


def forget(request: HttpRequest) -> None:
    """Nothing is kept any longer."""
    request.session.pop(KEPT, None)


def _whose_session_ended(request: HttpRequest) -> int | None:
    """Whose session it was, while its row is still there: another who signs in at the same
    computer is not shown what she typed.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(session_key=key).first() if key else None
    whose = row.get_decoded().get("_auth_user_id") if row else None
    return int(whose) if whose else None


class KeptForms:
    """Puts what is kept back into the forms of its page; forgets it once it has been sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_hold(request) or KEPT not in request.session:
            return self.get_response(request)
        kept = kept_in(request)
        back = kept is not None and request.method == "GET" and _is_page(request, kept)
        token = _current.set(kept.as_query() if kept is not None and back else None)
        if kept and back:
            files = " Choose the file again: files are not kept." if kept.had_files else ""
            say(
                request,
                f"What you typed is back.{files} Look it over, then send it.",
                undo_url=reverse("forget-kept"),
                undo_label="Begin afresh",
            )
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        sent = request.method == "POST" and request.user.is_authenticated
        if sent and kept and kept.sent_to == request.get_full_path() and _was_taken(response):
            forget(request)
        return response


def _may_hold(request: HttpRequest) -> bool:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and not request.path.startswith(WITHOUT_SESSION)


def _is_page(request: HttpRequest, kept: Kept) -> bool:
    return request.user.is_authenticated and kept.page == request.get_full_path()


def _was_taken(response: HttpResponse) -> bool:
    """Whether a post did what it was for: a redirect onwards, by our convention."""
    return 300 <= response.status_code < 400


def kept_value(bound: BoundField) -> tuple[bool, object]:
    """(True, what was typed into this field) while its page is shown again, else (False, None)."""
    kept = _current.get()
    if kept is None or bound.form.is_bound or not _is_typed_in(bound):
        return False, None
    if not any(_is_in(kept, other) for other in bound.form if _is_typed_in(other)):
        return False, None  # another form of the same page
    return True, bound.field.widget.value_from_datadict(kept, {}, bound.html_name)


def _is_typed_in(bound: BoundField) -> bool:
    return not (bound.is_hidden or isinstance(bound.field, forms.FileField))


def _is_in(kept: QueryDict, bound: BoundField) -> bool:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return bound.html_name in kept  # a box that is not ticked is not sent at all
    return not widget.value_omitted_from_data(kept, {}, bound.html_name)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the request came from a page of this site. A page elsewhere
    must not be able to put words into somebody's forms.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
