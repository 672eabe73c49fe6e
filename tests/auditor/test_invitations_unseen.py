"""Calls to answer that were written after the lists, in six languages, and adverts that call nobody."""

from __future__ import annotations

import pytest

from auditor.text.features import features

CALLS = {
    "en": (
        "Drop a 🔥 if you agree",
        "Drop your favourite below",
        "Tag someone who needs this",
        "Let us know in the comments",
        "Which one would you pick? A or B?",
        "We'd love to hear from you: what's your trick?",
        "Share your photos with us",
        "Comment YES if you want the recipe",
        "Tell us about your first kitchen",
        "Have you ever tried this?",
        "Type 1 or 2",
        "Vote now: oak or walnut?",
        "What do you think?",
        "Caption this!",
        "Double tap if you love wood",
        "Who would you bring here?",
        "Guess how long it took us",
        "Send us your questions",
        "Ask us anything",
        "Finish the sentence: home is ...",
    ),
    "it": (
        "Lascia un cuore se sei d'accordo",
        "Scrivici la tua nei commenti",
        "Tagga un amico",
        "Diteci la vostra",
        "Voi quale scegliereste?",
        "Raccontateci la vostra prima cucina",
        "Vota con un'emoji",
        "A o B?",
        "Cosa ne pensi?",
        "Commenta SÌ se vuoi la ricetta",
        "E tu, di che legno sei?",
        "Mandateci le vostre foto",
        "Indovina quanto ci abbiamo messo",
        "Faccelo sapere qui sotto",
        "Completate la frase: casa è ...",
        "Chi porteresti con te?",
        "Sei mai stato qui?",
        "Fateci le vostre domande",
        "Aspettiamo i vostri commenti",
        "Team rovere o team noce?",
    ),
    "fr": (
        "Vous aimez ? Dites-le nous",
        "Dites-nous tout en commentaire",
        "Taguez un ami",
        "Et vous, quel bois préférez-vous ?",
        "Partagez vos photos avec nous",
        "Votez : chêne ou noyer ?",
        "Qu'en pensez-vous ?",
        "Laissez un ❤️ si vous êtes d'accord",
        "Racontez-nous votre première cuisine",
        "Posez-nous vos questions",
        "Devinez combien de temps",
        "Votre avis nous intéresse",
        "Vous connaissez ?",
        "A ou B ?",
    ),
    "es": (
        "¿Y tú qué opinas?",
        "Cuéntanos en los comentarios",
        "Etiqueta a un amigo",
        "Déjanos un ❤️ si estás de acuerdo",
        "¿Cuál prefieres?",
        "Comparte tus fotos con nosotros",
        "Dinos tu favorito",
        "Adivina cuánto tardamos",
        "Escríbenos tu opinión",
        "Completa la frase: hogar es ...",
        "¿A o B?",
    ),
    "de": (
        "Schreibt es uns in die Kommentare",
        "Was meint ihr?",
        "Markiert einen Freund",
        "Lass ein ❤️ da",
        "Welches Holz mögt ihr?",
        "Erzählt uns von eurer ersten Küche",
        "Stimmt ab: Eiche oder Nuss?",
        "Teilt eure Fotos mit uns",
        "Wart ihr schon mal hier?",
        "Ratet mal, wie lange",
        "Sagt uns eure Meinung",
        "Eiche oder Nuss?",
        "Kommentiert mit JA",
    ),
    "pt": (
        "E você, o que acha?",
        "Conta pra gente nos comentários",
        "Marque um amigo",
        "Deixe um ❤️ se concorda",
        "Qual você prefere?",
        "Compartilhe suas fotos com a gente",
        "Vote: carvalho ou nogueira?",
        "Diga-nos a sua opinião",
        "Adivinhe quanto tempo levou",
        "Queremos saber sua opinião",
        "Comente SIM se quer a receita",
    ),
}

ADVERTS = {
    "en": (
        "Looking for a new kitchen? Come to our shop, 20% off",
        "Our new kitchen is here",
        "Contact us for a quote",
        "Did you know? Our wood is dried for two years.",
        "Need a table? We have it!",
        "Write to us at info@example.com for an offer",
        "Closed on Monday",
        "What makes our kitchens special? The wood.",
        "Call now and book",
        "Thanks to everyone who came",
    ),
    "it": (
        "Cerchi una cucina nuova? Vieni in negozio, sconto 20%",
        "È arrivata la nuova cucina",
        "Contattaci per un preventivo",
        "Lo sapevi? Il nostro legno riposa due anni.",
        "Scrivici a info@example.com per un'offerta",
        "Chiusi lunedì",
        "Cosa rende speciali le nostre cucine? Il legno.",
        "Chiama e prenota",
        "Grazie a tutti quelli che sono venuti",
        "Scopri di più sul sito",
    ),
    "fr": (
        "Vous cherchez une cuisine ? -20 % en magasin",
        "Notre nouvelle cuisine est arrivée",
        "Contactez-nous pour un devis",
        "Fermé lundi",
        "Merci à tous",
        "Appelez et réservez",
    ),
    "es": (
        "¿Buscas una cocina nueva? 20 % de descuento",
        "Ha llegado la nueva cocina",
        "Contáctanos para un presupuesto",
        "Cerrado el lunes",
        "Gracias a todos",
        "Llama y reserva",
    ),
    "de": (
        "Suchst du eine neue Küche? 20 % Rabatt",
        "Die neue Küche ist da",
        "Kontaktieren Sie uns für ein Angebot",
        "Montag geschlossen",
        "Danke an alle",
        "Ruf an und buche",
    ),
    "pt": (
        "Procura uma cozinha nova? 20% de desconto",
        "Chegou a nova cozinha",
        "Entre em contato para um orçamento",
        "Fechado na segunda",
        "Obrigado a todos",
        "Ligue e reserve",
    ),
}


@pytest.mark.parametrize("language", CALLS)
def test_calls_are_found(language: str) -> None:
    texts = CALLS[language]
    text_features = features(texts, [language] * len(texts))
    assert [
        text for text, value in zip(texts, text_features, strict=True) if not value.invites
    ] == []


@pytest.mark.parametrize("language", ADVERTS)
def test_adverts_and_notices_are_no_calls(language: str) -> None:
    texts = ADVERTS[language]
    text_features = features(texts, [language] * len(texts))
    assert [text for text, value in zip(texts, text_features, strict=True) if value.invites] == []


@pytest.mark.parametrize("language", CALLS)
def test_a_call_behind_news_is_found(language: str) -> None:
    texts = [f"2026. {text}" for text in CALLS[language]]
    text_features = features(texts, [language] * len(texts))
    assert [
        text for text, value in zip(texts, text_features, strict=True) if not value.invites
    ] == []
