"""The glossary: a page of its own, and each term one tap away where it stands."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from webapp.lessons.terms import Term, terms
from webapp.openapi import documented, html_response
from webapp.serving.caching import vary

bp = Blueprint("glossary", __name__)
bp.after_request(vary)


@bp.get("/glossary")
@documented("pages", answers={200: html_response("The field's words in plain sentences.")})
def glossary() -> ResponseReturnValue:
    """Show every term."""
    return render_template("lessons/glossary.html", terms=sorted_terms())


def sorted_terms() -> list[tuple[str, Term]]:
    """Return the keys and terms in the alphabet's order."""
    return sorted(terms().items(), key=lambda entry: entry[1].name.casefold())


@bp.app_template_global()
def glossed(key: str) -> Term:
    """Return a term that the page being made uses; its explanation is put at the page's end."""
    if "glossed" not in g:
        g.glossed = {}
    g.glossed[key] = terms()[key]
    found: Term = g.glossed[key]
    return found


@bp.app_template_global()
def glosses() -> dict[str, Term]:
    """Return the terms that the page being made uses."""
    found: dict[str, Term] = g.get("glossed", {})
    return found
