"""The most frequent small words of languages: enough to tell in which one a post is written."""

from __future__ import annotations

_WORDS: dict[str, str] = {
    "it": "a e o il lo la i gli le un uno una di del della dei delle dello degli da dal dalla in"
    " nel nella nei nelle con su sul sulla per tra fra e ed o ma se che chi cui non si ci vi ne"
    " è sono siamo sei hai ha abbiamo hanno questo questa questi queste quello quella anche come"
    " più molto tutti tutto tutte nostro nostra nostri nostre vostro vostra mio mia tuo tua suo sua"
    " quando dove perché cosa oggi ieri domani ora sempre ancora già grazie alla al ai alle agli"
    " allo dalle dai ho era essere avete siete",
    "en": "the a an of to in on at by for with from and or but if that this these those is are was"
    " were be been being am it its i you he she we they my your his her our their not no so as"
    " what which who when where why how all more most than then just about into out up down have"
    " has had do does did can could will would should there here us them me new your some any",
    "de": "der die das den dem des ein eine einen einem einer und oder aber wenn dass nicht ist"
    " sind war waren sein hat haben wir ihr sie er es ich du mit von für auf im am zum zur bei"
    " nach aus über unter wie was wer auch noch nur schon sich uns euch unsere unser mehr",
    "fr": "le la les un une des du de et ou mais si que qui ne pas est sont était nous vous ils"
    " elles je tu il elle dans sur avec pour par au aux ce cette ces notre nos votre vos mon ma"
    " mes son sa ses plus très tout tous comme quand où aussi",
    "es": "el la los las un una unos unas de del y o pero si que quien no es son era somos con por"
    " para en al este esta estos estas nuestro nuestra nuestros su sus mi tu más muy todo todos"
    " como cuando donde también ya lo se le les nos hoy",
    "pt": "o a os um uma de do da dos das e ou mas se que quem não é são com por para em no na"
    " nos nas este esta nosso nossa seu sua mais muito todo todos como quando onde também já ao"
    " aos pelo pela você",
    "nl": "de het een en of maar als dat die dit deze niet is zijn was waren wij we jij je hij zij"
    " ze ik met van voor op in aan bij naar uit over onder hoe wat wie ook nog maar zich ons onze"
    " meer te er",
    "pl": "i w na z do nie to jest się że jak za po od dla przez który która czy już są był była"
    " oraz ale przy o",
    "sv": "och att det är som en ett på för av med den till inte om har de vi ni du jag han hon var"
    " så men vår våra",
}

# All languages are counted in one sum: each has bits of its own in a whole number, enough for the
# longest text that is kept.
_BITS = 24
MOST = (1 << _BITS) - 1
SHIFTS: tuple[tuple[str, int], ...] = tuple(
    (language, number * _BITS) for number, language in enumerate(_WORDS)
)
COUNTED: dict[str, int] = {}
for _language, _shift in SHIFTS:
    for _word in dict.fromkeys(_WORDS[_language].split()):
        COUNTED[_word] = COUNTED.get(_word, 0) + (1 << _shift)
