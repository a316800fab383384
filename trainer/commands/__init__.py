"""The command line: `python -m trainer --help`.

What a command needs of TensorFlow it imports as it runs, so that help and lists come at once.
"""
