"""Entry point of `python -m trainer`."""

import os

# Set before TensorFlow is imported: its start-up notices would drown what the commands say.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

if __name__ == "__main__":
    # Not above: the processes that write drawings import this module, and need no TensorFlow.
    from trainer.commands import main

    main(prog_name="python -m trainer")
