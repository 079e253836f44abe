"""What happenings hold of a person."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.privacy.answers import Answer, Rows, blank, delete_rows, names_nobody, register, stays
from cms.privacy.purposes import CONTRACT, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, empty, retain

from .domain.letting_go import let_go_of_bookings, let_go_of_places, places_of
from .enums import LIVE_STATES, OccurrenceState
from .models import Answer as AnswerAtSignUp
from .models import Booking, BookingNote, Interest, Need, Place, PlaceEnrolment, VoucherUse

register_purpose(
    Purpose(
        "events",
        _("Events"),
        _("What you have signed up for, and what you asked to hear about."),
        CONTRACT,
        _("Who wants to know when sign-up opens: until it is over. Places and bookings: as the table below says."),
        _("You, and the coordinators of the centre."),
        65,
    )
)


def interests_of_what_is_over(before: datetime) -> Rows:
    over = Q(occurrence__ends_at__lt=before)
    over |= Q(occurrence__state=OccurrenceState.CANCELLED, occurrence__changed_at__lt=before)
    return Interest.objects.filter(over)


def bookings_without_account(before: datetime) -> Rows:
    rows = Booking.objects.filter(occurrence__ends_at__lt=before, contact=None)
    return rows.exclude(name="", email="", phone="")


def places_without_account(before: datetime) -> Rows:
    return Place.objects.filter(occurrence__ends_at__lt=before, user=None).exclude(name="", email="")


def places_given_back(before: datetime) -> Rows:
    """Of those nobody has an account for."""
    ended = Place.objects.exclude(state__in=LIVE_STATES).filter(ended_at__lt=before, user=None)
    return ended.exclude(name="", email="")


def answers_of_what_is_over(before: datetime) -> Rows:
    return AnswerAtSignUp.objects.filter(place__occurrence__ends_at__lt=before)


def needs_whose_day_has_come(before: datetime) -> Rows:
    return Need.objects.filter(delete_on__lte=clock.local_date(before))


OCCURRENCE = ("occurrence__series__titles", "occurrence__starts_at")
OF_PLACE = ("place__occurrence__series__titles", "place__occurrence__starts_at")
TITLE_AND_START = {OCCURRENCE[0]: _("title"), OCCURRENCE[1]: _("starts")}
OF_PLACE_IN_WORDS = {OF_PLACE[0]: _("title"), OF_PLACE[1]: _("starts")}
ASKED_IN_WORDS = {**OF_PLACE_IN_WORDS, "question__texts": _("question")}
OF_BOOKING_IN_WORDS = {"booking__reference": _("booking")}

# Answers and needs are found by the place, so they go before it forgets whose it was; bookings before places.
register(
    Answer(
        AnswerAtSignUp,
        purpose="events",
        by=("place__user",),
        by_address=("place__email",),
        columns=(*OF_PLACE, "question__texts", "value"),
        words=ASKED_IN_WORDS,
        erase=delete_rows,
        order=30,
    ),
    Answer(
        Need,
        purpose="sensitive",
        by=("place__user",),
        by_address=("place__email",),
        columns=(*OF_PLACE, "question__texts", "value", "delete_on"),
        words=ASKED_IN_WORDS,
        erase=delete_rows,
        order=30,
    ),
    Answer(
        PlaceEnrolment,
        purpose="events",
        by=("enrolment__learner", "place__user"),
        columns=(*OF_PLACE, "made_at"),
        words=OF_PLACE_IN_WORDS,
        erase=stays,
        order=30,
    ),
    Answer(
        VoucherUse,
        purpose="events",
        by=("place__user",),
        by_address=("place__email",),
        columns=(*OF_PLACE, "voucher__code"),
        words={**OF_PLACE_IN_WORDS, "voucher__code": _("voucher")},
        erase=stays,
        order=30,
    ),
    Answer(
        BookingNote,
        purpose="events",
        by=("booking__contact",),
        by_address=("booking__email",),
        columns=("booking__reference", "kind", "reason", "at"),
        words=OF_BOOKING_IN_WORDS,
        erase=blank(reason=""),
        order=30,
    ),
    Answer(
        BookingNote,
        purpose="log",
        by=("by",),
        columns=("booking__reference", "kind", "at"),
        words=OF_BOOKING_IN_WORDS,
        erase=stays,
        theirs=False,
    ),
    Answer(
        Booking,
        purpose="events",
        by=("contact",),
        by_address=("email",),
        also=("name", "phone", "organisation_name"),
        columns=(*OCCURRENCE, "reference", "name", "email", "phone", "organisation_name", "state", "booked_at"),
        words=TITLE_AND_START,
        erase=let_go_of_bookings,
        order=40,
    ),
    Answer(
        Place,
        purpose="events",
        find=places_of,
        also=("user", "email", "name", "booking"),
        columns=(*OCCURRENCE, "name", "email", "mode", "state", "booked_at", "confirmed_at", "price"),
        words=TITLE_AND_START,
        erase=let_go_of_places,
        order=50,
    ),
)
names_nobody("Where an occurrence is held.", "events.occurrence.address")
names_nobody("The name of a limit on places.", "events.quota.name")

register(
    Answer(
        Interest,
        purpose="events",
        by=("user",),
        by_address=("email",),
        columns=("occurrence__series__titles", "occurrence__starts_at", "email", "asked_at", "told_at"),
        words={"occurrence__series__titles": _("title"), "occurrence__starts_at": _("starts")},
        erase=delete_rows,
    ),
)
names_nobody(
    "Why an occurrence is moved or called off, as everybody who counts on it reads it.", "events.notice.reason"
)
names_nobody("Where an occurrence was to be held.", "events.notice.was_at")

retain(
    Rule(
        "events.needs",
        Need,
        _("What participants told about food, access and other needs, two weeks after the end"),
        DELETED,
        due=needs_whose_day_has_come,
        act=drop,
    ),
    Rule(
        "events.answers",
        AnswerAtSignUp,
        _("What participants answered when they signed up"),
        DELETED,
        due=answers_of_what_is_over,
        act=drop,
    ),
    Rule(
        "events.given_back",
        Place,
        _("Names of people without an account who gave their place back or did not get one"),
        ANONYMISED,
        due=places_given_back,
        act=empty(name="", email=""),
    ),
    Rule(
        "events.guests",
        Place,
        _("Names of people without an account who had a place"),
        ANONYMISED,
        due=places_without_account,
        act=empty(name="", email=""),
    ),
    Rule(
        "events.bookings",
        Booking,
        _("Names and addresses of people without an account who booked"),
        ANONYMISED,
        due=bookings_without_account,
        act=empty(name="", email="", phone=""),
    ),
    Rule(
        "events.interests",
        Interest,
        _("Who wanted to know when sign-up opens, once it is over or called off"),
        DELETED,
        due=interests_of_what_is_over,
        act=drop,
    ),
)
