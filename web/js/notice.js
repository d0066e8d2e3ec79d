// One quiet line over the map, for what the reader should know but need not act on.

import { el } from './dom.js';
import { t } from './i18n/i18n.js';

const shownMs = 8000;

/** @param {HTMLElement} container @param {string} text */
export function tell(container, text) {
  const line = el('div', { class: 'notice-line' }, el('span', {}, text), el('button', { type: 'button', 'aria-label': t('notice.close'), on: { click: () => line.remove() } }, '×'));
  container.replaceChildren(line);
  setTimeout(() => line.remove(), shownMs);
}
