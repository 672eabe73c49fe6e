"""Header words that several kinds of tables share, ``|`` between them."""

from __future__ import annotations

SENDER = (
    "from|sender|sender name|sender profile url|from name|from user|sent by|mittente|nome mittente|"
    "inviato da|da|von|absender|gesendet von|expediteur|envoye par|de|remitente|enviado por|"
    "remetente|inviter|invitante"
)
RECIPIENT = (
    "to|recipient|recipients|recipient name|recipient profile urls|sent to|destinatario|destinatari|"
    "nome destinatario|inviato a|a|an|empfanger|gesendet an|destinataire|para|destinatário|invitee|"
    "invitato|receiver"
)
CONVERSATION = (
    "conversation|conversation id|conversation title|conversation name|thread id|thread title|"
    "chat|chat id|chat name|chat title|inbox|conversazione|id conversazione|"
    "titolo conversazione|nome conversazione|unterhaltung|conversacion|id de conversacion|conversa|"
    "inbox item id|message thread"
)
BODY = (
    "content|message|message text|message body|body|text|subject|message type|messaggio|"
    "testo|testo del messaggio|testo messaggio|oggetto|contenuto|nachricht|betreff|mensaje|mensagem|"
    "asunto|contenu|direction|direzione|folder|cartella|folder name|is draft|attachments"
)
PERSON_FIRST = (
    "first name|firstname|given name|nome|nome di battesimo|vorname|nombre|prenom|nome proprio"
)
PERSON_LAST = "last name|lastname|surname|family name|cognome|nachname|apellidos|apellido|nom de famille|nom|sobrenome|apelido"
CONTACT = (
    "email|e mail|email address|emails|mail|phone|phone number|phone numbers|mobile|telephone|"
    "telefono|cellulare|numero di telefono|indirizzo email|indirizzo e mail|posta elettronica|"
    "telefon|telefonnummer|correo|correo electronico|courriel|adresse e mail|telefone|company|azienda|"
    "position|posizione|connected on|data di collegamento|birthday|compleanno"
)
COMMENT_TEXT = (
    "comment text|comment content|comment message|comment body|text of comment|testo del commento|"
    "testo commento|contenuto del commento|kommentartext|texto del comentario|texte du commentaire|"
    "texto do comentario|original comment|comment original text|live chat text|testo della chat dal vivo"
)
COMMENT = (
    "comment|commento|commento pubblico|kommentar|comentario|commentaire|comentário|mention|menzione|"
    "mention text|reply text|testo della risposta|inbound message|incoming message"
)
AUTHOR = (
    "author|author name|comment author|commenter|commenter name|commented by|comment by|commentatore|"
    "autore|autore del commento|nome autore|author of the comment|user|user name|username|utente|"
    "nome utente|from|from name|name|profile name|profilo|scritto da|da|verfasser|autor|nutzer|benutzer|benutzername|"
    "nutzername|usuario|auteur|utilisateur|nome do usuario|usuário|author channel id|author id|"
    "author display name|mentioned by|menzionato da"
)
SENTIMENT = (
    "*sentiment*|*polarity*|*polarita*|*polaridad*|*polarite*|*polaritat*|*sentimento*|*sentimiento*|stimmung*|*tonality*|*tonalita*|"
    "*tonalitat*|*tonalite*"
)
# What a page's own people write down of the comments below a post.
SENTIMENT_OF_COMMENTS = (
    "*sentiment*comment*|*comment*sentiment*|*sentiment*kommentar*|*kommentar*sentiment*|"
    "*sentiment*coment*|*coment*sentiment*|*stimmung*kommentar*|*sentiment*risposte"
)
TONE = "tone|tono|ton|tom|tono menzione|tono della menzione|mention tone|brand tone"
TONES = (
    "positive|negative|neutral|mixed|positivo|positiva|negativo|negativa|neutro|neutra|neutrale|"
    "misto|mista|mixto|positiv|negativ|gemischt|positif|negatif|neutre|mitigé|misto"
)
# What tools that listen to the web say of each thing they heard, whatever stands around the word.
HEARD = (
    "*author*|*autore*|autor*|*auteur*|*verfasser*|*influencer*|hit sentence*|*snippet*|"
    "sound bite*|*domain*|*dominio*|source*|fonte*|nome fonte|quelle*|fuente*|query*|*keyword*|"
    "parola chiave|parole chiave|mention*|menzione*|*mencion*|sender*|*username|*user name|"
    "nome utente|benutzername|*media outlet|outlet|testata*"
)
POST_COUNTS = (
    "comments|commenti|num comments|comments count|comment count|kommentare|comentarios|commentaires|"
    "impressions|impressioni|reach|copertura|shares|condivisioni|post type|tipo di post"
)
TEXT = (
    "testo|text|caption|didascalia|testo del post|post text|message|messaggio|copy|description|"
    "descrizione|titolo|title|texto|texte|beschreibung|beitragstext|full text|fulltext|content|"
    "contenuto|contenuto del post|leyenda|legenda|mensaje|mensagem|nachricht|caption text|post title"
)
# Words for whoever wrote something, those with which somebody else is meant, and things.
_PERSON = (
    "author authors autor autora autore autori autrice auteur auteurs verfasser verfassers "
    "verfasserin autors autoren user users username utente usuario usuaria utilisateur nutzer "
    "nutzers nutzername benutzer benutzers benutzername handle nickname nick sender mittente "
    "absender remitente remetente expediteur influencer commenter commentatore kommentator "
    "comentarista commentateur gebruiker gebruikersnaam gebruikers auteursnaam screenname poster "
    "submitter redditor member members membro membri iscritto iscritta iscritti mitglied "
    "mitglieder mitgliedsname membre membres miembro miembros lid leden fan persona person "
    "persone personne participant participants partecipante partecipanti teilnehmer participante "
    "creator creators creatore creatrice creador createur criador ersteller contributor "
    "nominativo writer scrittore schreiber reviewer recensore opsteller forfatter forfattare "
    "kullanici uzytkownik uporabnik korisnik"
)
_NOT_THE_AUTHOR = (
    "tag tags tagged taggato taggata taggati markiert markierte etiquetado etiquetados mentions "
    "mentioned menzionato menzionati mencionado mencionados erwahnt erwahnte co coauthor coautore "
    "coautor collaborator collaborators collaboratore collaboratori partner partners guest ospite "
    "gast invitado invite convidado reply replied replying inreplyto risposta antwort respuesta "
    "quoted citato retweeted original parent latest top first last music musica musik musique song "
    "sound audio track brano canzone foto photo photos sponsor sponsors brand assigned approved "
    "assegnato approvato approvata genehmigt aprobado approuve zugewiesen asignado interviewed "
    "intervistato intervistata interviewee intervista interview speaker relatore relatrice referent "
    "testimonial fotografo fotografa photographer fotograf photographe model modella modello "
    "protagonista personaggio character ospiti guests menzioni menciones mentionnes credit credits "
    "credito crediti credits artist artista artiste kunstler winner winners vincitore vincitrice "
    "vincitori gewinner gewinnerin ganador ganadora gagnant featured premiato premiata premiati "
    "copywriter grafico grafica designer graphic videomaker committente gastautor gastbeitrag "
    "book libro libri buch livre film movie canzone ricetta recipe rezept"
)
_THINGS = (
    "product products prodotto prodotti produkt produit producto produto article articolo artikel "
    "articulo city citta ort stadt ville ciudad cidade luogo place location sede standort negozio "
    "store shop country paese land pays pais region regione via address indirizzo campaign campagna "
    "kampagne campana campagne hashtag hashtags keyword parola chiave image immagine bild imagen "
    "file filename asset creative grafica visual event evento evenement veranstaltung series serie "
    "rubrica format formato topic argomento tema thema sujet theme category categoria kategorie "
    "categorie label etichetta title titolo titel titre titulo headline subject oggetto project "
    "progetto projekt projet proyecto pillar pilastro cta book libro buch livre film movie ricetta "
    "recipe rezept recette piatto dish menu vino wine wein vin marca marke marque company azienda "
    "firma empresa entreprise ditta department reparto abteilung language lingua sprache idioma "
    "langue mood colore color emoji day giorno tag week settimana month mese season stagione "
    "hotel ristorante restaurant cantina winery vitigno comune municipio squadra team mannschaft "
    "equipo equipe opera opere quadro thumbnail miniatura anteprima caso case studio study museo "
    "museum borgo parco park "
    "holiday festa ricorrenza slug code codice codes codici utm coupon sku hook opening notes nota note notiz idea brief"
)
PERSON = frozenset(_PERSON.split())
NOT_THE_AUTHOR = frozenset(_NOT_THE_AUTHOR.split())
THINGS = frozenset(_THINGS.split())
# "Published by", "Pubblicato da", "Publié par": whatever the word, whoever follows wrote the row.
BY = frozenset({"by", "da", "par", "von", "por", "door", "av", "od", "przez"})
# Whose cells are names, however they are written.
NAMES = frozenset(
    {"name", "names", "nome", "nomi", "nombre", "nom", "naam", "namn", "navn", "who", "chi", "wer"}
    | {"quien", "qui", "quem", "wie", "contact", "contatto", "kontakt", "contacto", "contato"}
)
