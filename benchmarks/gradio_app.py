"""The same network in Gradio, to measure against: its own server, its own picture component."""

import sys
import threading
from pathlib import Path

import gradio
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

MODEL = Path(__file__).parent.parent / "saved_models" / "lenet" / "model.tflite"

interpreter = Interpreter(str(MODEL), num_threads=1)
interpreter.allocate_tensors()
one_at_a_time = threading.Lock()  # an interpreter is not thread-safe, and Gradio has threads


def predict(image: Image.Image) -> dict[str, float]:
    """Resize the picture to 28x28, invert it, and ask the network, as Gradio's guides do."""
    pixels = 1 - np.asarray(image.convert("L").resize((28, 28)), np.float32) / 255
    with one_at_a_time:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], pixels[None, ..., None])
        interpreter.invoke()
        answers = [interpreter.get_tensor(out["index"]) for out in interpreter.get_output_details()]
    probabilities = max(answers, key=np.size)[0]
    return {str(digit): float(share) for digit, share in enumerate(probabilities)}


if __name__ == "__main__":
    page = gradio.Interface(
        predict, gradio.Image(type="pil"), gradio.Label(), api_name="predict", flagging_mode="never"
    )
    page.queue(api_open=True)  # asked at once, without a place in the queue
    page.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True)
