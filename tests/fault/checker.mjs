/**
 * What must be true after any fault, said once: nothing acknowledged is lost or doubled, no gap,
 * nothing in another's conversation, one return, complaint and ticket each. Pure: takes what the
 * clients wrote down and what the server and its file hold afterwards, gives back what is wrong.
 *
 * journal: entries in the order of writing, before a send and after an answer:
 *   {kind: "conversation", client, conversation}
 *   {kind: "send", client, conversation, id, text}
 *   {kind: "ack", client, conversation, id, seq, at}
 *   {kind: "event", client, conversation, event}      as it came over the line
 * transcripts: Map conversation → its events, read anew after the last fault
 * records: {returns, complaints, tickets}: [{number, conversation, key}] from the shop's file
 */

const numberPatterns = {
  returns: (event) => (event.card?.kind === "return" ? [numberOn(event.card)] : []),
  complaints: (event) => (event.card?.kind === "complaint" ? [numberOn(event.card)] : []),
};

/** The number of a return or complaint as its card tells it to the shopper. */
export function numberOn(card) {
  const line = card.lines?.find((one) => one.name === "number");
  return line?.text ?? card.title?.match(/[A-Z0-9][A-Z0-9-]{5,}/)?.[0] ?? "";
}

const countBy = (list, key) => {
  const counts = new Map();
  for (const one of list) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return counts;
};

const doubles = (list, key) => [...countBy(list, key)].filter(([, n]) => n > 1);

function checkDense(conversation, events, wrong) {
  events.forEach((event, i) => {
    if (event.seq !== i + 1) wrong(`${conversation}: seq ${event.seq} stands at place ${i + 1}`);
    if (event.conversation !== conversation) {
      wrong(`${conversation}: event ${event.seq} belongs to ${event.conversation}`);
    }
  });
}

function checkMessages(journal, transcripts, wrong) {
  const sends = new Map();
  const acks = new Map();
  for (const entry of journal) {
    if (entry.kind === "send") sends.set(entry.id, entry);
    if (entry.kind !== "ack") continue;
    const before = acks.get(entry.id);
    if (before && before.seq !== entry.seq) {
      wrong(`${entry.conversation}: ${entry.id} was acknowledged as ${before.seq} and ${entry.seq}`);
    }
    acks.set(entry.id, entry);
  }
  const stored = new Map();
  for (const [conversation, events] of transcripts) {
    for (const event of events) {
      if (event.from !== "shopper") continue;
      const sent = sends.get(event.id);
      if (!sent) wrong(`${conversation}: nobody has sent ${event.id} ("${event.text}")`);
      else if (sent.conversation !== conversation) {
        wrong(`${conversation}: holds ${event.id}, said in ${sent.conversation}`);
      } else if (sent.text !== event.text) wrong(`${conversation}: ${event.id} has other words`);
      if (stored.has(event.id)) wrong(`${conversation}: ${event.id} stands there twice`);
      stored.set(event.id, event);
    }
  }
  for (const [id, ack] of acks) {
    const event = stored.get(id);
    if (!event) wrong(`${ack.conversation}: acknowledged ${id} is lost`);
    else if (event.seq !== ack.seq) {
      wrong(`${ack.conversation}: ${id} was acknowledged as ${ack.seq}, stands as ${event.seq}`);
    }
  }
  return { sent: sends.size, acknowledged: acks.size, stored: stored.size };
}

/** What a client was shown is never taken back, not even when its turn was the last before a kill. */
function checkShown(journal, transcripts, wrong) {
  let shown = 0;
  for (const { kind, conversation, event } of journal) {
    if (kind !== "event") continue;
    shown += 1;
    const kept = transcripts.get(conversation)?.[event.seq - 1];
    if (!kept) wrong(`${conversation}: event ${event.seq} was shown and is gone`);
    else if (kept.text !== event.text || kept.from !== event.from) {
      wrong(`${conversation}: event ${event.seq} was shown with other words`);
    }
  }
  return shown;
}

/** Numbers told in transcripts and records in the file name each other, one to one. */
function checkRecords(name, transcripts, records, wrong) {
  const told = [];
  for (const [conversation, events] of transcripts) {
    for (const event of events) {
      for (const number of numberPatterns[name](event)) told.push({ number, conversation });
    }
  }
  for (const [number] of doubles(told, (one) => one.number)) wrong(`${name}: ${number} was told twice`);
  const byNumber = new Map(records.map((one) => [one.number, one]));
  for (const { number, conversation } of told) {
    const record = byNumber.get(number);
    if (!record) wrong(`${name}: ${number} was told in ${conversation} and is not recorded`);
    else if (record.conversation !== conversation) {
      wrong(`${name}: ${number} was told in ${conversation}, recorded for ${record.conversation}`);
    }
  }
  const known = new Set(told.map((one) => one.number));
  for (const { number, conversation } of records) {
    if (!known.has(number)) wrong(`${name}: ${number} is recorded for ${conversation} and was not told`);
  }
}

/** A hand-over tells "queued" once, and leaves one ticket that holds the chat. */
function checkTickets(transcripts, tickets, wrong) {
  const holding = countBy(tickets.filter((one) => one.holds_chat), (one) => one.conversation);
  for (const [conversation, events] of transcripts) {
    const told = events.filter((one) => one.notice === "queued").length;
    const held = holding.get(conversation) ?? 0;
    if (told !== held) wrong(`tickets: ${conversation} was queued ${told} times, has ${held} tickets`);
  }
  for (const { conversation, number } of tickets) {
    if (!transcripts.has(conversation)) wrong(`tickets: ${number} is for nobody's ${conversation}`);
  }
}

/** All that is wrong, and the figures. */
export function check({ journal, transcripts, records }) {
  const problems = [];
  const wrong = (words) => problems.push(words);
  for (const [conversation, events] of transcripts) checkDense(conversation, events, wrong);
  for (const { kind, conversation } of journal) {
    if (kind === "conversation" && !transcripts.has(conversation)) wrong(`${conversation} is gone`);
  }
  const messages = checkMessages(journal, transcripts, wrong);
  const shown = checkShown(journal, transcripts, wrong);
  for (const name of ["returns", "complaints", "tickets"]) {
    for (const field of ["number", "key"]) {
      for (const [value, n] of doubles(records[name], (one) => one[field])) {
        wrong(`${name}: ${field} ${value} is there ${n} times`);
      }
    }
  }
  checkRecords("returns", transcripts, records.returns, wrong);
  checkRecords("complaints", transcripts, records.complaints, wrong);
  checkTickets(transcripts, records.tickets, wrong);
  const events = [...transcripts.values()].reduce((sum, one) => sum + one.length, 0);
  return {
    problems,
    figures: {
      conversations: transcripts.size,
      events,
      ...messages,
      shown,
      returns: records.returns.length,
      complaints: records.complaints.length,
      tickets: records.tickets.length,
    },
  };
}
