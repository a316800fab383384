// @ts-check
// Light or dark: the system's choice until someone chooses here; always light on paper.

/** When the dark palette's style sheet holds; webapp/pages/preferences.py has the same. @type {Record<string, string>} */
const DARK_MEDIA = { system: "screen and (prefers-color-scheme: dark)", dark: "screen", light: "not all" };

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const forced = matchMedia("(forced-colors: active)");
/** @type {Set<() => void>} */
const followers = new Set();

/** Use a palette for the whole page. @param {string} theme */
function show(theme) {
  // The dark palette, and the colour of what a phone shows around the page.
  for (const dark of document.querySelectorAll("#dark, meta[name=theme-color][media]")) {
    dark.setAttribute("media", DARK_MEDIA[theme]);
  }
  for (const follower of followers) follower();
}

/** Where the system's own colours are forced upon the page, its pictures go with those. */
function refresh() {
  show(forced.matches ? "system" : (root.dataset.theme ?? "system"));
}

/** Have the server remember the choice in a cookie: no script needs to read it. @param {string} theme */
async function remember(theme) {
  try {
    await fetch(`/theme/${theme}`, { method: "POST", keepalive: true });
  } catch {
    // Offline: the colours change all the same, they are only not remembered.
  }
}

/**
 * Be told whenever the page's colours have changed, by whomever: what is drawn is to be drawn anew.
 * Canvases are printed as they are, so before printing too. @param {() => void} follower
 */
export function followColours(follower) {
  followers.add(follower);
}

for (const query of [dark, forced, matchMedia("print")]) query.addEventListener("change", refresh);
// A browser may tell this while the media is still the screen.
addEventListener("beforeprint", () => show("light"));
addEventListener("afterprint", refresh);
if (forced.matches) refresh();

/** Switch on the button; the server renders the remembered choice, so that nothing flashes. @param {HTMLElement} button */
export function listenToTheme(button) {
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const press = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    refresh();
  });
  followColours(press);
  press();
}
