"""The page /hand as a person has it before them, and hands to import."""

import json
import re

from pad_page import SAMPLES, PadPage, sample
from playwright.sync_api import expect

PROMPT = re.compile(r"(\d) \((\d)")


class HandPage:
    """The page, opened by `open_sheet`."""

    def __init__(self, sheet: PadPage):
        self.sheet = sheet
        self.page = sheet.page
        self.prompt = self.page.locator("#prompt")
        self.progress = self.page.locator("#progress-text")
        self.next = self.page.locator("#next")
        self.state = self.page.locator(".state")
        self.drawn = self.page.locator("#rows .drawn button")

    def asked(self):
        """Return the digit that the page asks for."""
        return int(PROMPT.search(self.prompt.inner_text())[1])

    def write_on(self, count=1, scale=0.9):
        """Write what is asked for, with the mouse, and go on; return the digits."""
        digits = []
        for _ in range(count):
            digits.append(self.asked())
            self.sheet.write(digits[-1], scale=scale, left=0.05, top=0.05)
            before = self.progress.inner_text()
            self.next.click()
            expect(self.progress).not_to_have_text(before)
        return digits

    def import_text(self, text, name="trazo-hand.json"):
        file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        self.page.locator("#import").set_input_files(file)

    def import_hand(self, drawings):
        self.import_text(hand_file(drawings))
        expect(self.page.locator("#file-state")).to_contain_text(str(len(drawings)))

    def expect_state(self, state):
        expect(self.state).to_have_attribute("data-state", state)

    def kept(self):
        """Return what the browser keeps, as (label, points of each stroke), the first one first."""
        rows = self.page.evaluate(
            """() => new Promise((resolve, reject) => {
                const opening = indexedDB.open("trazo-hand");
                opening.onerror = reject;
                opening.onsuccess = () => {
                    const reading = opening.result.transaction("drawings");
                    const all = reading.objectStore("drawings").getAll();
                    all.onsuccess = () => { opening.result.close(); resolve(all.result); };
                };
            })"""
        )
        return [
            (row["label"], [[point[:2] for point in each["points"]] for each in row["strokes"]])
            for row in rows
        ]


def drawing(digit, variant=0, shift=0.0, label=None):
    """Return a drawing of a hand file, as a sample has it."""
    strokes = [
        [[round(x + shift, 4), y] for x, y, *_ in stroke["points"]]
        for stroke in sample(digit, variant)["strokes"]
    ]
    return {"label": digit if label is None else label, "strokes": strokes}


def whole_hand():
    """Return each digit three times, written alike but not the same."""
    shifts = (-0.03, 0.0, 0.03)
    variants = len(SAMPLES) // 10
    return [
        drawing(digit, place % variants, shift)
        for place, shift in enumerate(shifts)
        for digit in range(10)
    ]


def odd_hand(times=12):
    """Return a hand in which a 7 is drawn as others draw a 4, again and again."""
    return [drawing(4, place % 2, place * 0.004, label=7) for place in range(times)]


def hand_file(drawings):
    return json.dumps({"version": 1, "drawings": drawings})
