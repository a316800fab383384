// @ts-check
// A table or a row of layers that is wider than its frame fades at the edge beyond which there is more of it.

// Less is rounding, and nothing to be seen.
const SLACK = 2;

/** @param {HTMLElement} frame */
function tell(frame) {
  const left = frame.scrollWidth - frame.clientWidth - frame.scrollLeft;
  frame.classList.toggle("has-before", frame.scrollLeft > SLACK);
  frame.classList.toggle("has-more", left > SLACK);
}

const FRAMES = ".table-frame, .network-diagram";

/** Follow the frames of all tables and layers of the page, as they are scrolled, resized or filled. */
export function showScrollCues() {
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) tell(/** @type {HTMLElement} */ (target.closest(FRAMES)));
  });
  for (const frame of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(FRAMES))) {
    frame.addEventListener("scroll", () => tell(frame), { passive: true });
    resized.observe(frame);
    if (frame.firstElementChild) resized.observe(frame.firstElementChild);
  }
}
