// @ts-check
// The person's own network on a page with a pad: what is kept is learned once the page has time.

import { Hand } from "../hand/hand.js";
import { Store } from "../hand/store.js";
import { element } from "../page/parts.js";
import { whenIdle } from "../page/turns.js";
import { Teaching } from "./teaching.js";

/** @typedef {import("../worker/client.js").NetworkClient} NetworkClient */

/**
 * Null where the network cannot learn.
 * @param {NetworkClient | null} network of the served model
 * @param {import("./strokes.js").Drawing} drawing
 * @param {import("../page/messages.js").Messages} messages
 * @param {import("../page/announcer.js").Announcer} announcer
 */
export function ownHand(network, drawing, messages, announcer) {
  if (!network?.learns) return null;
  const hand = new Hand(network, new Store());
  const teaching = new Teaching(element("answer"), drawing, hand, messages, announcer);
  whenIdle(() => hand.load().catch(() => undefined));
  return { hand, network, teaching };
}
