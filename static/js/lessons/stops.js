// @ts-check
// The stops of the tour, one at a time, the one in sight in the address.

import { element, part } from "../page/parts.js";

/** Tells `change` when another stop is in sight. */
export class Stops extends EventTarget {
  #stops = Array.from(document.querySelectorAll(".stop"), (stop) => /** @type {HTMLElement} */ (stop));
  #at = 0;
  #messages;
  #announcer;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
  constructor(messages, announcer) {
    super();
    this.#messages = messages;
    this.#announcer = announcer;
    element("previous").addEventListener("click", () => this.#go(this.#at - 1));
    element("next").addEventListener("click", () => this.#go(this.#at + 1));
  }

  /** The name of the stop in sight. */
  get current() {
    return this.#stops[this.#at].dataset.stop ?? "";
  }

  /** At the stop that the address names, or else at the first. */
  start() {
    const asked = Number(new URLSearchParams(location.search).get("stop"));
    if (Number.isInteger(asked) && this.#stops[asked - 1]) this.#at = asked - 1;
    this.#show();
  }

  /** @param {number} at */
  #go(at) {
    if (!this.#stops[at]) return;
    this.#at = at;
    this.#show();
    const title = part(this.#stops[at], ".stop-title");
    title.focus({ preventScroll: true });
    this.#stops[at].scrollIntoView({ block: "nearest" });
    const values = { number: at + 1, all: this.#stops.length, title: title.textContent ?? "" };
    this.#announcer.now(this.#messages.text("tour.place", values));
  }

  #show() {
    const last = this.#stops.length - 1;
    for (const [place, stop] of this.#stops.entries()) stop.hidden = place !== this.#at;
    element("previous").setAttribute("aria-disabled", String(this.#at === 0));
    element("next").hidden = this.#at === last;
    element("onwards").hidden = this.#at !== last;
    const address = new URL(location.href);
    if (this.#at === 0) address.searchParams.delete("stop");
    else address.searchParams.set("stop", String(this.#at + 1));
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    this.dispatchEvent(new Event("change"));
  }
}
