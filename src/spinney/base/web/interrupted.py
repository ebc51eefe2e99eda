"""Pages for somebody whose form could not be taken: the page was open too long, or signed out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from spinney.base.access import policies
from spinney.base.web.account.sign_in import safe_next
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.kept import forget, is_same_origin, keep, page_of
from spinney.base.web.typed import in_words


def open_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view for a form whose token does not fit. Nothing typed is lost, unless the form
    came from another site (then nothing of it is kept or shown).
    """
    context: dict[str, object] = {}
    if is_same_origin(request):
        context = {
            "page_url": keep(request),
            "typed": in_words(request),
        }
    return render(request, "403_csrf.html", context, status=403)


@guard(policies, "see_account")
@require_POST
def forget_kept(request: SpinneyRequest) -> HttpResponse:
    """Drop what was kept: she leaves it as the other has it."""
    forget(request)
    return redirect(safe_next(request) or page_of(request))
