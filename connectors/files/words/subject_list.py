"""The kinds of tables that are no lists of posts.

Each kind is data: groups of header words, of which a table has at least one each. Words are
compared as :func:`connectors.files.words.terms.terms` writes them, joined; a word that ends with ``*`` is
the beginning of one. A new kind, or a kind's words in another language, is a line here.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.words.subject import Subject
from connectors.files.words.subject_words import (
    AUTHOR,
    BODY,
    COMMENT,
    COMMENT_TEXT,
    CONTACT,
    CONVERSATION,
    HEARD,
    PERSON_FIRST,
    PERSON_LAST,
    POST_COUNTS,
    RECIPIENT,
    SENDER,
    SENTIMENT,
    SENTIMENT_OF_COMMENTS,
    TONE,
    TONES,
)
from connectors.files.words.trade_subjects import OTHERS_WHY, TRADE

MESSAGES_WHY = msg("nobody's private words are read")
SUBJECTS: tuple[Subject, ...] = (
    Subject("messages", msg("private messages"), MESSAGES_WHY, (CONVERSATION, SENDER)),
    Subject("messages", msg("private messages"), MESSAGES_WHY, (CONVERSATION, RECIPIENT)),
    Subject(
        "invitations",
        msg("invitations and connection requests"),
        MESSAGES_WHY,
        (
            SENDER,
            RECIPIENT,
            "sent at|inviato il|gesendet am|invitation|invitation message|invito|testo invito",
        ),
        unless=CONVERSATION,
    ),
    Subject("messages", msg("private messages"), MESSAGES_WHY, (SENDER, RECIPIENT, BODY)),
    Subject(
        "messages",
        msg("private messages"),
        MESSAGES_WHY,
        (CONVERSATION, BODY + "|sent at|is read|letto"),
        unless=POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "live_chat",
        msg("live chats"),
        OTHERS_WHY,
        (
            "live chat id|live chat text|id chat dal vivo|testo della chat dal vivo|live chat*|"
            "id della chat dal vivo|livechat id|testo chat dal vivo|id del chat en directo|"
            "live chat nachricht*|chat message id",
        ),
        never_counts=False,
    ),
    Subject(
        "comments",
        msg("comments"),
        OTHERS_WHY,
        (
            "comment id|commentid|cid|id commento|id del commento|kommentar id|id del comentario|"
            "identificativo del commento|identificativo commento|"
            "id du commentaire|id do comentario|parent comment id|top level comment id|"
            "id commento principale|comment url|comment permalink|link al commento|comment link|"
            "url commento|comment creation timestamp|comment date|data del commento|"
            "data commento|comment created*|comment publish*",
            COMMENT_TEXT + "|" + COMMENT + "|" + AUTHOR + "|text|testo|message|messaggio|content",
        ),
        unless=POST_COUNTS + "|uri|at uri",
    ),
    Subject(
        "comments",
        msg("comments"),
        OTHERS_WHY,
        (
            "comment id|commentid|id commento|id del commento|kommentar id|id del comentario|"
            "id du commentaire|id do comentario|reactie id|top level comment id|parent comment id",
        ),
        unless=POST_COUNTS,
    ),
    Subject("comments", msg("comments"), OTHERS_WHY, (COMMENT_TEXT,), unless=POST_COUNTS),
    Subject(
        "comments",
        msg("comments and mentions"),
        OTHERS_WHY,
        (
            "commenter*|commented by|mentioned by|comment author*|autore del commento|commentatore|"
            "menzionato da|commentato da|kommentiert von|erwahnt von|comentado por|mencionado por|"
            "commente par|mentionne par",
        ),
        never_counts=False,
    ),
    Subject(
        "comments", msg("comments and mentions"), OTHERS_WHY, (COMMENT, AUTHOR), unless=POST_COUNTS
    ),
    Subject(
        "comments",
        msg("comments and mentions"),
        OTHERS_WHY,
        (SENTIMENT, HEARD),
        unless=SENTIMENT_OF_COMMENTS,
        by_authors=True,
        never_counts=False,
    ),
    Subject(
        "comments",
        msg("comments and mentions"),
        OTHERS_WHY,
        (TONE, HEARD),
        cells=(TONE, TONES),
        by_authors=True,
        never_counts=False,
    ),
    Subject(
        "comments",
        msg("comments and messages of the public"),
        OTHERS_WHY,
        (
            "type|message type|item type|tipo|tipo di messaggio|typ|inbox type|activity type|kind",
            AUTHOR + "|" + SENDER,
        ),
        cells=(
            "type|message type|item type|tipo|tipo di messaggio|typ|inbox type|activity type|kind",
            "*comment*|*message*|*mention*|dm|review*|*comment*|commento|commenti|messaggio*|"
            "menzione|menzioni|recensione|kommentar*|nachricht*|mensaje*|comentario*|"
            "story reply|story mention|risposta alla storia|reply to your*",
        ),
    ),
    Subject(
        "contacts",
        msg("contacts"),
        msg("they are people, not posts"),
        (PERSON_FIRST, PERSON_LAST),
    ),
    Subject(
        "contacts",
        msg("contacts"),
        msg("they are people, not posts"),
        (
            CONTACT,
            "connected on|email address|email|e mail|phone|phone number|telefono|"
            "indirizzo email|bookmarked|source|created at|opt in|newsletter|consenso*|privacy",
            "name|nome|full name|nome e cognome|nome completo|nominativo|contatto|contact|"
            "company name|ragione sociale",
        ),
    ),
    Subject(
        "followers",
        msg("a list of followers"),
        msg("they are people, not posts"),
        (
            "follower username|follower name|followed on|followed at|following since|followed by|"
            "ti segue dal|segue dal|segui dal|subscribed on|subscribed at|iscritto il|abonniert seit",
        ),
    ),
    Subject(
        "reactions_given",
        msg("reactions that the account gave"),
        msg("they are no posts"),
        (
            "type|reaction|reaction type|tipo|reazione|tipo di reazione",
            "link|url|permalink|target|indirizzo",
        ),
        cells=(
            "type|reaction|reaction type|tipo|reazione|tipo di reazione",
            "like|liked|praise|empathy|interest|appreciation|entertainment|maybe|love|haha|wow|"
            "sad|angry|care|support|celebrate|insightful|funny|curious|mi piace|adoro|"
            "consiglia|sostegno|gefallt mir",
        ),
    ),
    Subject(
        "reactions_given",
        msg("reactions"),
        msg("they are no posts"),
        (
            "reactor|reactor name|reacted by|liked by|liker|reaction by|reaction author|"
            "chi ha reagito|piace a|voter|votante",
        ),
    ),
    Subject(
        "votes",
        msg("votes in polls"),
        msg("they are no posts"),
        (
            "option text|optiontext|poll option|vote|voto espresso|vote option|opzione votata|"
            "opzione|abstimmung|voto opzione|poll choice|poll answer|risposta al sondaggio",
            "link|url|date|data|poll|sondaggio|datum|fecha",
        ),
        unless=POST_COUNTS,
    ),
    Subject(
        "playlists",
        msg("a playlist"),
        msg("it says what was put on a list, not what was published"),
        (
            "playlist video creation timestamp|timestamp creazione video playlist|playlist id|"
            "id playlist|playlist title*|titolo playlist*|playlist creation timestamp|"
            "playlist visibility|visibilita playlist|timestamp creazione playlist|"
            "video der playlist*|playlist name|nome playlist|watch later*|added to playlist*",
        ),
        never_counts=False,
    ),
    Subject(
        "subscriptions",
        msg("subscriptions"),
        msg("they are no posts"),
        (
            "channel url|url canale|channel urls|url del canale",
            "channel title|titolo canale|titolo del canale|nome canale",
        ),
        unless="video id|id video|video url|views|visualizzazioni|title|titolo|" + POST_COUNTS,
    ),
    Subject(
        "searches",
        msg("searches and what was looked at"),
        msg("they are private and no posts"),
        (
            "search query|query|search term|search terms|ricerca|termine di ricerca|watched at|"
            "watch date|suchanfrage|suchbegriff|busqueda|recherche|time watched",
        ),
        unless=POST_COUNTS + "|likes|mi piace",
    ),
    *TRADE,
)
