"""Reading the demo's course files (TOML) into what pages are made of.

Ids of blocks, options and pairs are made from where they stand, so that seeding twice gives the same ids.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

COURSES = Path(__file__).parent / "courses"
MEDIA = Path(__file__).parent / "media"

Raw = dict[str, Any]


@dataclass(frozen=True)
class MediaIds:
    """How a course's files are found once they are in Wagtail: by file name, as ids."""

    image: Callable[[str], int]
    document: Callable[[str], int]


@dataclass(frozen=True)
class CourseFiles:
    """`later` holds lessons that came in after the first release, and the module they stand in."""

    locale: str
    slug: str
    course: Raw
    modules: list[tuple[str, Raw]]
    later: Raw


def read_courses() -> list[CourseFiles]:
    """Every course of the demo, in the order of its folders."""
    return [_read_course(path.parent) for path in sorted(COURSES.glob("*/*/course.toml"))]


def _read_course(folder: Path) -> CourseFiles:
    modules = [(path.stem.split("-", 1)[1], _toml(path)) for path in sorted(folder.glob("[0-9]*.toml"))]
    course = _toml(folder / "course.toml")
    later = folder / "later.toml"
    return CourseFiles(folder.parent.name, course["slug"], course, modules, _toml(later) if later.exists() else {})


def _toml(path: Path) -> Raw:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def raw_stream(blocks: list[Raw], *, where: str, media: MediaIds) -> list[Raw]:
    """Blocks of a lesson file as Wagtail stores them."""
    return [
        {
            "type": block["type"],
            "id": _id(where, number),
            "value": _VALUES[block["type"]](block, _id(where, number), media),
        }
        for number, block in enumerate(blocks)
    ]


def _id(*parts: Any) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(str(part) for part in ("samvirke-demo", *parts))))


def _items(values: list[Any], where: str) -> list[Raw]:
    """A list block's items, each with an id of its own."""
    return [{"type": "item", "id": _id(where, number), "value": value} for number, value in enumerate(values)]


def _plain(*names: str) -> Callable[[Raw, str, MediaIds], Raw]:
    return lambda block, _where, _media: {name: block.get(name, "") for name in names}


def _heading(block: Raw, where: str, media: MediaIds) -> Raw:
    return {"text": block["text"], "level": str(block.get("level", 2))}


def _text(block: Raw, where: str, media: MediaIds) -> Raw:
    return {"text": block["html"]}


def _callout(block: Raw, where: str, media: MediaIds) -> Raw:
    return {"tone": block["tone"], "title": block["title"], "text": block["html"]}


def _accordion(block: Raw, where: str, media: MediaIds) -> Raw:
    return {"items": _items([{"title": item["title"], "text": item["html"]} for item in block["items"]], where)}


def _image(block: Raw, where: str, media: MediaIds) -> Raw:
    return {
        "image": media.image(block["file"]),
        "alt_text": block.get("alt", ""),
        "decorative": block.get("decorative", False),
        "caption": block.get("caption", ""),
        "credit": "",
    }


def _video(block: Raw, where: str, media: MediaIds) -> Raw:
    return {
        "title": block["title"],
        "video": media.document(block["file"]),
        "poster": media.image(block["poster"]) if block.get("poster") else None,
        "captions": media.document(block["captions"]),
        "captions_language": block.get("captions_language", "nb"),
        "transcript": block["transcript_html"],
    }


def _download(block: Raw, where: str, media: MediaIds) -> Raw:
    return _plain("title", "description")(block, where, media) | {"document": media.document(block["file"])}


def _table(block: Raw, where: str, media: MediaIds) -> Raw:
    columns = [{"type": "text", "heading": heading} for heading in block["columns"]]
    rows = [{"values": row} for row in block["rows"]]
    return {"caption": block["caption"], "table": {"columns": columns, "rows": rows, "caption": ""}}


def _source(block: Raw, where: str, media: MediaIds) -> Raw:
    return _plain("title", "publisher", "url", "section")(block, where, media) | {
        "review_by": block["review_by"].isoformat()
    }


def _quiz(block: Raw, where: str, media: MediaIds) -> Raw:
    questions = [
        {"type": question["type"], "id": _id(where, number), "value": _question(question, _id(where, number))}
        for number, question in enumerate(block.get("questions", []))
    ]
    draws = _items(block.get("draws", []), f"{where}/draws")
    more = {"minutes": block.get("minutes", 0), "shuffle": block.get("shuffle", False), "draws": draws}
    return {name: block[name] for name in ("title", "pass_mark", "max_attempts")} | {"questions": questions, **more}


def _assignment(block: Raw, where: str, media: MediaIds) -> Raw:
    criteria = [_criterion(one, f"{where}/criteria/{number}") for number, one in enumerate(block["criteria"])]
    same = ("title", "takes_text", "file_kinds", "max_files", "judged", "pass_mark", "resubmissions")
    more = {"task": block["html"], "criteria": _items(criteria, f"{where}/criteria")}
    return {name: block[name] for name in same} | {"due_days": 0, "peer_reviews": 0} | more


def _criterion(criterion: Raw, where: str) -> Raw:
    return criterion | {"levels": _items(criterion["levels"], where)}


def _question(question: Raw, where: str) -> Raw:
    value = {name: content for name, content in question.items() if name != "type"}
    for name in ("options", "pairs", "items", "accepted"):
        if name in value:
            value[name] = _items([_option(item) for item in value[name]], where)
    for name in ("answer", "tolerance"):
        if question["type"] == "numeric":
            value[name] = str(value.get(name, 0))
    return value


def _option(item: Any) -> Any:
    """An option marked neither right nor wrong is wrong."""
    return {"correct": False, **item} if isinstance(item, dict) and "feedback" in item else item


def _tabletop(block: Raw, where: str, media: MediaIds) -> Raw:
    injects = [_inject(inject, f"{where}/{inject['key']}") for inject in block["injects"]]
    debrief = [{"help": "", **question} for question in block["debrief"]]
    return {
        "title": block["title"],
        "introduction": block["introduction_html"],
        "roles": _items(block["roles"], f"{where}/roles"),
        "pace": block.get("pace", "stepped"),
        "counted_from": "start",
        "injects": _items(injects, f"{where}/injects"),
        "debrief": _items(debrief, f"{where}/debrief"),
        "sources": _items([_source(source, where, media) for source in block["sources"]], f"{where}/sources"),
    }


def _inject(inject: Raw, where: str) -> Raw:
    """`to` names the inject that follows, "end" the debrief; without it the next one in the list does."""
    words = {name: inject[name] for name in ("key", "minutes", "title", "sender", "question")}
    choices = [
        {"text": one["text"], "consequence": one["consequence"], **_way(one)} for one in inject.get("choices", [])
    ]
    more = {"text": inject["html"], "image": None, "alt_text": "", "choices": _items(choices, where)}
    return words | more | _way(inject)


def _way(raw: Raw) -> Raw:
    to = raw.get("to", "")
    if to in ("", "end"):
        return {"leads_to": "end" if to else "next", "inject": ""}
    return {"leads_to": "inject", "inject": to}


_VALUES: dict[str, Callable[[Raw, str, MediaIds], Raw]] = {
    "heading": _heading,
    "text": _text,
    "callout": _callout,
    "quote": _plain("text", "attribution"),
    "accordion": _accordion,
    "image": _image,
    "video": _video,
    "download": _download,
    "table": _table,
    "source": _source,
    "reflection": _plain("prompt", "help"),
    "quiz": _quiz,
    "assignment": _assignment,
    "tabletop": _tabletop,
}
