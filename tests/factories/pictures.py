import io

from PIL import Image


def a_photo(*, size=(60, 80), form="JPEG"):
    """A picture that says where it was taken, and lies on its side as cameras write them."""
    drawn, about = io.BytesIO(), Image.Exif()
    about[0x0112] = 6
    about[0x010F] = "Hemmelig kamera"
    Image.new("RGB", size, "teal").save(drawn, form, exif=about)
    return drawn.getvalue()
