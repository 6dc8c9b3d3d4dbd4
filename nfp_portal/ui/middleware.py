"""Answer in a language the portal has words in, whichever was chosen."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from nfp_portal.accounts.languages import has_words

# Said in the language that was chosen, for its words are not there yet; and what speaks it already
# (nfp_portal/locale/letters).
NOT_YET = {
    "de": (
        "Diese Seite gibt es bisher nur auf Englisch. Auf Deutsch gibt es die Schreiben einer Überprüfung "
        "und die Seite hinter ihrem Link, auf der man den eigenen Eintrag bestätigt."
    ),
    "es": (
        "Esta página solo está disponible en inglés por ahora. En español están las cartas de una "
        "verificación y la página de su enlace, donde se confirma la propia ficha."
    ),
    "fr": (
        "Cette page n’existe pour l’instant qu’en anglais. En français existent les lettres d’une "
        "vérification et la page de leur lien, où l’on confirme sa fiche."
    ),
    "it": (
        "Questa pagina per ora è disponibile solo in inglese. In italiano ci sono le lettere di una "
        "verifica e la pagina del loro link, dove si conferma la propria scheda."
    ),
    "ru": (
        "Эта страница пока есть только на английском языке. На русском есть письма о проверке данных "
        "и страница по ссылке из них, где подтверждают свою запись."
    ),
}


def speak_one_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the chosen language where the portal speaks it, else wholly in English and say so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = translation.get_language() or settings.LANGUAGE_CODE
        request.chosen_language = chosen  # type: ignore[attr-defined] # read by the templates
        if has_words(chosen):
            return get_response(request)
        request.language_note = NOT_YET.get(chosen, "")  # type: ignore[attr-defined] # as above
        translation.activate(settings.LANGUAGE_CODE)
        return get_response(request)

    return middleware
