"""Why somebody may need help, as a sentence."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms import clock

from .columns import Column
from .enums import Reason
from .help import Signal


def signal_in_words(signal: Signal, columns: Mapping[str, Column]) -> str:
    """With the item or the day it is about."""
    if signal.reason == Reason.DEADLINE and signal.day:
        words = _("Has a deadline on %(day)s, and more than half left")
        if signal.day < clock.today():
            words = _("Had a deadline on %(day)s, and has more than half left")
        return words % {"day": date_format(signal.day)}
    if signal.reason == Reason.STANDS_STILL and signal.day:
        return _("Has done nothing since %(day)s") % {"day": date_format(signal.day)}
    item = columns[signal.item_key].title if signal.item_key in columns else ""
    return SENTENCES[signal.reason]() % {"item": item}


SENTENCES = {
    Reason.NO_TRIES_LEFT: lambda: _("Has used all attempts at “%(item)s”"),
    Reason.FAILED: lambda: _("Has not passed “%(item)s” after two attempts or more"),
    Reason.BEGUN_LONG_AGO: lambda: _("Began “%(item)s” a week ago or more, and has not gone on with it"),
}
