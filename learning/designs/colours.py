"""Colours of text on white paper: dark enough to be read by everybody (WCAG 2.1, 1.4.3)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST = 4.5


def validate_colour(value: str) -> None:
    if not COLOUR.fullmatch(value):
        raise ValidationError(_("Write a colour as # and six signs, such as #12403c."))


def validate_readable(value: str) -> None:
    """Raises ValidationError for a colour too light to read on white."""
    validate_colour(value)
    ratio = contrast_with_white(value)
    if ratio < LEAST:
        words = _(
            "Too light to read on white: the contrast is %(ratio)s, and must be 4.5 at least. Choose a darker one."
        )
        raise ValidationError(words, params={"ratio": f"{ratio:.1f}"})


def contrast_with_white(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
