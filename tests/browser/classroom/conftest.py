import pytest
from class_page import LANGUAGES, Board, Phone
from pad_page import PHONE


@pytest.fixture
def open_board(open_sheet):
    def open_one(language="en"):
        words = LANGUAGES[language]
        start = open_sheet("/class", locale=words["locale"])
        start.page.get_by_role("button", name=words["open"]).click()
        start.page.wait_for_url("**/board#*")
        start.wait_until_ready()
        return Board(start)

    return open_one


@pytest.fixture
def open_phone(open_sheet):
    def open_one(code, language="en"):
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
        return Phone(open_sheet(f"/class/{code}", locale=LANGUAGES[language]["locale"], **options))

    return open_one
