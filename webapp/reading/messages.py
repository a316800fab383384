"""What a pad says of what is read on it, in the current language."""

from flask_babel import gettext as _


def pad_messages() -> dict[str, str]:
    """Return what the pad's modules say, in the current language.

    Keys are `state.headline`, `state.detail` and, for troubles with a name of their own,
    `state.code.headline`. Names in braces are filled in by the page.
    """
    return (
        answer_messages()
        | comparison_messages()
        | trouble_messages()
        | refusal_messages()
        | pen_messages()
        | picture_messages()
        | teaching_messages()
    )


def answer_messages() -> dict[str, str]:
    """Return the sentences around the network's answer."""
    return {
        "empty.headline": _("Draw a digit"),
        "empty.detail": _("Any from 0 to 9. I guess while you draw."),
        "dot.headline": _("That is only a dot."),
        "dot.detail": _("Draw a digit, from 0 to 9."),
        "dots.headline": _("Those are only dots."),
        "dots.detail": _("Draw a digit, from 0 to 9."),
        "digit.headline": _("I read {digit}."),
        "digit.detail": _("{share} sure. Runner-up: {second}, with {secondShare}."),
        "unsure.headline": _("Is it {digit}? Or {second}?"),
        "unsure.detail": _("I am not sure: {share} against {secondShare}."),
        "nodigit.headline": _("This does not look like a digit to me."),
        "nodigit.detail": _("If it were one: {digit}. Next guess: {second}."),
        "preview.empty": _("What the network sees: nothing yet."),
        "preview.filled": _(
            "What the network sees: your drawing, cropped, centred and shrunk to 28 by 28 pixels."
        ),
    }


def comparison_messages() -> dict[str, str]:
    """Return what is said when all models answer side by side."""
    return {
        "comparison.empty.headline": _("Draw a digit"),
        "comparison.empty.detail": _("All models read it while you draw, the weakest on the left."),
        "comparison.all": _("All of them read {digit}."),
        "comparison.most": _("{count} of {all} models read {digit}."),
        "comparison.none": _("None of them sees a digit here."),
        "comparison.agreed": _("Draw it worse, and see who gives up first."),
        "comparison.others": _("But {others}."),
        "comparison.reads": _("{model} reads {digit}"),
        "comparison.rejects": _("{model} sees no digit"),
        "comparison.verdict.digit": _("{share}"),
        "comparison.verdict.unsure": _("unsure, {share}"),
        "comparison.verdict.not-a-digit": _("no digit"),
    }


def trouble_messages() -> dict[str, str]:
    """Return what is said when the answer is late or does not come."""
    return {
        "slow.headline": _("Still thinking…"),
        "slow.detail": _("The connection is slow. Draw on, nothing is lost."),
        "offline.headline": _("You are offline."),
        "offline.detail": _("Your drawing is safe. I go on once you are back."),
        "error.headline": _("The server has a problem."),
        "error.detail": _("Your drawing is safe. Next try in {seconds} s."),
        "error.busy.headline": _("One moment, please."),
        "error.busy.detail": _("Others are asking for a lot just now. I go on in {seconds} s."),
        "error.unreachable.headline": _("I cannot reach the server."),
        "error.unreachable.detail": _("Your drawing is safe. Next try in {seconds} s."),
        "error.timeout.headline": _("No answer so far."),
        "error.timeout.detail": _("Your drawing is safe. Next try in {seconds} s."),
    }


def refusal_messages() -> dict[str, str]:
    """Return what is said when the server does not take the drawing."""
    return {
        "refused.headline": _("I cannot read this drawing."),
        "refused.detail": _("Change it or clear the pad, and I try again."),
        "refused.blank-drawing.headline": _("That is too little ink for me."),
        "refused.blank-drawing.detail": _("Draw a little more."),
        "refused.too-small.headline": _("That is too small for me."),
        "refused.too-small.detail": _("Draw a little larger."),
        "refused.unknown-model.headline": _("This model is no longer served."),
        "refused.unknown-model.detail": _("Reload the page to see which ones are."),
        "refused.rate-limited.headline": _("One moment, please."),
        "refused.rate-limited.detail": _("Too many drawings at once. I go on in {seconds} s."),
    }


def pen_messages() -> dict[str, str]:
    """Return what is said about the keyboard's pen."""
    return {
        "pen.down": _("Pen down, {x} percent from the left and {y} percent from the top."),
        "pen.up": _("Pen up, {x} percent from the left and {y} percent from the top."),
        "pen.at": _("{x} percent from the left, {y} percent from the top."),
    }


def picture_messages() -> dict[str, str]:
    """Return what is said about a picture in the drawing's place."""
    return {
        "picture.there": _("The picture is on the pad. You can draw on it."),
        "picture.gone": _("The picture is off the pad."),
        "picture.refused.headline": _("I cannot read this picture."),
        "picture.refused.detail": _("Nothing is lost. Try a PNG, a JPEG or a WebP."),
        "picture.hidden.headline": _("This browser does not let me see pictures."),
        "picture.hidden.detail": _(
            "It guards you against fingerprinting. "
            "Let this page read canvases, or draw: that works."
        ),
    }


def teaching_messages() -> dict[str, str]:
    """Return what is said of who answers, and of learning a person's hand."""
    return {
        "teaching.browser": _("Answered in your browser."),
        "teaching.everyone": _("Everyone's network answered."),
        "teaching.hand": _("Your network answered. Everyone's: {digit}, {share}."),
        "teaching.hand.nodigit": _("Your network answered. Everyone's: no digit."),
        "teaching.beside": _("Your network: {digit}, {share}."),
        "teaching.beside.nodigit": _("Your network: no digit."),
        "teaching.ask": _("Which digit is it? Tap its bar or type it."),
        "teaching.learning": _("Learning: this is a {digit}…"),
        "teaching.learned": _("Learned: this is a {digit}. It stays in this browser."),
        "teaching.undone": _("Taken back."),
        "teaching.unavailable": _(
            "Kept as a {digit}. It is learned once the server can be reached again."
        ),
        "teaching.out-of-date": _("Kept as a {digit}. Reload the page to learn it."),
        "teaching.failed": _("Kept as a {digit}, but it could not be learned. Reload the page."),
        "teaching.full": _("This browser has no room to keep the drawing."),
    }
