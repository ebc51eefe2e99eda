"""Addresses of suppliers, and which names are one."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import reviewing, supplier_changes, suppliers

ALL = "clusters/<int:cluster_id>/purchasing/suppliers/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, suppliers.suppliers, name="suppliers"),
    path(f"{ALL}suppliers-file/", suppliers.suppliers_file, name="suppliers-file"),
    path(f"{ALL}match-suppliers/", suppliers.match_suppliers, name="match-suppliers"),
    path(f"{ALL}review-suppliers/", reviewing.review_suppliers, name="review-suppliers"),
    path(f"{ALL}pairs/<int:pk>/judge-pair/", reviewing.judge_pair, name="judge-pair"),
    path(f"{ALL}answers/<int:pk>/undo-judgement/", reviewing.undo_judgement, name="undo-judgement"),
    path(f"{ALL}merge-suppliers/", supplier_changes.merge_suppliers, name="merge-suppliers"),
    path(
        f"{ALL}changes/<int:pk>/undo-supplier-change/",
        supplier_changes.undo_supplier_change,
        name="undo-supplier-change",
    ),
    path(ONE, suppliers.supplier, name="supplier"),
    path(f"{ONE}split-supplier/", supplier_changes.split_supplier, name="split-supplier"),
    path(f"{ONE}rename-supplier/", supplier_changes.rename_supplier, name="rename-supplier"),
    path(f"{ONE}put-under/", supplier_changes.put_under, name="put-under"),
    path(f"{ONE}link-supplier/", supplier_changes.link_supplier, name="link-supplier"),
]
