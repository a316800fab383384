"""Browser contexts that tests use one after the other, emptied in between.

A page that its context's process has shown before opens in two thirds of the time: its modules are
compiled, and the files whose addresses carry their version need no server.
"""

from pad_page import PATIENCE_MS

# An address of the server that loads nothing else.
LIGHT = "/healthz"
# Beyond so many that wait for the next test, the one that was used the longest ago is closed.
MOST_KEPT = 4
OPEN = "() => { open('about:blank').opener = null; }"


class KeptContext:
    """A context, and a page in it that stays: what opens from there is in the same process."""

    def __init__(self, browser, origin, options):
        self.origin = origin
        self.context = browser.new_context(base_url=origin, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.keeper = self.context.new_page()
        self.keeper.goto(LIGHT)
        self.devtools = self.context.new_cdp_session(self.keeper)

    def new_page(self):
        with self.context.expect_page() as opened:
            self.keeper.evaluate(OPEN)
        return opened.value

    def empty(self):
        """Leave nothing of a test to the next one: no page, no route, nothing that was kept."""
        for page in self.context.pages:
            if page is not self.keeper:
                page.close()
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.set_offline(False)
        self.context.clear_cookies()
        self.context.clear_permissions()
        everything = {"origin": self.origin, "storageTypes": "all"}
        self.devtools.send("Storage.clearDataForOrigin", everything)


class Contexts:
    """The contexts of a browser, by their options; two that are in use at a time share nothing."""

    def __init__(self, browser, origin):
        self.browser, self.origin = browser, origin
        self.waiting = []

    def take(self, options) -> KeptContext:
        for number in reversed(range(len(self.waiting))):
            if self.waiting[number][1] == options:
                return self.waiting.pop(number)[0]
        return KeptContext(self.browser, self.origin, options)

    def give_back(self, kept, options):
        kept.empty()
        self.waiting.append((kept, options))
        if len(self.waiting) > MOST_KEPT:
            self.waiting.pop(0)[0].context.close()
