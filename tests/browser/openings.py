"""How a test opens its pages."""

from pad_page import LAPTOP, PATIENCE_MS

DEFAULTS = {"viewport": LAPTOP, "locale": "en-GB"}
# What a page can be given by itself, in a context that was made for another one.
MEDIA = ("color_scheme", "reduced_motion", "forced_colors")
# What only a context of one's own can have, for what it does to a page is not undone.
OWN = {"base_url", "service_workers", "java_script_enabled", "bypass_csp"}


class Opener:
    """Opens a test's pages, and hears of the errors on their consoles."""

    def __init__(self, contexts, service_workers):
        self.contexts, self.service_workers = contexts, service_workers
        self.taken, self.own, self.errors = [], [], []

    def open(self, path="/", init_script="", wait_until="load", cookies=(), **options):
        """Open a page in a context that no other page of the test is in.

        `options` are those of Playwright's contexts. One with a script that begins each page, a
        server of its own or the like gets a new context.
        """
        options = DEFAULTS | options
        if init_script or self.service_workers != "block" or options.keys() & OWN:
            page = self._in_own(options, init_script)
        else:
            page = self._in_kept(options)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        page.context.add_cookies([{"url": self.contexts.origin} | cookie for cookie in cookies])
        page.goto(path, wait_until=wait_until)
        return page

    def _in_own(self, options, init_script):
        where = {"base_url": self.contexts.origin, "service_workers": self.service_workers}
        context = self.contexts.browser.new_context(**(where | options))
        self.own.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if init_script:
            context.add_init_script(init_script)
        return context.new_page()

    def _in_kept(self, options):
        options = dict(options)
        media = {name: options.pop(name) for name in MEDIA if name in options}
        viewport = options.pop("viewport")
        options = {"service_workers": "block"} | options
        kept = self.contexts.take(options)
        self.taken.append((kept, options))
        page = kept.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(**media)
        return page

    def _hear(self, said):
        if said.type == "error":
            self.errors.append(said.text)

    def close(self):
        for context in self.own:
            context.close()
        for kept, options in self.taken:
            self.contexts.give_back(kept, options)

    def unexpected(self) -> list[str]:
        """Return the errors but for those of answers that failed on purpose."""
        return [error for error in self.errors if "Failed to load resource" not in error]
