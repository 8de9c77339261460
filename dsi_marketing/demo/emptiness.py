"""Made-up companies go into an empty database only."""

from django.utils.translation import gettext as _

from organization.models import BusinessUnit, User


def not_empty() -> str:
    """Why a made-up company is refused here, and what to do."""
    return _(
        "The database already holds %(units)d units and %(people)d people; a made-up company goes into an empty "
        "one only. Give another DATABASE_URL, or empty this one first with: python manage.py flush"
    ) % {"units": BusinessUnit.objects.count(), "people": User.objects.count()}
