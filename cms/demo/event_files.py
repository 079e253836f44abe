"""Reading the words of the demo's events (TOML): their pages, and who says what when."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .course_files import MEDIA, MediaIds, Raw, raw_stream

EVENTS = Path(__file__).parent / "events"
FILES = MEDIA / "arrangementer"


@dataclass(frozen=True)
class EventFile:
    """`pages` by language, the first of them in bokmål; the rest is empty where nothing is said of it."""

    name: str
    pages: dict[str, Raw]
    programme: Raw
    speakers: dict[str, Raw]
    sessions: list[Raw]
    materials: list[Raw]


def event_names() -> list[str]:
    return sorted(path.stem for path in EVENTS.glob("*.toml"))


def read_event(name: str) -> EventFile:
    raw = tomllib.loads((EVENTS / f"{name}.toml").read_text(encoding="utf-8"))
    pages = {"nb": raw["page"]} | ({"sv": raw["sv"]} if "sv" in raw else {})
    lists = {key: raw.get(key, []) for key in ("sessions", "materials")}
    return EventFile(name, pages, raw.get("programme", {}), raw.get("speakers", {}), **lists)


def page_values(name: str, words: Raw) -> dict[str, Any]:
    """What a page of an event is written with, as its fields are called; only those that the file has."""
    contact = {f"contact_{part}": value for part, value in words.get("contact", {}).items()}
    plain = {key: words[key] for key in ("title", "lead") if key in words}
    streams = {
        key: raw_stream(words[key], where=f"{name}/{key}", media=_NO_MEDIA)
        for key in ("body", "practical")
        if key in words
    }
    return plain | contact | streams | ({"partners": _partners(words["partners"])} if "partners" in words else {})


def _partners(partners: list[Raw]) -> list[Raw]:
    empty = {"url": "", "logo": None, "alt_text": ""}
    return [{"type": "partner", "value": empty | partner} for partner in partners]


def _none(name: str) -> int:
    raise LookupError(name)


_NO_MEDIA = MediaIds(image=_none, document=_none)
