// What the page shows now, and who wants to know when it changes.

/**
 * @template {object} T
 * @param {T} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {{keys: (keyof T)[], told: (state: T) => void}[]} */
  const listeners = [];
  return {
    get: () => state,

    /** Changes some members and tells those who listen to them. @param {Partial<T>} changes */
    set(changes) {
      const changed = /** @type {(keyof T)[]} */ (Object.keys(changes)).filter((key) => !Object.is(state[key], changes[key]));
      if (changed.length === 0) return;
      state = { ...state, ...changes };
      for (const { keys, told } of listeners) if (keys.some((key) => changed.includes(key))) told(state);
    },

    /** @param {(keyof T)[]} keys @param {(state: T) => void} told */
    on(keys, told) {
      listeners.push({ keys, told });
    },
  };
}
