// @ts-check
// Light or dark: the system's choice until someone chooses here.

/** Have the server remember the choice in a cookie: no script needs to read it. @param {string} theme */
async function remember(theme) {
  try {
    await fetch(`/theme/${theme}`, { method: "POST", keepalive: true });
  } catch {
    // Offline: the colours change all the same, they are only not remembered.
  }
}

/** Switch on the button; the server renders the remembered choice, so that nothing flashes. @param {HTMLElement} button @param {() => void} changed */
export function listenToTheme(button, changed) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const refresh = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    changed();
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    refresh();
  });
  dark.addEventListener("change", refresh);
  refresh();
}
