"""Addresses of what was bought."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import categories, lessons, supplier_categories

OWN = "organisations/<int:organisation_id>/spending/"
NAMES = f"{OWN}categories/"

urlpatterns: list[URLPattern] = [
    path(NAMES, categories.name_categories, name="name-categories"),
    path(
        f"{NAMES}correct-name-category/",
        categories.correct_name_category,
        name="correct-name-category",
    ),
    path(
        f"{NAMES}take-back-correction/",
        categories.take_back_correction,
        name="take-back-correction",
    ),
    path(f"{NAMES}taught/", lessons.category_lessons, name="category-lessons"),
    path(f"{NAMES}taught/teach-own-words/", lessons.teach_own_words, name="teach-own-words"),
    path(f"{NAMES}taught/forget-lessons/", lessons.forget_lessons, name="forget-lessons"),
    path(f"{NAMES}taught/<int:pk>/change-lesson/", lessons.change_lesson, name="change-lesson"),
    path(
        f"{OWN}lines/<int:line_id>/correct-line-category/",
        categories.correct_line_category,
        name="correct-line-category",
    ),
    path(
        "clusters/<int:cluster_id>/purchasing/suppliers/<int:pk>/correct-supplier-category/",
        supplier_categories.correct_supplier_category,
        name="correct-supplier-category",
    ),
]
