"""Days, meetings and a conference of the demo, made by the same verbs that people's clicks call. Safe to run again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.models import CatalogueTerm, EventCalendarPage, HomePage
from cms.people.models import User
from cms.people.queries import organisation_acted_for
from cms.places.models import Municipality

from .demo_texts import CALENDARS, CANCELLED_BECAUSE, CONFERENCE, DAYS, FOOD, NETWORKS, TICKETS, Day, Ticket
from .domain.bookings import book
from .domain.interest import note_interest
from .domain.occurrences import announce, cancel, close_sign_up, create_occurrence, finish, open_sign_up
from .domain.orders import Contact, Named, Wanted
from .domain.recurring import create_meetings
from .domain.series import About, create_series
from .domain.terms import Details, SignUp, Tickets, When, Where
from .domain.tickets import (
    CategoryTerms,
    QuestionTerms,
    VoucherTerms,
    set_category,
    set_question,
    set_quota,
    set_voucher,
)
from .enums import Mode, OccurrenceState, SeriesKind
from .models import Occurrence, Series, TicketCategory
from .pages import make_page_for
from .wall_clock import moments_of

OSLO = ZoneInfo("Europe/Oslo")
DAY = timedelta(days=1)
# How long before its day something is made.
AHEAD = 90 * DAY


def seed() -> None:
    """Professional days of the past and to come, two networks, a conference. All or nothing."""
    if Series.objects.exists():
        return
    with transaction.atomic():
        put_calendars_up()
        scene = Scene(clock.now())
        for day in DAYS:
            scene.hold(day)
        for title, days in NETWORKS:
            scene.meet(title, days)
        scene.confer()


def put_calendars_up() -> None:
    """The event calendar below each language's front page; its translations are one page."""
    first = EventCalendarPage.objects.order_by("path").first()
    for home in HomePage.objects.live().select_related("locale").order_by("path"):
        texts = CALENDARS.get(home.locale.language_code)
        if texts is None or EventCalendarPage.objects.child_of(home).exists():
            continue
        title, slug, lead = texts
        page = EventCalendarPage(title=title, slug=slug, lead=lead, show_in_menus=True, locale=home.locale)
        if first:
            page.translation_key = first.translation_key
        home.add_child(instance=page)
        page.save_revision().publish()
        first = first or page


