"""The models of the ground floor, gathered here because Django looks here."""

from .pages.catalogue import CataloguePage, CatalogueTerm
from .pages.contact import ContactMessage, ContactPage
from .pages.course import CoursePage
from .pages.home import HomePage
from .pages.lesson import LessonPage
from .pages.module import ModulePage
from .pages.news import NewsIndexPage, NewsPage
from .pages.settings import CentreSettings
from .pages.standard import StandardPage

__all__ = [
    "CataloguePage",
    "CatalogueTerm",
    "CentreSettings",
    "ContactMessage",
    "ContactPage",
    "CoursePage",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
]
