"""Images and files that editors have uploaded, as small as they can be."""

from itertools import count

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

_numbers = count(1)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nVi begynner med det vi vet.\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><script>alert(1)</script></svg>'


def make_image(title="Stabsrom", *, size=(40, 20)):
    return Image.objects.create(title=title, file=get_test_image_file(f"bilde-{next(_numbers)}.png", size=size))


def make_document(name="tiltakskort.docx", content=b"innhold", *, title="Tiltakskort"):
    return Document.objects.create(title=title, file=ContentFile(content, name=name))


def make_captions(content=CAPTIONS):
    return make_document("film.vtt", content, title="Teksting")


def make_film():
    return make_document("film.mp4", b"not really a film", title="Film")
