"""Words that stand before a number which counts nothing: Chapter 7, Art. 5, page 12."""

from collections.abc import Mapping

# Each label's forms in the languages of number words, the one that is shown first. Some stand with a point only.
_FORMS = """
§ §§ section sections sec. secs. sección secciones|art. arts. article articles artikel artículo artículos
chapter chapters ch. chap. capítulo capítulos chapitre chapitres kapitel kap.|part parts parte partie teil
title titles título titre titel|book books libro livre buch|volume volumes vol. vols. tomo tome band bd.
page pages p. pp. página páginas pág. seite seiten|figure figures fig. figs. figura figuras abbildung abb.
table tables tabla tablas cuadro tableau tableaux tabelle|note notes footnote footnotes nota notas anm. fn.
rule rules regla règle regel|annex annexes anexo annexe anhang|appendix|schedule schedules|exhibit|box|experiment
example ejemplo exemple beispiel|equation eq.|factor faktor facteur|stage phase step fase etapa étape
type typ tipo|line lines|verse verses vers|number no. nos. nº n° nr. número numéro nummer|century siglo
"""
LABELS: Mapping[str, str] = {
    form: forms[0] for forms in map(str.split, _FORMS.strip().replace("\n", "|").split("|")) for form in forms
}
