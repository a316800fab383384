"""The stops of the tour: at each a question, something to try, and a sentence to take along."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True)
class Stop:
    """One stop; `name` says which picture the page draws there."""

    name: str
    title: str
    seen: str
    question: str
    answer: str
    task: str
    lesson: str


def stops() -> list[Stop]:
    """Return the stops in their order, in the current language."""
    return [
        _image(),
        _filter(),
        _maps(),
        _pooling(),
        _votes(),
        _softmax(),
        _confidence(),
        _errors(),
    ]


def _image() -> Stop:
    return Stop(
        "image",
        _("What the network sees"),
        _("Your drawing is cut out, shrunk and moved, until it is 28 by 28 numbers."),
        _("Why does it not matter where on the pad you draw?"),
        _("Because the drawing is always moved so that its centre of mass lies in the middle."),
        _("Clear the pad and draw the same digit very small, in a corner."),
        _("A network never sees your drawing. It sees 784 numbers."),
    )


def _filter() -> Stop:
    return Stop(
        "filter",
        _("A filter slides over it"),
        _("At each place the 25 pixels are multiplied by the filter's 25 weights and added up."),
        _("Where will this filter's map light up?"),
        _("Where the ink lies on red weights and not on blue ones: the sum is largest there."),
        _("Take it step by step, or let it run. Then choose another filter."),
        _("A filter asks one question at every place: is my pattern here?"),
    )


def _maps() -> Stop:
    return Stop(
        "maps",
        _("Every filter makes a map"),
        _("These are the maps of all filters of the first layer. What is below 0 is set to 0."),
        _("Which map shows the level strokes, and which the upright ones?"),
        _(
            "Nobody told the filters what to look for. "
            "They learned what helps to tell digits apart."
        ),
        _("Draw a single level stroke, then a single upright one, and compare."),
        _("The first layer finds strokes. The layers after it find what strokes make together."),
    )


def _pooling() -> Stop:
    return Stop(
        "pooling",
        _("Pooling: only the strongest counts"),
        _("Of each four neighbouring values the largest is kept. The map is a quarter as large."),
        _("What is lost, and why is that good?"),
        _("The exact place is lost. So a stroke a little further left is still the same stroke."),
        _("Draw the same digit again, a little crooked. See how little changes on the right."),
        _("To recognise something, it can help to forget exactly where it is."),
    )


def _votes() -> Stop:
    return Stop(
        "votes",
        _("The votes are counted"),
        _("Dense layers weigh everything that was found. Each digit gets points: its logit."),
        _("Can a digit have fewer than no points?"),
        _("Yes. Some strokes speak against a digit: a closed loop speaks against a 1."),
        _("Turn your digit into another one, stroke by stroke, and watch the points change."),
        _("Each digit collects what speaks for it and loses what speaks against it."),
    )


def _softmax() -> Stop:
    return Stop(
        "softmax",
        _("Softmax: from points to percentages"),
        _("The points become percentages that add up to 100. The leader takes nearly all."),
        _("The points are not far apart. Why are the percentages?"),
        _("Each point of lead makes a digit 2.7 times as likely. Five points: 148 times."),
        _("Draw something between a 4 and a 9, until both have about half."),
        _("Percentages always add up to 100, even for a drawing that is no digit."),
    )


def _confidence() -> Stop:
    return Stop(
        "confidence",
        _("How sure is it?"),
        _("The largest percentage is the network's confidence in its answer."),
        _("Does 99 percent mean that it is right?"),
        _("No. Of many answers with 99 percent, about one in a hundred should be wrong."),
        _("Draw your digit worse and worse. When does it begin to doubt, and when do you?"),
        _("Being sure and being right are two things."),
    )


def _errors() -> Stop:
    return Stop(
        "errors",
        _("Where it errs"),
        _("These digits were written by people, and the network gets them wrong."),
        _("Would you have read them correctly?"),
        _("Some are hard for anybody. Others look easy: the network does not see as we do."),
        _("Draw a digit that you can read and the network cannot."),
        _("Every network errs. What counts is to know where, and how often."),
    )
