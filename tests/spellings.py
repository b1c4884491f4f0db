"""How people write numbers: each spelling is read as one number, or refused with a reason, everywhere."""

from decimal import Decimal
from typing import Final

from runrate.core.number_input.reader import Measure

MONEY, SHARE, CHANGE, COUNT, TOKENS = (
    Measure.MONEY, Measure.SHARE, Measure.CHANGE, Measure.COUNT, Measure.TOKENS,
)  # fmt: skip
OF_THINGS: Final = (MONEY, COUNT, TOKENS)
EVERY: Final = tuple(Measure)

# What is the same in a box for money, for a count and for tokens: the number, or words of the refusal.
NUMBERS: Final[dict[str, str]] = {
    "1234.56": "1234.56",
    "1,234.56": "1234.56",
    "1 234.56": "1234.56",
    "1\u00a0234.56": "1234.56",
    "1\u202f234.56": "1234.56",
    "1\u2009234": "1234",
    "1'234.56": "1234.56",
    "1\u2019234": "1234",
    "10,000": "10000",
    "1 000": "1000",
    "1'000": "1000",
    "12,345,678": "12345678",
    "1,00,000": "100000",
    "12,34,567": "1234567",
    "  42  ": "42",
    "1  000": "1000",
    "\ufeff42\u200b": "42",
    "\u200e1\u2060,234\u200f": "1234",
    "+10": "10",
    ".5": "0.5",
    ".05": "0.05",
    "5.": "5",
    "007": "7",
    "0.150": "0.15",
    "1.234": "1.234",
    "1.200": "1.2",
    "2,500": "2500",
    "5k": "5000",
    "5K": "5000",
    "5 k": "5000",
    "1.2M": "1200000",
    "1.2m": "1200000",
    "1e4": "10000",
    "1E+4": "10000",
    "5e-1": "0.5",
    "\uff11\uff12\uff13": "123",
    "\uff11\uff0c\uff12\uff13\uff14\uff0e\uff15": "1234.5",
    "\u0661\u0662\u0663": "123",
    "\u06f1\u06f2\u06f3": "123",
    "\u0967\u0968\u0969": "123",
    "1\u0662": "12",
    "\u0661\u066c\u0662\u0663\u0664\u066b\u0665": "1234.5",
    "0": "0",
    "0e999999999": "0",
    "0,150": "“0,150” can mean 0.150 or 150.",
    "0,075": "“0,075” can mean 0.075 or 75.",
    "0,15": "“0,15” can mean 0.15 or 15.",
    "3,00": "“3,00” can mean 3.00 or 300.",
    "5,5": "“5,5” can mean 5.5 or 55.",
    ",5": "“,5” can mean 0.5 or 5.",
    "1,5k": "“1,5k” can mean 1.5k or 15k.",
    "-1,5": "“-1,5” can mean −1.5 or −15.",
    "1.234,56": "If it means 1,234.56, write that.",
    "1.234,5k": "If it means 1,234.5k, write that.",
    "-1.234,5": "If it means −1,234.5, write that.",
    "1 234,56": "“1 234,56” has a comma before decimals. If it means 1,234.56, write that.",
    "1 234,5M": "If it means 1,234.5M, write that.",
    "1'234'567,8": "If it means 1,234,567.8, write that.",
    "1.234.567": "If it means 1,234,567, write that.",
    "0,150,000": "the first group does not start with 0",
    "0 150": "the first group does not start with 0",
    "12 34": "parted in groups of three",
    "1,23,45": "parted in groups of three",
    "1,234 567": "parted in groups of three",
    "1.2.3": "parted in groups of three",
    "1e400": "at most 30 digits",
    "1e999999999": "at most 30 digits",
    "9" * 31: "at most 30 digits",
    "9" * 5000: "at most 30 digits",
    "~5000": "Leave out words and signs",
    "about 5": "Leave out words and signs",
    "5000 each": "Leave out words and signs",
    "10-20": "Leave out words and signs",
    "1/2": "Leave out words and signs",
    "1_000": "Leave out words and signs",
    "(5)": "Leave out words and signs",
    "5 bn": "Leave out words and signs",
    "10\u00b2": "Leave out words and signs",
    "\u00bd": "not a number",
    "NaN": "not a number",
    "inf": "not a number",
    "k": "not a number",
    "-": "not a number",
    "a lot": "not a number",
    "5%": "takes no percentage",
}
OF_MONEY: Final[dict[str, str]] = {
    "$3": "3",
    "$ 3": "3",
    "3$": "3",
    "3 USD": "3",
    "USD 3": "3",
    "US$3": "3",
    "3 dollars": "3",
    "$1,234.56": "1234.56",
    "$5k": "5000",
    "$.5": "0.5",
    "$0,15": "can mean 0.15 or 15",
    "$3/M": "Leave out words and signs",
    "€3": "Amounts are in US dollars",
    "3 EUR": "Amounts are in US dollars",
    "£3": "Amounts are in US dollars",
}
OF_SHARES: Final[dict[str, str]] = {
    "5%": "0.05",
    "5 %": "0.05",
    "5\u00a0%": "0.05",
    "5.5%": "0.055",
    "0.07": "0.07",
    ".07": "0.07",
    "1": "1",
    "7": "If you mean 7%, add the percent sign",
    "1.5": "If you mean 1.5%, add the percent sign",
    "100": "If you mean 100%, add the percent sign",
    "100%": "1",
    "0.5%": "0.005",
    "\uff15\uff05": "0.05",
    "0": "0",
    "5,5%": "can mean 5.5% or 55%",
    "0,5 %": "can mean 0.5% or 5%",
    "0,07": "can mean 0.07 or 7",
    "150%": "from 0% to 100%",
    "150": "from 0% to 100%",
    "-5%": "from 0% to 100%",
    "5k": "no thousands or millions",
    "$5": "not an amount of money",
    "a tenth": "not a number",
}
OF_CHANGES: Final[dict[str, str]] = {
    "-20%": "-0.2",
    "\u221220%": "-0.2",
    "+5 %": "0.05",
    "0.05": "0.05",
    "-.2": "-0.2",
    "0,05": "can mean 0.05 or 5",
    "-2,5%": "can mean −2.5% or −25%",
    "5k": "no thousands or millions",
}


def spellings(measure: Measure) -> dict[str, str]:
    """Every spelling that the table has for a box of this measure, with its number or its refusal."""
    if measure is SHARE:
        return OF_SHARES
    if measure is CHANGE:
        return OF_CHANGES
    if measure is MONEY:
        return NUMBERS | OF_MONEY
    return NUMBERS | {"$3": "not an amount of money", "3 EUR": "not an amount of money"}


def number_of(meant: str) -> Decimal | None:
    """What a row of the table is read as; None for words of a refusal."""
    try:
        return Decimal(meant)
    except ArithmeticError:
        return None
