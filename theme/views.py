"""The component page: every component, block and question with sample values."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from theme import samples
from theme.forms import SampleForm

SECTIONS = ("colours", "text", "buttons", "forms", "feedback", "cards", "course", "lists", "blocks", "questions")


def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "theme/styleguide.html", sample_context() | {"sections": SECTIONS})


def sample_context() -> dict[str, Any]:
    sent = {"name": "", "email": "kari(at)skogdal", "size": ""}
    return {
        "blocks": [(f"theme/blocks/{block['type']}.html", block) for block in samples.blocks()],
        "questions": [(f"theme/questions/{question['type']}.html", question) for question in samples.QUESTIONS],
        "modules": samples.MODULES,
        "courses": samples.COURSES,
        "facts": samples.FACTS,
        "bars": samples.BARS,
        "steps": samples.STEPS,
        "timeline": samples.TIMELINE,
        "tags": samples.TAGS,
        "certificates": samples.CERTIFICATES,
        "form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm(sent, prefix=None),
        "listing": Paginator(range(180), 10).page(6),
    }
