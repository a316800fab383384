"""The page on which the network learns the person's hand; the server sees nothing of it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.hand.messages import page_messages
from webapp.openapi import documented, html_response
from webapp.serving.caching import vary

bp = Blueprint("hand", __name__)
bp.after_request(vary)


@bp.get("/hand")
@documented("pages", answers={200: html_response("The page that learns a person's own hand.")})
def hand() -> ResponseReturnValue:
    """Show the page; where the default model cannot learn it says so."""
    return render_template("hand/page.html", messages=page_messages())
