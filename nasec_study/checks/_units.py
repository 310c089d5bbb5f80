"""Units, currencies and months, in the ways in which texts write them."""

from collections.abc import Mapping

# The signs of units, and behind some of them other ways to write these; one may stand for several with an s.
_UNITS = """
mg milligram milligramme|g gram gramme gramo Gramm|kg kilogram kilogramme kilo|µg mcg ug microgram|ng nanogram
mL ml cc milliliter millilitre|dL|L l liter litre litro|mm millimeter millimetre|cm centimeter centimetre
m meter metre mètre metro Meter|km kilometer kilometre kilomètre kilómetro Kilometer|mi mile|ft foot feet
in. inch inches|lb|oz ounce|quart|pint|gallon|acre|ha hectare|mmol|mol|mEq|units unit IU|mmHg|kPa kilopascal|Pa|psi
rpm|mi/h mph|kcal|kJ|kWh|MW|GW|Hz|kHz|MHz|GHz|volt|ampere amp|watt|N·m Nm|°C|°F|% percent Prozent|‰
drops drop gtt|ms|seconds sec second seconde segundo Sekunde Sekunden|min minute minuto Minuten
h hr hour heure hora Stunde Stunden|days day jour día Tag Tage Tagen|weeks week semaine semana Woche Wochen
months month mois mes meses Monat Monate Monaten|years yr year ans année año Jahr Jahre Jahren
century centuries siècle Jahrhundert Jahrhunderte|amendment Amendment enmienda amendement
"""
# A stroke leads from what the sign of a currency tells to what only words do: in Spanish, $ may stand for pesos.
_CURRENCIES = """
$/dollar dollar dólar dólares Dollar USD US$|$/pesos peso Peso MXN MX$ Mex$|€ euro Euro EUR|£ GBP|¥/yen yen JPY
¥/yuan yuan renminbi RMB CNY|¥|₹ rupee Rs rupia roupie|₽ ruble rouble rublo|₩|R$ reais BRL|CHF franc franco Franken
marks DM mark Mark DEM|cents cent centavo centime pence
"""
_MONTHS = """
January Jan enero janvier Januar|February Feb febrero février Februar|March Mar marzo mars März
April Apr abril avril|May mayo mai Mai|June Jun junio juin Juni|July Jul julio juillet Juli
August Aug agosto août|September Sept Sep septiembre septembre|October Oct octubre octobre Oktober
November Nov noviembre novembre|December Dec diciembre décembre Dezember
"""


def _forms(table: str, *, with_s: bool = True) -> dict[str, str]:
    names = map(str.split, table.strip().replace("\n", "|").split("|"))
    return {form: forms[0] for forms in names for name in forms for form in (name, f"{name}s" if with_s else name)}


CURRENCIES: Mapping[str, str] = _forms(_CURRENCIES)
MONTHS: Mapping[str, str] = _forms(_MONTHS, with_s=False)
UNITS: Mapping[str, str] = (
    _forms(_UNITS)
    | _forms(_CURRENCIES)
    | {"per cent": "%", "pour cent": "%", "por ciento": "%", "mm Hg": "mmHg", "d": "days", "$": "$/dollar"}
    | {"degrees Celsius": "°C", "degrees Fahrenheit": "°F"}
)
