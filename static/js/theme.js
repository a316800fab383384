// @ts-check
// Light or dark: the system's choice until someone chooses here.

const YEAR_S = 31_536_000;

/** Switch on the button; a cookie lets the server render the choice, so that nothing flashes. @param {HTMLElement} button @param {() => void} changed */
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
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${YEAR_S}; SameSite=Lax`;
    refresh();
  });
  dark.addEventListener("change", refresh);
  refresh();
}
