from cms.sorting import nordic


def test_ae_oe_aa_come_last_and_other_accents_count_as_their_letter():
    names = ["Østby", "Zahl", "Åse", "Áilu", "Berit", "Ærlig", "Äng", "Öberg", "adam"]

    assert sorted(names, key=nordic) == ["adam", "Áilu", "Berit", "Zahl", "Äng", "Ærlig", "Öberg", "Østby", "Åse"]


def test_the_way_a_letter_is_put_together_does_not_matter():
    assert nordic("A\u030ase") == nordic("\u00c5se")
