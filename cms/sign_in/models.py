from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language


class SignInLink(models.Model):
    """Somebody asked for a sign-in link. Written for known and unknown addresses alike; only known ones get a token.

    The token itself stands in the mail alone; here is its hash. Rows are deleted the day after.
    """

    email = models.EmailField(_("e-mail"), max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    next_url = models.CharField(_("leads to"), max_length=2000, blank=True)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True, null=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")
        indexes = (models.Index(fields=("email", "asked_at"), name="sign_in_link_by_address"),)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
