"""Pictures of people as they are kept: small, upright, and without what the camera wrote into them."""

import io

import pytest
from PIL import Image

from events.programme.photos import LONGEST, tidy_photo

TURNED = 6  # of the EXIF orientations: held upright


def written(picture, kind, **more):
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def kept(content):
    return Image.open(io.BytesIO(tidy_photo(content)))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_large_photo_is_made_small_and_stands_upright(mode):
    picture = Image.new(mode, (4000, 3000))
    exif = picture.getexif()
    exif[0x0112] = TURNED

    photo = kept(written(picture, "JPEG", exif=exif))

    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (LONGEST * 3 // 4, LONGEST))
    assert not photo.getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_shines_through_is_white(mode):
    picture = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    if mode != "P":
        picture = picture.convert(mode)

    photo = kept(written(picture.quantize() if mode == "P" else picture, "PNG"))

    assert photo.getpixel((5, 5)) == (255, 255, 255)
