"""The pages without the server: what the service worker keeps, and when it gives it."""

import shutil

from own_server import OwnServer, kept
from playwright.sync_api import expect
from real_server import ROOT

KEPT_ADDRESSES = """async () => {
  const found = {};
  for (const name of await caches.keys())
    found[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  return found;
}"""
# Resolves once the service worker of another version has taken over.
RENEWED = """async () => {
  const { ready } = navigator.serviceWorker;
  const isRenewed = async () => {
    const { installing, waiting, active } = await ready;
    const isSettled = !installing && !waiting && active.state === "activated";
    return isSettled && (await caches.keys()).length > 1;
  };
  while (!(await isRenewed())) await new Promise((done) => setTimeout(done, 20));
}"""


def language(sheet):
    return sheet.page.locator("html").get_attribute("lang")


def test_the_kept_pages_are_there_without_the_server(open_sheet, server):
    sheet = open_sheet(base_url=server.url)
    kept(sheet)
    sheet.write(7)
    sheet.expect_digit(7)
    server.stop()
    sheet.page.reload()
    sheet.wait_until_ready()
    assert sheet.ink() > 0.02
    for path in ("/inside", "/inside/", "/?model=lenet-tutorial"):
        sheet.page.goto(path)
        sheet.wait_until_ready()
    expect(sheet.page.locator("#model")).to_have_value("lenet-tutorial")


def test_each_language_is_kept_by_itself(open_sheet, server):
    """The person's, and that of a link without the server; the colours are those chosen."""
    sheet = open_sheet(base_url=server.url, locale="en-GB")
    kept(sheet)
    sheet.page.goto("/language/es")
    sheet.wait_until_ready()
    with sheet.page.expect_response("**/theme/dark"):
        sheet.page.locator("#theme").click()
    sheet.page.reload()
    sheet.wait_until_ready()
    server.stop()
    sheet.page.reload()
    sheet.wait_until_ready()
    assert language(sheet) == "es"
    expect(sheet.page.locator("html")).to_have_attribute("data-theme", "dark")
    sheet.page.goto("/inside")
    sheet.wait_until_ready()
    assert language(sheet) == "es"
    sheet.page.locator(".languages a", has_text="EN").click()
    expect(sheet.page.locator("html")).to_have_attribute("lang", "en")
    assert sheet.page.url.endswith("/inside")


def test_nothing_of_an_interface_is_kept(open_sheet, server):
    sheet = open_sheet(base_url=server.url)
    kept(sheet)
    sheet.page.reload()  # from here on, all requests pass the service worker
    sheet.wait_until_ready()
    sheet.write(7)
    sheet.expect_digit(7)
    (found,) = sheet.page.evaluate(KEPT_ADDRESSES).values()
    assert {"/", "/inside"} <= set(found)
    assert [path for path in found if path.startswith(("/api", "/healthz", "/metrics"))] == []


def test_a_new_version_is_taken_whole(open_sheet, tmp_path):
    """Deployed between two visits: the next one is all new, and so it is without the server."""
    sources = [tmp_path / name for name in ("before", "after")]
    for number, source in enumerate(sources):
        for part in ("static", "templates", "webapp"):
            shutil.copytree(ROOT / part, source / part)
        (source / "saved_models").symlink_to(ROOT / "saved_models")
        shutil.copy(ROOT / "gunicorn.conf.py", source)
        script = source / "static" / "js" / "page" / "announcer.js"
        script.write_text(
            script.read_text() + f'document.documentElement.dataset.number = "{number}";\n'
        )
        page = source / "templates" / "pad.html"
        page.write_text(page.read_text().replace("<main ", f'<main data-number="{number}" '))
    server = OwnServer(tmp_path)
    server.start(cwd=sources[0], conf=sources[0] / "gunicorn.conf.py")
    sheet = open_sheet(base_url=server.url)
    kept(sheet)
    assert numbers(sheet) == ("0", "0")
    server.stop()
    server.start(cwd=sources[1], conf=sources[1] / "gunicorn.conf.py")
    sheet.page.goto("/")
    sheet.wait_until_ready()
    assert numbers(sheet) == ("1", "1")
    sheet.page.evaluate(RENEWED)
    server.stop()
    sheet.page.reload()
    sheet.wait_until_ready()
    assert numbers(sheet) == ("1", "1")


def numbers(sheet):
    """Return the version of the page, and that of its scripts."""
    page = sheet.page.locator("main").get_attribute("data-number")
    return page, sheet.page.locator("html").get_attribute("data-number")
