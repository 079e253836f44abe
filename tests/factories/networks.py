"""Networks by the verbs, with the least that must be said."""

from events.enums import SeriesKind
from events.networks.domain.files import add_file
from events.networks.domain.members import Entry, admit
from events.networks.domain.minutes import Written, publish, save_draft
from events.networks.domain.requests import ask
from events.networks.domain.settings import Setting, set_up
from events.networks.models import Minutes

from .events import AT, make_occurrence, make_series
from .people import make_membership, make_organisation, make_user
from .programme import upload

WHO = {"by": None, "at": AT}


def make_network(title="Beredskapsnettverket", *, joining="open", members_only=True, **setting):
    series = make_series(SeriesKind.NETWORK, title=title, members_only=members_only)
    set_up(series=series, setting=Setting(joining=joining, **setting), **WHO)
    return series


def make_person(name="Ingrid Moen", organisation="Skogdal kommune", **fields):
    """Somebody who acts for an organisation."""
    user = make_user(name, **fields)
    make_membership(user, make_organisation(organisation))
    return user


def make_member(series=None, user=None, *, role="member", organisation=None, agreed=True, at=AT, **entry):
    """A member of a network, for the organisation they act for."""
    user = user or make_person()
    held = user.memberships.first()
    organisation = organisation or (held.organisation if held else None)
    entry = Entry(organisation, agreed=agreed, **entry)
    return admit(series=series or make_network(), user=user, entry=entry, role=role, by=None, at=at)


def make_request(series=None, user=None, *, reason="Jeg er ny i stillingen."):
    series = series or make_network(joining="ask")
    return ask(series=series, user=user or make_person(), entry=Entry(), reason=reason, at=AT)


def make_meeting(series, **fields):
    """One that has been."""
    return make_occurrence(series, **{"starts_at": AT.replace(month=10), "hours_long": 1, **fields})


def make_draft(occurrence, text="Vi gikk gjennom beredskapsplanen.", *, at=AT, **written):
    latest = Minutes.objects.filter(occurrence=occurrence, state="draft").first()
    words = Written(text, **{"edition": latest.edition if latest else 0, **written})
    return save_draft(occurrence=occurrence, written=words, by=None, at=at)


def make_minutes(occurrence, text="Vi gikk gjennom beredskapsplanen.", *, at=AT, **written):
    """Published."""
    make_draft(occurrence, text, at=at, **written)
    return publish(occurrence=occurrence, by=None, at=at)


def make_file(series, content=None, name="plan.pdf", **about):
    taken = upload(content, name) if content else upload(name=name)
    return add_file(series=series, upload=taken, **{**WHO, **about})
