/** Small parts that several views of the desk share. */
import type { DeskLang, DeskTexts } from "./texts";

export function LangSwitch(
  { t, lang, setLang }: { t: DeskTexts; lang: DeskLang; setLang(lang: DeskLang): void },
) {
  return (
    <div class="langs" role="group" aria-label={t.language}>
      {(["zh", "en"] as const).map((one) => (
        <button type="button" key={one} aria-pressed={one === lang} onClick={() => setLang(one)}>
          {one === "zh" ? "中文" : "English"}
        </button>
      ))}
    </div>
  );
}

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d="M6 23h20M8 23a8 8.6 0 0 1 16 0M16 14.4v-4M13.5 10h5" />
    </svg>
  );
}

/** Somebody is typing. */
export const Dots = () => <span class="dots" aria-hidden="true"><i /><i /><i /></span>;

export function time(at: number, lang: DeskLang): string {
  const day = new Date(at).toDateString() === new Date().toDateString()
    ? "" : new Date(at).toLocaleDateString(lang, { month: "numeric", day: "numeric" }) + " ";
  const options = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
  return day + new Date(at).toLocaleTimeString(lang, options);
}

export const date = (at: number, lang: DeskLang): string =>
  new Date(at).toLocaleDateString(lang, { year: "numeric", month: "short", day: "numeric" });

/** Enter, but not one that ends a word in an input method. */
export const isEnter = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
