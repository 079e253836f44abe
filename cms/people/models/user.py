from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..enums import Language

# The domain of the addresses of shells: it exists nowhere (RFC 2606).
ERASED = "erased.invalid"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person. The address is stored in lower case: one address is one person."""
        user = self.model(email=canonical_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=canonical_email(email or ""))


def canonical_email(email: str) -> str:
    """Return the form an address is stored in. Plus signs and dots are kept: they may be other people."""
    return email.strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the name to sign in with; a full name is one field, as people have it."""

    email = models.EmailField(_("e-mail"), unique=True, max_length=254)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "email")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_ignores_case"),)

    def __str__(self) -> str:
        return self.name or (_now("Erased person") if self.is_erased else self.email)

    @property
    def is_erased(self) -> bool:
        """Whether only a shell is left, which counts go on pointing at (cms/people/privacy.py)."""
        return self.email.endswith(f"@{ERASED}")

    def clean(self) -> None:
        super().clean()
        self.email = canonical_email(self.email)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def group_names(self) -> frozenset[str]:
        """Names of the groups the person is in; asked once for each object."""
        return frozenset(self.groups.values_list("name", flat=True))
