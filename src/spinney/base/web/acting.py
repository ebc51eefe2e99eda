"""For which organisation somebody acts: said on every page, changed with one click."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from spinney.base.access import policies
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.web.account.sign_in import safe_next
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.middleware import ACTING_FOR
from spinney.base.web.told import say


@guard(policies, "act_for")
@require_POST
def act_for(request: SpinneyRequest) -> HttpResponse:
    """Act for another of her organisations from now on, and go on where she was."""
    try:
        wanted = int(request.POST.get("organisation", ""))
    except ValueError:
        raise BadInput("Choose the organisation that you want to act for.") from None
    chosen = next((c for c in request.acting_choices if c.organisation_id == wanted), None)
    if chosen is None:
        raise NotAllowed("You do not act for that organisation, or no longer.")
    request.session[ACTING_FOR] = chosen.organisation_id
    say(request, f"You act for {chosen.organisation_name} now.")
    return redirect(safe_next(request) or "/")
