// The dialog with all accounts: a list, and the account that is unfolded with what can be done to it.

import { another } from '../administration.js';
import { el, fill } from '../dom.js';
import { either, t, termFor } from '../i18n/i18n.js';
import { everywhere, takesPlan } from '../roles.js';
import { roleText } from './account.js';
import { whenReady } from './section.js';

/** @typedef {import('../administration.js').Administration} Administration */
/** @typedef {import('../administration.js').AdministrationActions} Actions */
/** @typedef {import('../types.js').AccountInList} AccountInList */
/** @typedef {import('../state.js').State} State */

const roles = ['field', 'planner', 'reviewer', 'administrator'];
const plans = ['zone', 'urban', 'land-use', 'survey'];

/** @param {HTMLDialogElement} dialog @param {State} state @param {Actions} actions */
export function renderAdministration(dialog, state, actions) {
  const shown = state.administration;
  if (!shown) {
    dialog.close();
    dialog.replaceChildren();
    return;
  }
  if (!dialog.open) {
    dialog.oncancel = (event) => {
      event.preventDefault();
      actions.close();
    };
    dialog.showModal();
  }
  fill(dialog, () => [
    el('div', { class: 'card-top' },
      el('h2', {}, t('accounts.title')),
      el('button', { type: 'button', class: 'card-close', 'aria-label': t('accounts.close'), title: t('accounts.close'), 'data-key': 'accounts-close', on: { click: actions.close } }, '×')),
    el('div', { class: 'accounts-body' },
      whenReady(shown.accounts, (accounts) => [
        el('ul', { class: 'accounts' }, el('li', { class: 'newcomer' }, newcomer(shown, state, actions)), accounts.map((account) => one(account, shown, state, actions))),
      ], () => void actions.read())),
  ]);
}

/** @param {AccountInList} account @param {Administration} shown @param {State} state @param {Actions} actions */
function one(account, shown, state, actions) {
  const isOpen = shown.open === account.name;
  return el('li', { class: isOpen ? 'open' : null },
    el('h3', {}, el('button', { type: 'button', class: 'account-fold', 'aria-expanded': String(isOpen), 'aria-disabled': shown.busy ? 'true' : null, 'data-key': `account-${account.name}`, on: { click: () => actions.unfold(account.name) } },
      el('span', { class: 'chevron', 'aria-hidden': 'true' }),
      el('span', { class: 'who' }, account.name),
      account.locked && el('span', { class: 'tag locked' }, t('accounts.locked')),
      el('span', { class: 'summary' }, account.roles.length === 0 ? t('accounts.noRoles') : account.roles.map((role) => roleText(role, state)).join(either('；', '; '))))),
    isOpen && el('div', { class: 'account-body' }, details(account, shown, state, actions)));
}

/** @param {AccountInList} account @param {Administration} shown @param {State} state @param {Actions} actions */
function details(account, shown, state, actions) {
  const { name } = account;
  const isOwn = name === state.account?.name;
  return [
    shown.done && el('p', { class: 'done', role: 'status', tabindex: -1 }, shown.done),
    account.externalName && el('p', { class: 'explain' }, t('accounts.external', { name: account.externalName })),
    el('h4', {}, t('account.roles')),
    account.roles.length > 0 && el('ul', { class: 'given' }, account.roles.map((role) => el('li', {},
      el('span', {}, roleText(role, state)),
      el('button', { type: 'button', class: 'link', 'aria-label': t('accounts.withdrawNamed', { role: roleText(role, state) }), 'data-key': `withdraw-${role.id}`, on: { click: () => actions.withdraw(name, role.id) } }, t('accounts.withdraw'))))),
    problem('roles', shown),
    el('form', { class: 'account-form', novalidate: true, on: { submit: submitting(() => actions.grant(name)) } },
      roleFields('role', shown, state, actions, false),
      problem('role', shown),
      submit('grant', t('accounts.grant'), shown)),
    el('h4', {}, t('accounts.access')),
    isOwn ? el('p', { class: 'explain' }, t('accounts.own')) : [
      account.mayManage ? passwordForm(account, shown, actions) : el('p', { class: 'explain' }, t('accounts.notYours')),
      (account.locked ? account.mayManage : account.mayLock) && locking(account, shown, actions),
    ],
  ];
}

/** @param {AccountInList} account @param {Administration} shown @param {Actions} actions */
const passwordForm = ({ name, hasPassword }, shown, actions) => el('form', { class: 'account-form', novalidate: true, on: { submit: submitting(() => actions.setPassword(name)) } },
  input('password.password', t(hasPassword ? 'accounts.newPassword' : 'accounts.firstPassword'), { type: 'password', autocomplete: 'new-password' }, shown, actions, t('accounts.passwordHelp')),
  problem('password', shown),
  submit('set-password-of', t('account.setPassword'), shown));

