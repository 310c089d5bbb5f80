"""Numbers and amounts by their size: units and words of scale of one kind, and what is of no kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.sheets.sizes import listed, sizes

IN_ORDER = [
    ("90", "3 hundred", "2 thousand"),
    ("900 thousand", "38 million", "2 billion"),
    ("30 m", "2 km", "3 miles"),
    ("900 metros", "5 kilómetros", "9 km"),
    ("90 Minuten", "2 Stunden", "3 Tage"),
    ("900 µmol", "3 mmol", "1 mol"),
    ("9:40 AM", "12:05 PM", "1:15 PM"),
    ("12:30 AM", "1 a.m.", "11 p.m."),
    ("0:45", "9:50", "10:05"),
    ("−3 °C", "0", "12 °C"),
    ("$700", "$1,200", "$2.5 million"),
    ("($12,000)", "$(1,200)", "−$950", "$0", "$1,200"),
    ("(1,200)", "(250.00)", "8,250.00"),
    ("(12.5)%", "(2)%", "+3%"),
    ("£950k", "£1.2m", "£12 million", "£1bn"),
    ("(1)", "(2)", "(10)"),
    ("5 %", "49.1 %", "100 percent"),
    ("1/4", "0.5", "3/4", "1"),
    ("44 BC", "14 AD", "476 AD"),
    ("2nd", "10th", "21st"),
    ("1 tide", "2 tides", "10 tides"),
    ("45 minutes", "2 hours", "1 day", "3 weeks"),
    ("300 MB", "5 GB"),
    ("1.500", "2.250", "12.750"),
    ("900 mil", "2 millones", "1 mil millones"),
    ("900 mil personas", "2 millones de personas"),
    ("1 000", "25 000"),
    ("April 2001", "March 2005", "March 23, 2005"),
    ("0.05–0.09 ng/mL", "0.5–0.9 ng/mL", "1.5–2.0 ng/mL", "5–9 ng/mL"),
    ("900 m–2 km", "3–5 km", "10–12 km"),
    ("5 to 10 %", "5 to 20 %", "25 %", "30 to 40 %"),
    ("1867-1901", "1901-1914", "1914-1931"),
    ("$5–$10", "$20–$30"),
    ("900–950 million", "1–2 billion", "3 billion–1 trillion"),
    ("−5–0 °C", "0–5 °C"),
    ("35.0–36.4 °C (95.0–97.5 °F)", "36.5–37.5 °C (97.7–99.5 °F)", "38 °C (100.4 °F)"),
    ("500 µg/kg", "5 mg/kg", "10 mg/kg"),
    ("25 micrograms", "2.5 mg", "25 mg"),
    ("1.645", "1.96", "2.576"),
    ("23 March 2005", "1 April 2005", "April 2, 2005"),
    ("15 avril 1841", "le 15 avril 1874", "Mai 1874", "1ᵉʳ mai 1886", "2 mai 1886"),
    ("enero de 1810", "15 de abril de 1810", "1.º de mayo de 1811", "2 de mayo del 2011"),
    ("VIIᵉ siècle av. J.-C.", "XIIe siècle", "XVIᵉ siècle", "Le XIXᵉ siècle", "XXᵉ siècle"),
    ("siglo IV a. C.", "Siglo IX", "siglo XIX"),
    ("9th century", "the 19th century"),
    ("the 5th century BC", "3rd century BC", "the 2nd century"),
    ("März 1870", "15. April 1874", "1. Mai 1886", "der 2. Mai 1886"),
    ("май 1899 г.", "12 сентября 1904 года", "16 октября 1905 года", "1 листопада 1905 року"),
    ("26 जनवरी 1990", "१५ अगस्त १९९२", "२ अक्टूबर १९९५"),
    ("๑๓ เมษายน ๒๕๕๑", "๕ ธันวาคม พ.ศ. ๒๕๕๒", "๑ มกราคม ๒๕๕๔"),
    ("2 ביוני 1913", "16 במאי 1936", "אפריל 1939"),
    ("2010년 5월 2일", "2023년 3월 15일", "2023年10月1日"),
    ("९०० रुपये", "१२,३४५ रुपये", "१२,३४,५६७ रुपये"),
    ("๓๐๐ ลำ", "๑,๒๕๐ ลำ"),
    ("março de 1870", "15 de abril de 1874", "1º de maio de 1886", "2 de Maio de 1886"),
    ("15 aprile 1874", "1º maggio 1886", "1° giugno 1886", "3 augustus 1886"),
    ("4. Jahrhundert v. Chr.", "9. Jahrhundert", "das 19. Jahrhundert"),
    ("século IV a. C.", "o século IX", "XIX secolo", "século XX"),
    ("secolo V a.C.", "Secolo IX", "secolo XIX"),
    ("4e eeuw v. Chr.", "de 9e eeuw", "de 18ste eeuw", "19de eeuw", "21ste eeuw"),
    ("250 mcg", "0.5 mg", "1 g"),
    ("March 2001–April 2002", "March 2005–May 2005"),
    (".001", ".05", ".2", "1"),
    ("−.5", "-.05", ".50"),
    ("1.2e-16", "2E−3", "0.05"),
    ("−0,3", "0,2", "1,75", "12"),
    ("0,5–0,9 mg", "5 mg", "0,05 g"),
    ("420", "1.234,5", "12 345,67"),
    ("0,025", "0,125", "0,5", "1,25"),
]
OF_NO_KIND = [
    ("2 km", "30 s"),
    ("2 km", "30"),
    ("$5", "€4"),
    ("1:15 PM", "9:40"),
    ("1.500", "900"),  # a point for groups, or for decimals
    ("2 billions", "900 milliards"),
    ("5 km", "5000 m"),
    ("March 2005", "2001"),
    ("XIXᵉ siècle", "1841"),
    ("Verdun 1916", "Ypern 1914"),
    ("5", "about 6"),
    ("5–9 km", "5–9 s"),
    ("2005-03-23", "2006-03-23"),
    ("1–3 and 5–7", "1–3 and 8–9"),
    ("1,500", "0,5"),  # a comma between groups, or before decimals
    ("9–5 km", "1–2 km"),  # no span ends before it begins
    ("1/0", "1/2"),
]


@pytest.mark.parametrize("texts", IN_ORDER, ids=" < ".join)
def test_amounts_stand_by_their_true_size(texts: tuple[str, ...]) -> None:
    found = sizes(texts)
    assert found
    assert sorted(found) == list(found)


@pytest.mark.parametrize("texts", OF_NO_KIND, ids=" and ".join)
def test_what_is_of_several_kinds_has_no_order(texts: tuple[str, ...]) -> None:
    assert sizes(texts) is None


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_texts_have_an_order_or_none(texts: list[str]) -> None:
    found = sizes(texts)
    assert found is None or len(set(found)) == len(texts)


def test_a_list_to_choose_from_has_numbers_by_size_before_words_by_letters() -> None:
    words = ("the same", "104", "09", "Ávila", "the same", "100", "60–80", "amparo", "59", "60")
    assert listed(words, "en") == ("09", "59", "60", "60–80", "100", "104", "amparo", "Ávila", "the same", "the same")
