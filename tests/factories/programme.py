"""Programmes by the verbs, with the least that must be said."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from events.programme.domain.materials import add_file
from events.programme.domain.publishing import publish_programme
from events.programme.domain.rooms import set_room, set_track
from events.programme.domain.sessions import Part, Slot, Telling, add_session
from events.programme.domain.speakers import Profile, Reach, add_speaker, give_consent

from .events import AT, STARTS, make_occurrence

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WHO = {"by": None, "at": AT}


def make_room(occurrence, name="Storsalen"):
    return set_room(occurrence=occurrence, name=name, **WHO)


def make_track(occurrence, name="Strøm"):
    return set_track(occurrence=occurrence, names={"nb": name}, **WHO)


def make_speaker(occurrence=None, name="Ingrid Moen", *, email="", consents=True, **profile):
    occurrence = occurrence or make_occurrence()
    reach = Reach(email=email, language="en")
    speaker = add_speaker(occurrence=occurrence, profile=Profile(name=name, **profile), reach=reach, **WHO)
    return give_consent(speaker=speaker, **WHO) if consents else speaker


def make_session(
    occurrence=None, title="Når lyset går", *, after=0, minutes=60, room=None, speakers=(), at=AT, **telling
):
    """Begins so many minutes after the occurrence does."""
    occurrence = occurrence or make_occurrence()
    starts = occurrence.starts_at + timedelta(minutes=after)
    return add_session(
        occurrence=occurrence,
        slot=Slot(starts, starts + timedelta(minutes=minutes), room),
        telling=Telling(titles={"nb": title}, **telling),
        parts=[Part(speaker) for speaker in speakers],
        **WHO,
    )


def publish(occurrence, at=AT):
    return publish_programme(occurrence=occurrence, by=None, at=at)


def make_programme(occurrence=None, **fields):
    """A published one: a talk with a speaker, a break, and a workshop in another room."""
    occurrence = occurrence or make_occurrence(starts_at=STARTS, **fields)
    hall, side = make_room(occurrence), make_room(occurrence, "Siderommet")
    profile = {"organisation": "Elvestad kommune", "biographies": {"nb": "Leder vakta."}}
    ingrid = make_speaker(occurrence, email="ingrid@example.org", **profile)
    make_session(
        occurrence, room=hall, speakers=[ingrid], track=make_track(occurrence), descriptions={"nb": "Om mørke."}
    )
    make_session(occurrence, "Kaffe", after=60, minutes=30, kind="break")
    make_session(occurrence, "Aggregat i praksis", after=90, room=side, kind="workshop")
    return publish(occurrence)


def make_large_programme(sessions):
    """A published one: so many sessions over two days in five rooms, by twenty speakers."""
    occurrence = make_occurrence(hours_long=48)
    rooms = [make_room(occurrence, f"Rom {number}") for number in range(5)]
    people = [make_speaker(occurrence, f"Taler {number}", organisation="Etat") for number in range(20)]
    about = {"descriptions": {"nb": "Om beredskap i kommunene. " * 10}}
    for number in range(sessions):
        where = {"after": number // 5 * 20, "room": rooms[number % 5], "speakers": [people[number % 20]]}
        make_session(occurrence, f"Økt {number}", **where, **about)
    return publish(occurrence)


def upload(content=PDF, name="lysark.pdf"):
    return SimpleUploadedFile(name, content)


def make_material(occurrence, content=PDF, **about):
    return add_file(occurrence=occurrence, upload=upload(content), **{**WHO, **about})