/** @param {AccountInList} account @param {Administration} shown @param {Actions} actions */
const locking = ({ name, locked }, shown, actions) => el('div', { class: 'lock' },
  el('p', { class: 'explain', id: 'lock-help' }, t(locked ? 'accounts.unlockHelp' : 'accounts.lockHelp')),
  problem('lock', shown),
  el('button', { type: 'button', class: locked ? 'plain' : 'plain grave', 'aria-describedby': 'lock-help', 'aria-disabled': shown.busy ? 'true' : null, 'data-key': 'lock', on: { click: () => actions.lock(name, !locked) } }, t(locked ? 'accounts.unlock' : 'accounts.lock')));

/** @param {Administration} shown @param {State} state @param {Actions} actions */
function newcomer(shown, state, actions) {
  const isOpen = shown.open === another;
  return [
    el('h3', {}, el('button', { type: 'button', class: 'account-fold', 'aria-expanded': String(isOpen), 'aria-disabled': shown.busy ? 'true' : null, 'data-key': 'account-new', on: { click: () => actions.unfold(another) } },
      el('span', { class: 'chevron', 'aria-hidden': 'true' }), t('accounts.add'))),
    isOpen && el('div', { class: 'account-body' }, el('form', { class: 'account-form', novalidate: true, on: { submit: submitting(actions.add) } },
      input('new.name', t('account.name'), { type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', maxlength: 64 }, shown, actions),
      input('new.password', t('account.password'), { type: 'password', autocomplete: 'new-password' }, shown, actions, t('account.passwordRule')),
      roleFields('new', shown, state, actions, true),
      problem('new', shown),
      submit('add-account', t('accounts.addNow'), shown))),
  ];
}

/**
 * What a role consists of: the role, and the region and the plan where it takes them.
 * @param {string} form @param {Administration} shown @param {State} state @param {Actions} actions @param {boolean} isOptional
 */
function roleFields(form, shown, state, actions, isOptional) {
  const role = shown.typed[`${form}.role`] ?? (isOptional ? '' : 'field');
  const ownRoles = state.account?.roles ?? [];
  const overAll = ownRoles.some((own) => own.role === 'administrator' && own.region === null);
  const regions = (state.regions.state === 'ready' ? state.regions.value : []).filter(({ id }) => overAll || ownRoles.some((own) => own.role === 'administrator' && own.region === id));
  return el('div', { class: 'role-fields' },
    select(`${form}.role`, t('accounts.role'), [...(isOptional ? [{ value: '', label: t('accounts.roleLater') }] : []), ...roles.map((value) => ({ value, label: t(`role.${value}`) }))], role, shown, actions),
    role !== '' && select(`${form}.region`, t('region.label'), [
      { value: '', label: t('accounts.choose') },
      ...(overAll && role === 'administrator' ? [{ value: everywhere, label: t('account.everywhere') }] : []),
      ...regions.map(({ id, nameZh, nameEn }) => ({ value: id, label: either(nameZh, nameEn) })),
    ], shown.typed[`${form}.region`] ?? '', shown, actions),
    takesPlan(role) && select(`${form}.plan`, t('accounts.plan'), [{ value: '', label: t(role === 'reviewer' ? 'account.allPlans' : 'accounts.choose') }, ...plans.map((value) => ({ value, label: termFor('plan', value) }))], shown.typed[`${form}.plan`] ?? '', shown, actions));
}

/** @param {string} name @param {string} label @param {{value: string, label: string}[]} choices @param {string} chosen @param {Administration} shown @param {Actions} actions */
const select = (name, label, choices, chosen, shown, actions) => labelled(name, label, shown, (attributes) => el('select', {
  ...attributes, on: { change: (/** @type {any} */ event) => actions.chosen(name, event.target.value) },
}, choices.map((choice) => el('option', { value: choice.value, selected: choice.value === chosen }, choice.label))));

/** @param {string} name @param {string} label @param {Record<string, string | number>} kind @param {Administration} shown @param {Actions} actions @param {string} [help] */
const input = (name, label, kind, shown, actions, help) => labelled(name, label, shown, (attributes) => el('input', {
  ...kind, ...attributes, value: shown.typed[name] ?? '', on: { input: (/** @type {any} */ event) => actions.typed(name, event.target.value) },
}), help);

/** @param {string} name @param {string} label @param {Administration} shown @param {(attributes: Record<string, string | null>) => HTMLElement} control @param {string} [help] */
function labelled(name, label, shown, control, help) {
  const wrong = shown.problems[name];
  const about = `accounts-${name}-about`;
  return el('div', { class: 'field' },
    el('label', { for: `accounts-${name}` }, label),
    control({ id: `accounts-${name}`, name, 'data-key': name, 'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong || help ? about : null }),
    (wrong || help) && el('p', { class: wrong ? 'wrong' : 'help', id: about }, wrong || help));
}

/** @param {string} form @param {Administration} shown */
const problem = (form, shown) => shown.problems[form] && el('p', { class: 'state failed', role: 'alert', tabindex: -1 }, shown.problems[form]);

/** @param {string} key @param {string} label @param {Administration} shown */
const submit = (key, label, shown) => el('button', { type: 'submit', class: 'action small', 'aria-disabled': shown.busy ? 'true' : null, 'data-key': key }, label);

/** @param {() => void} act */
const submitting = (act) => (/** @type {Event} */ event) => {
  event.preventDefault();
  act();
};
