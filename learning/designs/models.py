from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ColorInput
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin

from ..bases import basis_kinds
from ..models.immutable import WrittenOnce
from .colours import validate_colour, validate_readable
from .enums import Border
from .pictures import frozen_picture

COLOUR, SECOND, ACCENT = "#12403c", "#1f6f78", "#d39b2a"


def design_uses() -> list[tuple[str, Any]]:
    return [("", _("All certificates that have no design of their own"))] + [
        (kind.key, kind.heading) for kind in basis_kinds()
    ]


def _picture(words: Any) -> Any:
    return models.ForeignKey(
        "wagtailimages.Image", verbose_name=words, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


def _words(words: Any, most: int) -> Any:
    return models.CharField(words, max_length=most, blank=True)


class CertificateDesign(PreviewableMixin, models.Model):
    """What certificates look like from now on. Those that are issued keep the version they were issued with."""

    used_for = models.CharField(_("used for"), max_length=30, choices=design_uses, blank=True, unique=True)
    colour = models.CharField(_("colour of names"), max_length=7, default=COLOUR, validators=[validate_readable])
    second = models.CharField(_("colour of headings"), max_length=7, default=SECOND, validators=[validate_readable])
    accent = models.CharField(
        _("accent, for decoration only"), max_length=7, default=ACCENT, validators=[validate_colour]
    )
    border = models.CharField(_("decoration"), max_length=10, choices=Border, default=Border.HILLS)
    logo = _picture(_("logo"))
    signer_name = _words(_("name of who signs"), 80)
    signature = _picture(_("signature as a picture"))
    signer_title_nb = _words(_("title, bokmål"), 80)
    signer_title_nn = _words(_("title, nynorsk"), 80)
    signer_title_sv = _words(_("title, Swedish"), 80)
    signer_title_en = _words(_("title, English"), 80)
    heading_nb = _words(_("heading, bokmål"), 80)
    heading_nn = _words(_("heading, nynorsk"), 80)
    heading_sv = _words(_("heading, Swedish"), 80)
    heading_en = _words(_("heading, English"), 80)
    phrase_nb = _words(_("below the name, bokmål"), 80)
    phrase_nn = _words(_("below the name, nynorsk"), 80)
    phrase_sv = _words(_("below the name, Swedish"), 80)
    phrase_en = _words(_("below the name, English"), 80)

    panels: ClassVar[list[Any]] = [
        HelpPanel(content=_("Saved designs are used for certificates awarded from now on. Issued ones do not change.")),
        FieldPanel("used_for"),
        MultiFieldPanel(
            [
                FieldPanel("colour", widget=ColorInput),
                FieldPanel("second", widget=ColorInput),
                FieldPanel("accent", widget=ColorInput),
                FieldPanel("border"),
                FieldPanel("logo"),
            ],
            heading=_("Looks"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("signer_name"),
                FieldPanel("signature"),
                *(FieldPanel(f"signer_title_{language}") for language in ("nb", "nn", "sv", "en")),
            ],
            heading=_("Signature"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("What is left empty is worded by the site.")),
                *(FieldPanel(f"heading_{language}") for language in ("nb", "nn", "sv", "en")),
                *(FieldPanel(f"phrase_{language}") for language in ("nb", "nn", "sv", "en")),
            ],
            heading=_("Wording"),
        ),
    ]

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")

    def __str__(self) -> str:
        return str(self.get_used_for_display() or dict(design_uses()).get(self.used_for, self.used_for))

    def clean(self) -> None:
        if self.signature and not self.signer_name:
            raise ValidationError({"signer_name": _("A signature needs the name of who signs.")})

    def content(self) -> dict[str, Any]:
        """All of it as plain values, pictures too."""
        return {
            "colour": self.colour,
            "second": self.second,
            "accent": self.accent,
            "border": self.border,
            "logo": frozen_picture(self.logo),
            "signer_name": self.signer_name,
            "signature": frozen_picture(self.signature),
            "words": {
                language: {what: getattr(self, f"{what}_{language}") for what in ("heading", "phrase", "signer_title")}
                for language, _name in settings.LANGUAGES
            },
        }

    # --- Live preview ------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return list(settings.LANGUAGES)

    @cached_property
    def default_preview_mode(self) -> str:
        return str(settings.LANGUAGE_CODE)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "designs/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .preview import sample_sheet

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"language": mode_name, "sheet": sample_sheet(self, language=mode_name)}


class DesignVersion(WrittenOnce):
    """A design as it was saved: certificates issued from then on, until the next version, look like this.

    An empty content says that the design was taken away.
    """

    used_for = models.CharField(_("used for"), max_length=30, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("saved"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a certificate design")
        verbose_name_plural = _("versions of certificate designs")
        ordering = ("used_for", "-published_at", "-pk")
        indexes = (models.Index(fields=["used_for", "-published_at"], name="design_at_a_moment"),)

    def __str__(self) -> str:
        return f"Design version {self.pk}"
