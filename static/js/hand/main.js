// @ts-check
// Puts the page /hand together.

import { Announcer } from "../page/announcer.js";
import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { NetworkClient } from "../worker/client.js";
import { Files } from "./files.js";
import { Guide } from "./guide.js";
import { Hand } from "./hand.js";
import { Learning } from "./learning.js";
import { Measurement } from "./measurement.js";
import { Sheet } from "./sheet.js";
import { Store } from "./store.js";

const messages = new Messages(element("messages"), document.documentElement.lang);
const announcer = new Announcer(element("live"));
const network = new NetworkClient(JSON.parse(element("addresses").textContent ?? "{}"));
const hand = new Hand(network, new Store());

new Learning(hand, messages, announcer);
const sheet = new Sheet(hand, messages, announcer);
new Files(hand, messages, announcer).addEventListener("forgotten", () => sheet.forget());

/** Where the network learns, the digits are asked for, and what it learned is measured. */
function layOutGuide() {
  const guide = new Guide(hand, messages, announcer);
  const measurement = new Measurement(hand, messages, announcer);
  guide.addEventListener("complete", () => measurement.run());
  return guide;
}

const guide = network.learns ? layOutGuide() : null;

/** What is kept is known by the first change; learning it takes longer. */
function begin() {
  guide?.start();
  document.documentElement.dataset.ready = "";
}

hand.addEventListener("change", begin, { once: true });
hand.load();
