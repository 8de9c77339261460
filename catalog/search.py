"""The forgiving search over the cards of the catalogue: plain values in, ranked answers and why each one out.

Each word of the question is compared with the words of a card: those of its names, of its other names and of its
benefit. What it looks most like counts, by where it stands; under CUT it looks like nothing. A card's score is the
mean over the words of the question, so that every one of them counts, and depends on no other card. A whole name,
reference or other name, written as it is, comes before everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from catalog.spelling import compact, joined, means, tokens, whole

CUT = 65.0  # likeness of two words, out of a hundred: under it they have nothing in common
LEAST = 45.0  # score of an answer: half of the words found in a name, or all of them in a benefit
FAR = 0.7  # of the score of the first answer: what is weaker would only be read for nothing
BEGUN, FIRST_WRONG = 0.9, 0.9  # what counts less: the beginning of a longer word, another first letter
WHOLE_NAME, WHOLE_REFERENCE, WHOLE_ALIAS, BEGUN_REFERENCE = 100.0, 99.0, 98.0, 90.0
MOST_CHARACTERS, MOST_WORDS = 300, 12  # of a question: what is longer was pasted, its beginning is enough
CONTROLS = dict.fromkeys([*range(32), 127], " ")


class Place(IntEnum):
    """Where a word of a card stands, the best place first."""

    NAME = 0
    ALIAS = 1
    BENEFIT = 2
    REFERENCE = 3  # asked whole, never word by word


WEIGHTS = {Place.NAME: 0.97, Place.ALIAS: 0.93, Place.BENEFIT: 0.85}


class Nearness(StrEnum):
    """How a word of the question was found: as it is, as the beginning of another, as another spelling."""

    SAME = "same"
    BEGINS = "begins"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Card:
    """What is searched of an offering. `key` tells it from the others."""

    key: int
    reference: str
    name: str
    name_en: str = ""
    benefit: str = ""
    benefit_en: str = ""
    aliases: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Each text with its place, the best place first."""
        yield Place.NAME, self.name
        yield Place.NAME, self.name_en
        for alias in self.aliases:
            yield Place.ALIAS, alias
        yield Place.BENEFIT, self.benefit
        yield Place.BENEFIT, self.benefit_en


class Found(NamedTuple):
    """An answer: its score out of a hundred."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """Why a card answers: the word `asked`, as typed, was found as `found`, as the card writes it."""

    asked: str
    found: str
    place: Place
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed. `words` are those that count, folded, each once; none when nothing can be looked for."""

    text: str
    tokens: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Question:
        """Stop words count when there is nothing else: who types « mes » may be on the way to « messagerie »."""
        text = " ".join(typed[:MOST_CHARACTERS].translate(CONTROLS).split())
        said = tokens(text)
        some = [folded for _written, folded in said if means(folded)]
        some = some or [folded for _written, folded in said if len(folded) > 1]
        return cls(text, said, tuple(dict.fromkeys(some))[:MOST_WORDS])


def likeness(asked: str, word: str) -> float:
    """How much a word of the question is like one of a card, out of a hundred; 0 under CUT.

    The beginning of a word is nearly the word: people are still typing. Words with a digit and words of two letters
    are written right or not at all; those of three letters differ by one letter in length at most.
    """
    if asked == word:
        return 100.0
    if word.startswith(asked):
        return 85.0 + 14.0 * len(asked) / len(word)
    if not (spelled(asked) and spelled(word)):
        return 0.0
    if len(asked) == 3 and abs(len(word) - 3) > 1:
        return 0.0
    like = fuzz.ratio(asked, word)
    if len(asked) > 3 and len(word) > len(asked) + 1:
        like = max(like, BEGUN * fuzz.ratio(asked, word[: len(asked) + 1]))
    return _counted(asked, word, like)


def _counted(asked: str, word: str, like: float) -> float:
    """People seldom miss the first letter."""
    like = like if asked[0] == word[0] else FIRST_WRONG * like
    return like if like >= CUT else 0.0


def spelled(word: str) -> bool:
    """Whether the word may be written another way."""
    return len(word) > 2 and not any(one.isdigit() for one in word)


def nearness(asked: str, word: str) -> Nearness:
    if asked == word:
        return Nearness.SAME
    return Nearness.BEGINS if word.startswith(asked) else Nearness.NEAR


