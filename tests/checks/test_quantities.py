"""What the numbers of a text are worth, however it writes them, and what is beside them."""

import pytest

from nasec_study.checks._quantities import quantities

READ = {
    "en": """
two thousand five hundred men = 2500 men
two hundred and three hundred = 200 | 300
two thousand and three thousand = 2000 | 3000
two thousand and three = 2003
three hundred and forty-five thousand six hundred and seventy-eight = 345678
one million two hundred thousand = 1200000
two million = 2 million
a hundred thousand = 100000
fourteen hundred = 1400
nineteen eighty-four = 1984
nineteen hundred and five = 1905
nineteen oh five, or twenty-oh-one = 1905 | 2001
twenty, oh, five of nineteen, oh no = 20 | 5 | 19
twenty twenty-four = 2024
the eighteen-thirties = 1830s
mid-nineties = 90s
in his eighties =
twenty-first century = century 21
the third of March = 3 March
a third stage = 3 stage
a third, smaller ship =
second thoughts =
one-third of it = 0.333333
one fifth. = 0.2
two thirds and three-fourths = 0.666667 | 0.75
a quarter of a million = 0.25 million
half an hour = 0.5 h
half a dozen, two dozen or a score of it = 6 | 24 | 20
the first half =
two and a half tons = 2.5 t
two miles and a half = 2.5 mi
a million and a half = 1.5 million
two and three-quarter million = 2.75 million
between two and three quarters of it = 2 | 0.75
2½ or 2 1/2 or ⅔ = 2.5 | 2.5 | 0.666667
120/80, 9/11 or 3/4/1998 = 120 | 80 | 9 | 11 | 3 | 4 | 1998
one in twenty has them = 1 | 20 has
two out of three men = 0.666667 men | 2 out | 3 men
no one knows several hundred =
Article IV, chapter xii or Part I = art. 4 | part 1
for my part I think of Charles V, I say, at C. or XL =
au XIXᵉ siècle, Ier siècle = century 19 | century 1
$300k, $40K, €5m, £6M, $7b, €8B = $300 thousand | $40 thousand | €5 million | £6 million | $7 billion | €8 billion
§§ 4 and 5, or $1,500–3,000 = § 4 | § 5 | $1,500 | $3,000
10 to 15 kN = 10 kN | 15 kN
1713–15; '44 = 1713 | 1715 | 44
18 500 men = 18500 men | 18 | 500 men
p = .05 = 0.05
1.5e3 J = 1.5e3 J
3 × 10^5 m or 3 × 105 m = 3 × 10^5 m | 3 × 105 m | 3 | 105 m
三十四 or 3万2千 = 三十四 | 3万2千
""",
    "es": """
mil novecientos ochenta y cuatro = 1984
veinticinco mil millones = 25000 million
25 mil millones = 25 billion
un millón doscientos mil = 1200000
tres cuartas partes = 0.75
un tercio = 0.333333
medio millón = 0.5 million
dos pesos y medio = 2.5 pesos
quince y cinco por ciento = 15 % | 5 %
una docena = 12
el siglo XXI, los años treinta = century 21 | 30s
""",
    "fr": """
mille neuf cent quatre-vingt-quatre = 1984
dix-neuf cent quatorze = 1914
deux cent soixante et onze = 271
vingt et unième siècle = century 21
vingt et un, vingt et cinq = 21 | 20 | 5
onze millions deux cent mille = 11200000
les trois quarts = 0.75
un cinquième de tout = 0.2
un cinquième homme = 5 homme
un demi-million = 0.5 million
trois millions et demi = 3.5 million
deux heures et demie = 2.5 h
une douzaine = 12
cinq pour cent = 5 %
années soixante = 60s
""",
    "de": """
neunzehnhundertvierundachtzig = 1984
zweitausendfünfhundert = 2500
hunderttausend = 100000
im achtzehnten Jahrhundert = century 18
neunziger Jahren = 90s
zwei Drittel oder dreiviertel = 0.666667 oder | 0.75
eine halbe Million = 0.5 million
zweieinhalb oder anderthalb = 2.5 oder | 1.5
zwei Dutzend = 24
Achtung, achten, einzig =
""",
    "ru": """
Article IV, глава II = art. 4
""",
}


@pytest.mark.parametrize(
    ("language", "row"), [(language, row) for language, rows in READ.items() for row in rows.strip().splitlines()]
)
def test_a_number_is_what_it_is_worth_with_what_is_beside_it(language: str, row: str) -> None:
    text, _, read = row.rpartition(" =")
    assert " | ".join(map(str, quantities(text, language))) == read.strip()
