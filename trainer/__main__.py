"""Entry point of `python -m trainer`."""

if __name__ == "__main__":
    # Not above: the processes that write drawings import this module, and need no TensorFlow.
    from trainer.commands.group import main

    main(prog_name="python -m trainer")
