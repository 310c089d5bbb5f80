"""The language of a bank, by the little words in it or by its letters."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from nasec_study.foundation.characters import MARKS
from nasec_study.importers.shared.bank import Imported
from nasec_study.importers.shared.names import asked
from nasec_study.rendering.markup import to_plain

# Words that are frequent in questions, and few of them in two of these languages.
_LITTLE = {
    "en": "the of and is are which what to in for with how that does from on by an",
    "es": "el los las qué cuál con por para es y se cómo del que una",
    "fr": "le les des du est une dans quel quelle pour qui et sont au sur",
    "pt": "o os da do das dos qual uma não em com é no na ao",
    "it": "il lo gli della di che è quale per sono nel delle alla",
    "la": "quid quis quae quod sunt erat sed ubi ab ex cum et in non",
    "de": "der die das und ist ein eine welche was von zu im den mit wie werden nicht",
    "nl": "de het een van wat welke is en op met voor zijn niet wordt te",
    "ca": "els amb és quin quina i dels són què les aquest per als",
    "pl": "w i z jest na do nie się który które jakie jak to są od",
    "sv": "och att det som en ett är på av för med vad vilken inte",
    "ru": "что какой какая какое какие как кто это для из не по при вы ли",
    "uk": "що який яка яке які як хто це для з не по при ви чи та",
    "hi": "है हैं का की के में से को और क्या किस कौन कितने पर ने था",
    "mr": "आहे आहेत चा ची चे मध्ये आणि काय कोण कोणता किती होते नाही",
    "ne": "छ छन् को मा र हो के कुन कति थियो लाई बाट",
    "ar": "ما في من على هي هو أي كم متى إلى عن التي الذي لماذا كيف",
    "fa": "است چه که از را در کدام این به با چند برای",
}
_WORDS = {language: frozenset(words.split()) for language, words in _LITTLE.items()}
# Letters that tell a language by themselves, where a text has enough of them.
_LETTERS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("th", re.compile(r"[\u0e01-\u0e2e]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u03ac-\u03ce]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("vi", re.compile(r"[ơưăđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")),
)
_LONG = 16
_ENOUGH = 1_000
_MANY, _FEW = 20, 8
_SHARE = 0.05
_LEAD = 1.5


def language_of(items: Iterable[Imported]) -> str:
    """Return the code of the language in which most items ask; '' for English, or where it cannot be told.

    What asks in a few words alone may be a word to learn, in a language that nothing else is in.
    """
    texts = (to_plain(asked(item.fields)) for item in islice(items, _ENOUGH))
    whole = "\n".join(text for text in texts if len(text) >= _LONG).casefold()
    letters = sum(map(str.isalpha, whole))
    for language, pattern in _LETTERS:
        if len(pattern.findall(whole)) > max(_MANY, _SHARE * letters):
            return language
    found = Counter(re.findall(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*", whole))
    counts = {language: sum(found[word] for word in words) for language, words in _WORDS.items()}
    (best, most), (_, next_most) = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    is_sure = most >= max(_FEW, 2 * _SHARE * found.total(), _LEAD * next_most)
    return best if is_sure and best != "en" else ""
