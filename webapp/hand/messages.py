"""What the page /hand says, in the current language; names in braces are filled in by the page."""

from flask_babel import gettext as _

from webapp.reading.messages import pen_messages


def page_messages() -> dict[str, str]:
    """Return all that the page's modules say."""
    return (
        pen_messages()
        | guide_messages()
        | sheet_messages()
        | measurement_messages()
        | state_messages()
        | file_messages()
    )


def guide_messages() -> dict[str, str]:
    """Return what is said while each digit is written three times."""
    return {
        "guide.write": _("Write a {digit} ({round} of {rounds})"),
        "guide.progress": _("{done} of {all}"),
        "guide.empty": _("The pad is empty. Write a {digit} first, or skip it."),
        "guide.dots": _("That is only a dot. Write a {digit}, or skip it."),
        "guide.not-kept": _("This browser could not keep it. It is on the pad again."),
        "guide.back": _("The last {digit} is on the pad again."),
        "guide.complete": _("All of them are written. Thank you!"),
        "guide.skipped": _("That is all but what you skipped."),
    }


def sheet_messages() -> dict[str, str]:
    """Return what is said of the drawings that are kept."""
    ordinals = (
        _("first"),
        _("second"),
        _("third"),
        _("fourth"),
        _("fifth"),
        _("sixth"),
        _("seventh"),
        _("eighth"),
        _("ninth"),
        _("tenth"),
    )
    return {
        "sheet.remove": _("Remove this {digit}, {place} of {count}"),
        "sheet.place": _("number {place}"),
        "sheet.removed": _("A {digit} is removed."),
        "sheet.back": _("The {digit} is back."),
        "sheet.count": _("Drawings: {count}"),
    } | {f"sheet.place.{place}": ordinal for place, ordinal in enumerate(ordinals, 1)}


def measurement_messages() -> dict[str, str]:
    """Return what is said of the networks before and after."""
    return {
        "measure.missing": _(
            "Not yet: to measure, some digit must have been written three times. "
            "The third one is then held back."
        ),
        "measure.ready": _("Held back: {held}. Learned for measuring: {learned}."),
        "measure.working": _("Measuring…"),
        "measure.outdated": _("Out of date: the drawings have changed since. Measure again."),
        "measure.right": _("{right} of {n}"),
        "measure.split": _("Got better: {better}. Got worse: {worse}."),
        "measure.same": _(
            "Both networks are right on the same drawings: these show no difference."
        ),
        "measure.chance": _(
            "Such a difference, or a larger one, comes by chance in {cases} of 100 cases:"
        ),
        "measure.rarely": _(
            "Such a difference, or a larger one, comes by chance in fewer than 1 of 100 cases:"
        ),
        "measure.unsure": _("too few drawings to be sure."),
        "measure.better": _("that is hardly luck. The network reads your hand better."),
        "measure.worse": _("that is hardly bad luck. The network reads your hand worse."),
        "measure.read": _("read {before} before, {after} now"),
        "measure.drawing": _("A {digit}: read {before} before, {after} now"),
        "measure.honest": _(
            "The network that was measured here did not learn these {n} drawings. "
            "The one that answers you on the pad learns them too."
        ),
        "measure.everybody": _(
            "Other people's digits (MNIST): {before} of {n} right before, {after} of {n} now."
        ),
    }


def state_messages() -> dict[str, str]:
    """Return what is said of the learning, and what to do where it failed."""
    return {
        "state.empty": _("Nothing is learned yet."),
        "state.off": _("Switched off: the network answers as it does for everyone."),
        "state.learning": _("Learning…"),
        "state.learned": _("The network has learned your drawings. Their number: {count}."),
        "trouble.unavailable": _(
            "The network did not arrive. Check the connection, then try again. "
            "Your drawings are safe."
        ),
        "trouble.out-of-date": _(
            "This page is older than the network. Reload it. Your drawings are safe."
        ),
        "trouble.cannot-learn": _(
            "The network on this server cannot learn a hand. Your drawings are safe."
        ),
        "trouble.blank-drawing": _(
            "One of the drawings has too little ink to be read. Remove it from the sheet."
        ),
        "trouble.failed": _("The learning failed. Try again, or reload the page."),
    }


def file_messages() -> dict[str, str]:
    """Return what is said when drawings are exported, imported or forgotten."""
    return {
        "file.exported": _("Your drawings are in the file {name}."),
        "file.empty": _("There is nothing to export yet."),
        "file.imported": _("Drawings added: {count}."),
        "file.refused": _("Nothing was changed. {why}"),
        "file.not-kept": _("Nothing was changed. This browser could not keep the drawings."),
        "file.json": _("The file is damaged, or no file of drawings at all."),
        "file.version": _("It is no file of drawings that this page can read."),
        "file.many": _("There are too many drawings in it."),
        "file.none": _("There are no drawings in it."),
        "file.large": _("The file is too large."),
        "file.label": _("One of its drawings does not say which digit it is."),
        "file.strokes": _("One of its drawings is empty."),
        "file.place": _("One of its drawings leaves the pad."),
        "file.dots": _("One of its drawings is only a dot."),
        "file.forgotten": _("Everything is forgotten."),
    }
