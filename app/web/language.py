"""Which language a request is answered in: Korean unless English is asked for."""

from starlette.requests import Request

from app.kernel.text import Language

LANGUAGE_COOKIE = "sangsaeng_language"


def language_of(request: Request) -> Language:
    """Return the language of `?lang=`, else the cookie, else `Accept-Language`, else Korean."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen == "en":
            return "en"
        if chosen == "ko":
            return "ko"
    return _negotiated(request.headers.get("accept-language", ""))


def _negotiated(header: str) -> Language:
    weights: dict[str, float] = {}
    for part in header.split(","):
        tag, _, parameters = part.strip().partition(";")
        name = tag.split("-")[0].lower()
        if name in {"ko", "en"}:
            weights[name] = max(weights.get(name, 0.0), _weight(parameters))
    return "en" if weights.get("en", 0.0) > weights.get("ko", 0.0) else "ko"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
