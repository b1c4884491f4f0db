"""What titles of a table of one's own most likely mean, in English, German, French and Spanish."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from calculator.usage.currencies import marks_in, named_in
from calculator.usage.formats.own_columns import MEANINGS

POINT, COMMA = "point", "comma"
_EN: Final[Mapping[str, str]] = {
    "date": "date|day|month|period|usage date|start date",
    "input": "input tokens|prompt tokens|input|tokens in",
    "cache_read": "cached tokens|cached input tokens|cache read tokens|cached input",
    "cache_write": "cache write tokens|cache creation tokens",
    "output": "output tokens|completion tokens|output|tokens out",
    "billed": "cost|costs|amount|price|total|total cost|spend|billed|paid|net cost|charge",
    "list": "list price|list cost",
    "reasoning": "reasoning tokens",
    "quantity": "tokens|quantity",
    "calls": "calls|requests|api calls|number of requests|request count",
    "failed": "failed|errors|failed calls|failed requests",
    "units": "units|tickets|documents|chats|cases",
    "model": "model|model name",
    "kind": "token type|kind|kind of token",
    "currency": "currency",
    "unit": "session|session id|conversation",
    "project": "project|project name",
    "key": "key|api key|key name",
    "app": "app|application",
}
_DE: Final[Mapping[str, str]] = {
    "date": "datum|tag|monat|zeitraum|abrechnungsmonat|nutzungsdatum",
    "input": "eingabetoken|eingabetokens|eingabe token|input token",
    "cache_read": "cache token|gecachte token|zwischengespeicherte token",
    "output": "ausgabetoken|ausgabetokens|ausgabe token|output token",
    "billed": "kosten|betrag|preis|summe|gesamtkosten|nettobetrag|ausgaben|rechnungsbetrag",
    "list": "listenpreis",
    "quantity": "token|menge|anzahl token",
    "calls": "anfragen|aufrufe|anzahl anfragen|anzahl aufrufe|api aufrufe",
    "failed": "fehler|fehlgeschlagen|fehlgeschlagene anfragen",
    "units": "einheiten|vorgange|dokumente|falle",
    "model": "modell|modellname",
    "kind": "tokenart|art",
    "currency": "wahrung",
    "unit": "sitzung",
    "project": "projekt|projektname",
    "key": "schlussel|api schlussel",
    "app": "anwendung",
}
_FR: Final[Mapping[str, str]] = {
    "date": "jour|mois|periode",
    "input": "jetons d'entree|tokens d'entree|jetons entree",
    "output": "jetons de sortie|tokens de sortie|jetons sortie",
    "billed": "cout|couts|montant|prix|cout total|depense|depenses",
    "list": "prix catalogue",
    "quantity": "jetons|quantite",
    "calls": "requetes|appels|nombre de requetes|nombre d'appels",
    "failed": "erreurs|echecs",
    "units": "unites|dossiers",
    "model": "modele",
    "kind": "type de jeton",
    "currency": "devise",
    "project": "projet",
    "key": "cle|cle api",
}
_ES: Final[Mapping[str, str]] = {
    "date": "fecha|dia|mes|periodo",
    "input": "tokens de entrada|entrada",
    "output": "tokens de salida|salida",
    "billed": "coste|costes|costo|costos|importe|precio|coste total|costo total|gasto",
    "list": "precio de lista",
    "quantity": "cantidad",
    "calls": "solicitudes|peticiones|llamadas|numero de solicitudes",
    "failed": "errores|fallos",
    "units": "unidades|casos",
    "model": "modelo",
    "kind": "tipo de token",
    "currency": "moneda|divisa",
    "project": "proyecto",
    "key": "clave|clave api",
    "app": "aplicacion",
}
_LANGUAGES: Final = (_EN, _DE, _FR, _ES)
_MONTHS: Final = frozenset({"month", "monat", "abrechnungsmonat", "mois", "mes"})
_BRACKETS: Final = re.compile(r"[(\[].*?[)\]]")
_LAST: Final = frozenset({"in", "en"})
"""What is left of `Betrag in EUR` without its currency."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Titles by meaning, and how amounts are written in their language: a suggestion, never taken."""

    columns: Mapping[str, str] = field(default_factory=dict)
    decimals: str = POINT
    dates: str = "iso"
    currency: str = ""


def suggested(header: Sequence[str]) -> Suggested:
    """Each title in one meaning, each meaning once; titles alone are looked at, and no cell."""
    columns: dict[str, str] = {}
    languages: list[Mapping[str, str]] = []
    bare = {title: _bare(title) for title in header}
    for meaning in MEANINGS:
        for words in _LANGUAGES:
            named = words[meaning].split("|") if meaning in words else []
            for title in sorted(header, key=lambda title: _place(named, bare[title])):
                if bare[title] in named and title not in columns.values() and meaning not in columns:
                    columns[meaning] = title
                    languages.append(words)
    foreign = any(words is not _EN for words in languages)
    dates = "day_first" if foreign else "iso"
    if bare.get(columns.get("date", "")) in _MONTHS:
        dates = "months"
    return Suggested(columns, COMMA if foreign else POINT, dates, _currency(header))


def _place(named: Sequence[str], title: str) -> int:
    return named.index(title) if title in named else len(named)


def _bare(title: str) -> str:
    """A title in small letters, without accents, marks and what stands in brackets."""
    bare = _BRACKETS.sub(" ", title).replace("_", " ")
    for mark in marks_in(bare):
        bare = bare.replace(mark, " ", 1)
    letters = unicodedata.normalize("NFKD", bare.lower())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = re.sub(r"[^\w']|_", " ", plain).split()
    return " ".join(words[:-1] if words and words[-1] in _LAST and len(words) > 1 else words)


def _currency(header: Iterable[str]) -> str:
    """The one currency that titles name; nothing of several, or of a sign that several have."""
    found = {codes for title in header if (codes := named_in(title))}
    codes = found.pop() if len(found) == 1 else ()
    return codes[0] if len(codes) == 1 else ""
