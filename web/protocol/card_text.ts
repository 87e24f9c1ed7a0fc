/**
 * A message with a card says everything in its text too, for channels that have no cards. Beside
 * the card that would be said twice: `besideCard` keeps the first line and those that add
 * something to what the card shows. Pure.
 */
import type { Card } from "./frames";

const bare = (text: string): string => text.replace(/[\s+，。、；：！？,.;:!?·()（）"“”]+/gu, "");

/** How much is said: a Han character counts one, a Latin word two. */
function weight(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/\p{Script=Latin}[\p{Script=Latin}'’-]*/gu)?.length ?? 0;
  return han + 2 * words;
}

const residueMost = 6;

function repeats(line: string, card: Card): boolean {
  const rows = card.rows.map((row) => bare(row.text)).filter((one) => one.length > 1);
  if (rows.some((row) => bare(line).includes(row))) return true;
  let rest = line;
  const values = card.lines.map((one) => one.text).filter((one) => one.length > 1);
  for (const value of values.sort((a, b) => b.length - a.length)) rest = rest.replace(value, " ");
  // A number that the card does not show is never left out.
  return rest !== line && !/\d/.test(rest) && weight(rest) <= residueMost;
}

export function besideCard(text: string, card: Card | undefined): string {
  if (!card) return text;
  return text
    .split("\n")
    .filter((line, i) => i === 0 || !repeats(line, card))
    .join("\n");
}

/** What a card's head shows beside its title: the number people ask for. */
export const headLine = (card: Card) =>
  card.lines.find((line) => line.name === "no" || line.name === "number");

export const isPriced = (row: Card["rows"][number]): boolean => /^[¥￥$€£]/.test(row.note);
