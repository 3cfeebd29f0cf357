"""A person who can sign in, by phone number or by e-mail address."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.common.text import name_sort_key, nfc, search_key


class UserManager(BaseUserManager["User"]):
    """Makes people; the caller brings an e-mail address, a phone number, or both."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Belonging to an organisation is a membership, not a field."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phone = models.CharField(_("số điện thoại"), max_length=16, null=True, blank=True, unique=True)
    email = models.EmailField(_("thư điện tử"), null=True, blank=True, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=100)
    name_sort_key = models.CharField(
        _("khóa sắp xếp"), max_length=500, blank=True, db_collation="C", db_index=True
    )
    search_key = models.CharField(max_length=400, blank=True, editable=False)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    preferred_language = models.CharField(_("ngôn ngữ"), max_length=8, default="vi")
    is_staff = models.BooleanField(_("quản trị hệ thống"), default=False)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    erased_at = models.DateTimeField(
        _("xóa dữ liệu lúc"),
        null=True,
        blank=True,
        editable=False,
        help_text="Nobody is to be recognised by this row any more.",
    )
    date_joined = models.DateTimeField(_("ngày tham gia"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        indexes = [
            GinIndex(
                fields=["search_key"],
                opclasses=["gin_trgm_ops"],
                name="user_search_key_trgm",
            ),
            models.Index(
                fields=["erased_at"],
                condition=models.Q(erased_at__isnull=False),
                name="erased_users",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__isnull=False)
                | models.Q(email__isnull=False)
                | models.Q(erased_at__isnull=False),
                name="user_has_phone_or_email",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(phone__startswith="+"), name="user_phone_is_e164"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the derived keys beside the name; a sort key set by hand stays."""
        self.name_sort_key = self.name_sort_key or name_sort_key(self.full_name)
        self.search_key = search_key(self.full_name)
        super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        """Compose first: keyboards write "ế" in two ways, the password is one."""
        super().set_password(nfc(raw_password) if raw_password else raw_password)

    def check_password(self, raw_password: str | None) -> bool:
        """Compose as `set_password` did."""
        return super().check_password(nfc(raw_password) if raw_password else raw_password)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else ""
