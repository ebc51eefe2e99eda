from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "spinney.base.access"
    label = "access"
