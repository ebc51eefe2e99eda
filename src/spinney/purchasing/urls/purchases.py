"""Addresses of buying together."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import (
    appointing,
    inviting,
    pledging,
    purchases,
    quotes,
    quoting,  # noqa: F401  (the supplier's page is reached by a link alone)
)

ALL = "clusters/<int:cluster_id>/purchasing/purchases/"
ONE = f"{ALL}<int:pk>/"
QUOTE = f"{ONE}quotes/<int:quote_id>/"

urlpatterns: list[URLPattern] = [
    path(ALL, purchases.purchases, name="purchases"),
    path(f"{ALL}start/", purchases.start_purchase, name="start-purchase"),
    path(ONE, purchases.purchase, name="purchase"),
    path(f"{ONE}change/", purchases.edit_purchase, name="edit-purchase"),
    path(f"{ONE}end/", purchases.end_purchase, name="end-purchase"),
    path(f"{ONE}reopen/", purchases.reopen_purchase, name="reopen-purchase"),
    path(f"{ONE}ask/", pledging.ask_pledges, name="ask-pledges"),
    path(f"{ONE}pledge/", pledging.pledge, name="pledge"),
    path(f"{ONE}pledge/take-back/", pledging.take_back_pledge, name="take-back-pledge"),
    path(f"{ONE}suppliers/add/", inviting.invite_supplier, name="invite-supplier"),
    path(
        f"{ONE}suppliers/<int:invited_id>/remove/", inviting.remove_invited, name="remove-invited"
    ),
    path(f"{ONE}criteria/", inviting.set_criteria, name="set-criteria"),
    path(f"{ONE}quotes/ask/", inviting.request_quotes, name="request-quotes"),
    path(f"{ONE}quotes/extend/", inviting.extend_quotes, name="extend-quotes"),
    path(f"{ONE}quotes/open/", quotes.open_quotes, name="open-quotes"),
    path(f"{ONE}quotes/", quotes.compare_quotes, name="compare-quotes"),
    path(f"{ONE}quotes/mark/", quotes.mark_quote, name="mark-quote"),
    path(f"{ONE}quotes/close-marking/", quotes.close_marking, name="close-marking"),
    path(QUOTE, quotes.quote, name="quote"),
    path(f"{QUOTE}files/<int:file_id>/", quotes.quote_file, name="quote-file"),
    path(f"{ONE}vote/", appointing.put_to_vote, name="put-to-vote"),
    path(f"{ONE}vote/return/", appointing.return_to_quotes, name="return-to-quotes"),
    path(f"{ONE}appoint/", appointing.appoint_supplier, name="appoint-supplier"),
    path(f"{ONE}contract/", appointing.make_contract, name="make-contract"),
]
