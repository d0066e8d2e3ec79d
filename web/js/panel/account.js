// The account in the bar: who the reader is, and the card below it to sign in, or with roles and tokens.

import { el, fill } from '../dom.js';
import { either, t, termFor } from '../i18n/i18n.js';
import { isAdministrator } from '../permissions.js';
import { whenReady } from './section.js';

/** @typedef {import('../account.js').AccountCard} AccountCard */
/** @typedef {import('../account.js').AccountActions} Actions */

/** @param {HTMLElement} container @param {import('../state.js').State} state @param {Actions} actions @param {() => void} administrate shows all accounts */
export function renderAccount(container, state, actions, administrate) {
  const { account, accountCard: card } = state;
  if (!account) return;
  const name = account.name ?? '';
  fill(container, () => [
    el('button', {
      type: 'button', class: 'quiet', id: 'account-button', 'aria-expanded': String(card !== null), 'aria-controls': 'account-card', 'data-key': 'account',
      'aria-label': account.signedIn ? t('account.open', { name }) : null, title: account.signedIn ? name : null, on: { click: actions.toggle },
    }, account.signedIn ? el('span', { class: 'who' }, name) : t('account.signIn')),
    card && el('section', { class: 'account-card', id: 'account-card', 'aria-label': t('account.label'), on: { keydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Escape') actions.close(); } } },
      account.signedIn ? known(account, card, state, actions, administrate) : stranger(account, card, actions)),
  ]);
}

/** @param {import('../types.js').Account} account @param {AccountCard} card @param {Actions} actions */
function stranger(account, card, actions) {
  return [
    top(t('account.signIn'), actions),
    el('form', { novalidate: true, on: { submit: submitting(actions.signIn) } },
      field('name', t('account.name'), { type: 'text', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' }, card, actions),
      field('password', t('account.password'), { type: 'password', autocomplete: 'current-password' }, card, actions),
      problem(card),
      el('button', { type: 'submit', class: 'action wide', 'aria-disabled': card.busy ? 'true' : null, 'data-key': 'sign-in' }, t(card.busy ? 'account.signingIn' : 'account.signIn'))),
    account.openIdConnect && el('p', { class: 'elsewhere' }, el('a', { href: `${account.openIdConnect.address}?at=${encodeURIComponent(location.hash.replace(/^#/, ''))}`, 'data-key': 'elsewhere' }, t('account.elsewhere', { title: account.openIdConnect.title }))),
  ];
}

/** @param {import('../types.js').Account} account @param {AccountCard} card @param {import('../state.js').State} state @param {Actions} actions @param {() => void} administrate */
function known(account, card, state, actions, administrate) {
  return [
    top(account.name ?? '', actions),
    problem(card),
    el('h3', {}, t('account.roles')),
    account.roles.length === 0 ? el('p', { class: 'explain' }, t('account.noRoles')) : el('ul', { class: 'roles' }, account.roles.map((role) => el('li', {}, roleText(role, state)))),
    isAdministrator(account) && el('button', { type: 'button', class: 'plain wide', 'aria-haspopup': 'dialog', 'data-key': 'administrate', on: { click: administrate } }, t('accounts.open')),
    el('h3', {}, t('tokens.title')),
    el('p', { class: 'explain' }, t('tokens.explain')),
    card.made && el('p', { class: 'made', role: 'status', tabindex: -1 }, t('tokens.made'), el('code', {}, card.made)),
    whenReady(card.tokens, (tokens) => (tokens.length === 0 ? el('p', { class: 'explain' }, t('tokens.none')) : el('ul', { class: 'tokens' }, tokens.map((token) => el('li', {},
      el('span', {}, el('b', {}, token.name), ` ${t('tokens.until', { date: token.expiresAt.slice(0, 10) })}`),
      el('button', { type: 'button', class: 'link', 'aria-label': t('tokens.revokeNamed', { name: token.name }), 'data-key': `revoke-${token.id}`, on: { click: () => actions.revoke(token.id) } }, t('tokens.revoke'))))))),
    el('form', { class: 'new-token', novalidate: true, on: { submit: submitting(actions.makeToken) } },
      field('tokenName', t('tokens.name'), { type: 'text', autocomplete: 'off', maxlength: 100 }, card, actions),
      field('days', t('tokens.days'), { type: 'text', inputmode: 'numeric', autocomplete: 'off', placeholder: '90' }, card, actions),
      el('button', { type: 'submit', class: 'action small', 'aria-disabled': card.busy ? 'true' : null, 'data-key': 'make-token' }, t('tokens.make'))),
    password(card, actions),
    el('button', { type: 'button', class: 'plain wide', 'data-key': 'sign-out', on: { click: actions.signOut } }, t('account.signOut')),
  ];
}

/** Another password of one's own, folded until it is wanted. @param {AccountCard} card @param {Actions} actions */
function password(card, actions) {
  const details = el('details', { class: 'own-password', open: card.passwordOpen },
    el('summary', { 'data-key': 'own-password' }, el('span', { class: 'chevron', 'aria-hidden': 'true' }), t('account.changePassword')),
    el('form', { novalidate: true, on: { submit: submitting(actions.changePassword) } },
      field('current', t('account.current'), { type: 'password', autocomplete: 'current-password' }, card, actions),
      field('another', t('account.another'), { type: 'password', autocomplete: 'new-password', minlength: 10 }, card, actions, t('account.passwordRule')),
      field('again', t('account.again'), { type: 'password', autocomplete: 'new-password' }, card, actions),
      el('button', { type: 'submit', class: 'action small', 'aria-disabled': card.busy ? 'true' : null, 'data-key': 'set-password' }, t('account.setPassword'))));
  details.ontoggle = () => actions.foldPassword(details.open);
  return [card.passwordSet && el('p', { class: 'made', role: 'status', tabindex: -1 }, t('account.passwordSet')), details];
}

/** What the card is about, and the way out of it. @param {string} title @param {Actions} actions */
const top = (title, actions) => el('div', { class: 'card-top' },
  el('h2', {}, title),
  el('button', { type: 'button', class: 'card-close', 'aria-label': t('account.close'), title: t('account.close'), 'data-key': 'account-close', on: { click: actions.close } }, '×'));

/** @param {import('../types.js').Role} role @param {import('../state.js').State} state */
export function roleText(role, state) {
  const region = state.regions.state === 'ready' ? state.regions.value.find(({ id }) => id === role.region) : undefined;
  const plan = role.plan === null ? role.role === 'reviewer' && t('account.allPlans') : termFor('plan', role.plan);
  return [t(`role.${role.role}`), role.region === null ? t('account.everywhere') : region ? either(region.nameZh, region.nameEn) : role.region, plan].filter(Boolean).join(' · ');
}

/** @param {string} name @param {string} label @param {Record<string, string | number>} attributes @param {AccountCard} card @param {Actions} actions @param {string} [help] */
function field(name, label, attributes, card, actions, help) {
  const wrong = card.problems[name];
  return el('div', { class: 'field' },
    el('label', { for: `account-${name}` }, label),
    el('input', {
      ...attributes, id: `account-${name}`, name, value: card.typed[name] ?? '', 'data-key': `account-${name}`, 'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong ? `account-${name}-wrong` : help ? `account-${name}-help` : null,
      on: { input: (/** @type {any} */ event) => actions.typed(name, event.target.value) },
    }),
    wrong ? el('p', { class: 'wrong', id: `account-${name}-wrong` }, wrong) : help && el('p', { class: 'help', id: `account-${name}-help` }, help));
}

/** @param {AccountCard} card */
const problem = (card) => card.problems[''] && el('p', { class: 'state failed', role: 'alert', tabindex: -1 }, card.problems['']);

/** @param {() => void} submit */
const submitting = (submit) => (/** @type {Event} */ event) => {
  event.preventDefault();
  submit();
};