@dataclass
class Scene:
    """The moment the demo is made, and the people in it."""

    now: datetime
    coordinator: User = field(init=False)
    people: list[User] = field(init=False)

    def __post_init__(self) -> None:
        known = User.objects.filter(email__in=[person.email for person in demo.PEOPLE], is_active=True)
        self.people = list(known.order_by("pk"))
        self.coordinator = next(one for one in self.people if one.email == demo.COORDINATOR.email)

    # --- Professional days -------------------------------------------------------------------------

    def hold(self, day: Day) -> None:
        when = self.when(day.in_days, day.starts, day.ends)
        made_at = min(self.now - 20 * DAY, when.starts_at - AHEAD)
        series = self.series(day.kind, day.title, at=made_at)
        occurrence = create_occurrence(
            series=series,
            when=when,
            where=Where(
                mode=day.mode, venue=day.venue, municipality=_municipality(day.municipality), join_url=day.join_url
            ),
            details=Details(
                sign_up=SignUp(closes_at=when.starts_at - 2 * DAY, cancel_until=when.starts_at - 3 * DAY),
                hours=day.hours,
                topics=tuple(CatalogueTerm.objects.filter(kind="topic", code__in=day.topics)),
            ),
            tickets=Tickets(places=day.places, online_places=day.online_places),
            by=self.coordinator,
            at=made_at,
        )
        make_page_for(occurrence=occurrence, by=self.coordinator, at=made_at)
        if day.venue:
            self.ask_about_food(occurrence, at=made_at)
        self.bring_to(occurrence, day.state, people=day.people, at=made_at)

    def bring_to(self, occurrence: Occurrence, state: str, *, people: int, at: datetime) -> None:
        """Along the states it takes to get there, with so many people who sign up on the way."""
        who: dict[str, Any] = {"by": self.coordinator}
        occurrence = announce(occurrence=occurrence, at=at + DAY, **who)
        if state == OccurrenceState.ANNOUNCED:
            return self.be_interested(occurrence, people, at=at + 2 * DAY)
        opened = at + 7 * DAY
        occurrence = open_sign_up(occurrence=occurrence, at=opened, **who)
        for number, person in enumerate(self.people[:people]):
            self.sign_up(occurrence, person, at=opened + number * timedelta(hours=5))
        if state == OccurrenceState.CANCELLED:
            cancel(occurrence=occurrence, reason=CANCELLED_BECAUSE, at=self.now - DAY, **who)
        if state == OccurrenceState.DONE:
            close_sign_up(occurrence=occurrence, at=occurrence.starts_at - DAY, **who)
            finish(occurrence=occurrence, at=occurrence.ends_at + timedelta(hours=2), **who)
        return None

    def sign_up(self, occurrence: Occurrence, person: User, *, at: datetime) -> None:
        """For themselves, with the first free ticket; staff take whoever comes for no organisation."""
        category = occurrence.categories.filter(hidden=False, price=0).first()
        assert category is not None
        organisation = organisation_acted_for(person, on=clock.local_date(self.now))
        book(
            occurrence=occurrence,
            wanted=[Wanted(category.pk, (Named(person.name, person.email, person),))],
            contact=Contact(person.name, person.email, language=person.language, user=person),
            idempotency_key=uuid5(NAMESPACE_URL, f"{occurrence.uid}:{person.email}"),
            organisation=organisation,
            by=person,
            at=at,
            staff=organisation is None,
        )

    def be_interested(self, occurrence: Occurrence, people: int, *, at: datetime) -> None:
        for person in self.people[:people]:
            note_interest(occurrence=occurrence, email=person.email, language=person.language, user=person, at=at)

    def ask_about_food(self, occurrence: Occurrence, *, at: datetime) -> None:
        set_question(occurrence=occurrence, terms=QuestionTerms(**FOOD), by=self.coordinator, at=at)

    # --- Networks ----------------------------------------------------------------------------------

    def meet(self, title: str, weeks: Sequence[int]) -> None:
        """Digital meetings of an hour, for members alone."""
        at = self.now - 30 * DAY
        series = self.series(SeriesKind.NETWORK, title, at=at, members_only=True)
        days = [self._day_of_week(week) for week in weeks]
        times = [_times(day, time(9), time(10)) for day in sorted(days)]
        where = Where(mode=Mode.ONLINE, join_url="https://moter.example.org/nettverk")
        tickets = Tickets()
        who: dict[str, Any] = {"by": self.coordinator, "at": at}
        create_meetings(series=series, times=times, where=where, tickets=tickets, opened=True, **who)

    def _day_of_week(self, week: int) -> date:
        """The next Tuesday of a week with this number."""
        today = self.now.astimezone(OSLO).date()
        first = date.fromisocalendar(today.year, week, 2)
        return first if first > today + 2 * DAY else date.fromisocalendar(today.year + 1, week, 2)

    # --- The conference ----------------------------------------------------------------------------

    def confer(self) -> None:
        """This year's, open for sign-up, and last year's, held."""
        series = self.series(SeriesKind.CONFERENCE, CONFERENCE.title, at=self.now - 500 * DAY)
        for in_days, state, made in ((-280, OccurrenceState.DONE, -400), (89, OccurrenceState.OPEN, -60)):
            at = self.now + made * DAY
            when = self.when(in_days, CONFERENCE.starts, CONFERENCE.ends)
            year = when.starts_at.astimezone(OSLO).year
            occurrence = create_occurrence(
                series=series,
                when=when,
                where=Where(venue=CONFERENCE.venue, municipality=_municipality(CONFERENCE.municipality)),
                details=Details(titles={"nb": f"{CONFERENCE.title} {year}"}, hours=CONFERENCE.hours),
                tickets=None,
                by=self.coordinator,
                at=at,
            )
            make_page_for(occurrence=occurrence, by=self.coordinator, at=at)
            self._sell(occurrence, TICKETS, at=at)
            self.ask_about_food(occurrence, at=at)
            self.bring_to(occurrence, state, people=CONFERENCE.people, at=at)

    def _sell(self, occurrence: Occurrence, tickets: Sequence[Ticket], *, at: datetime) -> None:
        """Its tickets, the hall they share, and a voucher for those who speak."""
        who: dict[str, Any] = {"by": self.coordinator, "at": at}
        sold: list[TicketCategory] = []
        for position, ticket in enumerate(tickets):
            terms = CategoryTerms(
                names={"nb": ticket.name},
                audience=ticket.audience,
                price=ticket.price,
                vat_code=ticket.vat_code,
                hidden=ticket.hidden,
                position=position,
            )
            category = set_category(occurrence=occurrence, terms=terms, **who)
            quota = category.quotas.get()
            set_quota(
                occurrence=occurrence, quota=quota, name=quota.name, size=ticket.places, categories=[category], **who
            )
            sold.append(category)
        set_quota(occurrence=occurrence, name="Salen", size=CONFERENCE.places, categories=sold, **who)
        hidden = [category for category in sold if category.hidden]
        terms_of_voucher = VoucherTerms(code="SCENEN", note="Foredragsholdere", discount=Decimal(100), most_uses=15)
        set_voucher(occurrence=occurrence, terms=terms_of_voucher, categories=hidden, **who)

    # --- What they share ---------------------------------------------------------------------------

    def series(self, kind: str, title: str, *, at: datetime, members_only: bool = False) -> Series:
        about = About(titles={"nb": title}, members_only=members_only)
        return create_series(kind=kind, about=about, by=self.coordinator, at=at)

    def when(self, in_days: int, starts: time, ends: time) -> When:
        """So many days from now, moved to the Wednesday of that week."""
        day = self.now.astimezone(OSLO).date() + in_days * DAY
        return _times(day + (2 - day.weekday()) * DAY, starts, ends)


def _times(day: date, starts: time, ends: time) -> When:
    return When(starts_at=moments_of(day, starts, OSLO)[0], ends_at=moments_of(day, ends, OSLO)[0])


def _municipality(name: str) -> Municipality | None:
    return Municipality.objects.filter(name=name).order_by("pk").last() if name else None
