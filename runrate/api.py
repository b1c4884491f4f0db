"""The JSON API: what the pages compute, for programs, in the same words."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError

from assessment.api import router as assessment
from calculator.api import router as calculator
from calculator.api_usage import router as usage
from runrate.limits.web import AddressThrottle
from runrate.limits.words import limit_in_words, wait_in_words

CALLS_PER_MINUTE = 120

api = NinjaAPI(
    title="Runrate",
    version="1.0.0",
    description=(
        "Costs of an AI deployment and the maturity of its cost management. No account is needed. "
        "Messages are in the site's language; names, keys and numbers are the same in all of them."
    ),
    urls_namespace="api",
    docs_url=None,
    throttle=[AddressThrottle("api", CALLS_PER_MINUTE, 60)],
)
api.add_router("", calculator)
api.add_router("", usage)
api.add_router("", assessment)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 in the one shape of the contract: `{"errors": {field: [message, ...]}}`."""
    errors: dict[str, list[str]] = {}
    for problem in error.errors:
        field = str(problem["loc"][-1]) if problem.get("loc") else "__all__"
        errors.setdefault(field, []).append(str(problem["msg"]))
    return api.create_response(request, {"errors": errors}, status=422)


@api.exception_handler(Throttled)
def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    """429 with what the limit is and when to try again, which `Retry-After` says in seconds."""
    said = limit_in_words(CALLS_PER_MINUTE, 60)
    again = _("Try again in %(time)s.") % {"time": wait_in_words(error.wait or 1)}
    return api.create_response(request, {"detail": f"{said} {again}"}, status=429)
