"""Blocks of pictures, films and files."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .base import Frozen, MediaSource, SubjectBlock, frozen_html
from .text import RICH_TEXT_FEATURES

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("sv", "Svenska"), ("en", "English")]
NO_IMAGE: Frozen = {"url": "", "width": 0, "height": 0, "sha256": ""}
NO_FILE: Frozen = {"url": "", "mime": "", "size": 0, "extension": "", "sha256": ""}


class ImageBlock(SubjectBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Text instead of the image"),
        required=False,
        max_length=600,
        help_text=_("What a person who cannot see the image needs to know."),
    )
    decorative = blocks.BooleanBlock(label=_("Only for decoration"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture or a figure, with a text for those who cannot see it.")
        template = "theme/blocks/image.html"
        preview_template = "cms/blocks/image_preview.html"

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if value["decorative"] or (value["alt_text"] or "").strip():
            return {}
        return {"alt_text": _now("Write what the image shows, or mark it as decoration.")}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        decorative = bool(value["decorative"])
        return {
            **(media.image(value["image"]) if value["image"] else NO_IMAGE),
            "alt": "" if decorative else value["alt_text"] or "",
            "decorative": decorative,
            "caption": value["caption"] or "",
            "credit": value["credit"] or "",
        }


class VideoBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    video = DocumentChooserBlock(label=_("Film (MP4 or WebM)"))
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    captions = DocumentChooserBlock(label=_("Captions (WebVTT)"))
    captions_language = blocks.ChoiceBlock(label=_("Language of the captions"), choices=LANGUAGES, default="nb")
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=RICH_TEXT_FEATURES,
        help_text=_("Everything said and everything seen that matters, as text."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A film of our own, always with captions and transcript.")
        template = "theme/blocks/video.html"
        preview_template = "cms/blocks/video_preview.html"

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        problems = {}
        if value["video"] and not media_ends_with(value["video"], "mp4", "webm"):
            problems["video"] = _now("Choose a film in MP4 or WebM format.")
        if value["captions"] and not media_ends_with(value["captions"], "vtt"):
            problems["captions"] = _now("Captions must be a WebVTT file (.vtt).")
        return problems

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        captions = media.document(value["captions"]) if value["captions"] else NO_FILE
        poster = media.image(value["poster"]) if value["poster"] else NO_IMAGE
        return {
            **(media.document(value["video"]) if value["video"] else NO_FILE),
            "title": value["title"] or "",
            "poster_url": poster["url"] or None,
            "poster_sha256": poster["sha256"],
            "captions_url": captions["url"],
            "captions_sha256": captions["sha256"],
            "captions_language": value["captions_language"] or "nb",
            "transcript_html": frozen_html(value["transcript"]),
        }


class DownloadBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    description = blocks.CharBlock(label=_("What it is for"), required=False, max_length=300)
    document = DocumentChooserBlock(label=_("File"))

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file to take along: a template, a checklist, a plan.")
        template = "theme/blocks/download.html"
        preview_template = "cms/blocks/download_preview.html"

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {
            **(media.document(value["document"]) if value["document"] else NO_FILE),
            "title": value["title"] or "",
            "description": value["description"] or "",
        }


def media_ends_with(document: object, *endings: str) -> bool:
    """Say whether a document's file has one of these endings."""
    filename = getattr(document, "filename", "").lower()
    return any(filename.endswith(f".{ending}") for ending in endings)
