import pytest
import time_machine

from learning.surveys.sealing import Unreadable, seal, unseal


def test_sealed_says_nothing_of_what_is_inside():
    sealed = seal({"q": "Vi mangler aggregat"})

    assert "aggregat" not in sealed
    assert unseal(sealed) == {"q": "Vi mangler aggregat"}


def test_two_copies_look_different():
    assert seal({"q": 1}) != seal({"q": 1})


def test_sealed_does_not_say_when():
    """Fernet writes the moment in the clear, in bytes 1 to 9, unless it is told another."""
    import base64

    with time_machine.travel("2027-05-01"):
        assert base64.urlsafe_b64decode(seal({"q": 1}))[1:9] == bytes(8)


def test_length_says_little():
    assert len(seal({"q": 1})) == len(seal({"q": "Vi har ikke øvd på dette siden 2019."}))


def test_old_key_opens_what_it_sealed(settings):
    sealed = seal({"q": 1})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en helt ny nøkkel"

    assert unseal(sealed) == {"q": 1}


def test_without_the_key_nothing_opens(settings):
    sealed = seal({"q": 1})
    settings.SECRET_KEY = "en helt ny nøkkel"

    with pytest.raises(Unreadable):
        unseal(sealed)


def test_browsers_secret_is_another_key():
    sealed = seal({"q": 1}, key="nettleserens")

    with pytest.raises(Unreadable):
        unseal(sealed)
    assert unseal(sealed, key="nettleserens") == {"q": 1}
