from django.apps import AppConfig

from spinney.base.kernel.actors import Actor


def _is_in(actor: Actor) -> bool:
    return actor.is_signed_in


def _is_out(actor: Actor) -> bool:
    return not actor.is_signed_in


class WebConfig(AppConfig):
    name = "spinney.base.web"
    label = "web"

    def ready(self) -> None:
        """Put the site's own entries into the navigation; rooms put theirs between."""
        from spinney.base.web import tasks, undelivered  # noqa: F401
        from spinney.base.web.account import letters  # noqa: F401
        from spinney.base.web.navigation import add_to_navigation

        add_to_navigation("Home", "home", place=0)
        add_to_navigation("Help", "help", place=900)
        add_to_navigation("Account", "account", place=950, shown_to=_is_in)
        add_to_navigation("Sign in", "account_login", place=950, shown_to=_is_out)
