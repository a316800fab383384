"""How much a class may hold: one table."""

HOURS = 24  # after which everything of a class goes
CLASSES = 2_000  # open at a time
SEATS = 60  # a class
DRAWINGS = 4_000  # a class
DRAWINGS_OF_SEAT = 400
STROKES = 40  # a drawing
POINTS = 2_000  # a drawing, in all of its strokes
BODY_BYTES = 100_000
NETWORK_BYTES = 100_000  # of the weights that a class has learned
DRAWINGS_A_PAGE = 200  # of what the board asks for at a time
# What is counted against an address's rate limit, besides the request itself.
COST_OF_CLASS = 50
COST_OF_WRONG_CODE = 20
COST_OF_EXPORT = 100
COST_OF_NETWORK = 20
