"""What the verbs refuse, in words for whoever filled in the form, and where on the page it belongs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..domain.answers import AnswerMissing, AnswerNotGood, ConsentMissing
from ..domain.audiences import AudienceDiffers
from ..domain.bookings import (
    AlreadyHasPlace,
    CategoryNotOffered,
    FormUsedAlready,
    InvoiceDetailsMissing,
    NotOpen,
    OccurrenceFull,
    WaitingListFull,
    WrongNumber,
)
from ..domain.bound import PlaceIsBound
from ..domain.moves import NotPossibleNow, TooLate
from ..domain.places import PriceDiffers
from ..domain.vouchers import VoucherNotGood
from ..domain.waiting import OfferGone, SaidYesAlready
from ..enums import Audience
from ..models import TicketCategory
from .forms import number_name

WORDS: dict[type[Exception], Any] = {
    NotOpen: _("Sign-up is closed now. Nothing was booked; what you wrote stands here still."),
    CategoryNotOffered: _("This ticket is not on offer any more. Choose another one."),
    AudienceDiffers: _("This ticket is for others. Choose the organisation you book for, or another ticket."),
    WrongNumber: _("So many places cannot be had of this ticket."),
    VoucherNotGood: _("This code is not good here: it is written wrongly, used up, out of date or for other tickets."),
    OccurrenceFull: _("All places are taken."),
    WaitingListFull: _("All places are taken, and the waiting list is full too. Nothing was booked."),
    AnswerMissing: _("A question must be answered."),
    AnswerNotGood: _("An answer does not fit its question. Questions may have been changed while you wrote."),
    ConsentMissing: _("Say yes to our keeping what you tell about needs, or leave it out."),
    FormUsedAlready: _("This page was sent before. Look in your mail first; send it once more to book again."),
    AlreadyHasPlace: _("This address has a place here already."),
    SaidYesAlready: _(
        "You have said yes already, and keep what you have. If you cannot come after all, give it back on this page."
    ),
    OfferGone: _("There is no offer any more: it has run out, or was answered."),
    NotPossibleNow: _("This is not possible any more: something has changed meanwhile."),
    TooLate: _("It is too late to do this yourself. Write to us."),
    PlaceIsBound: _(
        "A stand hangs on this place, so it is not given back or exchanged by itself. Let somebody else come on it, or "
        "give the stand back."
    ),
    PriceDiffers: _("The other ticket has another price. Write to us, and we change it."),
}
AUDIENCES: dict[str, Any] = {
    Audience.PUBLIC_BODY: _(
        "This ticket is for municipalities and other public bodies. Choose or write the public body you come from, or "
        "take another ticket."
    ),
    Audience.COMPANY: _(
        "This ticket is for companies. Choose or write the company you come from, or take another ticket."
    ),
    Audience.MEMBER: _(
        "This ticket is for organisations that have an agreement with us today. Sign in and choose the organisation "
        "you act for, or take another ticket."
    ),
    Audience.STUDENT: _("This ticket is for students. Take another ticket, or write to us if you are one."),
    Audience.EXHIBITOR: _(
        "This ticket is for the people of exhibitors that have a confirmed stand here. Write the address the stand "
        "knows you by, or take another ticket."
    ),
    Audience.SPEAKER: _(
        "This ticket is for speakers who have said yes to speaking here. Write the address you were asked at, or take "
        "another ticket. Who helps gets a code from us."
    ),
}
FIELDS: dict[type[Exception], str] = {VoucherNotGood: "voucher"}
KNOWN: tuple[type[Exception], ...] = (*WORDS, InvoiceDetailsMissing)


def words_of(error: Exception) -> Any:
    return next((words for kind, words in WORDS.items() if isinstance(error, kind)), WORDS[NotPossibleNow])


def audience_words(category: TicketCategory) -> Any:
    """Whom the ticket is for, and what to do about it."""
    return AUDIENCES.get(category.audience, WORDS[AudienceDiffers])


def put_on(sheet: Any, error: Exception) -> None:
    """Say what was refused at the field it is about, else at the top."""
    if isinstance(error, InvoiceDetailsMissing) and sheet.payer is not None:
        for name, words in error.fields.items():
            sheet.payer.add_error(name if name in sheet.payer.fields else None, words)
        return
    if isinstance(error, AudienceDiffers):
        sheet.form.add_error(number_name(error.category), audience_words(error.category))
        return
    sheet.form.add_error(FIELDS.get(type(error)), words_of(error))
