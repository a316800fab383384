"""What a query chooses."""

from flask import abort, request


def choice(name: str, choices: tuple[str, ...]) -> str:
    """Return what the query chooses, by default the first; any other is refused."""
    chosen = request.args.get(name) or choices[0]
    if chosen not in choices:
        abort(400, description=f"{name} is one of: {', '.join(choices)}.")
    return chosen
