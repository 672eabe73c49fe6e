"""Which texts invite an answer: calls in words, last questions to the reader, no hooks."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import lexicon
from auditor.text.features import Features, features
from auditor.text.phrases import Phrases, Said, folded


def shown(text: str, language: str | None = None) -> Features:
    return features([text], [language])[0]


def words(text: str) -> Said:
    return Said(folded(text).split())


CALLS = [
    "Raccontateci nei commenti come passate la domenica",
    "La ricetta della nonna. E voi come la fate?",
    "Cosa ne pensate",
    "che ne pensate di questa",
    "Scriveteci la vostra ricetta preferita",
    "Meglio con o senza zucchero? Ditecelo",
    "Nuova collezione in vendita ora: quale preferite",  # sells, and calls in words
    "Scriveteci per un preventivo. E voi cosa ne pensate?",
    "Ci riuscireste?",
    "Mare o montagna? 🏖️🏔️ #estate @esempio",
    "Qual è il vostro piatto preferito? Noi li amiamo tutti.",
    "Lo sapevate? 😀😀 #curiosita",
    "Sì o no?",
    "Lo fareste? »",
    "Perche' non ce lo dite? FATECI SAPERE",
]
HOOKS = [
    "Cosa ci rende speciali? La qualità dei nostri materiali.",
    "Stanchi della solita pizza? Provate la nostra.",
    "Vuoi risparmiare? Acquista ora con lo sconto del 30%",
    "Sconto del 30%: cosa aspettate?",  # sells: no question counts
    "Compra ora?",
    "Scrivici per un preventivo",
    "Fateci sapere su WhatsApp il numero di coperti",
    "Scrivici oggi stesso in DM",
    "Buongiorno ? Oggi siamo aperti",  # an emoji that was lost
    "Siamo aperti ??? tutto il giorno",
    "Chi siamo? Un'azienda di famiglia",
    "L'estate sta finendo?",
    "",
    "https://esempio.example.com/?voi=1",
    "Novità in arrivo",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_or_a_question_to_the_reader_invites(text: str) -> None:
    assert shown(text, "it").invites is True


@pytest.mark.parametrize("text", HOOKS)
def test_a_hook_a_way_to_buy_and_a_lost_sign_invite_nobody(text: str) -> None:
    assert shown(text, "it").invites is False


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("What do you think?", "en", True),
        ("Tell us in the comments", "en", True),
        ("Let us know for a quote", "en", False),
        ("Let us know", "en", True),
        ("Tired of weeds? Our blade ends them.", "en", False),
        ("Which is the best?", "en", True),
        ("What's your favourite? Ours is the red one.", "en", True),
        ("Thoughts?", "en", True),
        ("Thoughts on spring", "en", False),
        ("Qu'en pensez-vous ?", "fr", True),
        ("Nouveau catalogue ?", "fr", False),
        ("Aimez-vous cela, vous ?", "fr", True),
        ("Was meint ihr?", "de", True),
        ("Warum wir? Weil es hält.", "de", False),
        ("¿Qué opináis?", "es", True),
        ("¿Y tú?", "es", True),
        ("Que opinais", "es", True),
        ("O que você acha?", "pt", True),
        ("Wat vind je?", "nl", None),
        ("Wat vind je?", "nl-NL", None),
        ("", "nl", False),
        ("どう思いますか？", "ja", None),
        ("Cosa ne pensate? What do you think?", None, True),
    ],
)
def test_invitations_by_language(text: str, language: str | None, expected: bool | None) -> None:
    assert shown(text, language).invites is expected


@pytest.mark.parametrize(
    ("text", "language", "lost"),
    [
        ("Buongiorno ?", "it", True),
        ("?? Buongiorno", "it", True),
        ("Citt\ufffd", "it", True),
        ("Davvero?", "it", False),
        ("Davvero?!?", "it", False),
        ("«Davvero»?", "it", False),
        ("Il 30%?", "it", False),
        ("E poi…?", "it", False),
        ("🤔?", "it", False),
        ("Vraiment ?", "fr", False),
        ("Vraiment\u202f?", "fr", False),
        ("\u00a0?", "fr", True),
        ("¿Qué?", "es", False),
        ("Hai visto www.esempio.example.com?", "it", False),
        ("www.esempio.example.com/?a=1", "it", False),
        ("a, ?", "it", True),
        ("", "it", False),
    ],
)
def test_lost_signs_are_told_from_questions(text: str, language: str, lost: bool) -> None:
    lines = shown(text, language)
    assert lines.has_lost_signs is lost
    if lost:
        assert lines.is_question is False


def test_a_question_behind_a_link_is_one() -> None:
    assert shown("Avete visto www.esempio.example.com?", "it").invites is True


@pytest.mark.parametrize(
    "end", [" 😀", " #tag", " @a", "»", '"', " 👍🏽👨‍👩‍👧", "!!", " ❤️ #a #b", " ?"]
)
def test_what_stands_behind_the_last_question_does_not_hide_it(end: str) -> None:
    assert shown(f"Vi è piaciuto{'' if end[0] == '?' else '?'}{end}", "it").invites is True


LISTS = [
    *(f"invite_{code}" for code in lexicon.INVITE_LANGUAGES),
    *(f"promotion_{code}" for code in lexicon.PROMOTION_LANGUAGES),
    "contact_it_en",
    "contact_calls",
]
FORMS = [(name, form) for name in LISTS for form in lexicon.forms(name)]


def test_every_form_matches_itself_and_none_without_its_sign() -> None:
    for name, form in FORMS:
        alone = Phrases([form])
        said = form.replace("*", "xyz")
        assert alone.matches(words(said)), (name, form)
        bare = re.sub(r"[$€£%?]", "", said)
        if bare != said:
            assert not alone.matches(words(bare)), (name, form)


def test_only_a_price_matches_only_with_its_sign() -> None:
    assert shown("Only a few steps from the sea", "en").is_promotion is False
    assert shown("Only $5", "en").is_promotion is True


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_its_version(name: str) -> None:
    from importlib.resources import files

    first = files("auditor.text.lexicon").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    assert f"version {lexicon.VERSION}." in first.partition("\n")[0]


ADVERTS = st.sampled_from(
    ["Acquista ora", "Sconto del 20%", "In offerta fino a sabato", "Prenota il tuo posto"]
)
MARKS = st.sampled_from(["", "?", "??", " ?", "?!", "? 😀", "? #saldi", "… ?"])


@settings(max_examples=300)
@given(ADVERTS, MARKS, st.sampled_from(["Ti serve una cucina", "Cerchi un divano", "Pronti"]))
def test_a_question_mark_turns_no_advert_into_an_invitation(
    advert: str, mark: str, hook: str
) -> None:
    for text in (f"{hook}? {advert}{mark}", f"{advert}. {hook}{mark}"):
        lines = shown(text, "it")
        assert lines.is_promotion is True
        assert lines.invites is False, text


@settings(max_examples=300)
@given(st.sampled_from(CALLS[:6]), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_and_accents_do_not_matter(text: str, change) -> None:
    import unicodedata

    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    )
    assert shown(change(text), "it").invites is True
    assert shown(change(plain), "it").invites is True


@settings(max_examples=500)
@given(st.text(max_size=80), st.sampled_from([None, *lexicon.INVITE_LANGUAGES, "nl", "und"]))
def test_any_text_is_read(text: str, language: str | None) -> None:
    lines = shown(text, language)
    assert lines.invites in {True, False, None}
    assert lines.has_lost_signs in {True, False}


@pytest.mark.parametrize(
    "piece",
    [
        "? ",
        "?",
        "voi? ",
        "#",
        "😀",
        "@a ",
        "nei ",
        "\ufffd",
        "a? b ",
        "@a x?",
        "@",
        "x?@@",
        "#a #a #a",
    ],
)
def test_the_time_grows_with_the_text_only(piece: str) -> None:
    took = []
    for size in (20_000, 160_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        shown(text, "it")
        took.append(time.process_time() - start)
    assert took[1] < max(0.5, 24 * took[0])


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("by @a @b", ()),
        ("Foto di @a, @b e @c", ()),
        ("Foto di @a, @b e @c. Grazie a @d", ("d",)),
        ("Foto di @a con @b", ("b",)),
        ("Grazie a @a e @b, foto di @c & @d", ("a", "b")),
    ],
)
def test_a_list_after_a_credit_is_a_credit_to_its_end(text: str, mentions: tuple[str, ...]) -> None:
    assert shown(text).mentions == mentions
