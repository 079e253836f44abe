from django.db import models
from django.utils.translation import gettext_lazy as _

from ...models.immutable import WrittenOnce


class Achievement(WrittenOnce):
    """What badges are for, as foreign programs read it: equal words are one achievement, at one address, for ever.

    `key` is made from the words themselves (`contents.py`), so nobody has to be asked whether it is there.
    """

    key = models.UUIDField(unique=True)
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"))
    criteria = models.TextField(_("criteria"))
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=2)

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")

    def __str__(self) -> str:
        return f"Achievement {self.key}"
