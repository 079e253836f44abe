"""Pages of what takes place."""

from itertools import count

from cms.models import ConferencePage, ConferenceSeriesPage, EventCalendarPage, NetworkPage, ProfessionalDayPage

from .pages import below, make_home

_numbers = count(1)


def make_calendar(language="nb"):
    """The event calendar of a language, made once."""
    if language != "nb":
        make_home("nb")
    home = make_home(language)
    found = EventCalendarPage.objects.child_of(home).first()
    return found or below(home, EventCalendarPage(title="Arrangementer", slug="arrangementer", lead="Kom."))


def make_day_page(title="Langvarig strømbrudd", *, language="nb", **fields):
    values = {"slug": f"dag-{next(_numbers)}", "lead": "Hva gjør vi på dag tre?", **fields}
    return below(make_calendar(language), ProfessionalDayPage(title=title, **values))


def make_conferences(title="Østerheikonferansen", *, language="nb", **fields):
    values = {"slug": f"konferanse-{next(_numbers)}", **fields}
    return below(make_calendar(language), ConferenceSeriesPage(title=title, **values))


def make_conference_page(series=None, *, year=2027, **fields):
    values = {"title": f"Østerheikonferansen {year}", "slug": f"aar-{next(_numbers)}", **fields}
    return below(series or make_conferences(), ConferencePage(year=year, **values))


def make_network_page(title="Nettverk for beredskapsrådgivere", *, language="nb", **fields):
    values = {"slug": f"nettverk-{next(_numbers)}", **fields}
    return below(make_calendar(language), NetworkPage(title=title, **values))
