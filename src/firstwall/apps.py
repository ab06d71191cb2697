from django.apps import AppConfig


class FirstwallConfig(AppConfig):
    """The single Django app: one migration history, one PostgreSQL, many rooms (ARCHITECTURE.md)."""

    name = "firstwall"
    label = "firstwall"
    default_auto_field = "django.db.models.BigAutoField"
