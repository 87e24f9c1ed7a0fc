/** In which of its three languages the widget speaks, and the few words of its button. */
import type { Lang } from "../protocol/frames";

/** The nearest of the three to a language tag: zh-TW and zh-HK read traditional characters. */
export function nearestLang(tag: string | null | undefined): Lang | null {
  const lower = (tag ?? "").toLowerCase().replace(/_/g, "-");
  if (/^zh\b.*\bhans\b/.test(lower)) return "zh";
  if (/^zh\b.*\b(hant|tw|hk|mo)\b/.test(lower)) return "zh-Hant";
  if (/^zh\b/.test(lower)) return "zh";
  return /^en\b/.test(lower) ? "en" : null;
}

/** Where nobody has chosen: what the element says, then the page around it, then the browser. */
export function langAround(element: Element): Lang {
  const around = element.parentElement?.closest<HTMLElement>("[lang]")?.lang;
  for (const tag of [element.getAttribute("lang"), around, ...navigator.languages]) {
    const lang = nearestLang(tag);
    if (lang) return lang;
  }
  return "zh";
}

const zh = {
  open: "打开客服聊天",
  close: "关闭聊天",
  unread: (n: number) => `${n} 条未读消息`,
  failed: "客服窗口没能打开，请检查网络后再点一次。",
};

export const launcherTexts: Record<Lang, typeof zh> = {
  zh,
  "zh-Hant": {
    open: "開啟客服聊天",
    close: "關閉聊天",
    unread: (n) => `${n} 則未讀訊息`,
    failed: "客服視窗沒能開啟，請檢查網路後再點一次。",
  },
  en: {
    open: "Open the chat",
    close: "Close the chat",
    unread: (n) => (n === 1 ? "1 unread message" : `${n} unread messages`),
    failed: "The chat could not be opened. Please check your network and try again.",
  },
};
