"""The kinds of tables that are no lists of posts.

Each kind is data: groups of header words, of which a table has at least one each. Words are
compared as :func:`connectors.files.words.terms.terms` writes them, joined; a word that ends with ``*`` is
the beginning of one. A new kind, or a kind's words in another language, is a line here.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.words.subject import Subject

MESSAGES_WHY = msg("nobody's private words are read")
OTHERS_WHY = msg("they are other people's words, not posts of the page")
_SENDER = (
    "from|sender|sender name|sender profile url|from name|from user|sent by|mittente|nome mittente|"
    "inviato da|da|von|absender|gesendet von|expediteur|envoye par|de|remitente|enviado por|"
    "remetente|inviter|invitante"
)
_RECIPIENT = (
    "to|recipient|recipients|recipient name|recipient profile urls|sent to|destinatario|destinatari|"
    "nome destinatario|inviato a|a|an|empfanger|gesendet an|destinataire|para|destinatário|invitee|"
    "invitato|receiver"
)
_CONVERSATION = (
    "conversation|conversation id|conversation title|conversation name|thread id|thread title|"
    "chat|chat id|chat name|chat title|inbox|conversazione|id conversazione|"
    "titolo conversazione|nome conversazione|unterhaltung|conversacion|id de conversacion|conversa|"
    "inbox item id|message thread"
)
_BODY = (
    "content|message|message text|message body|body|text|subject|message type|messaggio|"
    "testo|testo del messaggio|testo messaggio|oggetto|contenuto|nachricht|betreff|mensaje|mensagem|"
    "asunto|contenu|direction|direzione|folder|cartella|folder name|is draft|attachments"
)
_PERSON_FIRST = (
    "first name|firstname|given name|nome|nome di battesimo|vorname|nombre|prenom|nome proprio"
)
_PERSON_LAST = "last name|lastname|surname|family name|cognome|nachname|apellidos|apellido|nom de famille|nom|sobrenome|apelido"
_CONTACT = (
    "email|e mail|email address|emails|mail|phone|phone number|phone numbers|mobile|telephone|"
    "telefono|cellulare|numero di telefono|indirizzo email|indirizzo e mail|posta elettronica|"
    "telefon|telefonnummer|correo|correo electronico|courriel|adresse e mail|telefone|company|azienda|"
    "position|posizione|connected on|data di collegamento|birthday|compleanno"
)
_COMMENT_TEXT = (
    "comment text|comment content|comment message|comment body|text of comment|testo del commento|"
    "testo commento|contenuto del commento|kommentartext|texto del comentario|texte du commentaire|"
    "texto do comentario|original comment|comment original text|live chat text|testo della chat dal vivo"
)
COMMENT = (
    "comment|commento|commento pubblico|kommentar|comentario|commentaire|comentário|mention|menzione|"
    "mention text|reply text|testo della risposta|inbound message|incoming message"
)
_AUTHOR = (
    "author|author name|comment author|commenter|commenter name|commented by|comment by|commentatore|"
    "autore|autore del commento|nome autore|author of the comment|user|user name|username|utente|"
    "nome utente|from|from name|name|profile name|profilo|scritto da|da|verfasser|autor|nutzer|benutzer|benutzername|"
    "nutzername|usuario|auteur|utilisateur|nome do usuario|usuário|author channel id|author id|"
    "author display name|mentioned by|menzionato da"
)
_SENTIMENT = "sentiment|sentiment score|polarity|polarita|sentimento|sentimiento|stimmung|tonality|tonalita|tonalite"
# What tools that listen to the web say of each thing they heard.
_HEARD = (
    "author|autore|autor|auteur|verfasser|author name|nome autore|influencer|hit sentence|snippet|domain|"
    "dominio|domaine|source name|nome fonte|fonte|source|query name|query|keyword|keywords|parola chiave"
)
_POST_COUNTS = (
    "comments|commenti|num comments|comments count|comment count|kommentare|comentarios|commentaires|"
    "impressions|impressioni|reach|copertura|shares|condivisioni|post type|tipo di post"
)
TEXT = (
    "testo|text|caption|didascalia|testo del post|post text|message|messaggio|copy|description|"
    "descrizione|titolo|title|texto|texte|beschreibung|beitragstext|full text|fulltext|content|"
    "contenuto|contenuto del post|leyenda|legenda|mensaje|mensagem|nachricht|caption text|post title"
)

SUBJECTS: tuple[Subject, ...] = (
    Subject("messages", msg("private messages"), MESSAGES_WHY, (_CONVERSATION, _SENDER)),
    Subject("messages", msg("private messages"), MESSAGES_WHY, (_CONVERSATION, _RECIPIENT)),
    Subject(
        "invitations", msg("invitations and connection requests"), MESSAGES_WHY,
        (_SENDER, _RECIPIENT,
         "sent at|inviato il|gesendet am|invitation|invitation message|invito|testo invito"),
        unless=_CONVERSATION,
    ),
    Subject("messages", msg("private messages"), MESSAGES_WHY,
            (_SENDER, _RECIPIENT, _BODY)),
    Subject(
        "messages", msg("private messages"), MESSAGES_WHY,
        (_CONVERSATION, _BODY + "|sent at|is read|letto"), unless=_POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "live_chat", msg("live chats"), OTHERS_WHY,
        ("live chat id|live chat text|id chat dal vivo|testo della chat dal vivo|live chat*|"
         "id della chat dal vivo|livechat id|testo chat dal vivo|id del chat en directo|"
         "live chat nachricht*|chat message id",),
        never_counts=False,
    ),
    Subject(
        "comments", msg("comments"), OTHERS_WHY,
        ("comment id|commentid|cid|id commento|id del commento|kommentar id|id del comentario|"
         "identificativo del commento|identificativo commento|"
         "id du commentaire|id do comentario|parent comment id|top level comment id|"
         "id commento principale|comment url|comment permalink|link al commento|comment link|"
         "url commento|comment creation timestamp|comment date|data del commento|"
         "data commento|comment created*|comment publish*",
         _COMMENT_TEXT + "|" + COMMENT + "|" + _AUTHOR + "|text|testo|message|messaggio|content"),
        unless=_POST_COUNTS,
    ),
    Subject("comments", msg("comments"), OTHERS_WHY, (_COMMENT_TEXT,), unless=_POST_COUNTS),
    Subject(
        "comments", msg("comments and mentions"), OTHERS_WHY,
        ("commenter*|commented by|mentioned by|comment author*|autore del commento|commentatore|"
         "menzionato da|commentato da|kommentiert von|erwahnt von|comentado por|mencionado por|"
         "commente par|mentionne par",),
        never_counts=False,
    ),
    Subject("comments", msg("comments and mentions"), OTHERS_WHY, (COMMENT, _AUTHOR),
            unless=_POST_COUNTS),
    Subject("comments", msg("comments and mentions"), OTHERS_WHY, (_SENTIMENT, _HEARD),
            never_counts=False),
    Subject(
        "comments", msg("comments and messages of the public"), OTHERS_WHY,
        ("type|message type|item type|tipo|tipo di messaggio|typ|inbox type|activity type|kind",
         _AUTHOR + "|" + _SENDER),
        cells=("type|message type|item type|tipo|tipo di messaggio|typ|inbox type|activity type|kind",
               "*comment*|*message*|*mention*|dm|review*|*comment*|commento|commenti|messaggio*|"
               "menzione|menzioni|recensione|kommentar*|nachricht*|mensaje*|comentario*|"
               "story reply|story mention|risposta alla storia|reply to your*"),
    ),
    Subject(
        "contacts", msg("contacts"), msg("they are people, not posts"),
        (_PERSON_FIRST, _PERSON_LAST),
    ),
    Subject(
        "contacts", msg("contacts"), msg("they are people, not posts"),
        (_CONTACT, "connected on|email address|email|e mail|phone|phone number|telefono|"
         "indirizzo email|bookmarked|source|created at|opt in|newsletter|consenso*|privacy",
         "name|nome|full name|nome e cognome|nome completo|nominativo|contatto|contact|"
         "company name|ragione sociale"),
    ),
    Subject(
        "followers", msg("a list of followers"), msg("they are people, not posts"),
        ("follower username|follower name|followed on|followed at|following since|followed by|"
         "ti segue dal|segue dal|segui dal|subscribed on|subscribed at|iscritto il|abonniert seit",),
    ),
    Subject(
        "reactions_given", msg("reactions that the account gave"), msg("they are no posts"),
        ("type|reaction|reaction type|tipo|reazione|tipo di reazione",
         "link|url|permalink|target|indirizzo"),
        cells=("type|reaction|reaction type|tipo|reazione|tipo di reazione",
               "like|liked|praise|empathy|interest|appreciation|entertainment|maybe|love|haha|wow|"
               "sad|angry|care|support|celebrate|insightful|funny|curious|mi piace|adoro|"
               "consiglia|sostegno|gefallt mir"),
    ),
    Subject(
        "reactions_given", msg("reactions"), msg("they are no posts"),
        ("reactor|reactor name|reacted by|liked by|liker|reaction by|reaction author|"
         "chi ha reagito|piace a|voter|votante",),
    ),
    Subject(
        "votes", msg("votes in polls"), msg("they are no posts"),
        ("option text|optiontext|poll option|vote|voto espresso|vote option|opzione votata|"
         "opzione|abstimmung|voto opzione|poll choice|poll answer|risposta al sondaggio",
         "link|url|date|data|poll|sondaggio|datum|fecha"),
        unless=_POST_COUNTS,
    ),
    Subject(
        "playlists", msg("a playlist"), msg("it says what was put on a list, not what was published"),
        ("playlist video creation timestamp|timestamp creazione video playlist|playlist id|"
         "id playlist|playlist title*|titolo playlist*|playlist creation timestamp|"
         "playlist visibility|visibilita playlist|timestamp creazione playlist|"
         "video der playlist*|playlist name|nome playlist|watch later*|added to playlist*",),
        never_counts=False,
    ),
    Subject(
        "subscriptions", msg("subscriptions"), msg("they are no posts"),
        ("channel url|url canale|channel urls|url del canale",
         "channel title|titolo canale|titolo del canale|nome canale"),
        unless="video id|id video|video url|views|visualizzazioni|title|titolo|" + _POST_COUNTS,
    ),
    Subject(
        "searches", msg("searches and what was looked at"), msg("they are private and no posts"),
        ("search query|query|search term|search terms|ricerca|termine di ricerca|watched at|"
         "watch date|suchanfrage|suchbegriff|busqueda|recherche|time watched",),
        unless=_POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "advertising", msg("an advertising report"), msg("paid for is not what the page publishes"),
        ("amount spent*|total spent*|importo speso*|ausgegebener betrag*|importe gastado*|"
         "montant depense*|valor gasto*|valor usado*|cpc*|cpm*|cost per*|costo per*|kosten pro*|"
         "costo por*|cout par*|custo por*|roas*",
         "campaign*|ad set*|ad name|adset*|ad group*|ad id|nome campagna|campagna*|nome della campagna|"
         "gruppo di inserzioni*|nome inserzione|nome del gruppo*|inserzion*|kampagne*|anzeigen*|"
         "campana*|conjunto de anuncios*|campagne*|campanha*|annuncio*"),
        never_counts=False,
    ),
    Subject(
        "short_links", msg("figures of short links"), msg("links are no posts"),
        ("short link|short url|bitlink|shortlink|link breve|link corto|long url|destination url short",
         "clicks|click|clic|total clicks|scans|link clicks|engagements"),
    ),
    Subject(
        "advertising", msg("an advertising report"), msg("paid for is not what the page publishes"),
        ("amount spent*|spend|spent|total spent*|media spend|ad spend|cost|costs|total cost|"
         "importo speso*|spesa|speso|costo|costi|ausgegebener betrag*|ausgaben|kosten|importe gastado*|"
         "gasto|coste|montant depense*|depenses|cout|valor gasto*|valor usado*|budget|cpc*|cpm*|cost per*|"
         "costo per*|kosten pro*|costo por*|cout par*|custo por*|roas*|acquisti roas|ctr*",
         "campaign*|ad set*|ad name|adset*|ad group*|ad id|nome campagna|campagna*|nome della campagna|"
         "gruppo di inserzioni*|nome inserzione|nome del gruppo*|inserzion*|kampagne*|anzeigen*|anzeige|"
         "campana*|anuncio*|conjunto de anuncios*|campagne*|publicite*|campanha*|annuncio*|creativ*"),
        unless=TEXT + "|permalink|post id|post link|id del post",
        never_counts=False,
    ),
    Subject(
        "reviews", msg("reviews"), OTHERS_WHY,
        ("rating|star rating|stars|stelle|valutazione|voto|punteggio|bewertung|sterne|calificacion|"
         "puntuacion|etoiles|avaliacao|recommendation type|numero di stelle",
         "review*|recensione*|testo recensione|reviewer*|recensore|rezension*|resena*|opinion*|avis|"
         "avaliacao|comentario|testo|text|comment|commento|author|autore|nome|name|cliente|utente|user|"
         "data recensione|reply|risposta"),
        unless="impressions|reach|copertura|shares|condivisioni|permalink|post id",
    ),
    Subject(
        "reviews", msg("reviews"), OTHERS_WHY,
        ("review|review text|review id|recensione|testo della recensione|testo recensione|"
         "reviewer|recensore|rezension|resena|reviewer name|review date|data recensione",),
    ),
    Subject(
        "orders", msg("orders"), msg("they are sales, not posts"),
        ("order*|ordine|n ordine|num ordine|numero ordine|id ordine|data ordine|bestell*|auftrag*|"
         "pedido*|numero de pedido|commande*|numero de commande|n de commande|encomenda*|cart id|sku|"
         "prenotazione*|booking*",
         "customer*|cliente*|client|clienti|buyer*|acquirente|kunde*|kaufer|comprador|acheteur|"
         "quantity|qty|quantita|menge|cantidad|quantite|quantidade|price|prezzo|preis|precio|prix|"
         "preco|total|totale|importo*|amount|product*|prodotto*|prodotti|articolo|articoli|item*|artikel|producto|produit|"
         "produto|shipping*|spedizione*|payment*|pagamento*|email|sku|note|notes|fulfillment status"),
    ),
    Subject(
        "tickets", msg("tickets of a help desk"), msg("they are requests of people, not posts"),
        ("ticket*|issue key|issue id|issue number|issue type|id ticket|numero ticket|n ticket|case id|case number|segnalazione*|id segnalazione|"
         "richiesta*|id richiesta|issue key|incident*|vorgang*|support case",
         "requester*|richiedente|assignee*|assegnatario|assegnato a|priority|priorita|subject|oggetto|"
         "status|stato|customer*|cliente*|description|descrizione|prioritat|betreff|bearbeiter|email|"
         "agent|operatore|prioridad|asunto|estado|priorite|objet|statut|text|testo|message|messaggio"),
        unless="impressions|reach|copertura|shares|condivisioni|permalink|post id",
    ),
    Subject(
        "tickets", msg("tickets of a help desk"), msg("they are requests of people, not posts"),
        ("requester*|richiedente|antragsteller|solicitante|demandeur|reported by|segnalato da",
         "subject|oggetto|status|stato|betreff|asunto|objet|priority|priorita|description|"
         "descrizione|assignee*|assegnatario"),
    ),
    Subject(
        "tasks", msg("a list of tasks"), msg("what is to be done is not what was published"),
        ("task|tasks|task name|task id|to do|todo|attivita|compito|compiti|aufgabe|aufgaben|tarea|"
         "tareas|tache|taches|tarefa|card name|nome scheda",
         "due date|due|deadline|scadenza|assignee*|assegnat*|assigned to|owner|responsabile|"
         "status|stato|list name|column|section|progetto|project|fallig*|zustandig|vencimiento|"
         "responsable|echeance|prazo|completed at|completato il"),
    ),
    Subject(
        "invoices", msg("invoices and payments"), msg("they are money, not posts"),
        ("invoice*|fattura*|n fattura|numero fattura|data fattura|imponibile|iva|aliquota*|p iva|partita iva|vat*|"
         "rechnung*|factura*|facture*|fatura*|iban|saldo|dare|avere|accredito|addebito|data valuta|valuta|"
         "scadenza|due date|transaction id|id transazione|numero facture|movimento|causale*|receipt*|ricevuta*",
         "amount*|importo*|total*|totale*|betrag|summe|importe|montant|valor|prezzo|price|currency|valuta|"
         "description|descrizione|causale*|cliente*|customer*|fornitore|supplier|netto|lordo|imponibile|"
         "iva|saldo|paid|pagato|stato|status|note"),
        unless="impressions|reach|copertura|likes|mi piace|permalink|post id",
    ),
    Subject(
        "logins", msg("logins and security"), msg("they are private and no posts"),
        ("ip address|indirizzo ip|login date|user agent|login type|data di accesso|ip adresse|"
         "direccion ip|adresse ip|endereco ip",),
    ),
    Subject(
        "career", msg("a person's career"), msg("it is a profile, not posts"),
        ("started on|start date|finished on|iniziato il|data di inizio|endorsement date|"
         "endorser first name|application date|applied on|data candidatura",
         "company name|title|school name|degree name|skill name|azienda|nome azienda|nome scuola|"
         "titolo|job title|titolo di studio|finished on|company|qualifica"),
        unless=_POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "appointments", msg("appointments"), msg("they are no posts"),
        ("attendees|partecipanti|location|luogo|organizer|organizzatore|all day event",
         "start|start time|inizio|ora inizio|start date|data inizio|end|end time|fine|ora fine|end date|data fine"),
        unless=_POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "mailings", msg("figures of a newsletter"), msg("mails are no posts"),
        ("open rate*|opens|unique opens|aperture|tasso di apertura*|bounces|bounce rate mail|recipients|"
         "total recipients|destinatari|unsubscribes*|unsubscribed*|disiscritti|disiscrizioni|offnungsrate*|aperturas",
         "subject*|oggetto*|campaign*|campagna*|send date|data invio|data di invio|sent*|title|titolo|email name|betreff"),
    ),
    Subject(
        "saved", msg("what the account has saved or liked"), msg("they are other people's posts"),
        ("saved on|saved at|saved item|saveditem|salvato il|salvata il|bookmarked at|liked at|"
         "gespeichert am|guardado el|enregistre le|salvo em|viewed at|visto il|shared by|saved by",),
        unless=_POST_COUNTS,
    ),
    Subject(
        "web_statistics", msg("statistics of a website"), msg("visits of a site are no posts"),
        ("sessions|sessioni|bounce rate|frequenza di rimbalzo|pageviews|page views|unique visitors|"
         "active users|utenti attivi|users|utenti|average engagement time*|event count|conteggio eventi|"
         "visitatori unici|sitzungen|sesiones|new users|nuovi utenti|durata media sessione|engaged sessions",
         "page|page path*|landing page*|pagina di destinazione*|source*|sorgente*|page title|titolo pagina|"
         "date|data|country|device category|channel group*|pagina|pagine"),
        unless="likes|mi piace|post id|permalink|reactions",
    ),
    Subject(
        "web_statistics", msg("figures of a search engine"), msg("searches are no posts"),
        ("query|queries|top queries|query principali|keyword|keywords|parola chiave|parole chiave|"
         "suchanfrage|consulta|requete|consultas",
         "position|posizione|average position|posizione media|avg position|ranking|search volume|"
         "volume di ricerca|durchschnittliche position|posicion|posicao"),
        never_counts=False,
    ),
    Subject(
        "listing", msg("figures of a listing on maps"), msg("searches and calls are no posts"),
        ("search views|map views|maps views|direction requests|directions|website clicks|phone calls|"
         "calls|store code|codice negozio|visualizzazioni su maps|visualizzazioni mappa|"
         "richieste di indicazioni*|indicazioni stradali|chiamate|clic sul sito web|"
         "google search*|google maps*",
         "store code|codice negozio|business name|nome attivita|nome dell attivita|location|"
         "location name|sede|negozio|filiale|searches|ricerche"),
        unless="likes|mi piace|text|testo|caption|post id|permalink",
    ),
    Subject(
        "stories", msg("stories"), msg("a story vanishes after a day and is not judged"),
        ("story|stories|storia|storie|story id|story name|story text|id storia|nome storia|"
         "titolo storia|historia|historias|story link|link storia|story type",
         "exits|uscite|exit rate|taps forward|taps back|next story|forward|back|replies|risposte|"
         "views|visualizzazioni|impressions|impressioni|reach|copertura|completion rate|"
         "sticker taps|tocchi adesivi|navigation|navigazione|aufrufe|visualizaciones|vues|"
         "visualizacoes|salidas|sorties|antworten|respuestas|reponses|swipe ups"),
        unless="comments|commenti|caption|post id|permalink|likes|mi piace|shares|condivisioni",
        never_counts=False,
    ),
    Subject(
        "press", msg("a press review"), msg("others published it, not the page"),
        ("testata|media outlet|outlet|publication name|newspaper|giornale|readership|"
         "circulation|tiratura|diffusione|journalist|giornalista|ave|publication|medium name|"
         "rassegna|zeitung|periodico|journal|jornal|media source",
         "title|titolo|headline|articolo|article|link|url|titel|titulo|titre|uscita|data uscita"),
        unless="likes|mi piace|comments|commenti|post id|permalink|shares|condivisioni",
    ),
    Subject(
        "hashtags", msg("figures of hashtags"), msg("a hashtag is no post"),
        ("hashtag|hashtags|tag name",
         "post|posts|numero di post|uses|usi|volume|reach|copertura|impressions|impressioni|mentions|"
         "menzioni|growth|crescita|media posts|beitrage|publicaciones"),
        unless=TEXT + "|permalink|post id|likes|mi piace|url|link",
        never_counts=False,
    ),
)  # fmt: skip
