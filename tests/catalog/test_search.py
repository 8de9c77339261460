"""The forgiving search: what people type, what they find first, and why; against a naive double loop."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from catalog.search import (
    BEGUN_REFERENCE,
    CUT,
    FAR,
    LEAST,
    WEIGHTS,
    WHOLE_ALIAS,
    WHOLE_NAME,
    WHOLE_REFERENCE,
    Card,
    Index,
    Match,
    Nearness,
    Place,
    Question,
    card_words,
    likeness,
)
from catalog.spelling import compact, whole

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of these

SAME, BEGINS, NEAR = Nearness.SAME, Nearness.BEGINS, Nearness.NEAR
CARDS = [
    Card(1, "SRV-001", "Ordinateur portable géré", "Managed laptop",
         "Un ordinateur prêt à l’emploi, réparé ou remplacé sous 2 h.",
         "A computer ready to work, repaired or replaced within 2 hours.", ("PC portable", "laptop")),
    Card(2, "SRV-002", "Accès à distance", "Remote access",
         "Travailler hors du bureau comme si vous y étiez, sans code sur l’ordinateur géré.",
         "Work away from the office as if you were there.", ("VPN", "bureau à distance", "télétravail")),
    Card(3, "SRV-003", "Messagerie et agenda", "Mail and calendar",
         "Écrire, recevoir et se réunir, au bureau comme au téléphone.",
         "Write, receive and meet, at your desk or on your phone.", ("Outlook", "e-mail", "courriel")),
    Card(4, "SRV-004", "Téléphone mobile", "Mobile phone",
         "Appeler et lire vos messages en déplacement, en Europe sans supplément.",
         "Call and read your messages on the move.", ("smartphone", "GSM")),
    Card(5, "SRV-005", "Partage de fichiers", "Shared folders",
         "Retrouver et modifier un dossier à plusieurs, d’où que vous soyez.",
         "Find and edit a folder together, wherever you are.", ("SharePoint", "Wi-Fi des fichiers")),
    Card(6, "SRV-006", "Paie", "Payroll", "Payer juste et à l’heure, chaque mois.", "Pay right and on time.", ("HR Access",)),
    Card(7, "SRV-012", "Impression", "Printing", "Imprimer sur toutes les imprimantes du groupe avec votre badge.",
         "Print on any of the group’s printers with your badge.", ("Papercut", "imprimante")),
    Card(8, "SOL-001", "Bureau du commercial nomade", "Desk of the travelling salesperson",
         "Vendre sur la route avec les chiffres du matin.", "Sell on the road with this morning’s figures."),
    Card(9, "CNS-001", "Conseil en sécurité", "Security advice", "Savoir ce que vous risquez.", "Know your risks.", ("RSSI",)),
    Card(10, "SRV-020", "Signature électronique", "Electronic signature",
         "Faire signer un contrat en une heure, avec valeur de preuve.", "Have a contract signed within an hour."),
]  # fmt: skip
INDEX = Index(CARDS)

FIRST = [  # typed, name of the first answer
    ("axès a distence", "Accès à distance"),
    ("mesagerie", "Messagerie et agenda"),
    ("vnp", "Accès à distance"),
    ("teletravaile", "Accès à distance"),
    ("accès à distance", "Accès à distance"),
    ("ACCES A DISTANCE", "Accès à distance"),
    ("distance accès", "Accès à distance"),
    ("vpn", "Accès à distance"),
    ("j’ai besoin d’un VPN", "Accès à distance"),
    ("comment travailler à distance ?", "Accès à distance"),
    ("remote acess", "Accès à distance"),
    ("how do I get remote access", "Accès à distance"),
    ("télé-travail", "Accès à distance"),
    ("tele travail", "Accès à distance"),
    ("bureau a distance", "Accès à distance"),
    ("mes", "Messagerie et agenda"),
    ("mess", "Messagerie et agenda"),
    ("mesa", "Messagerie et agenda"),
    ("messagreie", "Messagerie et agenda"),
    ("outlok", "Messagerie et agenda"),
    ("email", "Messagerie et agenda"),
    ("e-mail", "Messagerie et agenda"),
    ("couriel", "Messagerie et agenda"),
    ("calender", "Messagerie et agenda"),
    ("mail", "Messagerie et agenda"),
    ("l’agenda", "Messagerie et agenda"),
    ("telefone", "Téléphone mobile"),
    ("smart phone", "Téléphone mobile"),
    ("portable", "Ordinateur portable géré"),
    ("ordi portable", "Ordinateur portable géré"),
    ("ordinateure portabl", "Ordinateur portable géré"),
    ("laptop", "Ordinateur portable géré"),
    ("lapotp", "Ordinateur portable géré"),
    ("pc portable", "Ordinateur portable géré"),
    ("fichié", "Partage de fichiers"),
    ("partager un dossier", "Partage de fichiers"),
    ("share point", "Partage de fichiers"),
    ("wifi fichiers", "Partage de fichiers"),
    ("shared folder", "Partage de fichiers"),
    ("paie", "Paie"),
    ("Paye", "Paie"),
    ("payroll", "Paie"),
    ("HR access", "Paie"),
    ("imprimente", "Impression"),
    ("printer", "Impression"),
    ("imression", "Impression"),
    ("nomade", "Bureau du commercial nomade"),
    ("comercial nomad", "Bureau du commercial nomade"),
    ("salesperson", "Bureau du commercial nomade"),
    ("securite", "Conseil en sécurité"),
    ("RSSI", "Conseil en sécurité"),
    ("contrat a signer", "Signature électronique"),
    ("signatures electroniques", "Signature électronique"),
    ("SRV-012", "Impression"),
    ("srv 012", "Impression"),
    ("srv012", "Impression"),
    ("  vpn\x00 ", "Accès à distance"),
    ("vpn 🎉", "Accès à distance"),
    ("vpn%' OR 1=1 --", "Accès à distance"),
    ("accès " * 50, "Accès à distance"),
]

NOTHING = [
    "", " ", "a", "v", "é", "à l’", "le la", "?", "🎉", "%", "_", "%%", "\x00", "\x00\x00", "'; --", "zzzzzzzz",
    "xylophone", "x" * 300, "9999", "<b>", "\u202e", "－",
]  # fmt: skip


def names(answers) -> list[str]:
    return [answers.index.cards[one.key].name for one in answers.found]


@pytest.mark.parametrize(("typed", "name"), FIRST)
def test_what_is_typed_finds_its_card_first(typed, name):
    assert names(INDEX.find(typed))[:1] == [name]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_says_nothing_finds_nothing(typed):
    answers = INDEX.find(typed)
    assert answers.found == [] and answers.corrected() == ""


LIKE = [  # asked, word, likeness
    ("vpn", "vpn", 100.0),
    ("mess", "messagerie", 90.6),
    ("ve", "vendre", 89.7),
    ("vnp", "vpn", 66.7),
    ("axes", "acces", 66.7),
    ("distence", "distance", 87.5),
    ("mesa", "messagerie", 80.0),
    ("son", "saison", 0.0),  # three letters, and three more
    ("son", "sono", 95.5),
    ("rh", "ri", 0.0),
    ("rs", "rssi", 92.0),
    ("365", "366", 0.0),
    ("office365", "office366", 0.0),
    ("email", "demain", 65.5),
    ("imprimente", "shipment", 0.0),  # 66.7, but for its first letter
    ("paie", "xxxx", 0.0),
]


@pytest.mark.parametrize(("asked", "word", "like"), LIKE)
def test_how_like_two_words_are(asked, word, like):
    assert round(likeness(asked, word), 1) == like


@pytest.mark.parametrize(
    ("typed", "first", "matches"),
    [
        ("vnp", 2, [Match("vnp", "VPN", Place.ALIAS, NEAR)]),
        ("axès a distence", 2, [Match("axès", "accès", Place.NAME, NEAR), Match("distence", "distance", Place.NAME, NEAR)]),
        ("Messagerie", 3, [Match("Messagerie", "messagerie", Place.NAME, SAME)]),
        ("mess", 3, [Match("mess", "messagerie", Place.NAME, BEGINS)]),
        ("dossier", 5, [Match("dossier", "dossier", Place.BENEFIT, SAME)]),
        ("srv-012", 7, [Match("srv-012", "SRV-012", Place.REFERENCE, SAME)]),
        ("srv-01", 7, [Match("srv-01", "SRV-012", Place.REFERENCE, BEGINS)]),
        ("email", 3, [Match("email", "e-mail", Place.ALIAS, SAME)]),
        ("vpn zzzzzzz", 2, [Match("vpn", "VPN", Place.ALIAS, SAME)]),
        ("vpn VPN", 2, [Match("vpn", "VPN", Place.ALIAS, SAME)]),
    ],
)  # fmt: skip
def test_each_answer_says_why(typed, first, matches):
    answers = INDEX.find(typed)
    assert answers.found[0].key == first and answers.why(first) == matches


def test_a_card_says_nothing_of_a_question_that_it_does_not_answer():
    assert INDEX.find("vpn").why(6) == []


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("axès a distence", "accès à distance"),
        ("mesagerie", "messagerie"),
        ("un VNP pour moi", "un VPN pour moi"),
        ("teletravaile", "télétravail"),
        ("couriel", "courriel"),
        ("vpn", ""),
        ("mess", ""),
        ("Accès à distance", ""),
        ("HR access", ""),
    ],
)
def test_the_question_is_said_again_as_the_card_spells_it(typed, corrected):
    assert INDEX.find(typed).corrected() == corrected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("axès a distence", []),
        ("mesagerie", []),
        ("accès distance", ["Accès à distance"]),
        ("mess", ["Messagerie et agenda", "Téléphone mobile"]),
        ("accès zzzzz", []),
        ("bureau", ["Bureau du commercial nomade", "Accès à distance", "Messagerie et agenda"]),
        ("", []),
    ],
)
def test_exactly_what_was_written(typed, found):
    assert names(INDEX.find(typed, exactly=True)) == found


def test_three_letters_repair_no_word_of_five():
    """Alike by what they share, too far by their length."""
    assert fuzz.ratio("acs", "acces") >= CUT and "acces" in INDEX.vocabulary
    assert "acces" not in INDEX.like("acs") and likeness("acs", "acces") == 0


def test_every_word_counts_and_the_best_place_first():
    both, name, alias, benefit = (
        Card(1, "A-1", "Réseau mobile"),
        Card(2, "A-2", "Réseau"),
        Card(3, "A-3", "Liaison", aliases=("réseau",)),
        Card(4, "A-4", "Borne", benefit="Le réseau partout."),
    )
    scores = Index([benefit, alias, name, both]).scores("reseau mobile")
    assert scores == {1: WHOLE_NAME, 2: 48.5, 3: 46.5, 4: 42.5}
    alone = Index([benefit, alias, name, both]).scores("resau")
    assert alone[2] == alone[1] > alone[3] > alone[4] > 0


def test_among_equals_the_shorter_name_comes_first():
    cards = [
        Card(1, "A-1", "Messagerie des équipes"),
        Card(2, "A-2", "Messagerie mobile"),
        Card(3, "A-3", "Messagerie mobile"),
    ]
    assert [one.key for one in Index(cards).find("mesagerie").found] == [2, 3, 1]


def test_what_is_far_behind_the_first_answer_is_left_out():
    answers, scores = INDEX.find("nomade"), INDEX.scores("nomade commandes")
    assert names(answers) == ["Bureau du commercial nomade"]
    for typed in ("paie", "messages", "bureau"):
        found, scores = INDEX.find(typed).found, INDEX.scores(typed)
        least = max(LEAST, FAR * found[0].score)
        assert {one.key for one in found} == {key for key, score in scores.items() if score >= least}


def test_it_is_asked_of_some_only():
    assert names(INDEX.find("bureau", among={3, 9})) == ["Messagerie et agenda"]
    assert INDEX.find("bureau", among=()).found == []


def test_a_pasted_text_counts_by_its_first_words():
    question = Question.of(" ".join(f"mot{n}" for n in range(60)))
    assert len(question.words) == 12 and question.words[0] == "mot0" and len(question.text) <= 300
    assert Question.of("v" * 400).text == "v" * 300


def test_control_characters_are_spaces():
    assert Question.of("\x00accès\x1fà\x7fdistance\t").text == "accès à distance"
    assert Question.of("caf\x80e").text == "caf\x80e"


def test_stop_words_count_when_there_is_nothing_else():
    assert Question.of("mes").words == ("mes",) and Question.of("mes mails").words == ("mails",)


def test_a_name_of_signs_is_found_by_these_signs():
    index = Index([Card(1, "A-1", "🎉"), Card(2, "A-2", "Fête 🎉")])
    assert [one.key for one in index.find("🎉").found] == [1] and index.find("🎉").why(1) == []


def test_a_reference_without_digits_is_found_whole_only():
    index = Index([Card(1, "OUTIL", "Perceuse"), Card(2, "OUT", "Sortie")])
    assert index.scores("outi") == {} and index.scores("out") == {2: WHOLE_REFERENCE}
    assert index.scores("outil") == {1: WHOLE_REFERENCE}


# Properties ---------------------------------------------------------------------------------------------
LETTERS = "aeéèimnprstvAEÉ -’1"
text = st.text(LETTERS, min_size=1, max_size=18).filter(whole)
maybe = st.text(LETTERS, max_size=24)


@st.composite
def catalogues(draw) -> list[Card]:
    number = draw(st.integers(0, 7))
    return [
        Card(
            key,
            draw(st.sampled_from(["SRV", "SOL", "V"])) + f"-{key:02}",
            draw(text),
            draw(maybe),
            draw(maybe),
            draw(maybe),
            tuple(draw(st.lists(text, max_size=2))),
        )
        for key in range(1, number + 1)
    ]


def naive(cards: list[Card], typed: str) -> dict[int, float]:
    """Every word of the question against every word of every card, by the same likeness."""
    question = Question.of(typed)
    found: dict[int, float] = {}
    for card in cards:
        words = card_words(card)
        every = [
            max((likeness(asked, word) * WEIGHTS[place] for word, place in words.items()), default=0.0)
            for asked in question.words
        ]
        scores = [round(sum(every) / len(every), 1)] if any(every) else []
        said, reference, own = whole(question.text), compact(question.text), compact(card.reference)
        if reference and own == reference:
            scores.append(WHOLE_REFERENCE)
        elif len(reference) > 2 and any(one.isdigit() for one in reference) and own.startswith(reference):
            scores.append(BEGUN_REFERENCE)
        if said and said in (whole(card.name), whole(card.name_en)):
            scores.append(WHOLE_NAME)
        if said and said in map(whole, card.aliases):
            scores.append(WHOLE_ALIAS)
        if scores:
            found[card.key] = max(scores)
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(catalogues(), st.text(LETTERS + "\x00", max_size=30))
def test_knowing_each_word_once_answers_as_the_naive_double_loop(cards, typed):
    assert Index(cards).scores(typed) == naive(cards, typed)


@pytest.mark.parametrize("typed", [typed for typed, _name in FIRST] + NOTHING)
def test_the_naive_double_loop_agrees_on_what_people_type(typed):
    assert INDEX.scores(typed) == naive(CARDS, typed)


@settings(deadline=None, suppress_health_check=SLOW)
@given(catalogues(), st.data())
def test_an_exact_name_is_always_first(cards, data):
    if not cards:
        return
    named = data.draw(st.sampled_from(cards))
    answers = Index(cards).find(named.name)
    first = next(card for card in cards if card.key == answers.found[0].key)
    assert whole(named.name) in (whole(first.name), whole(first.name_en))
    assert (named.key, WHOLE_NAME) in answers.found


@settings(deadline=None, suppress_health_check=SLOW)
@given(catalogues(), st.text(LETTERS, max_size=20))
def test_another_card_changes_the_score_of_none(cards, typed):
    whole_scores = Index(cards).scores(typed)
    fewer = Index(cards[:-1]).scores(typed)
    assert fewer == {key: score for key, score in whole_scores.items() if cards and key != cards[-1].key}


@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(catalogues(), st.text(LETTERS, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_the_cards_changes_nothing(cards, typed, random):
    mixed = list(cards)
    random.shuffle(mixed)
    one, other = Index(cards).find(typed), Index(mixed).find(typed)
    assert one.found == other.found
    assert [one.why(found.key) for found in one.found] == [other.why(found.key) for found in other.found]


@settings(deadline=None, suppress_health_check=SLOW)
@given(catalogues(), st.text(LETTERS, max_size=20))
def test_scores_are_between_what_is_least_and_a_hundred_and_each_word_is_near_enough(cards, typed):
    answers = Index(cards).find(typed)
    assert all(LEAST <= one.score <= 100 for one in answers.found)
    for one in answers.found:
        for match in answers.why(one.key):
            if match.place != Place.REFERENCE:
                assert likeness(whole(match.asked), compact(match.found)) >= CUT


def test_the_words_of_a_question_come_in_any_order():
    scores = [INDEX.scores(" ".join(words)) for words in permutations(["mesagerie", "agenda", "bureau"])]
    assert all(score == scores[0] for score in scores)
