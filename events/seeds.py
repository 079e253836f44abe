"""Days, meetings and a conference of the demo, made by the same verbs that people's clicks call. Safe to run again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.models import Locale, Page

from cms import clock
from cms.demo import people as demo
from cms.demo.event_files import page_values, read_event
from cms.models import CatalogueTerm, EventCalendarPage, HomePage
from cms.people.models import User
from cms.people.queries import has_agreement, organisation_acted_for
from cms.places.models import Municipality
from cms.texts import Texts

from .demo_texts import (
    CALENDARS,
    CANCELLED_BECAUSE,
    CONFERENCE,
    DAYS,
    NETWORKS,
    TICKETS,
    YEARS,
    Day,
    Ticket,
    Year,
)
from .domain.bookings import book
from .domain.interest import note_interest
from .domain.making import create_occurrence
from .domain.occurrences import announce, cancel, close_sign_up, finish, open_sign_up
from .domain.orders import Contact, Named, Wanted
from .domain.questions import QuestionTerms, set_question
from .domain.quotas import set_quota
from .domain.recurring import create_meetings
from .domain.series import About, create_series
from .domain.terms import Details, SignUp, Tickets, When, Where
from .domain.tickets import CategoryTerms, set_category
from .domain.vouchers import VoucherTerms, set_voucher
from .enums import Mode, OccurrenceState, SeriesKind
from .models import Occurrence, Series, TicketCategory
from .pages import make_page_for, make_page_for_series
from .ready_questions import FOOD
from .wall_clock import moments_of

OSLO = ZoneInfo("Europe/Oslo")
DAY = timedelta(days=1)
# How long before its day something is made.
AHEAD = 90 * DAY
# Of the day that takes place today: it begins then at the earliest and at the latest.
FIRST_HOUR, LAST_HOUR = 8, 15


def seed() -> None:
    """Professional days of the past and to come, two networks, a conference. All or nothing."""
    if Series.objects.exists():
        return
    with transaction.atomic():
        put_calendars_up()
        scene = Scene(clock.now())
        for day in DAYS:
            scene.hold(day)
        for title, words, weeks in NETWORKS:
            scene.meet(title, words, weeks)
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


def occurrence_of(words: str) -> Occurrence | None:
    """What a file of words is about, for the seeds of what events stands on."""
    rows = Occurrence.objects.select_related("series").order_by("-starts_at")
    found = [day.title for day in DAYS if day.words == words]
    if found:
        return rows.filter(series__titles__nb=found[0]).first()
    of_years = rows.filter(series__titles__nb=CONFERENCE.title)
    return next((of_years[nth] for nth, year in enumerate(YEARS) if year.words == words), None)


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
        when = self.when(day.in_days, day.starts, day.ends) if day.in_days else self.today()
        made_at = min(self.now - 20 * DAY, when.starts_at - AHEAD)
        series = self.series(day.kind, day.title, day.words, at=made_at)
        occurrence = create_occurrence(
            series=series,
            when=when,
            where=_where(day),
            details=Details(
                sign_up=SignUp(closes_at=when.starts_at - 2 * DAY, cancel_until=when.starts_at - 3 * DAY),
                hours=day.hours,
                topics=tuple(CatalogueTerm.objects.filter(kind="topic", code__in=day.topics)),
            ),
            tickets=Tickets(places=day.places, online_places=day.online_places),
            by=self.coordinator,
            at=made_at,
        )
        write(make_page_for(occurrence=occurrence, by=self.coordinator, at=made_at), day.words, by=self.coordinator)
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
        """For themselves, with the first free ticket; staff take whoever comes for none that has an agreement."""
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
            staff=organisation is None or not has_agreement(organisation, on=clock.local_date(at)),
        )

    def be_interested(self, occurrence: Occurrence, people: int, *, at: datetime) -> None:
        for person in self.people[:people]:
            note_interest(occurrence=occurrence, email=person.email, language=person.language, user=person, at=at)

    def ask_about_food(self, occurrence: Occurrence, *, at: datetime) -> None:
        set_question(occurrence=occurrence, terms=QuestionTerms(**FOOD), by=self.coordinator, at=at)

    # --- Networks ----------------------------------------------------------------------------------

    def meet(self, title: str, words: str, weeks: Sequence[int]) -> None:
        """Digital meetings of an hour, for members alone."""
        at = self.now - 30 * DAY
        who: dict[str, Any] = {"by": self.coordinator, "at": at}
        series = self.series(SeriesKind.NETWORK, title, at=at, members_only=True)
        if words:
            write(make_page_for_series(series=series, **who), words, by=self.coordinator)
        days = [self._day_of_week(week) for week in weeks]
        times = [_times(day, time(9), time(10)) for day in sorted(days)]
        where = Where(mode=Mode.ONLINE, join_url="https://moter.example.org/nettverk")
        create_meetings(series=series, times=times, where=where, tickets=Tickets(), opened=True, **who)

    def _day_of_week(self, week: int) -> date:
        """The next Tuesday of a week with this number."""
        first = date.fromisocalendar(self._today.year, week, 2)
        return first if first > self._today + 2 * DAY else date.fromisocalendar(self._today.year + 1, week, 2)

    # --- The conference ----------------------------------------------------------------------------

    def confer(self) -> None:
        """This year's, open for sign-up, and two that were held; the oldest first."""
        at = self.now + (YEARS[-1].made - 1) * DAY
        series = self.series(SeriesKind.CONFERENCE, CONFERENCE.title, CONFERENCE.words, at=at)
        write(make_page_for_series(series=series, by=self.coordinator, at=at), CONFERENCE.words, by=self.coordinator)
        for year in reversed(YEARS):
            self._hold_year(series, year, at=self.now + year.made * DAY)

    def _hold_year(self, series: Series, year: Year, *, at: datetime) -> None:
        when = self.when(year.in_days, CONFERENCE.starts, year.ends, days=year.days)
        number = when.starts_at.astimezone(OSLO).year
        titles = {language: f"{title} {number}" for language, title in series.titles.items()}
        occurrence = create_occurrence(
            series=series,
            when=when,
            where=_where(CONFERENCE),
            details=Details(
                sign_up=SignUp(closes_at=when.starts_at - 7 * DAY, cancel_until=when.starts_at - 14 * DAY),
                titles=titles,
                hours=year.hours,
            ),
            tickets=None,
            by=self.coordinator,
            at=at,
        )
        page = make_page_for(occurrence=occurrence, by=self.coordinator, at=at)
        write(page, year.words, by=self.coordinator, titles=titles)
        self._sell(occurrence, TICKETS, at=at)
        self.ask_about_food(occurrence, at=at)
        self.bring_to(occurrence, year.state, people=year.people, at=at)

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

    def series(self, kind: str, title: str, words: str = "", *, at: datetime, members_only: bool = False) -> Series:
        more = (
            {code: page["title"] for code, page in read_event(words).pages.items() if "title" in page} if words else {}
        )
        about = About(titles={"nb": title} | more, members_only=members_only)
        return create_series(kind=kind, about=about, by=self.coordinator, at=at)

    def when(self, in_days: int, starts: time, ends: time, *, days: int = 1) -> When:
        """So many days from now, moved to the Wednesday of that week."""
        day = self._today + in_days * DAY
        return _times(day + (2 - day.weekday()) * DAY, starts, ends, days=days)

    def today(self) -> When:
        """Begun within the last hour, for most of a working day; in the daytime, whenever the demo is made."""
        hour = min(max(self.now.astimezone(OSLO).hour, FIRST_HOUR), LAST_HOUR)
        return _times(self._today, time(hour), time(hour + 5, 30))

    @property
    def _today(self) -> date:
        return self.now.astimezone(OSLO).date()


