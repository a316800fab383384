// @ts-check
// The overview: its tables can be sorted by any column, and the cards follow.

import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { showScrollCues } from "./scroll-cue.js";

/** @typedef {"ascending" | "descending"} Direction */

/** @param {Element} cell @returns {string | number} an empty figure is the last either way */
function figureOf(cell) {
  const { value = "" } = /** @type {HTMLElement} */ (cell).dataset;
  return value === "" || Number.isNaN(Number(value)) ? value : Number(value);
}

/** @param {string | number} a @param {string | number} b @param {Direction} direction */
function compare(a, b, direction) {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const sign = direction === "ascending" ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b));
}

/** @param {HTMLTableElement} table @param {number} column @param {Direction} direction */
function sortRows(table, column, direction) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  rows.sort((a, b) =>
    compare(figureOf(a.cells[column]), figureOf(b.cells[column]), direction),
  );
  body.append(...rows);
  const cards = table.closest("section")?.querySelector("[data-cards]");
  const order = rows.map((row) => row.dataset.model);
  const sorted = [...(cards?.children ?? [])].sort(
    (a, b) =>
      order.indexOf(/** @type {HTMLElement} */ (a).dataset.model) -
      order.indexOf(/** @type {HTMLElement} */ (b).dataset.model),
  );
  cards?.append(...sorted);
}

/** Make each head of the table a button. @param {HTMLTableElement} table @param {Messages} messages @param {HTMLElement} live */
function makeSortable(table, messages, live) {
  const heads = [...table.tHead?.rows[0].cells ?? []];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = /** @type {Direction} */ (head.dataset.first);
      const other = first === "ascending" ? "descending" : "ascending";
      const direction = head.getAttribute("aria-sort") === first ? other : first;
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      sortRows(table, column, direction);
      live.textContent = messages.text(`sorted.${direction}`, {
        column: button.textContent?.trim() ?? "",
      });
    });
  });
}

const messages = new Messages(element("messages"), document.documentElement.lang);
const live = element("live");
for (const table of document.querySelectorAll("[data-sortable]")) {
  makeSortable(/** @type {HTMLTableElement} */ (table), messages, live);
}
showScrollCues();
document.documentElement.dataset.ready = "";
