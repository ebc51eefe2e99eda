from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "spinney.base.record"
    label = "record"
