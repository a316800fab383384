"""What the pages of a class say, in the current language; names in braces are filled in there."""

from flask_babel import gettext as _


def open_messages() -> dict[str, str]:
    """Return what the page says on which a class is opened."""
    return {
        "opening": _("Opening…"),
        "failed": _("The class could not be opened. Try again in a moment."),
    }


def seat_messages() -> dict[str, str]:
    """Return the names of seats: ten animals, six colours."""
    animals = (
        *(_("fox"), _("owl"), _("whale"), _("cat"), _("bear")),
        *(_("frog"), _("bee"), _("turtle"), _("rabbit"), _("penguin")),
    )
    colours = (_("blue"), _("green"), _("orange"), _("pink"), _("brown"), _("grey"))
    return (
        {"seat": _("{colour} {animal}")}
        | {f"animal.{n}": name for n, name in enumerate(animals)}
        | {f"colour.{n}": name for n, name in enumerate(colours)}
    )


def pupil_messages() -> dict[str, str]:
    """Return what a pupil's pad says besides what every pad does."""
    return seat_messages() | {
        "task.free": _("Draw any digit, then tap which one it is."),
        "task.digit": _("Draw a {digit}."),
        "task.round": _("Draw a {digit}. ({count} of 10)"),
        "task.over": _("Round finished. Thank you!"),
        "kept.none": _("Nothing sent yet."),
        "kept.one": _("1 drawing is with the class."),
        "kept.some": _("{count} drawings are with the class."),
        "waiting.one": _("1 drawing is kept on this device, and sent as soon as it can be."),
        "waiting.some": _(
            "{count} drawings are kept on this device, and sent as soon as they can be."
        ),
        "joining": _("Looking for your seat…"),
        "full": _("The class takes no more drawings from here."),
        "refused": _("The class could not take a drawing."),
        "ended": _("This class has ended, or there is no class of this code."),
        "class.answers": _("Your class's network answers."),
        "class.differs": _("Your class's network answers. Everyone's reads a {digit}."),
        "mine": _("{label}, read as {read}"),
        "mine.unread": _("{label}"),
    }


def board_messages() -> dict[str, str]:
    """Return what the board says."""
    return (
        seat_messages()
        | learning_messages()
        | {
            "heads.none": _("Nobody is here yet."),
            "heads.one": _("1 pad is here."),
            "heads.some": _("{count} pads are here."),
            "drawings.none": _("No drawings yet."),
            "drawings.one": _("1 drawing"),
            "drawings.some": _("{count} drawings"),
            "waiting": _("{count} wait to be shown."),
            "accuracy": _("{share} of {count} read right"),
            "accuracy.none": _("Nothing read yet."),
            "hardest": _("Hardest digit: {digit} ({right} of {count} read right)."),
            "mixed": _("Most mixed up: {label} read as {read}, {count} times."),
            "mixed.one": _("Most mixed up: {label} read as {read}, once."),
            "sure": _("When it was wrong, it was {share} sure on average."),
            "cell": _("{label} read as {read}: {count}"),
            "cell.open": _("Drawings of {label} that were read as {read}"),
            "hide": _("Hide: {seat} drew {label}, read as {read}"),
            "hide.unread": _("Hide: {seat} drew {label}"),
            "show": _("Show again: {seat} drew {label}"),
            "drawn": _("{seat} drew {label}, read as {read}"),
            "drawn.unread": _("{seat} drew {label}"),
            "task.free": _("Now: any digit."),
            "task.digit": _("Now: draw a {digit}."),
            "task.round": _("Now: a round of all ten, each pad in its own order."),
            "offline": _("The board cannot reach the server. It goes on by itself."),
            "refused": _("That did not work. Try again in a moment."),
            "ended": _("This class has ended. Nothing of it is kept."),
        }
    )


def learning_messages() -> dict[str, str]:
    """Return what the board says of what the network learned from the class."""
    return {
        "learn.working": _("Learning…"),
        "learn.missing": _("Too few drawings: some seat must have drawn three."),
        "learn.failed": _("The learning failed. Try again, or reload the page."),
        "learn.unavailable": _("The network did not arrive. Check the connection, then try again."),
        "learn.out-of-date": _("This page is older than the network. Reload it."),
        "learn.learned": _("Learned from {count} drawings."),
        "learn.given": _(
            "The pads answer by the class's network now; the table counts everyone's."
        ),
        "learn.none.same": _("Not measured."),
        "learn.none.others": _("Not measured: it takes drawings from three seats."),
        "learn.none.people": _("Not measured: this network has no pen digits here."),
        "learn.none.letters": _("Not measured: this network has no letters here."),
        "learn.none.mnist": _("Not measured: this network has no test digits here."),
        "learn.rarely": _("So uneven by luck in fewer than 1 of 100 cases:"),
        "learn.chance": _("So uneven by luck in {cases} of 100 cases:"),
        "learn.better": _("hardly luck. It reads better."),
        "learn.worse": _("hardly bad luck. It reads worse."),
        "learn.unsure": _("too few to tell it from luck."),
        "learn.unmoved": _("Both read the same ones right."),
        "learn.unmoved.same": _("What it learned changed nothing that can be shown here."),
        "learn.unmoved.others": _(
            "No sign that some people's hands teach it much about other people's."
        ),
        "learn.unmoved.people": _("No sign that it reads strangers any better, or any worse."),
        "learn.unmoved.mnist": _("No sign that it has forgotten how strangers write."),
        "learn.unmoved.letters": _("No sign that it takes more letters for digits, or fewer."),
        "learn.letters.better": _("hardly luck. It takes fewer letters for digits."),
        "learn.letters.worse": _("hardly bad luck. It takes more letters for digits."),
        "learn.letters.unmoved": _("Both take the same letters for digits."),
    }
