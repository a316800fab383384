"""What the page /pictures says, in the current language."""

from flask_babel import gettext as _

# Of static/samples/pictures, drawn by `python -m trainer.publishing.drawn_samples`.
SAMPLES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
    "ship-2",
    "airplane-2",
)


def page_messages() -> dict[str, str]:
    """Return the sentences around the answer; names in braces are filled in by the page."""
    return {
        "empty.headline": _("Give me a picture."),
        "empty.detail": _("Drop it, paste it, choose one, or take a sample."),
        "sure.headline": _("I see: {first}."),
        "sure.detail": _("{share} sure. Runner-up: {second}, with {secondShare}."),
        "unsure.headline": _("{first}? Or {second}?"),
        "unsure.detail": _("I am not sure: {share} against {secondShare}."),
        "thinking.headline": _("Looking…"),
        "thinking.detail": _("One moment."),
        "slow.headline": _("Still looking…"),
        "slow.detail": _("The connection is slow. Your picture is here."),
        "offline.headline": _("You are offline."),
        "offline.detail": _("Your picture stays here. I look at it once you are back."),
        "error.headline": _("The server has a problem."),
        "error.detail": _("Your picture stays here. Try again in a moment."),
        "unreachable.headline": _("I cannot reach the server."),
        "unreachable.detail": _("Your picture stays here. Try again in a moment."),
        "refused.headline": _("I cannot read this picture."),
        "refused.detail": _("Try a PNG, a JPEG or a WebP, at least 8 by 8 pixels."),
        "guarded.headline": _("Your browser does not let me shrink it."),
        "guarded.detail": _(
            "It guards what is drawn on a canvas. Allow it here, or take a sample."
        ),
        "rate-limited.headline": _("One moment, please."),
        "rate-limited.detail": _("Too many pictures at once. Try again in a few seconds."),
        "seen.filled": _("What the network sees: the middle of the picture, in 32 by 32 pixels."),
    }
