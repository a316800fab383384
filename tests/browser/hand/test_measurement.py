"""Before and after, on drawings that were held back; and who is kept out of the page."""

import re

import pytest
from axe import AXE
from hand_page import drawing, odd_hand, whole_hand
from playwright.sync_api import expect

VIOLATIONS = "async () => (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0].html])"


def measured(hand):
    hand.page.locator("#measure").click()
    expect(hand.page.locator("#result")).to_be_visible()


def test_it_says_what_is_missing(hand):
    state = hand.page.locator("#measure-state")
    expect(state).to_contain_text("written three times")
    expect(hand.page.locator("#measure")).to_have_attribute("aria-disabled", "true")
    hand.import_hand([drawing(7, 0), drawing(7, 1), drawing(4)])
    expect(state).to_contain_text("written three times")
    hand.import_hand([drawing(7, 0, 0.02)])
    expect(state).to_have_text("Held back: 1. Learned for measuring: 3.")


def test_a_hand_of_its_own_gets_better(hand):
    """Twelve 7s that all look like a 4 to everybody: of the four held back, all are read now."""
    hand.import_hand(odd_hand())
    measured(hand)
    page = hand.page
    expect(page.locator("#before")).to_have_text("0 of 4")
    expect(page.locator("#after")).to_have_text("4 of 4")
    expect(page.locator("#better li")).to_have_count(4)
    expect(page.locator("#better")).to_contain_text("read 4 before, 7 now")
    expect(page.get_by_role("img", name="A 7: read 4 before, 7 now").first).to_be_attached()
    expect(page.locator("#worse-part")).to_be_hidden()
    # 2 · ½⁴ = 12.5 %.
    expect(page.locator("#verdict")).to_contain_text("Got better: 4. Got worse: 0.")
    expect(page.locator("#verdict")).to_contain_text("by chance in 13 of 100 cases: too few")
    expect(page.locator("#honest")).to_contain_text("did not learn these 4 drawings")
    expect(page.locator("#live")).to_contain_text("Right after: 4 of 4.")


def test_with_enough_drawings_it_is_sure(hand):
    hand.import_hand(odd_hand(24))
    measured(hand)
    expect(hand.page.locator("#verdict")).to_contain_text("in 1 of 100 cases: that is hardly luck")


def test_a_result_is_marked_once_the_drawings_are_others(hand):
    hand.import_hand(odd_hand())
    measured(hand)
    expect(hand.page.locator("#outdated")).to_be_hidden()
    hand.drawn.first.click()
    expect(hand.page.locator("#outdated")).to_contain_text("Out of date")
    hand.page.locator("#measure").click()
    expect(hand.page.locator("#outdated")).to_be_hidden()


def test_it_is_measured_once_the_last_digit_is_written(hand):
    missing = whole_hand()
    last = missing.pop(22)  # the last 2, which the order asks for at the very end
    assert last["label"] == 2
    hand.import_hand(missing)
    expect(hand.progress).to_have_text("29 of 30")
    assert hand.write_on(1) == [2]
    expect(hand.page.locator("#complete-text")).to_be_focused()
    expect(hand.page.locator("#result")).to_be_visible()
    expect(hand.page.locator("#before")).to_have_text(re.compile(r"^\d+ of 10$"))
    hand.page.locator("#more").click()
    expect(hand.progress).to_have_text("30 of 60")
    expect(hand.prompt).to_have_text(re.compile(r"\(4 of 6\)"))


# What the Worker answers, with figures of everybody else in it.
FIGURES = """
const { addEventListener } = Worker.prototype;
Worker.prototype.addEventListener = function (type, listener, ...more) {
    if (type !== "message") return addEventListener.call(this, type, listener, ...more);
    return addEventListener.call(this, type, (event) => {
        const { data } = event;
        if (data.answer?.everybody) data.answer.everybody = { n: 1000, before: 985, after: 983 };
        listener({ data });
    }, ...more);
};
"""


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "Other people's digits (MNIST): 985 of 1,000 right before, 983 of 1,000 now."),
        (
            "es-ES",
            "Dígitos de otras personas (MNIST): antes acertaba 985 de 1000; ahora, 983 de 1000.",
        ),
    ],
)
def test_what_it_costs_everybody_else(open_hand, locale, text):
    hand = open_hand(locale=locale, init_script=FIGURES)
    hand.import_hand(odd_hand(3))
    measured(hand)
    expect(hand.page.locator("#everybody")).to_have_text(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_accessibility(open_hand, scheme, locale):
    hand = open_hand(color_scheme=scheme, locale=locale, bypass_csp=True)
    hand.page.evaluate(AXE)
    assert hand.page.evaluate(VIOLATIONS) == [], "empty"
    hand.import_hand([*odd_hand(), *whole_hand()])
    measured(hand)
    hand.drawn.first.click()
    expect(hand.page.locator("#outdated")).to_be_visible()
    assert hand.page.evaluate(VIOLATIONS) == [], "filled"
    hand.page.locator("#forget").click()
    assert hand.page.evaluate(VIOLATIONS) == [], "asked"


def test_hundreds_of_drawings_are_laid_out(hand):
    many = [drawing(digit, 0, place * 0.001) for place in range(20) for digit in range(10)]
    hand.import_hand(many)
    expect(hand.drawn).to_have_count(200)
    expect(hand.page.get_by_role("button", name="Remove this 9, number 20 of 20")).to_be_attached()
