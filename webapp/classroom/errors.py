"""Why a class refuses something: each reason with a stable code and a sentence."""

from http import HTTPStatus


class ClassError(Exception):
    """Say why; `code` and `status` are part of the HTTP contract, `str(error)` is for a person."""

    code = "refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NoSuchClass(ClassError):
    """There is no class of this code, or it has ended."""

    code = "no-such-class"
    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("There is no such class: look at the code again, or it has ended.")


class NotTheTeacher(ClassError):
    """The token is missing, or it is another class's."""

    code = "not-the-teacher"
    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__("This needs the class's own token, as `Authorization: Bearer TOKEN`.")


class InvalidBody(ClassError):
    """The body is no JSON of the form that is documented."""

    code = "invalid-body"


class InvalidNetwork(ClassError):
    """The body is none of the weights that a page has learned."""

    code = "invalid-network"


class NoNetwork(ClassError):
    """The pads of the class have been given no network."""

    code = "no-network"
    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("This class has no network of its own: it answers by everyone's.")


class ClassFull(ClassError):
    """A limit of the class, or of all classes, is reached."""

    code = "class-full"
    status = HTTPStatus.CONFLICT


class NoDatabase(ClassError):
    """The database cannot be reached, or cannot write: nothing of the request was kept."""

    code = "no-database"
    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self) -> None:
        super().__init__("Classes cannot be kept at the moment: nothing was kept, try again soon.")


ANSWERED = (
    *(NoSuchClass, NotTheTeacher, InvalidBody, InvalidNetwork, NoNetwork),
    *(ClassFull, NoDatabase),
)
