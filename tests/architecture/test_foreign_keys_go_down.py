"""Tables obey the same ladder as imports."""

from django.apps import apps

LADDER = (
    "record",
    "access",
    "work",
    "post",
    "web",
    "register",
    "clusters",
    "diagnostics",
    "agreements",
    "decisions",
    "workplans",
    "money",
    "purchasing",
    "evaluation",
)
STEP = {label: step for step, label in enumerate(LADDER)}


def test_foreign_keys_go_down():
    upward = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = field.related_model if field.many_to_one or field.one_to_one else None
            if other is None or field.auto_created or isinstance(other, str):
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if here != there and here in STEP and STEP.get(there, -1) >= STEP[here]:
                upward.append(f"{model._meta.label}.{field.name} -> {other._meta.label}")
    assert upward == []


def test_a_lower_room_never_learns_of_a_higher_one():
    named = []
    rooms = set(LADDER[LADDER.index("register") :])
    for model in apps.get_models():
        for relation in model._meta.related_objects:
            here, there = model._meta.app_label, relation.related_model._meta.app_label
            if {here, there} <= rooms and here != there and not relation.hidden:
                named.append(
                    f"{model._meta.label}.{relation.get_accessor_name()} (use related_name='+')"
                )
    assert named == []
