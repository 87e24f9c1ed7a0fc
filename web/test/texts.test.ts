import assert from "node:assert/strict";
import { test } from "node:test";
import { deskTexts } from "../desk/texts";
import { besideCard } from "../protocol/card_text";
import { clock, spoken, timeMark } from "../widget/bubbles";
import { launcherTexts, nearestLang } from "../widget/lang";
import { texts } from "../widget/texts";

test("language tags find the nearest of the three", () => {
  const cases: [string, string | null][] = [["zh", "zh"], ["zh-CN", "zh"], ["zh-Hant", "zh-Hant"],
    ["zh-TW", "zh-Hant"], ["zh-HK", "zh-Hant"], ["zh-Hant-HK", "zh-Hant"],
    ["zh-Hans-HK", "zh"], ["zh_TW", "zh-Hant"], ["en", "en"],
    ["en-GB", "en"], ["fr", null], ["", null], ["zhx", null]];
  for (const [tag, lang] of cases) assert.equal(nearestLang(tag), lang, tag);
  assert.equal(nearestLang(null), null);
});

test("every language says everything, and traditional text holds no simplified words", () => {
  const keys = (value: object): string[] => Object.entries(value).flatMap(([key, one]) =>
    typeof one === "object" && !Array.isArray(one) ? keys(one).map((k) => `${key}.${k}`) : [key]);
  for (const lang of ["zh-Hant", "en"] as const) {
    assert.deepEqual(keys(texts[lang]).sort(), keys(texts.zh).sort());
    assert.deepEqual(keys(launcherTexts[lang]).sort(), keys(launcherTexts.zh).sort());
  }
  assert.deepEqual(keys(deskTexts.en).sort(), keys(deskTexts.zh).sort());
  const words = (value: unknown): string => typeof value === "function"
    ? String(value) : typeof value === "object" && value ? Object.values(value).map(words).join() : String(value);
  const hant = words(texts["zh-Hant"]) + words(launcherTexts["zh-Hant"]);
  assert.doesNotMatch(hant, /[单货转为问题们请闭开语连线断发]/u);
});

test("a time stands above a new day and above a pause, not between quick words", () => {
  const [t, now] = [texts.zh, new Date(2024, 6, 2, 12).getTime()];
  const minutes = (n: number) => now - n * 60_000;
  assert.match(timeMark(0, minutes(9), now, "zh", t), /^今天 11:51$/);
  assert.equal(timeMark(minutes(9), minutes(8), now, "zh", t), "");
  assert.notEqual(timeMark(minutes(9), minutes(1), now, "zh", t), "");
  assert.match(timeMark(minutes(60 * 24), minutes(60 * 24 - 1), now, "zh", t), /^$/);
  assert.match(timeMark(0, minutes(60 * 24), now, "zh", t), /^昨天/);
  assert.match(timeMark(0, minutes(60 * 24 * 9), now, "en", texts.en), /June/);
});

test("midnight is 00, not 24", () => {
  assert.match(clock(new Date(2024, 6, 2, 0, 5).getTime(), "en"), /^(00|24):05$/);
});

test("what is read aloud names the speaker, the card and the choices", () => {
  const words = spoken({ conversation: "1", seq: 1, at: 1, from: "bot", type: "message", text: "Found it.",
    card: { kind: "order", title: "Order 7", lines: [{ name: "s", label: "Status", text: "sent" }], rows: [] },
    buttons: [{ id: "a", label: "Return" }] }, texts.en);
  assert.equal(words, "Shop clerk: Found it. Order 7, Status sent. Return");
  const joined = spoken({ conversation: "1", seq: 2, at: 1, from: "system", type: "notice", text: "x",
    notice: "agent_joined", name: "Li Mei" }, texts.en);
  assert.equal(joined, "Li Mei joined the chat");
});

const orderCard = {
  kind: "order",
  title: "订单",
  lines: [
    { name: "no", label: "订单号", text: "2024061234" },
    { name: "eta", label: "预计送达", text: "7月3日（周三）" },
    { name: "carrier", label: "快递", text: "顺丰" },
    { name: "tracking", label: "运单号", text: "SF******0004" },
  ],
  rows: [{ text: "冰箱 × 1", note: "¥3,299.00" }, { text: "已揽收", note: "7月1日 09:00 · 杭州" }],
};

test("beside a card, what it shows is not said again", () => {
  const text = "订单 2024061234，已发货。\n· 冰箱 × 1\n预计7月3日（周三）送到。\n7月1日 09:00 已揽收";
  assert.equal(besideCard(text, orderCard), "订单 2024061234，已发货。");
});

test("beside a card, what it does not show is still said", () => {
  const tracking = "订单 1。\n顺丰，运单号 SF1000200030004";
  assert.equal(besideCard(tracking, orderCard), tracking);
  const card = { ...orderCard, kind: "complaint", rows: [],
    lines: [{ name: "promise", label: "最晚答复", text: "今天 18:00" }] };
  const text = "记下了。\n最晚今天 18:00，会有同事回复您。\n着急的话，说「人工」。";
  assert.equal(besideCard(text, card), text);
});

test("without a card everything is said", () => {
  assert.equal(besideCard("a\nb\n", undefined), "a\nb\n");
});
