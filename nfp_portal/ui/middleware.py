"""Answer in a language that has a catalogue, whichever was chosen."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from nfp_portal.accounts.languages import has_catalogue

# Shown in the chosen language while it has no catalogue; it names what is translated already
# (nfp_portal/locale/letters).
UNTRANSLATED = {
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


def use_translated_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Answer in the chosen language if it has a catalogue, else in English with a note that says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = translation.get_language() or settings.LANGUAGE_CODE
        request.chosen_language = chosen  # type: ignore[attr-defined] # read by the templates
        if has_catalogue(chosen):
            return get_response(request)
        request.language_note = UNTRANSLATED.get(chosen, "")  # type: ignore[attr-defined] # as above
        translation.activate(settings.LANGUAGE_CODE)
        return get_response(request)

    return middleware
