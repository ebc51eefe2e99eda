"""Receipts: whoever holds one finds her secret vote, and sees that it is in the count."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.decisions import policies
from spinney.decisions.bridge.ballot_box import CODE
from spinney.decisions.forms.voting import ReceiptForm
from spinney.decisions.queries.receipts import lines_under
from spinney.decisions.views.booths import Booth, booth_in


@guard(policies, "check_receipt", scope="cluster")
@never_cache
def check_receipt(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Find a vote by the code on its receipt."""
    return receipt_page(booth_in(request, cluster_id, pk))


def receipt_page(booth: Booth) -> HttpResponse:
    """The same, signed in or by a link. The code comes by POST alone, so that it stands in no
    address, and nothing of it is written down.
    """
    if not booth.ballot.secret:
        raise WrongState("This ballot is not secret: your vote stands on its page.")
    form = ReceiptForm(posted(booth.request))
    rows: list[SummaryRow] = []
    if form.is_valid():
        try:
            found = lines_under(booth.ballot, form.cleaned_data[CODE])
            rows = [SummaryRow(what, how) for what, how in found]
        except BadInput as error:
            form.add_error(CODE, str(error))
    context = {
        "form": form, "rows": rows, "deed": "Find my vote",
        **booth.around(("Find your vote", "")),
    }  # fmt: skip
    return render(booth.request, "decisions/check_receipt.html", context)
