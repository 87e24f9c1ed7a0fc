/** Where a page keeps what must outlive it. The part of `Storage` that is needed, and no more. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/** localStorage; where a browser refuses it or it is full, things live as long as the page. */
export function pageKeep(): Keep {
  try {
    const storage = globalThis.localStorage;
    storage.setItem("shopclerk:probe", "1");
    storage.removeItem("shopclerk:probe");
    return {
      get: (key) => storage.getItem(key),
      set: (key, value) => {
        try {
          storage.setItem(key, value);
        } catch {
          // Full: the message is still held by this page.
        }
      },
      remove: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    };
  } catch {
    return memoryKeep();
  }
}

export function memoryKeep(): Keep {
  const held = new Map<string, string>();
  return {
    get: (key) => held.get(key) ?? null,
    set: (key, value) => void held.set(key, value),
    remove: (key) => void held.delete(key),
    keys: () => [...held.keys()],
  };
}
