import hashlib
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from learning.frozen_media import FrozenMedia, keep
from learning.models import ReleaseDocument, ReleaseImage
from learning.queries import lesson_blocks
from tests.factories import blocks
from tests.factories.learning import lessons_of, make_enrolment
from tests.factories.media import make_captions, make_document, make_film, make_image
from tests.queries import clear_caches

pytestmark = pytest.mark.django_db


def frozen_blocks(enrolment):
    return lesson_blocks(enrolment.release, lessons_of(enrolment)[0].key, "nb")


def read(url):
    with default_storage.open(url.removeprefix("/media/")) as opened:
        return opened.read()


def test_a_replaced_image_changes_nothing_for_the_learner():
    image = make_image()
    block = frozen_blocks(make_enrolment(lessons=[[blocks.image(image.pk)]]))[0]
    before = read(block["url"])

    image.file.save("nytt.png", get_test_image_file("nytt.png", colour="crimson", size=(9, 9)))
    image.renditions.all().delete()

    assert read(block["url"]) == before
    assert hashlib.sha256(before).hexdigest() == block["sha256"]


def test_the_file_of_a_deleted_image_stays():
    image = make_image()
    block = frozen_blocks(make_enrolment(lessons=[[blocks.image(image.pk)]]))[0]

    image.file.storage.delete(image.file.name)

    assert len(read(block["url"])) > 0


def test_an_image_of_a_release_cannot_be_deleted():
    image = make_image()
    make_enrolment(lessons=[[blocks.image(image.pk)]])

    with pytest.raises(ProtectedError):
        image.delete()


def test_a_release_names_what_it_uses():
    poster, film, captions, mal = make_image(), make_film(), make_captions(), make_document()
    lesson = [blocks.video(film.pk, captions.pk, poster=poster.pk), blocks.download(mal.pk)]

    release = make_enrolment(lessons=[lesson]).release

    assert list(ReleaseImage.objects.values_list("release", "image")) == [(release.pk, poster.pk)]
    used = ReleaseDocument.objects.order_by("document").values_list("document", flat=True)
    assert list(used) == sorted([film.pk, captions.pk, mal.pk])


def test_a_document_is_kept_with_what_readers_want_to_know():
    media = FrozenMedia()

    frozen = media.document(make_document("mal.txt", b"Hvem?"))

    digest = hashlib.sha256(b"Hvem?").hexdigest()
    assert frozen == {
        "url": f"/media/frozen/{digest[:2]}/{digest}.txt",
        "mime": "text/plain",
        "size": 5,
        "extension": "txt",
        "sha256": digest,
    }


def test_the_same_content_is_kept_once():
    names = {keep(ContentFile(b"same"), extension="txt")[0] for _ in range(2)}

    assert len(names) == 1
    assert len(default_storage.listdir("frozen/" + names.pop().split("/")[1])[1]) == 1


def test_a_drawing_is_the_same_when_it_is_frozen_again():
    """Else every lesson with one would count as changed by the next release."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="560"><rect width="9" height="9"/></svg>'
    drawing = Image.objects.create(title="Hjulet", file=ContentFile(svg, name="hjulet.svg"))

    first = json.dumps(FrozenMedia().image(drawing))
    clear_caches()

    assert json.dumps(FrozenMedia().image(Image.objects.get(pk=drawing.pk))) == first
