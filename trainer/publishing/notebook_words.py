"""What a recipe's notebook says between its code, in English and in Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "# {name}\n\n{summary}\n\nThis notebook trains the network of the recipe `{name}` "
        "and measures it. It runs in a clone of the repository: make `.venv-dev` with `make "
        ".venv-dev/.installed`, then `.venv-dev/bin/python -m pip install notebook` and "
        "`.venv-dev/bin/python -m notebook`.",
        "data": "## 1. Data\n\nThe images to learn from, and others to measure with, which the "
        "network never sees before. Look at some.",
        "network": "## 2. The network\n\nLayer by layer. Change it, and everything below is "
        "about your network.",
        "optimizer": "## 3. How it learns\n\nThe optimizer changes the weights after every batch "
        "of {batch_size} images. An epoch is one round through all training examples; there are "
        "{epochs} at most.",
        "training": "## 4. Training\n\nFor a quick try, set `EPOCHS = 2`.",
        "curves": "## 5. The curves\n\nIf the loss still falls on the training examples and no "
        "longer on the validation examples, the network learns by heart (overfitting).",
        "chosen": "The epoch kept is the first one with the highest accuracy on the validation "
        "examples, because those are not learned from: {validation} are set apart.",
        "last": "This recipe sets nothing apart to choose by, so the last epoch is kept.",
        "measures": "## 6. How good is it?\n\nOn the test set. **Accuracy**: the share of all "
        "answers that are right. **Confusion matrix**: rows are what it was, columns what the "
        "network read. **Precision**: of all images read as a class, the share that were one. "
        "**Recall**: of all images of a class, the share that was found. **F1**: their harmonic "
        "mean.",
        "errors": "## 7. Its errors\n\nThe ones of which it was surest. Would you have read them "
        "correctly?",
        "loss": "loss",
        "accuracy": "accuracy",
        "of_training": "training",
        "of_validation": "validation",
        "epoch": "epoch",
        "read": "read as",
        "was": "was",
        "precision": "precision",
        "recall": "recall",
    },
    "es": {
        "title": "# {name}\n\n{summary}\n\nEste cuaderno entrena la red de la receta `{name}` y la "
        "mide. Funciona en un clon del repositorio: crea `.venv-dev` con `make "
        ".venv-dev/.installed`, y después `.venv-dev/bin/python -m pip install notebook` y "
        "`.venv-dev/bin/python -m notebook`.",
        "data": "## 1. Los datos\n\nLas imágenes de las que aprende, y otras para medir, que la "
        "red no ha visto nunca. Mira algunas.",
        "network": "## 2. La red\n\nCapa por capa. Cámbiala, y lo que sigue tratará de tu red.",
        "optimizer": "## 3. Cómo aprende\n\nEl optimizador cambia los pesos tras cada lote de "
        "{batch_size} imágenes. Una época es una vuelta por todos los ejemplos de entrenamiento; "
        "hay {epochs} como máximo.",
        "training": "## 4. El entrenamiento\n\nPara una prueba rápida, pon `EPOCHS = 2`.",
        "curves": "## 5. Las curvas\n\nSi la pérdida sigue bajando en los ejemplos de "
        "entrenamiento y ya no en los de validación, la red aprende de memoria (sobreajuste).",
        "chosen": "Se guarda la primera época con la mayor exactitud en los ejemplos de "
        "validación, porque de ellos no se aprende: se apartan {validation}.",
        "last": "Esta receta no aparta ejemplos para elegir, así que se guarda la última época.",
        "measures": "## 6. ¿Es buena?\n\nEn el conjunto de prueba. **Exactitud** (accuracy): la "
        "parte de todas las respuestas que son correctas. **Matriz de confusión**: las filas son "
        "lo que era; las columnas, lo que leyó la red. **Precisión** (precision): de las imágenes "
        "leídas como una clase, la parte que lo eran. **Exhaustividad** (recall): de las imágenes "
        "de una clase, la parte que se encontró. **F1**: la media armónica de las dos.",
        "errors": "## 7. Sus errores\n\nAquellos de los que estaba más segura. ¿Los habrías leído "
        "bien?",
        "loss": "pérdida",
        "accuracy": "exactitud",
        "of_training": "entrenamiento",
        "of_validation": "validación",
        "epoch": "época",
        "read": "leído como",
        "was": "era",
        "precision": "precisión",
        "recall": "exhaustividad",
    },
}
