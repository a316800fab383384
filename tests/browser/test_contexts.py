"""What one test's pages leave to the next one's: nothing."""

import pytest

OPTIONS = {"locale": "en-GB", "service_workers": "block"}
KEEP = """async () => {
  localStorage.setItem("kept", "1");
  sessionStorage.setItem("kept", "1");
  document.cookie = "kept=1";
  await caches.open("kept");
  await new Promise((done) => { indexedDB.open("kept").onsuccess = done; });
}"""
FOUND = """async () => ({
  kept: localStorage.getItem("kept") ?? sessionStorage.getItem("kept"),
  cookie: document.cookie,
  caches: await caches.keys(),
  databases: (await indexedDB.databases()).filter(({ name }) => name === "kept"),
  line: navigator.onLine,
  opener: window.opener,
})"""
NOTHING = {
    "kept": None,
    "cookie": "",
    "caches": [],
    "databases": [],
    "line": True,
    "opener": None,
}


@pytest.fixture
def kept(contexts):
    taken = contexts.take(OPTIONS)
    yield taken
    contexts.give_back(taken, OPTIONS)


def test_a_page_leaves_nothing_to_the_next(contexts):
    first = contexts.take(OPTIONS)
    page = first.new_page()
    page.goto("/")
    page.evaluate(KEEP)
    assert page.evaluate(FOUND)["kept"] == "1"
    first.context.route("**/api/*", lambda route: route.abort())
    first.context.set_offline(True)
    contexts.give_back(first, OPTIONS)
    second = contexts.take(OPTIONS)
    assert second is first
    page = second.new_page()
    page.goto("/")
    assert page.evaluate(FOUND) == NOTHING
    assert page.evaluate("fetch('/api/models').then((answer) => answer.status)") == 200
    assert second.context.pages == [second.keeper, page]
    contexts.give_back(second, OPTIONS)


def test_two_that_are_in_use_share_nothing(contexts, kept):
    other = contexts.take(OPTIONS)
    for each in (kept, other):
        page = each.new_page()
        page.goto("/")
        assert page.evaluate(FOUND) == NOTHING
        page.evaluate(KEEP)
    contexts.give_back(other, OPTIONS)


def test_a_context_is_kept_for_its_options_alone(contexts, kept):
    spanish = OPTIONS | {"locale": "es-ES"}
    other = contexts.take(spanish)
    page = other.new_page()
    page.goto("/")
    assert page.evaluate("navigator.language") == "es-ES"
    contexts.give_back(other, spanish)
    assert other is not kept
