from django.apps import AppConfig
from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, UUIDField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class _OneArray:
    """`id__in` with many ids as one array: a chunk of retention asks twenty tables for the same thousand."""

    def process_rhs(self, compiler, connection):
        if not self._is_of_uuids():
            return super().process_rhs(compiler, connection)
        ids = {str(one) for one in self.rhs if one is not None}
        if not ids:
            raise EmptyResultSet
        return "%s::uuid[]", ["{" + ",".join(sorted(ids)) + "}"]

    def get_rhs_op(self, connection, rhs):
        return f"= ANY ({rhs})" if self._is_of_uuids() else super().get_rhs_op(connection, rhs)

    def _is_of_uuids(self):
        field = self.lhs.output_field
        return isinstance(getattr(field, "target_field", field), UUIDField) and isinstance(self.rhs, list | tuple | set)


class _UuidIn(_OneArray, In):
    pass


class _RelatedUuidIn(_OneArray, RelatedIn):
    pass


class FirstwallConfig(AppConfig):
    """The single Django app: one migration history, one PostgreSQL, many rooms (ARCHITECTURE.md)."""

    name = "firstwall"
    label = "firstwall"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach Django's lookup by many ids to send them as one value."""
        UUIDField.register_lookup(_UuidIn)
        ForeignKey.register_lookup(_RelatedUuidIn)
