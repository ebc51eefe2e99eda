"""No table of a room is forgotten when a cluster leaves in a file."""

from __future__ import annotations

from django.apps import apps

from spinney.base.keeping import portable


def test_every_table_of_the_rooms_travels_or_stays_with_a_reason() -> None:
    said = set(portable.holdings) | set(portable.staying)
    for config in apps.get_app_configs():
        room = config.name.removeprefix("spinney.")
        if config.name.startswith("spinney.") and not room.startswith("base."):
            for model in config.get_models(include_auto_created=True):
                assert model._meta.label in said, (
                    f"Say in {room}/queries/portable.py whether {model._meta.label} travels with "
                    "a cluster or stays, and why."
                )
    assert all(portable.staying.values())
