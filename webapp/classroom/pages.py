"""The pages of a class: where it is opened and joined, a pupil's pad, the board."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.classroom import codes
from webapp.classroom.addresses import is_this_machine_alone, join_address, qr_code
from webapp.classroom.messages import board_messages, open_messages, pupil_messages
from webapp.openapi import documented, html_response, parameter, redirect_response
from webapp.reading.messages import pad_messages
from webapp.serving.caching import vary

bp = Blueprint("lesson", __name__)
bp.after_request(vary)

CODE = parameter("code", "The class's code; small letters will do.", place="path")


@bp.get("/class")
@documented(
    "pages",
    answers={
        200: html_response("The page on which a class is opened, or joined."),
        303: redirect_response("To the class whose code was given."),
    },
    parameters=[parameter("code", "A class to join.")],
)
def start() -> ResponseReturnValue:
    """Open a class, or join one by its code."""
    asked = request.args.get("code", "")
    code = codes.normalised(asked)
    if code is not None:
        return redirect(url_for("lesson.pad", code=code), code=303)
    return render_template("classroom/start.html", asked=asked, messages=open_messages())


@bp.get("/class/<code>")
@documented(
    "pages",
    answers={200: html_response("A pupil's pad; it says so where the class has ended.")},
    parameters=[CODE],
    problems=("not-found",),
)
def pad(code: str) -> ResponseReturnValue:
    """Show a pupil's pad."""
    return render_template(
        "classroom/pad.html", code=_known(code), messages=pad_messages() | pupil_messages()
    )


@bp.get("/class/<code>/board")
@documented(
    "pages",
    answers={200: html_response("The board; who has the token in the fragment steers.")},
    parameters=[CODE],
    problems=("not-found",),
)
def board(code: str) -> ResponseReturnValue:
    """Show the board, for the projector."""
    address = join_address(_known(code))
    return render_template(
        "classroom/board.html",
        code=_known(code),
        address=address,
        qr=qr_code(address),
        is_alone=is_this_machine_alone(),
        messages=board_messages(),
    )


def _known(text: str) -> str:
    code = codes.normalised(text)
    if code is None:
        abort(404)
    return code
