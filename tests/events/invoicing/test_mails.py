import pytest

from cms.mail.render import render_message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["invoice", "reminder", "credit_note"])
def test_first_sentence_begins_as_one(name):
    """After “Hello Skogdal kommune,” in English, and after “Hei, Skogdal kommune!” in others."""
    text = render_message(f"invoicing/mail/{name}", language="en", context={"name": "Skogdal kommune"}).text

    assert text.partition("Hello Skogdal kommune,")[2].strip()[0].isupper()