def write(page: Page | None, words: str, *, by: User, titles: Texts | None = None) -> None:
    """What an editor has written on a page, in each of the languages there are words in."""
    if page is None:
        return
    was_live, pages = page.live, read_event(words).pages
    for language, text in pages.items():
        one = page if language == "nb" else _translated(page, language)
        if one is None:
            continue
        values = page_values(words, text)
        if titles and language in titles:
            values["title"] = titles[language]
        _fill(one, values, publish=was_live, by=by)


def _fill(page: Page, values: dict[str, Any], *, publish: bool, by: User) -> None:
    for name, value in values.items():
        is_stream = isinstance(value, list)
        setattr(page, name, json.dumps(value) if is_stream else value)
    revision = page.save_revision(user=by)
    if publish:
        revision.publish(user=by)


def _translated(page: Page, language: str) -> Page | None:
    """Beside the page, in another language; None where the page above it is not in that language."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None or not page.get_parent().has_translation(locale):
        return None
    return page.copy_for_translation(locale)


def _times(day: date, starts: time, ends: time, *, days: int = 1) -> When:
    last = day + (days - 1) * DAY
    return When(starts_at=moments_of(day, starts, OSLO)[0], ends_at=moments_of(last, ends, OSLO)[0])


def _where(day: Day) -> Where:
    same = {"mode": day.mode, "venue": day.venue, "address": day.address, "join_url": day.join_url}
    return Where(**same, municipality=_municipality(day.municipality))


def _municipality(name: str) -> Municipality | None:
    return Municipality.objects.filter(name=name).order_by("pk").last() if name else None