def card_words(card: Card) -> dict[str, Place]:
    """Each word of the card that counts, folded, with the best place where it stands."""
    found: dict[str, Place] = {}
    for place, text in card.texts():
        for word in _words_of(text):
            found.setdefault(word, place)
    return found


@lru_cache(maxsize=32_768)
def _words_of(text: str) -> tuple[str, ...]:
    """Read once for each text: when one card of two thousand changes, the others cost little."""
    found = [word for _written, word in tokens(text)] + [compact(chunk) for chunk in joined(text)]
    return tuple(word for word in found if means(word))


class Index:
    """Cards made ready to be asked. It knows each distinct word once: many cards share few words."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = {card.key: card for card in cards}
        self.orders: dict[int, tuple[int, str, int]] = {}  # among equals: the shorter name first
        self.references: dict[int, str] = {}
        self.referred: dict[str, list[int]] = {}
        self.wholes: dict[str, list[tuple[float, int]]] = {}  # a whole name → (score, key)
        places: dict[tuple[str, Place], list[int]] = {}
        for key, card in self.cards.items():
            name = whole(card.name)
            self.orders[key] = (len(name), name, key)
            self.references[key] = reference = compact(card.reference)
            self.referred.setdefault(reference, []).append(key)
            for score, text in ((WHOLE_NAME, card.name), (WHOLE_NAME, card.name_en)):
                self._keep(text, score, key)
            for text in card.aliases:
                self._keep(text, WHOLE_ALIAS, key)
            for word, place in card_words(card).items():
                places.setdefault((word, place), []).append(key)
        self.postings: dict[str, list[tuple[Place, list[int]]]] = {}
        for (word, place), keys in places.items():
            self.postings.setdefault(word, []).append((place, keys))
        self.in_order = sorted(self.referred)
        self.vocabulary = sorted(self.postings)
        self.fuzzy = [word for word in self.vocabulary if spelled(word)]
        self.beginnings: dict[int, tuple[list[str], list[list[str]]]] = {}

    def _keep(self, text: str, score: float, key: int) -> None:
        if said := whole(text):
            self.wholes.setdefault(said, []).append((score, key))

    def like(self, asked: str) -> dict[str, float]:
        """The words of the cards that are like this one: what `likeness` says of each, asked of few."""
        found: dict[str, float] = {}
        if spelled(asked):
            for word, like, _rank in process.extract(
                asked, self.fuzzy, scorer=fuzz.ratio, score_cutoff=CUT, limit=None
            ):
                if len(asked) > 3 or abs(len(word) - 3) <= 1:
                    found[word] = like
            if len(asked) > 3:
                starts, words = self._beginnings(len(asked) + 1)
                for _start, like, rank in process.extract(
                    asked, starts, scorer=fuzz.ratio, score_cutoff=CUT, limit=None
                ):
                    for word in words[rank]:
                        found[word] = max(found.get(word, 0.0), BEGUN * like)
            found = {word: like for word, raw in found.items() if (like := _counted(asked, word, raw))}
        for rank in range(bisect_left(self.vocabulary, asked), len(self.vocabulary)):
            word = self.vocabulary[rank]
            if not word.startswith(asked):
                break
            found[word] = likeness(asked, word)
        return found

    def _beginnings(self, length: int) -> tuple[list[str], list[list[str]]]:
        """The first `length` letters of the words that are longer, and these words; made when first asked for."""
        if length not in self.beginnings:
            made: dict[str, list[str]] = {}
            for word in self.fuzzy:
                if len(word) > length:
                    made.setdefault(word[:length], []).append(word)
            self.beginnings[length] = (list(made), list(made.values()))
        return self.beginnings[length]

    def find(self, typed: str, *, exactly: bool = False, among: Container[int] | None = None) -> Answers:
        """The cards that answer, of those `among` which it is asked, the nearest first.

        `exactly`: each word as it is written, or as a beginning. What is far behind the first answer is left out.
        """
        question = Question.of(typed)
        best = [self._best(word, exactly) for word in question.words]
        scores = self._scores(question, best, exactly)
        kept = [
            Found(key, score)
            for key, score in scores.items()
            if score >= LEAST and (among is None or key in among)
        ]
        kept.sort(key=lambda one: (-one.score, self.orders[one.key]))
        least = FAR * kept[0].score if kept else 0.0
        return Answers(self, question, [one for one in kept if one.score >= least], best)

    def scores(self, typed: str) -> dict[int, float]:
        """Key → score, of every card that has anything of the question."""
        question = Question.of(typed)
        return self._scores(question, [self._best(word, False) for word in question.words], False)

    def _scores(self, question: Question, best: list[dict[int, _Hit]], exactly: bool) -> dict[int, float]:
        totals: dict[int, float] = {}
        for found in best:
            for key, hit in found.items():
                totals[key] = totals.get(key, 0.0) + hit.value
        if exactly:
            totals = {key: total for key, total in totals.items() if all(key in found for found in best)}
        scores = {key: round(total / len(best), 1) for key, total in totals.items()}
        for score, key in (
            *self._referred(compact(question.text)),
            *self.wholes.get(whole(question.text), ()),
        ):
            scores[key] = max(scores.get(key, 0.0), score)
        return scores

    def _referred(self, reference: str) -> Iterator[tuple[float, int]]:
        """(score, key) of the cards of this reference, and of those whose reference begins so, if it has a digit."""
        for key in self.referred.get(reference, ()):
            yield WHOLE_REFERENCE, key
        if len(reference) > 2 and any(one.isdigit() for one in reference):
            for rank in range(bisect_left(self.in_order, reference), len(self.in_order)):
                own = self.in_order[rank]
                if not own.startswith(reference):
                    break
                if own != reference:
                    for key in self.referred[own]:
                        yield BEGUN_REFERENCE, key

    def _best(self, asked: str, exactly: bool) -> dict[int, _Hit]:
        """Key → the best that this word of the question finds in the card."""
        hits = [
            (like * WEIGHTS[place], -place, word, keys)
            for word, like in self.like(asked).items()
            if not exactly or word.startswith(asked)
            for place, keys in self.postings[word]
        ]
        hits.sort(key=lambda hit: hit[:3])
        found: dict[int, _Hit] = {}
        for value, place, word, keys in hits:  # the best last: it stays
            found.update(dict.fromkeys(keys, _Hit(value, Place(-place), word)))
        return found


class _Hit(NamedTuple):
    value: float
    place: Place
    word: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one question, and why each of them is one."""

    index: Index
    question: Question
    found: list[Found]
    best: list[dict[int, _Hit]] = field(repr=False)

    def why(self, key: int) -> list[Match]:
        """What of the question was found in this card, in the order of the question."""
        written = self._written(key)
        typed = {folded: as_typed for as_typed, folded in reversed(self.question.tokens)}
        own, reference = self.index.references[key], compact(self.question.text)
        if reference and (
            own == reference or (own.startswith(reference) and not any(key in found for found in self.best))
        ):
            near = Nearness.SAME if own == reference else Nearness.BEGINS
            return [Match(self.question.text, self.index.cards[key].reference, Place.REFERENCE, near)]
        return [
            Match(typed[asked], written.get(hit.word, hit.word), hit.place, nearness(asked, hit.word))
            for asked, found in zip(self.question.words, self.best, strict=True)
            if (hit := found.get(key))
        ]

    def corrected(self) -> str:
        """The question as the first answer writes its words; empty when it was written so, or nothing answers."""
        if not self.found:
            return ""
        key = self.found[0].key
        written = self._written(key)
        instead: dict[str, str] = {}
        for asked, found in zip(self.question.words, self.best, strict=True):
            hit = found.get(key)
            if hit and nearness(asked, hit.word) == Nearness.NEAR:
                instead[asked] = written.get(hit.word, hit.word)
        if not instead or self.found[0].score >= WHOLE_ALIAS:
            return ""
        name = {folded: as_written for as_written, folded in tokens(self.index.cards[key].name)}
        said = [
            instead.get(folded) or (name.get(folded, as_typed) if not means(folded) else as_typed)
            for as_typed, folded in self.question.tokens
        ]
        return " ".join(said)

    def _written(self, key: int) -> dict[str, str]:
        return _as_written(self.index.cards[key])


@lru_cache(maxsize=4096)
def _as_written(card: Card) -> dict[str, str]:
    """The words of a card as it writes them, by what they fold to; in lower case unless they are all capitals."""
    found: dict[str, str] = {}
    for _place, text in card.texts():
        for chunk in joined(text):
            found.setdefault(compact(chunk), chunk)
        for written, folded in tokens(text):
            found.setdefault(folded, written if written.isupper() else written.lower())
    return found
