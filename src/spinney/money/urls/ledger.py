"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import entries, funds, ledger, money

ALL = "clusters/<int:cluster_id>/money/"
ENTRIES = f"{ALL}entries/"
ONE = f"{ENTRIES}<int:pk>/"
FUND = f"{ALL}funds/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, money.money, name="money"),
    path(ENTRIES, entries.entries, name="entries"),
    path(f"{ENTRIES}add-income/", ledger.add_income, name="add-income"),
    path(f"{ENTRIES}add-payment/", ledger.add_payment, name="add-payment"),
    path(f"{ENTRIES}move-between-funds/", ledger.move_between_funds, name="move-between-funds"),
    path(f"{ENTRIES}export-entries/", entries.export_entries, name="export-entries"),
    path(ONE, entries.entry, name="entry"),
    path(f"{ONE}correct-entry/", ledger.correct_entry, name="correct-entry"),
    path(f"{ALL}account-balances/", entries.account_balances, name="account-balances"),
    path(f"{ALL}funds/add-fund/", funds.add_fund, name="add-fund"),
    path(f"{FUND}edit-fund/", funds.edit_fund, name="edit-fund"),
    path(f"{FUND}close-fund/", funds.close_fund, name="close-fund"),
    path(f"{FUND}reopen-fund/", funds.reopen_fund, name="reopen-fund"),
]
