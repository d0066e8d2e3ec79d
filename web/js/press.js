// A control that is replaced between press and release never gets its click, and a word that is being composed (an input method) is broken off
// where its box is moved: what is pressed or composed stays until it is let go.

/**
 * Renders at once, but never while something inside the container is pressed or composed.
 * @param {HTMLElement} container
 * @param {() => void} render
 */
export function unlessPressed(container, render) {
  let pressed = false;
  let waiting = false;
  const letGo = () => {
    if (!pressed) return;
    // The click follows the release within the same task.
    setTimeout(() => {
      pressed = false;
      if (waiting) render();
      waiting = false;
    });
  };
  container.addEventListener('pointerdown', () => { pressed = true; });
  container.addEventListener('compositionstart', () => { pressed = true; });
  container.addEventListener('compositionend', letGo);
  window.addEventListener('pointerup', letGo, true);
  window.addEventListener('pointercancel', letGo, true);
  return () => {
    if (pressed) waiting = true;
    else render();
  };
}
