"""The way of every tutorial, to measure against: Flask's own server, Keras, a plain resize."""

import io
import sys
from pathlib import Path

import keras
import numpy as np
from flask import Flask, Response, jsonify, request
from PIL import Image

MODEL = Path(__file__).parent.parent / "saved_models" / "lenet-tutorial" / "model.keras"

app = Flask(__name__)
model = keras.models.load_model(MODEL)


@app.post("/api/predict")
def predict() -> Response:
    """Resize the picture to 28x28, invert it, and ask the network."""
    image = Image.open(io.BytesIO(request.get_data())).convert("L").resize((28, 28))
    pixels = 1 - np.asarray(image, np.float32).reshape(1, 28, 28, 1) / 255
    probabilities = model.predict(pixels, verbose=0)[0]
    return jsonify(digit=int(probabilities.argmax()), probabilities=probabilities.tolist())


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
