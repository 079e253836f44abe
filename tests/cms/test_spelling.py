import re

import pytest

from cms.people.models import User
from cms.spelling import loosely, plainly
from tests.factories.people import make_user

PLAIN = [("Nygård", "nygard"), ("Ødegård", "odegard"), ("Næss", "naess"), ("Čállán", "callan"), ("", "")]


@pytest.mark.parametrize(("written", "plain"), PLAIN)
def test_plain_letters(written, plain):
    assert plainly(written) == plain


FOUND = [
    *(("nygard", "Nygård"), ("NYGÅRD", "Nygård"), ("nygaard", "Nygård"), ("nygård", "Nygard")),
    *(("odeg", "Åse Ødegård"), ("ödeg", "Åse Ødegård"), ("oedeg", "Åse Ødegård"), ("ase", "ÅSE")),
    *(("naess", "Næss"), ("næss", "Naess"), ("åse", "Aase"), ("moller", "Möller"), ("callan", "Čállán")),
    *(("o.k", "O.K"), ("(a", "(A"), ("it's", "IT'S")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "written"), FOUND)
def test_found_however_it_is_written(asked, written):
    make_user(written)

    assert re.search(loosely(asked), written, re.IGNORECASE)
    assert User.objects.filter(name__iregex=loosely(asked)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["nygird", "o.k", ".*", "[a]", "a|b", "\\w", "(", "^", "$", "%", "*"])
def test_others_are_not_found(asked):
    make_user("Nygård")

    assert not User.objects.filter(name__iregex=loosely(asked)).exists()
