// The button that runs the checks, and how far they have come.

import { bar, el } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';

/** @typedef {{step: string | null, done: number, of: number}} Progress */
/** @typedef {{state: 'idle', problem?: string} | {state: 'running', progress: Progress | null}} Running */

/**
 * @param {import('./section.js').Loadable<import('../types.js').Run | null>} latest
 * @param {Running} running
 * @param {() => void} start
 * @param {boolean} may whether the reader may run checks
 */
export function runControls(latest, running, start, may) {
  const busy = running.state === 'running';
  return el('div', { class: 'run' },
    el('div', { class: 'run-line' },
      el('button', { type: 'button', class: busy ? 'action busy' : 'action', 'aria-disabled': busy || !may ? 'true' : null, 'aria-describedby': may ? null : 'may-check', 'data-key': 'run', on: { click: () => busy || !may || start() } }, t(busy ? 'run.busy' : 'run.start')),
      el('span', { class: 'run-last' }, latest.state === 'ready' && latest.value ? lastRun(latest.value) : null)),
    !may && el('p', { class: 'may', id: 'may-check' }, t('may.check')),
    running.state === 'running' && progress(running.progress),
    running.state === 'idle' && running.problem && el('p', { class: 'state failed', role: 'alert' }, running.problem));
}

/** @param {Progress | null} at */
function progress(at) {
  const share = at && at.of > 0 ? at.done / at.of : 0;
  const text = at?.step ? t('run.progress', { step: at.step.startsWith('GZ') ? `${at.step} ${termFor('rule', at.step)}` : termFor('rule', at.step), done: at.done, of: at.of }) : t('run.waiting');
  return el('div', { class: 'progress' },
    el('div', { role: 'progressbar', 'aria-label': t('run.busy'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(share * 100) }, bar(share, 'measured')),
    el('p', { role: 'status', 'aria-live': 'polite' }, text));
}

/** @param {import('../types.js').Run} run */
function lastRun(run) {
  const revisions = Object.entries(run.revisions ?? {}).map(([plan, number]) => `${termFor('plan', plan)} ${number}`).join(' · ');
  return t('run.revisions', { revisions });
}
