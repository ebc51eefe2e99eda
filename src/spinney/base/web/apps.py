from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "spinney.base.web"
    label = "web"
