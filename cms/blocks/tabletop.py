"""A tabletop exercise: a scenario told inject by inject, in which a table decides what to do."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .base import Frozen, MediaSource, SubjectBlock, frozen_html
from .branching import END, NOWHERE, problems_of
from .reference import SourceBlock
from .text import RICH_TEXT_FEATURES

STEPPED, TIMED = "stepped", "timed"
PACES = [
    (STEPPED, _("Step by step: the table goes on when it is ready")),
    (TIMED, _("Timed: injects come by the clock")),
]
COUNTED_FROM = [("start", _("The start of the tabletop")), ("previous", _("The inject before"))]
NEXT, INJECT, FINISH = "next", "inject", "end"
LEADS_TO = [(NEXT, _("The next inject in the list")), (INJECT, _("The inject named here")), (FINISH, _("The debrief"))]
MOST_MINUTES = 600


def short_name(label: Any, **more: Any) -> blocks.RegexBlock:
    words = _("Small letters a to z, digits and hyphens.")
    return blocks.RegexBlock(r"^[a-z0-9-]{1,40}$", label=label, error_messages={"invalid": words}, **more)


class TabletopChoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Choice"), max_length=300)
    consequence = blocks.TextBlock(
        label=_("What it leads to, in words"), required=False, help_text=_("Told once the table has decided.")
    )
    leads_to = blocks.ChoiceBlock(label=_("Then comes"), choices=LEADS_TO, default=NEXT)
    inject = short_name(_("Short name of that inject"), required=False)


class InjectBlock(blocks.StructBlock):
    key = short_name(_("Short name"), help_text=_("Choices lead here by this name. Let it stay as it is."))
    minutes = blocks.IntegerBlock(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        help_text=_("Needed when injects come by the clock."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    sender = blocks.CharBlock(
        label=_("From whom, and how"),
        required=False,
        max_length=200,
        help_text=_("For instance: The county governor calls."),
    )
    text = blocks.RichTextBlock(label=_("What happens"), features=RICH_TEXT_FEATURES)
    image = ImageChooserBlock(label=_("Image"), required=False)
    alt_text = blocks.CharBlock(label=_("Text instead of the image"), required=False, max_length=600)
    question = blocks.TextBlock(label=_("What the table decides"))
    choices = blocks.ListBlock(
        TabletopChoiceBlock(),
        label=_("Choices"),
        default=[],
        help_text=_("Without any, the table writes what it decides in its own words."),
    )
    leads_to = blocks.ChoiceBlock(
        label=_("Then comes"), choices=LEADS_TO, default=NEXT, help_text=_("When there are no choices.")
    )
    inject = short_name(_("Short name of that inject"), required=False)


class TabletopRoleBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Role"), max_length=120)
    task = blocks.CharBlock(label=_("What they look after"), required=False, max_length=300)


class DebriefQuestionBlock(blocks.StructBlock):
    prompt = blocks.TextBlock(label=_("Question"))
    help = blocks.TextBlock(label=_("Help"), required=False)


class TabletopBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    introduction = blocks.RichTextBlock(
        label=_("Scenario"), features=RICH_TEXT_FEATURES, help_text=_("Where we are, and what is known at the start.")
    )
    roles = blocks.ListBlock(TabletopRoleBlock(), label=_("Roles at the table"), default=[])
    pace = blocks.ChoiceBlock(
        label=_("Way of running"),
        choices=PACES,
        default=STEPPED,
        help_text=_("A table can always go step by step, and stop the clock."),
    )
    counted_from = blocks.ChoiceBlock(label=_("Minutes are counted from"), choices=COUNTED_FROM, default="start")
    injects = blocks.ListBlock(InjectBlock(), label=_("Injects"), default=[])
    debrief = blocks.ListBlock(DebriefQuestionBlock(), label=_("Questions for the debrief"), default=[])
    sources = blocks.ListBlock(SourceBlock(), label=_("Sources"), default=[])

    class Meta:
        icon = "group"
        label = _("Tabletop")
        description = _(
            "A scenario told inject by inject. The learner, or a whole table, decides what to do, and ends with a "
            "debrief: a lesson with a tabletop is done then. Write nothing that is graded under the Security Act."
        )
        template = "cms/blocks/tabletop.html"
        preview_value = {
            "title": "Strømmen går en kald kveld",
            "introduction": "<p>Det er torsdag i januar, 18 minusgrader og storm i vente.</p>",
            "roles": [{"name": "Kriseleder", "task": "Leder møtet og beslutter"}],
            "pace": STEPPED,
            "counted_from": "start",
            "injects": [
                {
                    "key": "strommen-gar",
                    "minutes": 0,
                    "title": "Strømmen går",
                    "sender": "Nettselskapet ringer",
                    "text": "<p>Hele kommunen er uten strøm. Ingen vet hvor lenge.</p>",
                    "image": None,
                    "question": "Hvem kaller dere inn, og når?",
                    "choices": [
                        {"text": "Setter kriseledelsen nå", "consequence": "Dere er samlet 18.40.", "leads_to": FINISH}
                    ],
                    "leads_to": NEXT,
                }
            ],
            "debrief": [{"prompt": "Hva hadde vi bruk for som vi ikke hadde?", "help": ""}],
            "sources": [
                {
                    "title": "Veileder i planlegging, gjennomføring og evaluering av øvelser",
                    "publisher": "DSB",
                    "url": "https://www.dsb.no/",
                    "section": "",
                    "review_by": date(2027, 6, 30),
                }
            ],
        }

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if found := problems_of(self.freeze(value, NoMedia())):
            return {"injects": " ".join(found)}
        return {}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        """Ways are frozen as keys of injects: what stood next in the list then stays next."""
        injects = list(value["injects"].bound_blocks)
        following = [child.value["key"] or "" for child in injects[1:]] + [END] * bool(injects)
        return {
            "title": value["title"] or "",
            "html": frozen_html(value["introduction"]),
            "roles": [{"name": role["name"] or "", "task": role["task"] or ""} for role in value["roles"]],
            "pace": value["pace"] or STEPPED,
            "counted_from": value["counted_from"] or "start",
            "injects": [_inject(child.value, after, media) for child, after in zip(injects, following, strict=True)],
            "debrief": [
                {
                    "id": str(child.id or number),
                    "prompt": child.value["prompt"] or "",
                    "help": child.value["help"] or "",
                }
                for number, child in enumerate(value["debrief"].bound_blocks, start=1)
            ],
            "sources": [SourceBlock().freeze(source, media) for source in value["sources"]],
        }


def _inject(value: blocks.StructValue, following: str, media: MediaSource) -> Frozen:
    return {
        "key": value["key"] or "",
        "minutes": value["minutes"],
        "title": value["title"] or "",
        "sender": value["sender"] or "",
        "html": frozen_html(value["text"]),
        "image": media.image(value["image"]) | {"alt": value["alt_text"] or ""} if value["image"] else None,
        "question": value["question"] or "",
        "choices": [
            {
                "id": str(child.id or number),
                "text": child.value["text"] or "",
                "consequence": child.value["consequence"] or "",
                "leads_to": _leads_to(child.value, following),
            }
            for number, child in enumerate(value["choices"].bound_blocks, start=1)
        ],
        "leads_to": _leads_to(value, following),
    }


def _leads_to(value: blocks.StructValue, following: str) -> str:
    if value["leads_to"] == INJECT:
        return value["inject"] or NOWHERE
    return END if value["leads_to"] == FINISH else following


class NoMedia:
    """Problems are looked for without making copies of anything."""

    def image(self, image: Any) -> Frozen:
        return {}

    def document(self, document: Any) -> Frozen:
        return {}
