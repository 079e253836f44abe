from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeriesKind(models.TextChoices):
    CONFERENCE = "conference", _("Conference")
    PROFESSIONAL_DAY = "professional_day", _("Professional day")
    NETWORK = "network", _("Network meeting")
    COURSE_RUN = "course_run", _("Course with a date")
    GATHERING = "gathering", _("Gathering")


class Mode(models.TextChoices):
    """Where an occurrence takes place."""

    ROOM = "room", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class PlaceMode(models.TextChoices):
    """How one person takes part."""

    ROOM = "room", _("In person")
    ONLINE = "online", _("Online")


class OccurrenceState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Save the date")
    OPEN = "open", _("Open for sign-up")
    CLOSED = "closed", _("Sign-up is closed")
    DONE = "done", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", pgettext_lazy("occurrence", "Cancelled")


# Which state may follow which. Nothing leads back from cancelled: whoever saw it cancelled has made other plans.
OCCURRENCE_MOVES: dict[str, frozenset[str]] = {
    OccurrenceState.DRAFT: frozenset({OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CANCELLED}),
    OccurrenceState.ANNOUNCED: frozenset(
        {OccurrenceState.OPEN, OccurrenceState.CLOSED, OccurrenceState.POSTPONED, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.OPEN: frozenset({OccurrenceState.CLOSED, OccurrenceState.POSTPONED, OccurrenceState.CANCELLED}),
    OccurrenceState.CLOSED: frozenset(
        {OccurrenceState.OPEN, OccurrenceState.DONE, OccurrenceState.POSTPONED, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.POSTPONED: frozenset({OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CANCELLED}),
    OccurrenceState.DONE: frozenset(),
    OccurrenceState.CANCELLED: frozenset(),
}
# What visitors may know of: everything but drafts.
PUBLIC_STATES = frozenset(OccurrenceState) - {OccurrenceState.DRAFT}


class NoticeKind(models.TextChoices):
    """What people who count on an occurrence are told about it."""

    MOVED = "moved", _("Moved")
    POSTPONED = "postponed", _("Postponed")
    NEW_DAY = "new_day", _("Has a new day")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")


class WaitingPolicy(models.TextChoices):
    """What happens when somebody wants a place and none is free."""

    NONE = "none", _("No waiting list")
    STRICT = "strict", _("In order: the first who waits is asked first")
    FITTING = "fitting", _("The first who fits: a group that does not fit yet is passed over")


class Audience(models.TextChoices):
    """Whom a category of tickets is for, which decides its price."""

    EVERYBODY = "everybody", _("Everybody")
    MEMBER = "member", _("Members by agreement")
    PUBLIC_BODY = "public_body", _("Municipalities and other public bodies")
    COMPANY = "company", _("Companies")
    STUDENT = "student", _("Students")
    EXHIBITOR = "exhibitor", _("Exhibitors")
    SPEAKER = "speaker", _("Speakers and helpers")


class VatCode(models.TextChoices):
    """Rates that apply in Norway (mval. § 5-1 ff.) and Sweden (ML 9 kap.), and what is outside or exempt."""

    EXEMPT = "exempt", _("Exempt (teaching)")
    ZERO = "zero", _("0 %")
    LOW = "low", _("12 %")
    MIDDLE = "middle", _("15 %")
    STANDARD = "standard", _("25 %")


# What each code of VAT is in per cent. Invoices freeze it on their lines: rates change, what was invoiced does not.
VAT_RATES: dict[str, Decimal] = {
    VatCode.EXEMPT: Decimal(0),
    VatCode.ZERO: Decimal(0),
    VatCode.LOW: Decimal(12),
    VatCode.MIDDLE: Decimal(15),
    VatCode.STANDARD: Decimal(25),
}


class BookingState(models.TextChoices):
    OPEN = "open", _("Not finished")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    EXPIRED = "expired", _("Expired")


class PlaceState(models.TextChoices):
    HELD = "held", _("Held for a moment")
    PENDING = "pending", _("Waiting for approval")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    REJECTED = "rejected", _("Not approved")
    DECLINED = "declined", _("Said no to the offer")
    LAPSED = "lapsed", _("The offer ran out")
    EXPIRED = "expired", _("Not finished in time")
    RELEASED = "released", _("Given to others")


# Which state may follow which; everything else ends there.
PLACE_MOVES: dict[str, frozenset[str]] = {
    PlaceState.HELD: frozenset({PlaceState.CONFIRMED, PlaceState.PENDING, PlaceState.CANCELLED, PlaceState.EXPIRED}),
    PlaceState.PENDING: frozenset({PlaceState.CONFIRMED, PlaceState.REJECTED, PlaceState.CANCELLED}),
    PlaceState.WAITING: frozenset({PlaceState.OFFERED, PlaceState.CONFIRMED, PlaceState.CANCELLED}),
    PlaceState.OFFERED: frozenset(
        {
            PlaceState.CONFIRMED,
            PlaceState.PENDING,
            PlaceState.DECLINED,
            PlaceState.LAPSED,
            PlaceState.CANCELLED,
            # Where the day is put off (domain/another_day.py).
            PlaceState.WAITING,
        }
    ),
    PlaceState.CONFIRMED: frozenset({PlaceState.CANCELLED, PlaceState.RELEASED}),
    # Whoever comes late gets the place again that was let go at the door (domain/releasing.py).
    PlaceState.RELEASED: frozenset({PlaceState.CONFIRMED}),
}
# Take a place of their quotas. Held and offered ones only until their `expires_at`: the count asks the clock.
HOLDING_STATES = frozenset({PlaceState.HELD, PlaceState.PENDING, PlaceState.OFFERED, PlaceState.CONFIRMED})
# Somebody counts on coming, or hopes to: one such place for a person and occurrence.
LIVE_STATES = HOLDING_STATES | {PlaceState.WAITING}


class NoteKind(models.TextChoices):
    """What staff did to a booking and gave a reason for."""

    LET_OTHERS_BY = "let_others_by", _("Others were let by in the waiting list")
    MOVED_FORWARD = "moved_forward", _("Moved forward in the waiting list")
    REJECTED = "rejected", _("Not approved")
    TAKEN_BACK = "taken_back", _("A place was taken back")


class QuestionKind(models.TextChoices):
    LINE = "line", _("A line of text")
    TEXT = "text", _("Longer text")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")


class Retention(models.TextChoices):
    """How long an answer is kept."""

    NORMAL = "normal", _("As long as the booking")
    CONTACT = "contact", _("Until the occurrence is over")
    SENSITIVE = "sensitive", _("Apart from the booking, deleted two weeks after the occurrence")
