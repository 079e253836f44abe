"""The demo's network, made by the same verbs that people's clicks call. Safe to run again."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.people.models import User
from cms.people.queries import organisation_acted_for
from events.domain.occurrences import close_sign_up, finish
from events.domain.recurring import create_meetings
from events.domain.terms import Tickets, When, Where
from events.enums import Mode
from events.models import Occurrence, Series
from events.pages import make_page_for_series
from events.wall_clock import moments_of

from . import demo_texts as texts
from .domain.files import add_file
from .domain.members import Entry, admit
from .domain.minutes import Decided, Written, publish, save_draft
from .domain.requests import ask
from .domain.settings import Setting, set_up
from .enums import MemberRole
from .models import NetworkMember

OSLO = ZoneInfo("Europe/Oslo")


def seed() -> None:
    """Members, two meetings that have been with their minutes, and two files. All or nothing."""
    series = Series.objects.filter(titles__nb=texts.TITLE).first()
    if series is None or NetworkMember.objects.exists():
        return
    with transaction.atomic():
        Scene(series, clock.now()).play()


@dataclass
class Scene:
    series: Series
    now: datetime
    people: dict[str, User] = field(init=False)

    def __post_init__(self) -> None:
        known = User.objects.filter(email__in=[person.email for person in demo.PEOPLE], is_active=True)
        self.people = {one.email: one for one in known.order_by("pk")}

    @property
    def coordinator(self) -> User:
        return self.people[demo.COORDINATOR.email]

    def play(self) -> None:
        begun = self.now - timedelta(days=400)
        setting = Setting(purposes=texts.PURPOSES, joining=texts.JOINING, shows_number=True)
        set_up(series=self.series, setting=setting, by=self.coordinator, at=begun)
        make_page_for_series(series=self.series, by=self.coordinator, at=begun)
        self.gather(at=begun)
        for meeting in texts.MEETINGS:
            self.meet(meeting)
        self.put_files_up()
        asks, at = self.people[texts.ASKS], self.now - timedelta(days=2)
        ask(series=self.series, user=asks, entry=self.entry_of(asks), reason=texts.REASON, at=at)

    def gather(self, *, at: datetime) -> None:
        """Those who lead and write, and others from every organisation but the school, who keep to the list."""
        roles = {texts.LEADER: MemberRole.LEADER, texts.SECRETARY: MemberRole.SECRETARY}
        school = {person.email for person in demo.PEOPLE if person.organisation == "skolen"}
        others = [email for email in self.people if email not in {*roles, *school, texts.ASKS}]
        for number, email in enumerate([*roles, *others[: texts.MEMBERS - len(roles)]]):
            user, came = self.people[email], at + timedelta(days=number)
            role = roles.get(email, MemberRole.MEMBER)
            admit(series=self.series, user=user, entry=self.entry_of(user), role=role, by=user, at=came)

    def entry_of(self, user: User) -> Entry:
        """Every other shares the address too."""
        return Entry(organisation_acted_for(user, on=clock.local_date(self.now)), shares_email=user.pk % 2 == 0)

    def meet(self, meeting: texts.HeldMeeting) -> None:
        occurrence = self._held(meeting.days_ago, meeting.starts)
        leader = self.people[texts.LEADER]
        day = occurrence.starts_at.astimezone(OSLO).date()
        decided = [
            Decided(text, self.people.get(email), day + timedelta(days=days) if days else None)
            for text, email, days in meeting.decisions
        ]
        at = occurrence.ends_at + texts.MINUTES_AFTER
        save_draft(occurrence=occurrence, written=Written(meeting.text, decided), by=leader, at=at)
        publish(occurrence=occurrence, by=leader, at=at)

    def _held(self, days_ago: int, starts: time) -> Occurrence:
        day = self.now.astimezone(OSLO).date() - timedelta(days=days_ago)
        begins = moments_of(day, starts, OSLO)[0]
        when = When(starts_at=begins, ends_at=begins + texts.MEETING_LASTS)
        who: dict[str, Any] = {"by": self.coordinator, "at": begins - texts.AHEAD}
        where = Where(mode=Mode.ONLINE, join_url="https://moter.example.org/nettverk")
        about: dict[str, Any] = {"where": where, "tickets": Tickets(), "opened": True}
        made = create_meetings(series=self.series, times=[when], **about, **who)[0]
        made = close_sign_up(occurrence=made, by=self.coordinator, at=begins - timedelta(hours=1))
        return finish(occurrence=made, by=self.coordinator, at=made.ends_at + timedelta(hours=2))

    def put_files_up(self) -> None:
        for title, category, name, content in texts.FILES:
            upload = SimpleUploadedFile(name, content.encode())
            at, by = self.now - timedelta(days=40), self.people[texts.SECRETARY]
            add_file(series=self.series, upload=upload, title=title, category=category, by=by, at=at)
