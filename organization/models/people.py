"""People, with and without a sign-in or a mailbox, their groups and their capacities."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import EditedModel
from organization.enums import CapacityKind, Language

from .units import TAKEN, BusinessUnit, Site, code_validator


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str | None = None, password: str | None = None, **fields):
        """A person; without password nobody can sign in as them."""
        user = self.model(username=username or None, **fields)
        user.email = (user.email or "").strip().lower()
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def active(self):
        return self.filter(is_active=True)


class User(AbstractBaseUser, EditedModel):
    """A person of the company. Most only receive: no sign-in name, some no mailbox either.

    `ref` is the directory's own number and the opaque reference of the audit trail. There is no
    superuser: rights come from access profiles only (organization.access).
    """

    ref = models.CharField(
        _("directory number"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("Somebody else has this directory number: choose another one.")},
    )
    username = models.CharField(
        _("sign-in name"),
        max_length=60,
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": _("Somebody else has this sign-in name: choose another one.")},
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    unit = models.ForeignKey(
        BusinessUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("main unit"),
    )
    further_units = models.ManyToManyField(
        BusinessUnit, blank=True, related_name="further_people", verbose_name=_("further units")
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="people", verbose_name=_("site")
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "ref"]
    is_superuser = False
    objects = UserManager()

    class Meta:
        ordering = ["name", "ref"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_unique"),
        ]
        indexes = [
            models.Index(fields=["name", "ref"], name="user_name"),
            models.Index(
                fields=["name", "id"], name="user_name_id"
            ),  # the order of the list, to the last tie
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.email = (self.email or "").strip().lower()
        self.username = self.username or None
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.ref])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_active and any(
            backend.has_perm(self, str(perm), obj)
            for backend in get_backends()
            if hasattr(backend, "has_perm")
        )

    def has_perms(self, perm_list, obj=None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    @property
    def is_staff(self) -> bool:
        from organization.access import Permission

        return self.has_perm(Permission.ADMINISTER)


class Group(EditedModel):
    """A team, a committee, a list of people, with one person to call."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, validators=[code_validator], error_messages=TAKEN
    )
    name = models.CharField(_("name"), max_length=120)
    contact = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person to call"),
    )
    members = models.ManyToManyField(User, blank=True, related_name="member_of", verbose_name=_("members"))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """How a person stands towards a unit: client, user, prescriber; several are possible."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.CASCADE, related_name="capacities")
    kind = models.CharField(_("capacity"), max_length=10, choices=CapacityKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "kind"], name="capacity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.unit}"
