"""Signing in by name or address, and every right from the grants: one backend answers both."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend


class ProfileBackend(AuthenticationBackend):
    """`has_perm(permission)` from the grants in force, read at each request; with a unit, the scoped ones too.

    Without `obj`, a scoped profile answers yes if it is held over any unit. `obj` may be a unit or
    anything with a `unit`; a profile scoped to a unit covers its subtree.
    """

    def user_can_authenticate(self, user) -> bool:
        return user.is_active

    @classmethod
    def _stash_user(cls, user):
        """A closed account gets the answer of an unknown one, so the library must not remember it."""
        return

    def get_user(self, user_id):
        from organization.models import User

        return User.objects.select_related("unit").filter(pk=user_id, is_active=True).first()

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        from organization.standing import held

        units = held(user_obj).get(str(perm))
        if not units:
            return False
        if obj is None or 0 in units:
            return True
        from organization.models import BusinessUnit
        from organization.queries import unit_tree

        unit = obj if isinstance(obj, BusinessUnit) else getattr(obj, "unit", None)
        return unit is not None and any(step in units for step in unit_tree().lineage(unit.pk))
