"""The language of a posting, ISO 639-1; empty when the text is too short to tell."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_LANGUAGES = (
    "ar bg ca cs da de el en es et fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv th tr uk vi zh"
)
_SHORTEST = 25  # letters
_READ = 500  # characters are enough, and cost little


def language(text: str, field: str = "") -> str:
    if len(field) == 2 and field.isalpha():
        return field.lower()
    start = len(text) // 4 if len(text) > 4 * _READ else 0  # past an English boilerplate opening
    sample = text[start : start + _READ]
    if sum(c.isalpha() for c in sample) < _SHORTEST:
        return ""
    code, _ = _identifier().classify(sample)
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
