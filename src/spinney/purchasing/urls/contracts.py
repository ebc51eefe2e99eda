"""Addresses of contracts and when they end."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import contract_feeds, contracts, joint_contracts

OWN = "organisations/<int:organisation_id>/spending/contracts/"
ONE = f"{OWN}<int:pk>/"
CLUSTER = "clusters/<int:cluster_id>/purchasing/contracts/"
JOINT = f"{CLUSTER}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(OWN, contracts.own_contracts, name="own-contracts"),
    path(f"{OWN}add/", contracts.add_contract, name="add-contract"),
    path(f"{OWN}calendar.ics", contracts.own_contracts_calendar, name="own-contracts-calendar"),
    path(f"{OWN}follow/", contract_feeds.follow_own_contracts, name="follow-own-contracts"),
    path(
        f"{OWN}stop-following/", contract_feeds.stop_following_own_contracts,
        name="stop-following-own-contracts",
    ),
    path(ONE, contracts.contract, name="contract"),
    path(f"{ONE}change/", contracts.edit_contract, name="edit-contract"),
    path(f"{ONE}remove/", contracts.remove_contract, name="remove-contract"),
    path(f"{ONE}restore/", contracts.restore_contract, name="restore-contract"),
    path(f"{ONE}show/", contracts.show_contract, name="show-contract"),
    path(f"{ONE}hide/", contracts.hide_contract, name="hide-contract"),
    path(f"{ONE}notice/", contracts.give_notice, name="give-notice"),
    path(f"{ONE}end/", contracts.end_contract, name="end-contract"),
    path(f"{ONE}keep/", contracts.keep_contract, name="keep-contract"),
    path(CLUSTER, joint_contracts.contracts, name="contracts"),
    path(f"{CLUSTER}calendar.ics", joint_contracts.contracts_calendar, name="contracts-calendar"),
    path(f"{CLUSTER}follow/", contract_feeds.follow_contracts, name="follow-contracts"),
    path(
        f"{CLUSTER}stop-following/", contract_feeds.stop_following_contracts,
        name="stop-following-contracts",
    ),
    path("contracts-feed/<str:secret>/", contract_feeds.contracts_feed, name="contracts-feed"),
    path(JOINT, joint_contracts.joint_contract, name="joint-contract"),
    path(f"{JOINT}change/", joint_contracts.edit_joint_contract, name="edit-joint-contract"),
    path(f"{JOINT}note/", joint_contracts.change_joint_contract, name="change-joint-contract"),
]  # fmt: skip
