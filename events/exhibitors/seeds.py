"""Exhibitors of the demo's conference, by the verbs people's clicks call. Safe to run again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.demo.course_files import MEDIA
from cms.people.models import User
from cms.people.queries import organisation_acted_for
from events.domain.naming import name_place
from events.domain.orders import Named
from events.models import Occurrence
from events.seeds import occurrence_of

from .demo_texts import FIRMS, FIRST_TASK, PACKAGES, TERMS, Firm
from .domain.applications import Applicant, apply, confirm
from .domain.needs import Needs
from .domain.packages import FairTerms, PackageTerms, set_fair, set_package
from .domain.profiles import Profile, save_profile, set_logo
from .domain.tasks import add_usual_tasks, set_task, settle_task
from .models import Exhibitor

LOGOS = MEDIA / "utstillere"
DAY = timedelta(days=1)
# Stands are on sale so long before now, and one applies until so long before it starts.
AHEAD, LAST_DAY = 50 * DAY, 30 * DAY
# The first task was due so long ago.
LATE = 5 * DAY


def seed() -> None:
    occurrence = occurrence_of("konferansen-0")
    if occurrence and not occurrence.exhibitor_packages.exists():
        with transaction.atomic():
            _Fair(occurrence, clock.now()).furnish()


class _Fair:
    """The stands of one conference: packages, tasks, and who asks for them, a day after one another."""

    def __init__(self, occurrence: Occurrence, now: datetime) -> None:
        self.occurrence, self.now, self.at = occurrence, now, now - AHEAD
        self.by = User.objects.get(email=demo.COORDINATOR.email)

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def furnish(self) -> None:
        same = {"occurrence": self.occurrence, **self.who}
        self.packages = {
            key: set_package(terms=PackageTerms(position=position, **terms), **same)
            for position, (key, terms) in enumerate(PACKAGES.items())
        }
        set_fair(terms=FairTerms(texts=TERMS, apply_until=self.occurrence.starts_at - LAST_DAY), **same)
        add_usual_tasks(**same)
        set_task(titles=FIRST_TASK, due_date=clock.local_date(self.now - LATE), **same)
        for firm in FIRMS:
            self.at += DAY
            self.take(firm)

    def take(self, firm: Firm) -> None:
        exhibitor = self.apply(firm)
        if firm.stand:
            self.at += DAY
            exhibitor = confirm(exhibitor=exhibitor, stand=firm.stand, **self.who)
            self.settle(exhibitor, firm)
            self.show(exhibitor, firm)

    def apply(self, firm: Firm) -> Exhibitor:
        user = User.objects.filter(email=firm.email).first()
        organisation = organisation_acted_for(user, on=clock.local_date(self.now)) if user else None
        return apply(
            occurrence=self.occurrence,
            package_id=self.packages[firm.package].pk,
            applicant=Applicant(
                organisation_name=firm.name,
                name=firm.contact,
                email=firm.email,
                phone=firm.phone,
                user=user,
                organisation=organisation if organisation and organisation.name == firm.name else None,
                organisation_number=firm.number,
            ),
            needs=Needs(power_watts=firm.power_watts, tables=firm.tables, words=firm.needs),
            key=uuid5(NAMESPACE_URL, f"{self.occurrence.uid}:{firm.email}"),
            by=user,
            at=self.at,
        )

    def settle(self, exhibitor: Exhibitor, firm: Firm) -> None:
        """Name those who stand there, and say what is done."""
        assert exhibitor.booking is not None
        for place, person in zip(exhibitor.booking.places.order_by("pk"), firm.staff, strict=False):
            user = User.objects.filter(email=person).first()
            name_place(place=place, person=Named(user.name if user else person, "", user), staff=True, **self.who)
        for task in exhibitor.tasks.order_by("task__due_date")[: firm.done]:
            settle_task(task=task, done=True, **self.who)

    def show(self, exhibitor: Exhibitor, firm: Firm) -> None:
        profile = Profile(descriptions=firm.words, url=firm.url, shown=True)
        save_profile(exhibitor=exhibitor, profile=profile, **self.who)
        if firm.logo:
            set_logo(exhibitor=exhibitor, content=(LOGOS / firm.logo).read_bytes(), **self.who)
