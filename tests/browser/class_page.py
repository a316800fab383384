"""The pages of a class, as tests use them."""

import json

from playwright.sync_api import expect

LANGUAGES = {
    "en": {
        "locale": "en-GB",
        "open": "Open a class",
        "nobody": "Nobody is here yet.",
        "pads": "3 pads are here.",
        "draw 7": "Draw a 7.",
        "kept": "1 drawing is with the class.",
        "waiting": "2 drawings are kept on this device",
        "right": "87.5% of 8 read right",
        "hardest": "Hardest digit: 1 (0 of 1 read right).",
        "mixed": "Most mixed up: 1 read as 7, once.",
        "learned": "Learned from 6 drawings.",
        "mnist": "Strangers (MNIST test digits)",
        "letters": "Letters, taken for no digit",
        "given": "The pads answer by the class's network now",
        "ended": "This class has ended. Nothing of it is kept.",
    },
    "es": {
        "locale": "es-ES",
        "open": "Abrir una clase",
        "nobody": "Aún no hay nadie.",
        "pads": "Hay 3 hojas.",
        "draw 7": "Dibuja un 7.",
        "kept": "La clase tiene 1 dibujo tuyo.",
        "waiting": "2 dibujos están guardados en este dispositivo",
        "right": "87,5 % de 8, bien leídos",
        "hardest": "El dígito más difícil: 1 (0 de 1 bien leídos).",
        "mixed": "La confusión más frecuente: 1 leído como 7, una vez.",
        "learned": "Aprendió de 6 dibujos.",
        "mnist": "De desconocidos (dígitos de prueba de MNIST)",
        "letters": "Letras, tomadas por ningún dígito",
        "given": "Ahora en las hojas responde la red de la clase",
        "ended": "Esta clase ha terminado. No se guarda nada de ella.",
    },
}


class Phone:
    """A pupil's pad, on a phone unless something else is opened."""

    def __init__(self, pad_page):
        self.pad_page = pad_page
        self.page = pad_page.page
        self.root = self.page.locator("#class")
        self.kept = self.page.locator("#kept")
        self.task = self.page.locator("#task")

    def hand_in(self, digit, label=None):
        self.pad_page.write(digit)
        if label is None:
            self.page.locator("#send").click()
        else:
            self.page.locator(f'#labels [value="{label}"]').click()
        expect(self.page.locator("#hint")).to_be_visible()

    def expect_kept(self, kept, waiting=0):
        expect(self.kept).to_have_attribute("data-kept", str(kept))
        expect(self.kept).to_have_attribute("data-waiting", str(waiting))

    def seat(self):
        expect(self.root).to_have_attribute("data-state", "seated")
        return self.root.get_attribute("data-seat")


class Board:
    """A teacher's board."""

    def __init__(self, pad_page):
        self.pad_page = pad_page
        self.page = pad_page.page
        self.root = self.page.locator("#class")
        self.code = self.root.get_attribute("data-code")

    def set_task(self, kind, digit=None):
        value = "" if digit is None else f'[value="{digit}"]'
        self.page.locator(f'[data-task="{kind}"]{value}').click()

    def expect_drawings(self, count):
        expect(self.root).to_have_attribute("data-drawings", str(count))

    def drawings(self):
        """Return what the server has of the class."""
        ask = f"() => fetch('/api/classes/{self.code}').then((answer) => answer.json())"
        return self.page.evaluate(ask)["drawings"]

    def figures(self, row):
        """Return what a row of the table before and after learning has, or None."""
        return json.loads(self.page.locator(f"#learn-{row}").get_attribute("data-figures"))
