"""The Content-Security-Policy, in the browser that enforces it."""

import re
from urllib.parse import urljoin, urlparse

LISTEN = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});"""
MOST_PAGES = 15


def violations(page):
    return page.evaluate("violations")


def test_no_page_violates_the_policy(open_sheet, server_url):
    """Every page that links lead to, once drawn upon and left to settle."""
    sheet = open_sheet(init_script=LISTEN)
    sheet.write(3)
    sheet.expect_digit(3)
    sheet.page.locator("#theme").click()
    assert violations(sheet.page) == []
    assert sheet.page.evaluate("crossOriginIsolated")
    waiting, seen = ["/"], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        seen.add(path)
        sheet.page.goto(path, wait_until="networkidle")
        assert violations(sheet.page) == [], path
        found = sheet.page.eval_on_selector_all("a[href]", "links => links.map((a) => a.href)")
        for link in found:
            address = urlparse(urljoin(server_url, link))
            ours = f"{address.scheme}://{address.netloc}" == server_url
            if ours and address.path not in seen and address.path not in waiting:
                waiting.append(address.path)
    assert "/" in seen


def test_the_policy_is_enforced(browser, server_url):
    """The listener hears what it should: an inline style, an inline script, a foreign host."""
    context = browser.new_context(base_url=server_url)
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto("/")
    page.evaluate(
        """() => {
          const style = document.createElement("style");
          style.append("p { color: red }");
          const script = document.createElement("script");
          script.append("window.ran = true");
          const image = document.createElement("img");
          image.src = "https://evil.example/x.png";
          document.body.append(style, script, image);
        }"""
    )
    page.wait_for_function("() => violations.length >= 3")
    directives = {violation.partition(":")[0] for violation in violations(page)}
    assert {"style-src-elem", "img-src"} <= directives
    assert directives & {"script-src-elem", "require-trusted-types-for"}
    assert not page.evaluate("window.ran === true")
    context.close()


# The page's own module, under its versioned address: the policy can be made once a page.
ADDRESSES = """async () => {
  const base = document.querySelector("link[rel=stylesheet]").href.replace(/css\\/.*/, "");
  const addresses = await import(`${base}js/page/script-addresses.js`);
  const passes = (address) => {
    try {
      return String(addresses.scriptAddress(address)) === address;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };
  const worker = String(addresses.workerAddress());
  const others = [
    `${location.origin}/`, `${worker}?x`, `${worker}#x`, `${base}js/draw/main.js`,
    "/service-worker.js",
    `${location.origin}/service-worker.js/..`, "blob:x", "data:text/javascript,1", "",
    "https://evil.example/service-worker.js",
  ];
  const refused = (start) => {
    try {
      start();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  };
  new Worker(addresses.workerAddress(), { type: "module" }).terminate();
  return {
    allowed: [worker, String(addresses.serviceWorkerAddress())],
    passing: others.filter(passes),
    own: [
      refused(() => new Worker(worker)),
      refused(() => trustedTypes.createPolicy("trazo-scripts", {})),
      refused(() => trustedTypes.createPolicy("other", { createScriptURL: (url) => url })),
    ],
  };
}"""


def test_exactly_the_two_workers_addresses_pass(browser, server_url):
    """Any other address throws, and so does one that did not go through the policy."""
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    page.goto("/")
    found = page.evaluate(ADDRESSES)
    context.close()
    worker, service_worker = found["allowed"]
    assert re.fullmatch(rf"{server_url}/static/v-\w+/js/worker/worker\.js", worker)
    assert service_worker == f"{server_url}/service-worker.js"
    assert found["passing"] == []
    assert found["own"] == [True, True, True]
