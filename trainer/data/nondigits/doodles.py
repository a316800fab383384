"""What people draw on a pad that is neither digit nor letter: a house, a face, a box, a boat."""

from collections.abc import Sequence

import numpy as np

from trainer.data.nondigits.paths import Drawing, Path, Random, arc, curve, dense, points
from trainer.data.rendering import Strokes

# Each line: points from corner to corner; after ~, a curve through them; after o, an oval as
# middle, reach across, reach down. Lines after a ? are left out of some drawings.
DOODLES = {
    "house": "0,.45 0,1 1,1 1,.45 0,.45; -.1,.45 .5,0 1.1,.45; ?.4,1 .4,.65 .6,.65 .6,1;"
    "?.1,.55 .3,.55 .3,.75 .1,.75 .1,.55; ?.75,.22 .75,0 .9,0 .9,.34",
    "hut": "0,1 0,.5 .5,0 1,.5 1,1 0,1; ?.3,.6 .7,.6 .7,.85 .3,.85 .3,.6; ?.5,.6 .5,.85",
    "face": "o.5,.5 .5,.5; o.32,.38 .06,.06; o.68,.38 .06,.06; ~.25,.65 .5,.8 .75,.65;"
    "?.5,.4 .45,.58 .53,.6",
    "sad face": "o.5,.5 .45,.5; .3,.3 .35,.45; .7,.3 .66,.44; ~.3,.78 .5,.68 .7,.78;"
    "?~.1,.2 .3,-.05 .7,-.05 .9,.2",
    "cat": "o.5,.6 .4,.4; .2,.35 .2,0 .4,.22; .6,.22 .8,0 .8,.35; ?.35,.5 .36,.55; ?.65,.5 .64,.55;"
    "?.1,.6 .4,.65; ?.9,.6 .6,.65",
    "box": "0,.3 .7,.3 .7,1 0,1 0,.3; 0,.3 .3,0 1,0 .7,.3; 1,0 1,.7 .7,1",
    "parcel": "0,.1 1,.1 1,.9 0,.9 0,.1; .5,.1 .5,.9; 0,.5 1,.5; ?~.5,.1 .3,-.1 .5,.1 .7,-.1 .5,.1",
    "letter box": "0,.2 1,.2 1,.8 0,.8 0,.2; 0,.2 .5,.55 1,.2; ?0,.8 .4,.5; ?1,.8 .6,.5",
    "crossed box": "0,0 1,0 1,1 0,1 0,0; 0,0 1,1; 1,0 0,1",
    "window": "0,0 .9,0 .9,1 0,1 0,0; .45,0 .45,1; 0,.5 .9,.5",
    "chest": "0,.35 1,.35 1,1 0,1 0,.35; ~0,.35 .1,.05 .5,0 .9,.05 1,.35;"
    "?.45,.35 .45,.55 .55,.55 .55,.35",
    "figure": "o.5,.14 .14,.14; .5,.28 .5,.65; .5,.65 .2,1; .5,.65 .8,1; .15,.45 .85,.42",
    "flower": "o.5,.3 .1,.1; o.3,.2 .13,.13; o.7,.2 .13,.13; o.3,.42 .13,.13; o.7,.42 .13,.13;"
    "~.5,.42 .48,.7 .52,1; ?~.5,.8 .7,.65 .8,.7 .5,.85",
    "tree": "o.5,.3 .35,.3; .42,.58 .42,1; .58,.58 .58,1",
    "fir": ".5,0 .2,.35 .4,.35 .1,.75 .9,.75 .6,.35 .8,.35 .5,0; .45,.75 .45,1 .55,1 .55,.75",
    "car": "0,.6 .15,.6 .3,.3 .7,.3 .85,.6 1,.6 1,.85 0,.85 0,.6; o.25,.87 .12,.12;"
    "o.75,.87 .12,.12",
    "boat": "0,.65 .2,1 .8,1 1,.65 0,.65; .5,.65 .5,0 .9,.55 .5,.55",
    "cup": "0,.2 .1,1 .6,1 .7,.2 0,.2; ~.68,.35 1,.35 1,.7 .63,.75; ?~.2,.1 .25,.0 .2,-.1",
    "fish": "~.75,.5 .4,.2 .05,.5 .4,.8 .75,.5 1,.25; ~.75,.5 1,.75 1,.25; ?o.2,.45 .03,.03",
    "key": "o.2,.5 .2,.2; .4,.5 1,.5 1,.65; .85,.5 .85,.65",
    "ladder": "0,0 0,1; .5,0 .5,1; 0,.2 .5,.2; 0,.5 .5,.5; 0,.8 .5,.8",
    "chair": "0,0 0,1; 0,.5 .6,.5 .6,1; ?.15,0 .15,.5; ?0,0 .15,0",
    "table": "0,.3 1,.3; .1,.3 .1,1; .9,.3 .9,1; ?0,.4 1,.4",
    "umbrella": "~0,.5 .2,.1 .5,0 .8,.1 1,.5; 0,.5 1,.5; ~.5,.5 .5,.9 .4,1 .3,.9",
    "glasses": "o.22,.5 .22,.2; o.78,.5 .22,.2; .44,.5 .56,.5; ?0,.45 -.1,.3; ?1,.45 1.1,.3",
    "bolt": ".5,0 .1,.55 .45,.5 .2,1 .8,.4 .45,.45 .8,0 .5,0",
    "note": "o.2,.9 .2,.12; .4,.9 .4,0 1,.1 1,.85; o.8,.85 .2,.12",
    "bars": "0,1 1,1; .1,1 .1,.6 .3,.6 .3,1; .4,1 .4,.2 .6,.2 .6,1; .7,1 .7,.45 .9,.45 .9,1",
    "crown": "0,1 0,.3 .25,.65 .5,.1 .75,.65 1,.3 1,1 0,1; ?.0,.85 1,.85",
    "flag": "0,0 0,1; 0,0 .7,.1 .7,.5 0,.45; ?0,.25 .7,.3",
}  # fmt: skip


def doodles(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw one of the simple figures, each time in other proportions."""
    text = DOODLES[str(random.choice(list(DOODLES)))]
    away, wider = random.uniform(0.01, 0.06), random.uniform(0.65, 1.5)
    lines = [line.strip() for line in text.split(";")]
    kept = [line.lstrip("?") for line in lines if line[0] != "?" or random.random() < 0.55]
    return [_line(line, away, random) * (wider, 1) for line in kept]


def _line(text: str, away: float, random: Random) -> Path:
    knots = points(text.lstrip("~o"))
    if text[0] == "o":
        (x, y), reach = knots + random.normal(0, away / 2, (2, 2))
        start = random.uniform(0, 360)
        end = start + 360 + random.normal(0, 8)
        around: Path = arc(0, 0, 1, start, end) * np.maximum(np.abs(reach), 0.02) + (x, y)
        return around
    knots = knots + random.normal(0, away, knots.shape)
    return curve(knots, 8 * len(knots)) if text[0] == "~" else dense(knots, 10 * len(knots))
