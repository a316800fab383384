"""A term's explanation is one tap away, by mouse and by keyboard, and goes again."""

import pytest
from axe import AXE
from pad_page import PHONE
from playwright.sync_api import expect


@pytest.mark.parametrize(
    "options", [{}, {"viewport": PHONE, "has_touch": True}], ids=["desk", "phone"]
)
def test_a_layers_name_is_explained_and_closed_by_keyboard(open_sheet, options):
    sheet = open_sheet("/inside?view=layers", **options)
    sheet.write(4)
    sheet.expect_digit(4)
    name = sheet.page.get_by_role("link", name="Convolution 1")
    name.focus()
    sheet.page.keyboard.press("Enter")
    explanation = sheet.page.get_by_role("dialog", name="Convolution")
    expect(explanation).to_be_visible()
    expect(explanation).to_contain_text("A layer of filters that slide over the picture")
    expect(explanation).to_be_in_viewport(ratio=1)
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [(each["id"], len(each["nodes"])) for each in found] == []
    sheet.page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(name).to_be_focused()


def test_an_explanation_leads_to_the_glossary(open_sheet):
    sheet = open_sheet()
    sheet.page.get_by_role("link", name="MNIST", exact=True).click()
    sheet.page.get_by_role("dialog", name="MNIST").get_by_role("link", name="All words").click()
    entry = sheet.page.locator("#mnist")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("70,000 small pictures")
