"""What the demo's days, networks and conference are called. All invented."""

from datetime import time
from decimal import Decimal
from typing import NamedTuple

from .enums import Audience, Mode, OccurrenceState, SeriesKind, VatCode


class Day(NamedTuple):
    """`in_days` from now, in the past where it is below zero; `people` sign up, or want to know when they can.

    `words` names the file with what is said of it (cms/demo/events).
    """

    title: str
    words: str
    in_days: int
    state: str
    mode: str = Mode.ROOM
    venue: str = ""
    address: str = ""
    municipality: str = ""
    join_url: str = ""
    places: int | None = None
    online_places: int | None = None
    people: int = 0
    hours: Decimal = Decimal(5)
    kind: str = SeriesKind.PROFESSIONAL_DAY
    starts: time = time(10)
    ends: time = time(15)
    topics: tuple[str, ...] = ()


# Title, address and lead of the event calendar in each language.
CALENDARS = {
    "nb": ("Arrangementer", "arrangementer", "Fagdager, nettverksmøter og konferansen: møt andre som har ansvaret."),
    "nn": ("Arrangement", "arrangement", "Fagdagar, nettverksmøte og konferansen: møt andre som har ansvaret."),
    "sv": ("Evenemang", "evenemang", "Temadagar, nätverksmöten och konferensen: möt andra som har ansvaret."),
    "en": ("Events", "events", "Professional days, network meetings and the conference: meet others in charge."),
}


class Ticket(NamedTuple):
    name: str
    audience: str
    price: Decimal
    vat_code: str
    places: int | None = None
    hidden: bool = False


DAYS = (
    Day(
        "Langvarig strømbrudd",
        "strombrudd",
        40,
        OccurrenceState.OPEN,
        venue="Elvestad kulturhus",
        address="Kulturplassen 2",
        municipality="Elvestad",
        places=60,
        people=9,
    ),
    Day(
        "Digitale angrep mot kommunen",
        "digitale-angrep",
        -45,
        OccurrenceState.DONE,
        mode=Mode.ONLINE,
        join_url="https://moter.example.org/digitale-angrep",
        people=8,
        hours=Decimal(3),
        starts=time(9),
        ends=time(12),
    ),
    Day(
        "Totalforsvar for kommuner",
        "totalforsvar",
        125,
        OccurrenceState.ANNOUNCED,
        mode=Mode.HYBRID,
        venue="Granåsen hotell",
        address="Fjellvegen 14",
        municipality="Granåsen",
        join_url="https://moter.example.org/totalforsvar",
        places=80,
        online_places=300,
        people=5,
    ),
    Day(
        "Stabsøvelse for kriseledelsen",
        "stabsovelse",
        26,
        OccurrenceState.OPEN,
        venue="Skogdal rådhus",
        address="Rådhusgata 1",
        municipality="Skogdal",
        places=6,
        people=8,
        hours=Decimal(6),
        kind=SeriesKind.GATHERING,
    ),
    Day(
        "Vannforsyning når ledningen ryker",
        "vannforsyning",
        19,
        OccurrenceState.CANCELLED,
        venue="Fjellbygda samfunnshus",
        address="Bygdavegen 8",
        municipality="Fjellbygda",
        places=40,
        people=3,
    ),
    # Today, at the hour it is: something to stand at the door of.
    Day(
        "Frivillige og kommunen i samme stab",
        "frivillige",
        0,
        OccurrenceState.OPEN,
        mode=Mode.HYBRID,
        venue="Skogdal samfunnshus",
        address="Sagavegen 3",
        municipality="Skogdal",
        join_url="https://moter.example.org/frivillige",
        places=60,
        online_places=200,
        people=12,
        topics=("people",),
    ),
)
CANCELLED_BECAUSE = (
    "Foredragsholderne er opptatt med flommen i Fjellbygda. Vi kommer tilbake med temaet på fagdagen om strømbrudd."
)

# Title, the file with its words where it has a page, and the weeks they meet in.
NETWORKS = (
    ("Nettverk for beredskapsrådgivere i Østerhei", "nettverket", (6, 18, 36, 48)),
    ("Beredskapsråd Skogdal", "", (10, 40)),
)

CONFERENCE = Day(
    "Østerheikonferansen om beredskap og helse",
    "konferansen",
    89,
    OccurrenceState.OPEN,
    venue="Elvestad kulturhus",
    address="Kulturplassen 2",
    municipality="Elvestad",
    places=250,
    people=7,
    hours=Decimal(9),
    kind=SeriesKind.CONFERENCE,
    starts=time(11),
    ends=time(14),
)


class Year(NamedTuple):
    """A year of the conference: so many days from now, over so many days, made so many days ago."""

    words: str
    in_days: int
    state: str
    made: int
    days: int = 1
    ends: time = time(16, 30)
    hours: Decimal = Decimal(5)
    people: int = CONFERENCE.people


# The newest first. A week more than a year lies between them, so that no two fall into the same one.
YEARS = (
    Year("konferansen-0", 89, OccurrenceState.OPEN, -60, days=2, ends=CONFERENCE.ends, hours=CONFERENCE.hours),
    Year("konferansen-1", 89 - 371, OccurrenceState.DONE, -400),
    Year("konferansen-2", 89 - 2 * 371, OccurrenceState.DONE, -780, people=3),
)
TICKETS = (
    Ticket("Medlem", Audience.MEMBER, Decimal(0), VatCode.EXEMPT),
    Ticket("Kommune", Audience.PUBLIC_BODY, Decimal(1200), VatCode.STANDARD),
    Ticket("Bedrift", Audience.COMPANY, Decimal(1900), VatCode.STANDARD),
    Ticket("Student", Audience.STUDENT, Decimal(200), VatCode.STANDARD, places=25),
    Ticket("Ekstra person på stand", Audience.EXHIBITOR, Decimal(900), VatCode.STANDARD, places=24),
    Ticket("Foredragsholder", Audience.SPEAKER, Decimal(0), VatCode.EXEMPT, places=15, hidden=True),
)
