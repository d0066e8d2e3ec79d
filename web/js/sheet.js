// On a phone the panel is a sheet that is pulled up from below: by its handle, or with the keyboard.

import { t } from './i18n/i18n.js';

/** Heights of the sheet, as a share of the page. */
const stops = /** @type {const} */ (['low', 'half', 'full']);

/** @param {HTMLElement} panel @param {HTMLElement} handle */
export function createSheet(panel, handle) {
  let stop = /** @type {typeof stops[number]} */ ('half');
  /** @type {{y: number, height: number, moved: boolean} | null} */
  let drag = null;

  /** @param {typeof stops[number]} next */
  function settle(next) {
    stop = next;
    panel.style.height = '';
    panel.dataset.stop = next;
    handle.setAttribute('aria-expanded', String(next !== 'low'));
    handle.setAttribute('aria-label', t(next === 'low' ? 'panel.pullUp' : 'panel.pushDown'));
  }

  handle.addEventListener('pointerdown', (event) => {
    drag = { y: event.clientY, height: panel.getBoundingClientRect().height, moved: false };
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (!drag) return;
    drag.moved ||= Math.abs(event.clientY - drag.y) > 6;
    if (drag.moved) panel.style.height = `${drag.height + drag.y - event.clientY}px`;
  });
  handle.addEventListener('pointerup', () => {
    const moved = drag?.moved;
    drag = null;
    if (!moved) return;
    const share = panel.getBoundingClientRect().height / window.innerHeight;
    settle(share < 0.25 ? 'low' : share < 0.65 ? 'half' : 'full');
    handle.addEventListener('click', (event) => event.stopImmediatePropagation(), { once: true, capture: true });
  });
  handle.addEventListener('click', () => settle(stop === 'low' ? 'half' : 'low'));

  settle(stop);
  return {
    /** Makes room for the map. */
    lower: () => stop === 'full' && settle('half'),
    /** Speaks the current language. */
    translate: () => settle(stop),
  };
}
