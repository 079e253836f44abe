"""Raw StreamField values, as Wagtail stores them, with ids that can be named in tests."""

from uuid import NAMESPACE_DNS, uuid5


def block_id(name):
    return str(uuid5(NAMESPACE_DNS, name))


def text(html="<p>Kommunen skal øve planen hvert andre år.</p>", *, name="text"):
    return {"type": "text", "id": block_id(name), "value": {"text": html}}


def heading(words="Fra ROS til plan", level="2", *, name="heading"):
    return {"type": "heading", "id": block_id(name), "value": {"text": words, "level": level}}


def callout(*, name="callout"):
    value = {"tone": "tip", "title": "Begynn med listen", "text": "<p>Ring tre numre.</p>"}
    return {"type": "callout", "id": block_id(name), "value": value}


def quote(*, name="quote"):
    value = {"text": "Vi trodde alle visste hvem som ringte først.", "attribution": "Koordinator"}
    return {"type": "quote", "id": block_id(name), "value": value}


def source(*, name="source", review_by="2099-01-01"):
    value = {"title": "Forskriften", "publisher": "Lovdata", "url": "https://lovdata.no", "section": "§ 7"}
    return {"type": "source", "id": block_id(name), "value": value | {"review_by": review_by}}


def reflection(*, name="reflection"):
    return {"type": "reflection", "id": block_id(name), "value": {"prompt": "Hvem beslutter?", "help": ""}}


def items(*values, name="items"):
    return [{"type": "item", "id": block_id(f"{name}{number}"), "value": value} for number, value in enumerate(values)]


def option(words, *, correct=False, feedback="Fordi."):
    return {"text": words, "correct": correct, "feedback": feedback}


def single_choice(*, name="single"):
    options = items(option("Hvert år", correct=True), option("Hvert andre år"), option("Aldri"), name=name)
    return {"type": "single_choice", "id": block_id(name), "value": {"question": "Hvor ofte?", "options": options}}


def multiple_choice(*, name="multiple"):
    options = items(
        option("A", correct=True), option("B", correct=True), option("C", correct=True), option("D"), name=name
    )
    return {"type": "multiple_choice", "id": block_id(name), "value": {"question": "Hvilke?", "options": options}}


def true_false(*, name="true_false", answer=True):
    value = {"statement": "Planen øves.", "answer": answer, "feedback_true": "Ja.", "feedback_false": "Jo."}
    return {"type": "true_false", "id": block_id(name), "value": value}


def _whole(kind, name, **value):
    words = {"question": "Hva?", "feedback_correct": "Riktig.", "feedback_wrong": "Nei."}
    return {"type": kind, "id": block_id(name), "value": words | value}


def numeric(*, name="numeric", answer="3000", tolerance="0"):
    return _whole("numeric", name, answer=answer, tolerance=tolerance, unit="stk")


def short_text(*, name="short", accepted=("øvingsdirektiv",)):
    return _whole("short_text", name, accepted=items(*accepted, name=name))


def ordering(*, name="ordering"):
    return _whole("ordering", name, items=items("Mandat", "Mål", "Scenario", "Innspill", name=name))


def matching(*, name="matching"):
    pairs = items({"left": "ROS", "right": "Hva kan skje"}, {"left": "Plan", "right": "Hva gjør vi"}, name=name)
    return _whole("matching", name, pairs=pairs)


def quiz(*questions, name="quiz", pass_mark=70, max_attempts=3, draws=(), minutes=0, shuffle=False):
    """A quiz; `draws` are pairs of tags and how many. One that draws asks nothing else unless told to."""
    value = {
        "title": "Sjekk deg selv",
        "pass_mark": pass_mark,
        "max_attempts": max_attempts,
        "minutes": minutes,
        "shuffle": shuffle,
        "questions": list(questions or () if draws else questions or (single_choice(name=f"{name}-single"),)),
        "draws": items(*({"tags": list(tags), "count": count} for tags, count in draws), name=f"{name}-draw"),
    }
    return {"type": "quiz", "id": block_id(name), "value": value}


def every_question(name="every"):
    """The seven kinds of question, once each."""
    makers = (single_choice, multiple_choice, true_false, numeric, short_text, ordering, matching)
    return [make(name=f"{name}-{make.__name__}") for make in makers]


def accordion(*, name="accordion"):
    values = items({"title": "Hva er en hendelse?", "text": "<p>Noe som skjer.</p>"}, name=name)
    return {"type": "accordion", "id": block_id(name), "value": {"items": values}}


def table(*, name="table"):
    columns = [{"type": "text", "heading": "Hva"}, {"type": "text", "heading": "Når"}]
    rows = [{"values": ["Planen revideres", "Hvert år"]}, {"values": ["Planen øves", None]}]
    value = {"caption": "Hvor ofte", "table": {"columns": columns, "rows": rows, "caption": ""}}
    return {"type": "table", "id": block_id(name), "value": value}


def image(image_id, *, name="image", **value):
    words = {"alt_text": "Fire personer ved et bord.", "decorative": False, "caption": "Staben", "credit": "Foto: A"}
    return {"type": "image", "id": block_id(name), "value": {"image": image_id, **words, **value}}


def video(video_id, captions_id, *, name="video", **value):
    words = {"title": "Stabsmøtet", "captions_language": "nb", "transcript": "<p>Vi begynner.</p>", "poster": None}
    media = {"video": video_id, "captions": captions_id}
    return {"type": "video", "id": block_id(name), "value": {**words, **media, **value}}


def download(document_id, *, name="download", **value):
    words = {"title": "Tiltakskort", "description": "Til å henge opp."}
    return {"type": "download", "id": block_id(name), "value": {"document": document_id, **words, **value}}


def criterion(title="Rekkefølge", *, name="criterion", points=(0, 1, 2)):
    levels = items(*({"title": f"Nivå {one}", "points": one, "text": ""} for one in points), name=f"{name}-level")
    return {"title": title, "text": "", "levels": levels}


def assignment(*, name="assignment", criteria=None, **value):
    """A task with a rubric of two criteria, judged by points, unless told otherwise."""
    rubric = [criterion(name=f"{name}-a"), criterion("Stedfortreder", name=f"{name}-b")]
    common = {
        "title": "Lag en varslingsliste",
        "task": "<p>Hvem ringer hvem?</p>",
        "takes_text": True,
        "file_kinds": ["pdf", "document", "image", "text"],
        "max_files": 3,
        "judged": "points",
        "pass_mark": 50,
        "criteria": items(*(rubric if criteria is None else criteria), name=f"{name}-criterion"),
        "resubmissions": 2,
        "due_days": 0,
        "peer_reviews": 0,
    }
    return {"type": "assignment", "id": block_id(name), "value": common | value}
