// @ts-check
// The views of the page, one at a time: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

import { plainKeyOf } from "../page/keys.js";

/** Tells `choose` (detail: the view's name). */
export class Tabs extends EventTarget {
  /** @type {HTMLElement[]} */
  #tabs;
  chosen = "";

  /** @param {HTMLElement} list */
  constructor(list) {
    super();
    this.#tabs = Array.from(list.querySelectorAll("[role=tab]"));
    this.chosen = this.#tabs[0].dataset.view ?? "";
    for (const tab of this.#tabs) tab.addEventListener("click", () => this.choose(tab.dataset.view ?? ""));
    list.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The view that the address names. A reload, the way back and another language keep it. */
  get asked() {
    return new URLSearchParams(location.search).get("view") ?? "";
  }

  #writeAddress() {
    const address = new URL(location.href);
    if (this.chosen === this.#tabs[0].dataset.view) address.searchParams.delete("view");
    else address.searchParams.set("view", this.chosen);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** @param {string} view @returns {boolean} whether there is such a view */
  choose(view) {
    if (!this.#tabs.some((tab) => tab.dataset.view === view)) return false;
    this.chosen = view;
    for (const tab of this.#tabs) {
      const isChosen = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      if (isChosen) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !isChosen;
    }
    this.#writeAddress();
    this.dispatchEvent(new CustomEvent("choose", { detail: view }));
    return true;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const now = this.#tabs.findIndex((tab) => tab.dataset.view === this.chosen);
    const last = this.#tabs.length - 1;
    /** @type {Record<string, number>} */
    const to = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now === 0 ? last : now - 1, Home: 0, End: last };
    const key = plainKeyOf(event);
    if (!(key in to)) return;
    event.preventDefault();
    const tab = this.#tabs[to[key]];
    tab.focus();
    this.choose(tab.dataset.view ?? "");
  }
}
