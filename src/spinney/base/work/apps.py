from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "spinney.base.work"
    label = "work"
    verbose_name = "Background work"
