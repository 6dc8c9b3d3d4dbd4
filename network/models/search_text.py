"""What is searched, as the database writes it: one spelling for accents, case, hyphens and alphabets."""

import re
from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models.functions import Cast, Coalesce, Concat

# Greek, Cyrillic, Armenian and Georgian letters.
_OTHER_SCRIPT = re.compile("[\u0370-\u058f\u10a0-\u10ff]")
# Of words shorter than a trigram only those are found that begin so.
SHORTEST_INSIDE = 3
# Ways of writing a word of another script in Latin letters that `nfp_latin_forms` returns.
LATIN_FORMS = range(1, 5)


class FoldedText(models.Func):
    """`nfp_fold(...)`: lower case without accents, by which names are compared; searches use `SearchText`."""

    function = "nfp_fold"
    output_field = models.TextField()


class Letters(models.Func):
    """`nfp_letters(...)`: what is typed, as search texts have it stored."""

    function = "nfp_letters"
    output_field = models.TextField()


class LatinLetters(models.Func):
    """What is typed by the Latin letters it sounds like, in one of its `LATIN_FORMS`."""

    function = "nfp_latin_forms"
    template = "(%(function)s(%(expressions)s))[%(form)d]"
    output_field = models.TextField()

    def __init__(self, query: models.Value, form: int) -> None:
        super().__init__(Letters(query), form=form)


class SearchText(models.Func):
    """The spellings of some fields after a space, as `every_word` reads them; also for generated columns."""

    function = "nfp_spellings"
    template = "(' ' || %(function)s(%(expressions)s))"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()

    def __init__(self, *fields: str | models.F | models.Func) -> None:
        texts = (Cast(field, models.TextField()) for field in fields)
        super().__init__(*(Coalesce(text, models.Value("")) for text in texts))


def every_word(query: str, column: str = "search_text") -> models.Q:
    """Whether each of the words occurs in the column; a word of one or two letters at a beginning.

    A word in another script than the Latin one is looked for by its sound too: Щербакова finds Shcherbakova,
    Хабер finds Haber, and Нурланова finds Нұрланова.
    """
    condition = models.Q()
    for word in query.split():
        condition &= _has_word(word, column)
    return condition


def every_term(terms: Iterable[Sequence[tuple[str, bool]]], column: str = "search_text") -> models.Q:
    """Whether each of the terms occurs in the column, written in one of its ways.

    Of each way the words are given, and whether they are whole words. The first is what was typed, looked for
    as by `every_word`; of the others the words follow one another, and begin words where they are not whole.
    """
    condition = models.Q()
    for (typed, _is_whole), *others in terms:
        one_of = every_word(typed, column)
        for text, is_whole in others:
            one_of |= _has_phrase(text, column, is_whole=is_whole)
        condition &= one_of
    return condition


def _has_word(word: str, column: str) -> models.Q:
    typed = models.Value(word)
    spelled: list[models.Func] = [Letters(typed)]
    if _OTHER_SCRIPT.search(word):
        spelled += [LatinLetters(typed, form) for form in LATIN_FORMS]
    anywhere = models.Q()
    for letters in spelled:
        sought = at_beginning(letters) if len(word) < SHORTEST_INSIDE else letters
        anywhere |= models.Q((f"{column}__contains", sought))
    return anywhere


def _has_phrase(text: str, column: str, *, is_whole: bool) -> models.Q:
    begins = at_beginning(Letters(models.Value(text)))
    if not is_whole:
        return models.Q((f"{column}__contains", begins))
    followed = Concat(begins, models.Value(" "), output_field=models.TextField())
    return models.Q((f"{column}__contains", followed)) | models.Q((f"{column}__endswith", begins))


def at_beginning(letters: models.Func) -> models.Func:
    """The letters of a word after a space: search texts begin with one."""
    return Concat(models.Value(" "), letters, output_field=models.TextField())
