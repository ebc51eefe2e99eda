from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "spinney.base.work"
    label = "work"
    verbose_name = "Background work"

    def ready(self) -> None:
        from spinney.base.work import tidying  # noqa: F401
