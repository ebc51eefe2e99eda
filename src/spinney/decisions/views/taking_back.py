"""Taking a vote back, as if one had not voted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.decisions import policies
from spinney.decisions.actions import voting as actions
from spinney.decisions.bridge.ballot_box import CODE
from spinney.decisions.forms.voting import ReceiptForm, SureForm
from spinney.decisions.policies.voting import check_takes_votes
from spinney.decisions.views.booths import Booth, booth_in


@guard(policies, "take_back_vote", scope="cluster")
@never_cache
def take_back_vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take the vote of one's own organisation back."""
    return take_back_page(booth_in(request, cluster_id, pk))


def take_back_page(booth: Booth) -> HttpResponse:
    """The same, signed in or by a link: asked once more, and with the code in a secret ballot."""
    check_takes_votes(booth.ballot, now())
    secret = booth.ballot.secret
    form = ReceiptForm(posted(booth.request)) if secret else SureForm(posted(booth.request))
    done = attempt(
        booth.request, form,
        lambda: actions.take_back_vote(
            ballot=booth.ballot, organisation_id=booth.organisation_id,
            receipt=form.cleaned_data.get(CODE, ""), by=booth.request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return booth.done("Your vote is taken back. You can vote again until voting closes.")
    context = {
        "form": form, "deed": "Take our vote back",
        **booth.around(("Take your vote back", "")),
    }  # fmt: skip
    return render(booth.request, "decisions/take_back_vote.html", context)
