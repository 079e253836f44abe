import io

import pytest
from PIL import Image

from events.exhibitors.domain.applications import withdraw
from events.exhibitors.domain.needs import Needs, NeedsBeyondPackage
from events.exhibitors.domain.profiles import NeedsAreSettled, Profile, save_needs, save_profile, set_logo
from events.exhibitors.domain.standing import NotPossibleNow
from events.exhibitors.queries import shown_exhibitors
from learning.assignments.file_checks import FileRefused
from tests.factories.events import AT, STARTS
from tests.factories.exhibitors import fresh, make_exhibitor, make_package, somebody_applies
from tests.factories.pictures import a_photo

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def test_only_confirmed_ones_who_said_yes_are_shown():
    package = make_package(number=9)
    shown, silent, applied = make_exhibitor(package), make_exhibitor(package), somebody_applies(package)
    for one, yes in ((shown, True), (silent, False), (applied, True)):
        save_profile(exhibitor=one, profile=Profile(shown=yes), **WHO)

    assert shown_exhibitors(package.occurrence) == [shown]

    save_profile(exhibitor=shown, profile=Profile(shown=False), **WHO)
    assert shown_exhibitors(package.occurrence) == []


def test_needs_are_settled_when_it_has_begun():
    exhibitor, needs = make_exhibitor(), Needs(power_watts=3000, tables=2, words="Vann")

    with pytest.raises(NeedsAreSettled):
        save_needs(exhibitor=exhibitor, needs=needs, by=None, at=STARTS)

    save_needs(exhibitor=exhibitor, needs=needs, by=None, at=STARTS, staff=True)
    assert (fresh(exhibitor).power_watts, fresh(exhibitor).tables, fresh(exhibitor).needs) == (3000, 2, "Vann")


@pytest.mark.parametrize(
    ("needs", "name"),
    [(Needs(power_watts=1001, tables=3), "power_watts"), (Needs(power_watts=1000, tables=4), "tables")],
)
def test_needs_beyond_the_package_are_refused_from_the_first_day(needs, name):
    exhibitor, package = make_exhibitor(), make_package()

    with pytest.raises(NeedsBeyondPackage) as saved:
        save_needs(exhibitor=exhibitor, needs=needs, **WHO)
    with pytest.raises(NeedsBeyondPackage) as asked:
        somebody_applies(package, needs=needs)

    assert saved.value.name == asked.value.name == name
    assert fresh(exhibitor).tables == 1
    assert not package.exhibitors.exists()


def test_what_staff_have_promised_beyond_the_package_stays():
    exhibitor = make_exhibitor()
    save_needs(exhibitor=exhibitor, needs=Needs(power_watts=3000, tables=1), staff=True, **WHO)

    kept = save_needs(exhibitor=exhibitor, needs=Needs(power_watts=3000, tables=2, words="Vann"), **WHO)

    assert (kept.power_watts, kept.tables, kept.needs) == (3000, 2, "Vann")


def test_a_logo_is_drawn_anew_and_takes_the_place_of_the_one_before():
    exhibitor = make_exhibitor()
    first = set_logo(exhibitor=exhibitor, content=a_photo(), **WHO).logo
    second = set_logo(exhibitor=exhibitor, content=a_photo(), **WHO).logo

    with second.file.open("rb") as opened, Image.open(io.BytesIO(opened.read())) as picture:
        assert (picture.format, dict(picture.getexif())) == ("PNG", {})
    assert not type(first).objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"MZ" + b"0" * 99, b"\x89PNG\r\n"])
def test_what_is_no_picture_is_no_logo(content):
    with pytest.raises(FileRefused):
        set_logo(exhibitor=make_exhibitor(), content=content, **WHO)


def test_who_gave_the_stand_back_writes_no_more():
    exhibitor = withdraw(exhibitor=make_exhibitor(), **WHO)

    with pytest.raises(NotPossibleNow):
        save_profile(exhibitor=exhibitor, profile=Profile(shown=True), **WHO)
