"""Every address of the site × every role × every verb, held against the policy.

Whoever may not reach an address reaches it with no verb; whoever may, reaches it with at least one, and nothing ever
breaks. GET and POST are tried on every address of ours by everybody; of the other verbs each is tried once, by those
whose turn it is, so that every address has met them all. At Wagtail's own addresses in the admin, which one door
guards, those who have no business there take turns: with each other, or, if they come into the admin at all, with GET
and POST. Every role with every verb everywhere is left to `make test-all`.
"""

import logging
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.database import ROOT

from .addresses import Address, all_addresses
from .policy import AREAS, all_lines, line_for
from .saying import DOOR_STAFF, IN_ADMIN, MENTEE, MENTOR, ROLES, TEACHER, VISITOR, Line
from .table import DOCUMENT, as_document
from .walking import VERBS, Outcome, Walker, templates_on_demand
from .world import World

# Marked so that it runs before the browser journeys: after them an event loop stands in the way of the database.
pytestmark = pytest.mark.django_db

ADDRESSES = all_addresses()
PLAIN, RARE = ("get", "post"), tuple(verb for verb in VERBS if verb not in ("get", "post"))
# Who has little of their own yet, or may nearly what another role may: left to the long watch.
LONG_WATCH = (MENTOR, MENTEE, DOOR_STAFF, TEACHER)
WALKING = tuple(role for role in ROLES if role not in LONG_WATCH)
OUTSIDE = tuple(role for role in WALKING if role not in IN_ADMIN)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def media_root(settings: Any, media: Path) -> Path:
    """One folder for the whole walk, in place of one for each test."""
    settings.MEDIA_ROOT = media
    return media


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker, media: Path) -> Iterator[World]:
    """One of everything, made once. Sessions in cookies: they are put back with them, and cost no queries."""
    changed: dict[str, Any] = {
        "MEDIA_ROOT": media,
        "MIDDLEWARE": [*django_settings.MIDDLEWARE, "tests.permissions.walking.WithoutTemplates"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
    }
    # Thousands of refusals need no line each.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), override_settings(**changed), transaction.atomic():
        made = World()
        with templates_on_demand():
            yield made
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


# Forms of Wagtail's that cannot bear an empty body; those who may send them see an error page.
CANNOT_BEAR_NOTHING = (
    "/admin/choose-external-link/",
    # DELETE asks nobody whether pages are left in the language; the database does.
    "/admin/locales/delete/<int:pk>/",
    "/admin/pages/<int:page_id>/copy/",
    "/admin/pages/<int:page_id>/edit/",
    "/admin/pages/<int:page_id>/revisions/<int:revision_id>/revert/",
    "/admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
    "/admin/redirects/import/process/",
    "/admin/snippets/choose/cms/catalogueterm/create/",
    "/admin/snippets/choose/designs/certificatedesign/create/",
)


# --- The policy itself ------------------------------------------------------------------------------


def test_every_address_has_a_policy():
    without = [address.route for address in ADDRESSES if line_for(address.route) is None]

    assert without == [], "Give these addresses a line in tests/permissions/policy.py: who may reach them?"


def test_every_line_of_the_policy_is_of_use():
    idle = [pattern for line in all_lines() for pattern in line.addresses if not _is_of_use(line, pattern)]

    assert idle == [], "No address needs these any more: take them away"


def _is_of_use(line: Line, pattern: str) -> bool:
    alone = Line(line.who, (pattern,))
    return any(line_for(address.route) is line and alone.fits(address.route) for address in ADDRESSES)


def test_document_says_what_the_policy_says():
    assert (ROOT / DOCUMENT).read_text(encoding="utf-8") == as_document(AREAS, ADDRESSES), "run make permissions"


# --- The walk ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=pytest.mark.slow) if role in LONG_WATCH else role for role in ROLES]
)
def test_nobody_gets_further_than_the_policy_says(world: World, role: str):
    wrong = walked(world, role, _verbs_in_turn)

    assert not wrong, in_lines(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_other_verb_gets_anybody_further(world: World, role: str):
    wrong = walked(world, role, _verbs_left, rare=True)

    assert not wrong, in_lines(wrong)


def walked(
    world: World, role: str, verbs: Callable[[str, Address], tuple[str, ...]], *, rare: bool = False
) -> list[str]:
    walker = Walker(world.people[role])
    return [
        problem
        for address in ADDRESSES
        for problem in problems(walker, world, role, address, verbs(role, address), rare=rare)
    ]


def _verbs_in_turn(role: str, address: Address) -> tuple[str, ...]:
    shift = zlib.crc32(address.route.encode())
    plain = PLAIN if _may(role, address) else (PLAIN[(ROLES.index(role) + shift) % len(PLAIN)],)
    if address.is_ours:
        return (*plain, *_rare_verb_of(role, shift))
    if address.route.startswith("/admin/") and role in OUTSIDE:
        return PLAIN if (OUTSIDE.index(role) + shift) % len(OUTSIDE) == 0 else ()
    return plain


def _rare_verb_of(role: str, shift: int) -> tuple[str, ...]:
    """One for as many of those who walk as there are rare verbs, none for the others; in the long watch for all."""
    if role in LONG_WATCH:
        return (RARE[(ROLES.index(role) + shift) % len(RARE)],)
    turn = (WALKING.index(role) + shift) % len(WALKING)
    return RARE[turn : turn + 1]


def _may(role: str, address: Address) -> bool:
    line = line_for(address.route)
    return line is not None and role in line.who


def _verbs_left(role: str, address: Address) -> tuple[str, ...]:
    """What was not asked in turn."""
    return tuple(verb for verb in VERBS if verb in RARE or verb not in _verbs_in_turn(role, address))


def problems(
    walker: Walker, world: World, role: str, address: Address, verbs: tuple[str, ...], *, rare: bool = False
) -> Iterator[str]:
    """What is not as the policy says, in words: who, where, and how it ended."""
    line = line_for(address.route)
    if line is None or not verbs:
        return
    path = address.filled(world.values_for(address.route))
    outcomes = {verb: walker.ask(verb, path, **_headers(line, role, verb)) for verb in verbs}
    if role in line.who and (line.breaks or address.route in CANNOT_BEAR_NOTHING):
        walker.broken.clear()
        outcomes = {verb: Outcome.ALLOWED if one == Outcome.BROKEN else one for verb, one in outcomes.items()}
    ended = ", ".join(f"{verb.upper()} {outcome}" for verb, outcome in outcomes.items())
    yield from (f"{role}: {what}" for what in walker.broken)
    walker.broken.clear()
    if role in line.who:
        if not _reached(line, set(outcomes.values()), rare=rare):
            yield f"{role} should reach {address.route}: {ended}"
    elif any(outcome not in _refusals(line, role, address, verb) for verb, outcome in outcomes.items()):
        yield f"{role} should not reach {address.route}: {ended}"


def in_lines(what: list[str]) -> str:
    return "\n".join(["not as tests/permissions/policy.py says:", *what])


def _reached(line: Line, outcomes: set[Outcome], *, rare: bool) -> bool:
    """With one verb at least, and refused with none."""
    refused: set[Outcome] = set() if line.explains else {Outcome.FORBIDDEN}
    refused |= set() if line.on_the_way_in else {Outcome.SIGN_IN}
    reached = {Outcome.ALLOWED, Outcome.SENT_ON} & outcomes
    return not refused & outcomes and bool(reached or rare or line.finds_nothing or line.on_the_way_in)


def _refusals(line: Line, role: str, address: Address, verb: str) -> set[Outcome]:
    """A visitor is asked to sign in. Who is signed in is told on the site that there is nothing, in the admin no."""
    refusals = {Outcome.METHOD_REFUSED}
    if line.sends_on and verb != "post":
        refusals.add(Outcome.SENT_ON)
    if line.question and verb != "post" and role in IN_ADMIN:
        refusals.add(Outcome.ALLOWED)
    if role == VISITOR and not line.hidden:
        return refusals | {Outcome.SIGN_IN}
    if address.route.startswith("/admin/"):
        return refusals | {Outcome.SIGN_IN, Outcome.FORBIDDEN, Outcome.NOT_FOUND}
    return refusals | {Outcome.NOT_FOUND}


def _headers(line: Line, role: str, verb: str) -> dict[str, str]:
    """Every page is filled with its template once: for the first in the table who may see it."""
    first = next((one for one in ROLES if one in line.who), None)
    return {"X-Walk-Render": "1"} if verb == "get" and role == first else {}
