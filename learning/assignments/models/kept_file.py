"""What is written down of every file that is kept with a submission."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptFile(models.Model):
    """In private storage under a name of our own. Its kind is what its content says."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=150)
    mime = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded"))

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
