"""What a text shows: questions, mentions, links, promotion, fingerprints, languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from auditor.text import lexicon
from auditor.text.features import features, fingerprints, normalised

SENTENCES = Path(__file__).with_name("promotion_sentences.tsv")


def features_of_text(text: str | None, language: str | None = None):
    return features([text], [language])[0]


@pytest.mark.parametrize(
    "text",
    [
        "Che ne dite?",
        "どう思いますか？",
        "ما رأيكم؟",
        "Τι λέτε;",
        "Ի՞նչ",
        "እንዴት ነው፧",
        "Davvero?!",
        "Ehi ❓",
    ],
)
def test_a_question_mark_of_any_script_asks(text: str) -> None:
    assert features_of_text(text).is_question is True


@pytest.mark.parametrize(
    "text",
    [
        "Vedi https://esempio.example.com/?id=3",
        "www.esempio.example.com/?q=a",
        "Punto; e virgola",
        "",
        "Ciao!",
    ],
)
def test_a_question_mark_inside_a_link_asks_nothing(text: str) -> None:
    assert features_of_text(text).is_question is False


def test_a_text_that_is_not_given_is_unknown_and_an_empty_one_is_known() -> None:
    assert features_of_text(None).is_question is None
    assert features_of_text(None).fingerprint is None
    assert (
        features_of_text("").is_question,
        features_of_text("").mentions,
        features_of_text("").fingerprint,
    ) == (False, (), b"")


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Grazie a @Anna e @bruno.", ("anna", "bruno")),
        ("Foto di @anna", ()),
        ("Photo by @anna, with @bruno", ("bruno",)),
        ("📷 @anna", ()),
        ("via @anna", ()),
        ("scrivi a info@esempio.example.com", ()),
        ("https://medium.example/@anna", ()),
        ("Ciao @anna@social.example", ("anna@social.example",)),
    ],
)
def test_a_credit_an_address_and_a_link_are_no_mention(text, mentions) -> None:
    assert features_of_text(text).mentions == mentions


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Ora su https://esempio.example.com/a.", ("https://esempio.example.com/a",)),
        ("su esempio.example.com/shop oggi", ("esempio.example.com/shop",)),
        ("finito.Poi si riparte", ()),
        ("(www.esempio.example.com)", ("www.esempio.example.com",)),
    ],
)
def test_links_are_found_in_the_text(text, links) -> None:
    assert features_of_text(text).links == links


def test_a_language_is_told_by_two_small_words_or_more() -> None:
    assert features_of_text("il gatto è sul tetto della casa").language == "it"
    assert features_of_text("the cat is on the roof").language == "en"
    assert features_of_text("die Katze ist auf dem Dach").language == "de"
    assert features_of_text("miao").language is None
    assert features_of_text("miao", "it-IT").language == "it"


def test_promotion_is_unknown_in_a_language_without_a_lexicon() -> None:
    assert features_of_text("die Katze ist auf dem Dach und nicht im Haus").is_promotion is None
    assert features_of_text("Sonderangebot", "de").is_promotion is None
    assert features_of_text("Sconto", "it").is_promotion is True
    assert (
        features_of_text("sconto discount").is_promotion is True
    )  # no language told: tried in both


def test_a_form_is_a_whole_word() -> None:
    assert features_of_text("il comprato è comprato", "it").is_promotion is False
    assert features_of_text("il promontorio è di tutti", "it").is_promotion is False


def test_the_lexicon_has_120_forms_a_language() -> None:
    for language in lexicon.PROMOTION_LANGUAGES:
        assert len(lexicon.forms(f"promotion_{language}")) >= 120


def test_normalising_removes_links_punctuation_case_and_spaces() -> None:
    assert normalised("  Ciao,  MONDO! https://a.example.com ﬁne") == "ciao mondo fine"
    assert unicodedata.is_normalized("NFKC", normalised("ﬁ"))


def test_fingerprints_are_sets_of_five_word_shingles() -> None:
    six, again, five, other, short, none = fingerprints(
        [
            ["a", "b", "c", "d", "e", "f"],
            ["a", "b", "c", "d", "e", "f"],
            ["a", "b", "c", "d", "e"],
            ["b", "c", "d", "e", "f"],
            ["a"],
            [],
        ]
    )
    assert len(six) == 16
    assert six == again
    assert {six[:8], six[8:]} == {five, other}
    assert (len(short), none) == (8, b"")


def test_precision_and_recall_of_the_promotion_lexicon(capsys) -> None:
    """Labelled by hand before the lexicon was tried on them; printed, so that nobody overrates it."""
    rows = [line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 200
    for language in ("it", "en"):
        own = [(label == "1", text) for code, label, text in rows if code == language]
        text_features = features([text for _, text in own], [language] * len(own))
        pairs = [
            (true, value.is_promotion) for (true, _), value in zip(own, text_features, strict=True)
        ]
        hit = sum(true and bool(said) for true, said in pairs)
        precision = hit / sum(bool(said) for _, said in pairs)
        recall = hit / sum(true for true, _ in pairs)
        with capsys.disabled():
            print(
                f"\npromotion lexicon, {language}: precision {precision:.2f}, recall {recall:.2f}"
            )
        assert precision >= 0.85
        assert recall >= 0.70
