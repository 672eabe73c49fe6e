"""The kinds of tables that are no lists of posts, second part: what a firm sells, pays and counts."""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.words.subject import Subject
from connectors.files.words.subject_words import (
    POST_COUNTS,
    TEXT,
)

OTHERS_WHY = msg("they are other people's words, not posts of the page")
TRADE: tuple[Subject, ...] = (
    Subject(
        "advertising",
        msg("an advertising report"),
        msg("paid for is not what the page publishes"),
        (
            "amount spent*|total spent*|importo speso*|ausgegebener betrag*|importe gastado*|"
            "montant depense*|valor gasto*|valor usado*|cpc*|cpm*|cost per*|costo per*|kosten pro*|"
            "costo por*|cout par*|custo por*|roas*",
            "campaign*|ad set*|ad name|adset*|ad group*|ad id|nome campagna|campagna*|nome della campagna|"
            "gruppo di inserzioni*|nome inserzione|nome del gruppo*|inserzion*|kampagne*|anzeigen*|"
            "campana*|conjunto de anuncios*|campagne*|campanha*|annuncio*",
        ),
        never_counts=False,
    ),
    Subject(
        "short_links",
        msg("figures of short links"),
        msg("links are no posts"),
        (
            "short link|short url|bitlink|shortlink|link breve|link corto|long url|destination url short",
            "clicks|click|clic|total clicks|scans|link clicks|engagements",
        ),
    ),
    Subject(
        "advertising",
        msg("an advertising report"),
        msg("paid for is not what the page publishes"),
        (
            "amount spent*|spend|spent|total spent*|media spend|ad spend|cost|costs|total cost|"
            "importo speso*|spesa|speso|costo|costi|ausgegebener betrag*|ausgaben|kosten|importe gastado*|"
            "gasto|coste|montant depense*|depenses|cout|valor gasto*|valor usado*|budget|cpc*|cpm*|cost per*|"
            "costo per*|kosten pro*|costo por*|cout par*|custo por*|roas*|acquisti roas|ctr*",
            "campaign*|ad set*|ad name|adset*|ad group*|ad id|nome campagna|campagna*|nome della campagna|"
            "gruppo di inserzioni*|nome inserzione|nome del gruppo*|inserzion*|kampagne*|anzeigen*|anzeige|"
            "campana*|anuncio*|conjunto de anuncios*|campagne*|publicite*|campanha*|annuncio*|creativ*",
        ),
        unless=TEXT + "|permalink|post id|post link|id del post",
        never_counts=False,
    ),
    Subject(
        "reviews",
        msg("reviews"),
        OTHERS_WHY,
        (
            "rating|star rating|stars|stelle|valutazione|voto|punteggio|bewertung|sterne|calificacion|"
            "puntuacion|etoiles|avaliacao|recommendation type|numero di stelle",
            "review*|recensione*|testo recensione|reviewer*|recensore|rezension*|resena*|opinion*|avis|"
            "avaliacao|comentario|testo|text|comment|commento|author|autore|nome|name|cliente|utente|user|"
            "data recensione|reply|risposta",
        ),
        unless="impressions|reach|copertura|shares|condivisioni|permalink|post id",
    ),
    Subject(
        "reviews",
        msg("reviews"),
        OTHERS_WHY,
        (
            "review|review text|review id|recensione|testo della recensione|testo recensione|"
            "reviewer|recensore|rezension|resena|reviewer name|review date|data recensione",
        ),
    ),
    Subject(
        "orders",
        msg("orders"),
        msg("they are sales, not posts"),
        (
            "order*|ordine|n ordine|num ordine|numero ordine|id ordine|data ordine|bestell*|auftrag*|"
            "pedido*|numero de pedido|commande*|numero de commande|n de commande|encomenda*|cart id|sku|"
            "prenotazione*|booking*",
            "customer*|cliente*|client|clienti|buyer*|acquirente|kunde*|kaufer|comprador|acheteur|"
            "quantity|qty|quantita|menge|cantidad|quantite|quantidade|price|prezzo|preis|precio|prix|"
            "preco|total|totale|importo*|amount|product*|prodotto*|prodotti|articolo|articoli|item*|artikel|producto|produit|"
            "produto|shipping*|spedizione*|payment*|pagamento*|email|sku|note|notes|fulfillment status",
        ),
    ),
    Subject(
        "tickets",
        msg("tickets of a help desk"),
        msg("they are requests of people, not posts"),
        (
            "ticket*|issue key|issue id|issue number|issue type|id ticket|numero ticket|n ticket|case id|case number|segnalazione*|id segnalazione|"
            "richiesta*|id richiesta|issue key|incident*|vorgang*|support case",
            "requester*|richiedente|assignee*|assegnatario|assegnato a|priority|priorita|subject|oggetto|"
            "status|stato|customer*|cliente*|description|descrizione|prioritat|betreff|bearbeiter|email|"
            "agent|operatore|prioridad|asunto|estado|priorite|objet|statut|text|testo|message|messaggio",
        ),
        unless="impressions|reach|copertura|shares|condivisioni|permalink|post id",
    ),
    Subject(
        "tickets",
        msg("tickets of a help desk"),
        msg("they are requests of people, not posts"),
        (
            "requester*|richiedente|antragsteller|solicitante|demandeur|reported by|segnalato da",
            "subject|oggetto|status|stato|betreff|asunto|objet|priority|priorita|description|"
            "descrizione|assignee*|assegnatario",
        ),
    ),
    Subject(
        "tasks",
        msg("a list of tasks"),
        msg("what is to be done is not what was published"),
        (
            "task|tasks|task name|task id|to do|todo|attivita|compito|compiti|aufgabe|aufgaben|tarea|"
            "tareas|tache|taches|tarefa|card name|nome scheda",
            "due date|due|deadline|scadenza|assignee*|assegnat*|assigned to|owner|responsabile|"
            "status|stato|list name|column|section|progetto|project|fallig*|zustandig|vencimiento|"
            "responsable|echeance|prazo|completed at|completato il",
        ),
    ),
    Subject(
        "invoices",
        msg("invoices and payments"),
        msg("they are money, not posts"),
        (
            "invoice*|fattura*|n fattura|numero fattura|data fattura|imponibile|iva|aliquota*|p iva|partita iva|vat*|"
            "rechnung*|factura*|facture*|fatura*|iban|saldo|dare|avere|accredito|addebito|data valuta|valuta|"
            "scadenza|due date|transaction id|id transazione|numero facture|movimento|causale*|receipt*|ricevuta*",
            "amount*|importo*|total*|totale*|betrag|summe|importe|montant|valor|prezzo|price|currency|valuta|"
            "description|descrizione|causale*|cliente*|customer*|fornitore|supplier|netto|lordo|imponibile|"
            "iva|saldo|paid|pagato|stato|status|note",
        ),
        unless="impressions|reach|copertura|likes|mi piace|permalink|post id",
    ),
    Subject(
        "logins",
        msg("logins and security"),
        msg("they are private and no posts"),
        (
            "ip address|indirizzo ip|login date|user agent|login type|data di accesso|ip adresse|"
            "direccion ip|adresse ip|endereco ip",
        ),
    ),
    Subject(
        "career",
        msg("a person's career"),
        msg("it is a profile, not posts"),
        (
            "started on|start date|finished on|iniziato il|data di inizio|endorsement date|"
            "endorser first name|application date|applied on|data candidatura",
            "company name|title|school name|degree name|skill name|azienda|nome azienda|nome scuola|"
            "titolo|job title|titolo di studio|finished on|company|qualifica",
        ),
        unless=POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "appointments",
        msg("appointments"),
        msg("they are no posts"),
        (
            "attendees|partecipanti|location|luogo|organizer|organizzatore|all day event",
            "start|start time|inizio|ora inizio|start date|data inizio|end|end time|fine|ora fine|end date|data fine",
        ),
        unless=POST_COUNTS + "|likes|mi piace",
    ),
    Subject(
        "mailings",
        msg("figures of a newsletter"),
        msg("mails are no posts"),
        (
            "open rate*|opens|unique opens|aperture|tasso di apertura*|bounces|bounce rate mail|recipients|"
            "total recipients|destinatari|unsubscribes*|unsubscribed*|disiscritti|disiscrizioni|offnungsrate*|aperturas",
            "subject*|oggetto*|campaign*|campagna*|send date|data invio|data di invio|sent*|title|titolo|email name|betreff",
        ),
    ),
    Subject(
        "saved",
        msg("what the account has saved or liked"),
        msg("they are other people's posts"),
        (
            "saved on|saved at|saved item|saveditem|salvato il|salvata il|bookmarked at|liked at|"
            "saved date|date saved|save date|saved time|time saved|data salvataggio|"
            "data di salvataggio|bookmarked on|bookmark date|date bookmarked|liked on|date liked|"
            "liked date|favorited at|favorited on|favourited on|added to favorites|"
            "added to favourites|added to watch later|added to playlist|aggiunto ai preferiti|"
            "aggiunta ai preferiti|aggiunto alla playlist|zu favoriten hinzugefugt|"
            "zur merkliste hinzugefugt|speicherdatum|agregado a favoritos|anadido a favoritos|"
            "ajoute aux favoris|date d'enregistrement|adicionado aos favoritos|fecha de guardado|"
            "gespeichert am|guardado el|enregistre le|salvo em|viewed at|visto il|shared by|saved by",
        ),
        unless=POST_COUNTS,
    ),
    Subject(
        "saved",
        msg("a list of bookmarks"),
        msg("they are other people's posts"),
        (
            "excerpt|selection|toread|to read|unread|highlights|is archived|reading list|"
            "time added|resource title",
            "url|link|href|given url|resolved url|resource url|address",
        ),
        unless=POST_COUNTS,
    ),
    Subject(
        "web_statistics",
        msg("statistics of a website"),
        msg("visits of a site are no posts"),
        (
            "sessions|sessioni|bounce rate|frequenza di rimbalzo|pageviews|page views|unique visitors|"
            "active users|utenti attivi|users|utenti|average engagement time*|event count|conteggio eventi|"
            "visitatori unici|sitzungen|sesiones|new users|nuovi utenti|durata media sessione|engaged sessions",
            "page|page path*|landing page*|pagina di destinazione*|source*|sorgente*|page title|titolo pagina|"
            "date|data|country|device category|channel group*|pagina|pagine",
        ),
        unless="likes|mi piace|post id|permalink|reactions",
    ),
    Subject(
        "web_statistics",
        msg("figures of a search engine"),
        msg("searches are no posts"),
        (
            "query|queries|top queries|query principali|keyword|keywords|parola chiave|parole chiave|"
            "suchanfrage|consulta|requete|consultas",
            "position|posizione|average position|posizione media|avg position|ranking|search volume|"
            "volume di ricerca|durchschnittliche position|posicion|posicao",
        ),
        never_counts=False,
    ),
    Subject(
        "listing",
        msg("figures of a listing on maps"),
        msg("searches and calls are no posts"),
        (
            "search views|map views|maps views|direction requests|directions|website clicks|phone calls|"
            "calls|store code|codice negozio|visualizzazioni su maps|visualizzazioni mappa|"
            "richieste di indicazioni*|indicazioni stradali|chiamate|clic sul sito web|"
            "google search*|google maps*",
            "store code|codice negozio|business name|nome attivita|nome dell attivita|location|"
            "location name|sede|negozio|filiale|searches|ricerche",
        ),
        unless="likes|mi piace|text|testo|caption|post id|permalink",
    ),
    Subject(
        "stories",
        msg("stories"),
        msg("a story vanishes after a day and is not judged"),
        (
            "story|stories|storia|storie|story id|story name|story text|id storia|nome storia|"
            "titolo storia|historia|historias|story link|link storia|story type",
            "exits|uscite|exit rate|taps forward|taps back|next story|forward|back|replies|risposte|"
            "views|visualizzazioni|impressions|impressioni|reach|copertura|completion rate|"
            "sticker taps|tocchi adesivi|navigation|navigazione|aufrufe|visualizaciones|vues|"
            "visualizacoes|salidas|sorties|antworten|respuestas|reponses|swipe ups",
        ),
        unless="comments|commenti|caption|post id|permalink|likes|mi piace|shares|condivisioni",
        never_counts=False,
    ),
    Subject(
        "press",
        msg("a press review"),
        msg("others published it, not the page"),
        (
            "testata|media outlet|outlet|publication name|newspaper|giornale|readership|"
            "circulation|tiratura|diffusione|journalist|giornalista|ave|publication|medium name|"
            "rassegna|zeitung|periodico|journal|jornal|media source",
            "title|titolo|headline|articolo|article|link|url|titel|titulo|titre|uscita|data uscita",
        ),
        unless="likes|mi piace|comments|commenti|post id|permalink|shares|condivisioni",
    ),
    Subject(
        "hashtags",
        msg("figures of hashtags"),
        msg("a hashtag is no post"),
        (
            "hashtag|hashtags|tag name",
            "post|posts|numero di post|uses|usi|volume|reach|copertura|impressions|impressioni|mentions|"
            "menzioni|growth|crescita|media posts|beitrage|publicaciones",
        ),
        unless=TEXT + "|permalink|post id|likes|mi piace|url|link",
        never_counts=False,
    ),
)
