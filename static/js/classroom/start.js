// @ts-check
// Opens a class: its teacher's secret goes into the fragment of the board's address, which no server is sent.

import { element } from "../page/parts.js";
import { Messages } from "../page/messages.js";
import { ask } from "./client.js";

// The first class of a server waits for its tables.
const PATIENCE_MS = 60_000;

const start = element("start");
const button = /** @type {HTMLButtonElement} */ (element("open"));
const messages = new Messages(element("messages"), document.documentElement.lang);
let isOpening = false;

async function open() {
  if (isOpening) return;
  isOpening = true;
  element("trouble").textContent = messages.text("opening");
  const { status, body } = await ask(start.dataset.openUrl ?? "", {
    method: "POST",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  isOpening = false;
  if (status === 201) {
    const board = (start.dataset.boardUrl ?? "").replace("CODE", body.code);
    location.assign(`${board}#${body.token}`);
  } else element("trouble").textContent = messages.text("failed");
}

button.addEventListener("click", open);
document.documentElement.dataset.ready = "";
