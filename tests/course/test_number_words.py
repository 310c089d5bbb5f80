"""Numbers in words, and fractions, as what they are worth."""

import pytest

from nasec_study.course.number_words import in_digits, in_words

READ = {
    "en": """
two thousand five hundred men = 2500 men
two hundred and three hundred = 200 and 300
two thousand and three thousand = 2000 and 3000
two thousand and three = 2003
three hundred and forty-five thousand six hundred and seventy-eight = 345678
one million two hundred thousand = 1200000
two million = 2 million
a hundred thousand = a 100000
fourteen hundred = 1400
nineteen eighty-four = 1984
nineteen hundred and five = 1905
twenty twenty-four = 2024
the eighteen-thirties = the 1830s
mid-nineties = mid-90s
in his eighties = in his eighties
twenty-first century = 21 century
the third of March = the 3 of March
a third stage = a 3 stage
a third, smaller ship = a third, smaller ship
second thoughts = second thoughts
one-third of it = 0.333333 of it
one fifth. = 0.2.
two thirds and three-fourths = 0.666667 and 0.75
a quarter of a million = a 0.25 million
half an hour = 0.5 hour
half a dozen, two dozen or a score of it = 6, 24 or a 20 of it
the first half = the first half
two and a half tons = 2.5 tons
two miles and a half = 2.5 miles
a million and a half = a 1.5 million
two and three-quarter million = 2.75 million
between two and three quarters of it = between 2 and 0.75 of it
2½ or 2 1/2 or ⅔ = 2.5 or 2.5 or 0.666667
120/80, 9/11 or 3/4/1998 = 120/80, 9/11 or 3/4/1998
one in twenty = 1 in 20
no one knows several hundred = no one knows several hundred
""",
    "es": """
mil novecientos ochenta y cuatro = 1984
veinticinco mil millones = 25000 millones
25 mil millones = 25 mil millones
un millón doscientos mil = 1200000
tres cuartas partes = 0.75
un tercio = 0.333333
medio millón = 0.5 millón
dos pesos y medio = 2.5 pesos
quince y cinco por ciento = 15 y 5 por ciento
una docena = 12
""",
    "fr": """
mille neuf cent quatre-vingt-quatre = 1984
dix-neuf cent quatorze = 1914
deux cent soixante et onze = 271
vingt et unième siècle = 21 siècle
onze millions deux cent mille = 11200000
les trois quarts = les 0.75
un cinquième de tout = 0.2 de tout
un cinquième homme = un 5 homme
un demi-million = un 0.5 million
trois millions et demi = 3.5 millions
deux heures et demie = 2.5 heures
une douzaine = 12
cinq pour cent = 5 pour cent
""",
    "de": """
neunzehnhundertvierundachtzig = 1984
zweitausendfünfhundert = 2500
hunderttausend = 100000
im achtzehnten Jahrhundert = im 18 Jahrhundert
neunziger Jahren = 90s Jahren
zwei Drittel oder dreiviertel = 0.666667 oder 0.75
eine halbe Million = 0.5 Million
zweieinhalb oder anderthalb = 2.5 oder 1.5
zwei Dutzend = 24
Achtung, achten, einzig = Achtung, achten, einzig
""",
    "ru": """
Article IV, глава II = Article 4, глава II
""",
}


@pytest.mark.parametrize(
    ("language", "row"), [(language, row) for language, rows in READ.items() for row in rows.strip().splitlines()]
)
def test_a_number_in_words_is_what_it_is_worth(language: str, row: str) -> None:
    words, _, digits = row.partition(" = ")
    assert in_digits(words, language) == digits


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("Article IV", "Article 4"),
        ("chapter xii or Part I", "chapter xii or Part 1"),
        ("for my part I think", "for my part I think"),
        ("Charles V, I say, at C. or XL", "Charles V, I say, at C. or XL"),
        ("au XIXᵉ siècle, Ier siècle", "au 19 siècle, 1 siècle"),
        ("el siglo XXI", "el siglo 21"),
    ],
)
def test_roman_figures_count_behind_a_label_and_before_a_century(words: str, digits: str) -> None:
    assert in_digits(words, "en") == digits


def test_a_number_is_told_as_it_is_written() -> None:
    assert in_words("Two-thirds of Article IV, or 1/4", "en") == {"0.666667": "Two-thirds", "4": "IV", "0.25": "1/4"}
