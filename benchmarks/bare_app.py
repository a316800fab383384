"""As little as answers a drawing, to measure against: Flask, the same reading, nothing around it.

    gunicorn --workers 2 benchmarks.bare_app:app

It decodes and preprocesses as Trazo does, runs the same network and gives the same answer; there
are no limits, headers, logs, counts or time-outs, and gunicorn's default worker serves it.
"""

import base64
import json
from pathlib import Path
from typing import Any

from flask import Flask, request

from webapp.reading.classifier import Prediction
from webapp.reading.decoding import decode
from webapp.reading.interpreters import Runner
from webapp.reading.preprocessing import to_input, to_mnist

MODEL = Path(__file__).parent.parent / "saved_models" / "lenet"

app = Flask(__name__)
runner = Runner((MODEL / "model.tflite").read_bytes())  # a worker has one thread
threshold = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))["threshold"]


@app.post("/api/predict")
def predict() -> dict[str, Any]:
    """Take the drawing its way."""
    digit = to_mnist(decode(request.get_data()))
    probabilities, is_digit = runner.run(to_input(digit))
    prediction = Prediction("lenet", probabilities[0], is_digit, threshold)
    return {
        "model": prediction.model,
        "digit": prediction.digit,
        "probabilities": prediction.probabilities.tolist(),
        "verdict": prediction.verdict,
        "input": base64.b64encode(digit.tobytes()).decode(),
    }
