"""The tour: eight stops through a network, on one's own drawing."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.lessons.stops import stops
from webapp.openapi import documented, html_response, parameter
from webapp.reading.messages import pad_messages
from webapp.serving.caching import vary

bp = Blueprint("tour", __name__)
bp.after_request(vary)


@bp.get("/tour")
@documented(
    "pages",
    answers={200: html_response("The guided tour.")},
    parameters=[parameter("stop", "The stop to begin at, from 1; any other: the first.")],
    problems=("not-found",),
)
def tour() -> ResponseReturnValue:
    """Show the tour, with the first network that can be explained."""
    explained = current_app.extensions["explainer"].explained
    if not explained:
        abort(404)
    name = next(iter(explained))
    return render_template(
        "lessons/tour.html",
        stops=stops(),
        model=name,
        weights=url_for("explaining.weights", name=name),
        messages=pad_messages() | tour_messages(),
    )


def tour_messages() -> dict[str, str]:
    """Return what the tour's scripts say, in the current language."""
    return {
        "tour.place": _("Stop {number} of {all}: {title}"),
        "tour.filter": _("Filter {number} of {all}"),
        "tour.sum": _("Row {row}, column {column}: the sum is {value}."),
        "tour.empty": _("Nothing yet: draw a digit."),
        "tour.digit": _("{digit}: {value}"),
        "tour.picture": _("A picture of it."),
        "tour.wrong": _("A {true}, read as {read}"),
        "tour.play": _("Let it run"),
        "tour.pause": _("Pause"),
    }
