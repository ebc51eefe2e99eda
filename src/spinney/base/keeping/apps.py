from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "spinney.base.keeping"
    label = "keeping"
    verbose_name = "Copies"

    def ready(self) -> None:
        from spinney.base.keeping import people  # noqa: F401
