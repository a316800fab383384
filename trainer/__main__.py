"""Entry point of `python -m trainer`."""

import os

# Set before TensorFlow is imported: its start-up notices would drown what the commands say.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from trainer.commands import main

if __name__ == "__main__":
    main(prog_name="python -m trainer")
