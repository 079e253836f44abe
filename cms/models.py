"""The models of the ground floor, gathered here because Django looks here."""

from .pages.catalogue import CataloguePage, CatalogueTerm
from .pages.conference import ConferencePage, ConferenceSeriesPage
from .pages.contact import ContactMessage, ContactPage
from .pages.course import CoursePage
from .pages.event_calendar import EventCalendarPage
from .pages.home import HomePage
from .pages.lesson import LessonPage
from .pages.module import ModulePage
from .pages.network import NetworkPage
from .pages.news import NewsIndexPage, NewsPage
from .pages.professional_day import ProfessionalDayPage
from .pages.settings import CentreSettings
from .pages.standard import StandardPage

__all__ = [
    "CataloguePage",
    "CatalogueTerm",
    "CentreSettings",
    "ConferencePage",
    "ConferenceSeriesPage",
    "ContactMessage",
    "ContactPage",
    "CoursePage",
    "EventCalendarPage",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "NetworkPage",
    "NewsIndexPage",
    "NewsPage",
    "ProfessionalDayPage",
    "StandardPage",
]
