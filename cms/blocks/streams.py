"""Which blocks an editor may use where."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .assignment import AssignmentBlock
from .media import DownloadBlock, ImageBlock, VideoBlock
from .partners import PartnerBlock
from .practice import QuizBlock, ReflectionBlock
from .reference import SourceBlock, TableBlock
from .tabletop import TabletopBlock
from .text import AccordionBlock, CalloutBlock, HeadingBlock, QuoteBlock, TextBlock


class ArticleStreamBlock(blocks.StreamBlock):
    """What any page may be written with."""

    heading = HeadingBlock(group=_("Words"))
    text = TextBlock(group=_("Words"))
    callout = CalloutBlock(group=_("Words"))
    quote = QuoteBlock(group=_("Words"))
    accordion = AccordionBlock(group=_("Words"))
    image = ImageBlock(group=_("Pictures, films and files"))
    video = VideoBlock(group=_("Pictures, films and files"))
    download = DownloadBlock(group=_("Pictures, films and files"))
    table = TableBlock(group=_("Facts"))
    source = SourceBlock(group=_("Facts"))


class LessonStreamBlock(ArticleStreamBlock):
    """What a lesson is written with: all of the above, and what the learner does."""

    reflection = ReflectionBlock(group=_("For the learner to do"))
    quiz = QuizBlock(group=_("For the learner to do"))
    assignment = AssignmentBlock(group=_("For the learner to do"))
    tabletop = TabletopBlock(group=_("For the learner to do"))


class PartnerStreamBlock(blocks.StreamBlock):
    """Partners and exhibitors, in the order they are shown."""

    partner = PartnerBlock()
