"""Addresses of voting, interests, proxies, objections, receipts."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import interests, objections, proxies, receipts, taking_back, vote

IN = "clusters/<int:cluster_id>/"
ONE = IN + "ballots/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ONE + "vote/", vote.vote, name="vote"),
    path(ONE + "vote/for/<int:organisation_id>/", vote.vote_for, name="vote-for"),
    path(ONE + "take-back-vote/", taking_back.take_back_vote, name="take-back-vote"),
    path(ONE + "check-receipt/", receipts.check_receipt, name="check-receipt"),
    path(ONE + "interests/", interests.interests, name="interests"),
    path(ONE + "declare-interest/", interests.declare_interest, name="declare-interest"),
    path(ONE + "withdraw-interest/", interests.withdraw_interest, name="withdraw-interest"),
    path(ONE + "proxies/", proxies.proxies, name="proxies"),
    path(ONE + "give-proxy/", proxies.give_proxy, name="give-proxy"),
    path(
        IN + "meetings/<int:pk>/give-proxy/", proxies.give_meeting_proxy, name="give-meeting-proxy"
    ),
    path(IN + "proxies/<int:pk>/end-proxy/", proxies.end_proxy, name="end-proxy"),
    path(ONE + "objections/", objections.objections, name="objections"),
    path(
        ONE + "objections/<int:vote_id>/answer/",
        objections.answer_objection,
        name="answer-objection",
    ),
]
