// All accounts, for administrators: adding them, their roles and passwords, locking.

import * as api from './api.js';
import { t } from './i18n/i18n.js';
import { isAdministrator } from './permissions.js';
import { roleIn } from './roles.js';
import { onItsWay } from './state.js';

/**
 * The accounts while they are shown. A field is named by its form (`new`, `role`, `password`) and its own name, as in `new.name`.
 * @typedef {object} Administration
 * @property {import('./panel/section.js').Loadable<readonly import('./types.js').AccountInList[]>} accounts
 * @property {string} open the account that is unfolded; `+` for a new one, nothing for none
 * @property {Record<string, string>} typed what stands in the fields; typing changes it in place
 * @property {Record<string, string>} problems what is wrong, by field, or by form for the whole of it
 * @property {boolean} busy
 * @property {string} done what was done just now
 */

/** Stands for the account that is to be added; no name has this letter. */
export const another = '+';

const shortest = 10;

/** @returns {Administration} */
const opened = () => ({ accounts: onItsWay, open: '', typed: {}, problems: {}, busy: false, done: '' });

/** @param {import('./state.js').Store} store @param {(who: import('./types.js').Account) => Promise<void>} changed called when the reader has other roles than before */
export function createAdministration(store, changed) {
  /** @param {Partial<Administration>} changes */
  function set(changes) {
    const { administration } = store.get();
    if (administration) store.set({ administration: { ...administration, ...changes } });
  }

  const typed = () => store.get().administration?.typed ?? {};

  /** The keyboard goes to what is wrong, else to what was said, else to what was unfolded. @param {string} [key] `data-key` of the latter */
  function focus(key) {
    const dialog = document.getElementById('administration');
    const found = dialog?.querySelector('[aria-invalid]') ?? dialog?.querySelector('[role=alert]') ?? (key ? dialog?.querySelector(`[data-key="${CSS.escape(key)}"]`) : dialog?.querySelector('.done'));
    /** @type {HTMLElement | null | undefined} */ (found)?.focus();
  }

  async function read() {
    set({ accounts: onItsWay });
    try {
      set({ accounts: { state: 'ready', value: await api.accounts() } });
    } catch (error) {
      set({ accounts: { state: 'failed', problem: error instanceof Error ? error.message : String(error) } });
    }
  }

  /**
   * Does something to an account, shows what has become of it and says what was done.
   * @param {string} form
   * @param {() => Promise<import('./types.js').AccountInList>} work
   * @param {(account: import('./types.js').AccountInList) => string} told
   */
  async function change(form, work, told) {
    const before = store.get().administration;
    if (!before || before.busy || before.accounts.state !== 'ready') return;
    set({ busy: true, problems: {}, done: '' });
    try {
      const account = await work();
      if (account.name === store.get().account?.name) await api.account().then(changed, () => {});
      if (!isAdministrator(store.get().account)) {
        close();
        return;
      }
      const others = before.accounts.value.filter(({ name }) => name !== account.name);
      const value = [...others, account].sort((a, b) => (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1));
      set({ busy: false, accounts: { state: 'ready', value }, open: account.name, typed: withoutFieldsOf(form), done: told(account) });
    } catch (error) {
      const { '': whole, ...fields } = api.problemsOf(error, fieldsOf(form));
      set({ busy: false, problems: whole === undefined ? fields : { [form]: whole } });
    }
    focus();
  }

  /** What is typed in the other forms, where one may have gone on meanwhile. @param {string} form */
  const withoutFieldsOf = (form) => Object.fromEntries(Object.entries(typed()).filter(([field]) => !field.startsWith(`${form}.`)));

  function close() {
    store.set({ administration: null });
    document.getElementById('account-button')?.focus();
  }

  /** Where the server finds fault, by field of a form. @param {string} form */
  const fieldsOf = (form) => Object.fromEntries(['name', 'password', 'role', 'region', 'plan'].flatMap((field) => [[`/${field}`, `${form}.${field}`], [`/roles/0/${field}`, `${form}.${field}`]]));

  /** Whether something is wrong that the page itself can tell. @param {Record<string, string | false>} problems */
  function lacks(problems) {
    const wrong = Object.fromEntries(Object.entries(problems).filter(([, said]) => said));
    if (Object.keys(wrong).length === 0) return false;
    set({ problems: /** @type {Record<string, string>} */ (wrong), done: '' });
    focus();
    return true;
  }

  /** @param {string} form */
  function roleProblems(form) {
    const { region, role, plan } = roleIn(typed(), form);
    return { [`${form}.region`]: region === '' && t('accounts.regionMissing'), [`${form}.plan`]: role === 'planner' && plan === null && t('accounts.planMissing') };
  }

  /** @param {string} field */
  const tooShort = (field) => (typed()[field] ?? '').length < shortest && t('accounts.passwordShort');

  return {
    open() {
      store.set({ administration: opened(), accountCard: null });
      void read().then(() => focus('accounts-close'));
    },

    close,
    read,

    /** Unfolds an account, or folds it again; not while something is done to one, which is then shown. @param {string} name */
    unfold(name) {
      if (store.get().administration?.busy) return;
      const isOpen = store.get().administration?.open === name;
      set({ open: isOpen ? '' : name, typed: {}, problems: {}, done: '' });
      if (!isOpen && name === another) focus('new.name');
    },

    /** Keeps what is typed without disturbing the one who types. @param {string} field @param {string} text */
    typed(field, text) {
      typed()[field] = text;
    },

    /** Keeps what is chosen; other fields may follow from it. @param {string} field @param {string} value */
    chosen(field, value) {
      set({ typed: { ...typed(), [field]: value }, problems: {} });
    },

    add() {
      const name = (typed()['new.name'] ?? '').trim();
      const hasRole = (typed()['new.role'] ?? '') !== '';
      if (lacks({ 'new.name': name === '' && t('account.nameMissing'), 'new.password': tooShort('new.password'), ...(hasRole && roleProblems('new')) })) return;
      void change('new', () => api.addAccount(name, typed()['new.password'] ?? '', hasRole ? [roleIn(typed(), 'new')] : []), (account) => t('accounts.added', { name: account.name }));
    },

    /** @param {string} name */
    grant(name) {
      if (lacks(roleProblems('role'))) return;
      void change('role', () => api.grantRole(name, roleIn(typed(), 'role')), () => t('accounts.granted', { name }));
    },

    /** @param {string} name @param {number} id */
    withdraw(name, id) {
      void change('roles', () => api.withdrawRole(name, id), () => t('accounts.withdrawn', { name }));
    },

    /** @param {string} name */
    setPassword(name) {
      if (lacks({ 'password.password': tooShort('password.password') })) return;
      void change('password', () => api.setPasswordOf(name, typed()['password.password'] ?? ''), () => t('accounts.passwordSet', { name }));
    },

    /** @param {string} name @param {boolean} locked */
    lock(name, locked) {
      void change('lock', () => api.lockAccount(name, locked), () => t(locked ? 'accounts.lockDone' : 'accounts.unlockDone', { name }));
    },
  };
}

/** @typedef {ReturnType<typeof createAdministration>} AdministrationActions */
