import pytest

from cms.blocks.presenting import right_id
from learning.corrections import fits, key_of, marks_alike, with_key
from learning.domain.marking import mark_question
from learning.seeds import right_answer
from tests.factories import bank


def question(kind, **more):
    parts = {"options": "option", "items": "item", "pairs": "pair"}
    said = bank.said(kind, **more)
    for name in parts.keys() & said.keys():
        said[name] = [{"id": str(number), **part} for number, part in enumerate(said[name])]
    return {"type": kind, "id": "q", **said}


MENDED = {
    "single_choice": lambda q: q | {"options": [o | {"correct": o["id"] == "1"} for o in q["options"]]},
    "multiple_choice": lambda q: q | {"options": [o | {"correct": o["id"] in "23"} for o in q["options"]]},
    "true_false": lambda q: q | {"answer": False},
    "numeric": lambda q: q | {"answer": "4000"},
    "short_text": lambda q: q | {"accepted": ["direktiv"]},
    "ordering": lambda q: q | {"items": q["items"][::-1]},
    "matching": lambda q: (
        q
        | {
            "pairs": [
                pair | {"right": other["right"]} for pair, other in zip(q["pairs"], q["pairs"][::-1], strict=True)
            ]
        }
    ),
}


@pytest.mark.parametrize("kind", MENDED)
def test_a_mended_key_marks_as_the_mended_question(kind):
    wrong = question(kind)
    mended = MENDED[kind](wrong)
    answer = right_answer(mended)
    assert mark_question(wrong, answer).points < 1

    under_key = with_key(wrong, key_of(mended))

    assert mark_question(under_key, answer).points == 1
    assert under_key["text"] == wrong["text"]


@pytest.mark.parametrize("kind", MENDED)
def test_a_key_marks_like_itself_and_unlike_a_mended_one(kind):
    asked = question(kind)

    assert marks_alike(key_of(asked), key_of(dict(asked)))
    assert not marks_alike(key_of(asked), key_of(MENDED[kind](asked)))


def test_other_feedback_is_no_other_key():
    one, other = question("true_false"), question("true_false", feedback_true="Annet.")

    assert marks_alike(key_of(one), key_of(other))


@pytest.mark.parametrize("kind", ["single_choice", "ordering", "matching"])
def test_a_key_of_other_parts_fits_not_and_changes_nothing(kind):
    asked = question(kind)
    parts = next(name for name in ("options", "items", "pairs") if name in asked)
    other = asked | {parts: [part | {"id": f"new-{part['id']}"} for part in asked[parts]]}

    assert not fits(asked, key_of(other))
    assert with_key(asked, key_of(other)) == asked


def test_a_key_of_another_kind_fits_not():
    assert not fits(question("numeric"), key_of(question("short_text")))


def test_pairs_keep_what_can_be_chosen():
    asked = question("matching")
    other = asked | {"pairs": [pair | {"right": "Noe annet"} for pair in asked["pairs"]]}

    assert not fits(asked, key_of(other))
    assert right_id("Noe annet") not in right_answer(asked).values()
