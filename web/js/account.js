// Signing in and out, and the reader's tokens.

import * as api from './api.js';
import { t } from './i18n/i18n.js';
import { onItsWay } from './state.js';

/**
 * The card of the account while it is open.
 * @typedef {object} AccountCard
 * @property {Record<string, string>} typed what stands in the fields, by their names; typing changes it in place
 * @property {Record<string, string>} problems what is wrong, by field; '' for the whole
 * @property {boolean} busy
 * @property {import('./panel/section.js').Loadable<readonly import('./types.js').Token[]>} tokens
 * @property {string} made the token that was made just now
 * @property {boolean} passwordOpen whether the form for another password is unfolded
 * @property {boolean} passwordSet whether another password was set just now
 */

const usualDays = 90;

/** @returns {AccountCard} */
const opened = () => ({ typed: {}, problems: {}, busy: false, tokens: onItsWay, made: '', passwordOpen: false, passwordSet: false });

/** What went wrong at the OpenID provider, as the link back says it. @param {string} hash @param {import('./types.js').Account} who */
export function signInFailure(hash, who) {
  const failure = new URLSearchParams(hash.replace(/^#/, '')).get('sign-in');
  if (failure === 'unknown') return t('account.unknown', { title: who.openIdConnect?.title ?? t('account.provider') });
  return failure === 'failed' ? t('account.failed') : '';
}

/** @param {import('./state.js').Store} store @param {(who: import('./types.js').Account) => Promise<void>} changed called when the reader is somebody else */
export function createAccount(store, changed) {
  api.onSignedOut(() => void api.account().then(changed, () => {}));

  /** @param {Partial<AccountCard>} changes */
  function set(changes) {
    const { accountCard } = store.get();
    if (accountCard) store.set({ accountCard: { ...accountCard, ...changes } });
  }

  /** Does something and tells in the card what went wrong. @param {() => Promise<void>} work @param {Record<string, string>} [fields] by where the server finds fault */
  async function busily(work, fields = {}) {
    if (store.get().accountCard?.busy) return;
    set({ busy: true, problems: {}, passwordSet: false });
    try {
      await work();
      set({ busy: false });
    } catch (error) {
      set({ busy: false, problems: api.problemsOf(error, fields) });
    }
    focusFirst();
  }

  async function readTokens() {
    try {
      set({ tokens: { state: 'ready', value: await api.tokens() } });
    } catch (error) {
      set({ tokens: { state: 'failed', problem: error instanceof Error ? error.message : String(error) } });
    }
  }

  /** The keyboard goes to what is wrong, else to where one writes. */
  function focusFirst() {
    const card = document.getElementById('account-card');
    /** @type {HTMLInputElement | null | undefined} */
    const refused = card?.querySelector('[role=alert]') && card.querySelector('#account-password');
    refused?.select();
    /** @type {HTMLElement | null} */ (card?.querySelector('[aria-invalid]') ?? refused ?? card?.querySelector('[role=alert], .made') ?? card?.querySelector('input') ?? document.getElementById('account-button'))?.focus();
  }

  function open() {
    store.set({ accountCard: opened() });
    if (store.get().account?.signedIn) void readTokens();
    focusFirst();
  }

  function close() {
    store.set({ accountCard: null });
    document.getElementById('account-button')?.focus();
  }

  /** Finds empty fields. @param {Record<string, string>} missing what to say, by field */
  function lacks(missing) {
    const { accountCard } = store.get();
    const problems = Object.fromEntries(Object.entries(missing).filter(([field]) => !accountCard?.typed[field]?.trim()));
    if (Object.keys(problems).length === 0) return false;
    set({ problems });
    focusFirst();
    return true;
  }

  return {
    open,
    close,

    toggle() {
      if (store.get().accountCard) close();
      else open();
    },

    /** Keeps what is typed without disturbing the one who types. @param {string} field @param {string} text */
    typed(field, text) {
      const { accountCard } = store.get();
      if (accountCard) accountCard.typed[field] = text;
    },

    signIn() {
      if (lacks({ name: t('account.nameMissing'), password: t('account.passwordMissing') })) return;
      const { name = '', password = '' } = store.get().accountCard?.typed ?? {};
      void busily(async () => {
        const who = await api.signIn(name.trim(), password);
        close();
        await changed(who);
      });
    },

    signOut() {
      void busily(async () => {
        const who = await api.signOut();
        close();
        await changed(who);
      });
    },

    changePassword() {
      if (lacks({ current: t('account.currentMissing'), another: t('account.anotherMissing'), again: t('account.againMissing') })) return;
      const { current = '', another = '', again = '' } = store.get().accountCard?.typed ?? {};
      if (another !== again) {
        set({ problems: { again: t('account.againDiffers') } });
        focusFirst();
        return;
      }
      void busily(async () => {
        const who = await api.setPassword(current, another);
        store.set({ account: who });
        set({ typed: {}, made: '', passwordOpen: false, passwordSet: true });
      }, { '/current': 'current', '/password': 'another' });
    },

    /** Keeps the form for another password open or folded. @param {boolean} passwordOpen */
    foldPassword(passwordOpen) {
      const { accountCard } = store.get();
      if (accountCard) accountCard.passwordOpen = passwordOpen;
    },

    makeToken() {
      if (lacks({ tokenName: t('tokens.nameMissing') })) return;
      const { tokenName = '', days = String(usualDays) } = store.get().accountCard?.typed ?? {};
      const number = Number(days);
      if (!Number.isInteger(number) || number < 1 || number > 366) {
        set({ problems: { days: t('tokens.daysWrong') } });
        focusFirst();
        return;
      }
      void busily(async () => {
        const { token } = await api.makeToken(tokenName.trim(), number);
        set({ made: token, typed: {} });
        await readTokens();
      });
    },

    /** @param {number} id */
    revoke(id) {
      void busily(async () => set({ tokens: { state: 'ready', value: await api.revokeToken(id) }, made: '' }));
    },
  };
}

/** @typedef {ReturnType<typeof createAccount>} AccountActions */
