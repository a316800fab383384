"""What can go wrong that a person can mend."""


class TrainerError(Exception):
    """An error whose message is one line that says what to do; a command ends with it, code 2."""
