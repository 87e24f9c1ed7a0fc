#include "store/migrations/list.hpp"

namespace clerk::store {

// Conventions: times are UTC milliseconds, dates days since 1970 in the shop's zone, money minor
// units beside its currency, flags 0 or 1; enumerations are the ids of model/catalog. Our ids are
// 64 bits given by the program; NULL where nobody is meant. The comments inside the statements stay
// in the file: `.schema` of any SQLite shell shows them.
const char* const migration_0001 = R"sql(
CREATE TABLE setting (  -- facts about this file: 'demo' = the seed of a made-up shop
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The shop ------------------------------------------------------------------------------------

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,  -- the shop's own id: a sign-in token's `sub`
    name TEXT NOT NULL,
    tier TEXT NOT NULL,
    lang TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;

CREATE TABLE identity (  -- how a person can be recognised or reached
    customer INTEGER NOT NULL REFERENCES customer(id),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
    value TEXT NOT NULL,  -- phone: digits only
    PRIMARY KEY (customer, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_value ON identity(value, kind);  -- families share a phone: not unique

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    brand TEXT NOT NULL,
    model TEXT NOT NULL,
    category TEXT NOT NULL,
    durable INTEGER NOT NULL,
    no_reason_return INTEGER NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    currency TEXT NOT NULL
) STRICT;

CREATE TABLE shop_order (
    id INTEGER PRIMARY KEY,
    no TEXT NOT NULL COLLATE NOCASE UNIQUE,  -- what the shopper knows it by
    customer INTEGER REFERENCES customer(id),  -- NULL: a guest's
    phone TEXT NOT NULL,  -- of the delivery; its last four digits prove the order
    status TEXT NOT NULL,
    placed INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    currency TEXT NOT NULL,
    eta INTEGER,
    received INTEGER
) STRICT;
CREATE INDEX shop_order_by_customer ON shop_order(customer, placed) WHERE customer IS NOT NULL;

CREATE TABLE item (  -- one line of an order; name and kind as they were when it was bought
    id INTEGER PRIMARY KEY,
    shop_order INTEGER NOT NULL REFERENCES shop_order(id),
    line INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    category TEXT NOT NULL,
    durable INTEGER NOT NULL,
    no_reason_return INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    returned_before INTEGER NOT NULL CHECK (returned_before BETWEEN 0 AND quantity),
        -- came back by other ways than the returns recorded here
    price INTEGER NOT NULL CHECK (price >= 0),  -- of one, as paid; currency: the order's
    UNIQUE (shop_order, line)
) STRICT;

CREATE TABLE shipment (
    id INTEGER PRIMARY KEY,
    shop_order INTEGER NOT NULL REFERENCES shop_order(id),
    carrier_zh TEXT NOT NULL,
    carrier_en TEXT NOT NULL,
    tracking TEXT NOT NULL,
    UNIQUE (shop_order, tracking)
) STRICT;

CREATE TABLE shipment_event (
    shipment INTEGER NOT NULL REFERENCES shipment(id),
    n INTEGER NOT NULL,  -- 0: the newest
    at INTEGER NOT NULL,
    place TEXT NOT NULL,
    what_zh TEXT NOT NULL,
    what_en TEXT NOT NULL,
    PRIMARY KEY (shipment, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE rma (  -- a return
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,  -- shown to people, unguessable
    key TEXT NOT NULL UNIQUE,  -- of the effect that opened it: <conversation>/<turn>/<n>
    shop_order INTEGER NOT NULL REFERENCES shop_order(id),
    item INTEGER NOT NULL REFERENCES item(id),
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    refund INTEGER NOT NULL CHECK (refund >= 0),
    currency TEXT NOT NULL,
    freight TEXT NOT NULL,
    send_by INTEGER NOT NULL,
    clause TEXT NOT NULL,  -- of the policy that granted it
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX rma_by_item ON rma(item);
CREATE INDEX rma_by_order ON rma(shop_order);

CREATE TABLE rma_event (  -- its life, append-only
    n INTEGER PRIMARY KEY,
    rma INTEGER NOT NULL REFERENCES rma(id),
    at INTEGER NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX rma_event_by_rma ON rma_event(rma);

CREATE TABLE complaint (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    conversation INTEGER,  -- may be written before its conversation's first head: no reference
    customer INTEGER REFERENCES customer(id),  -- NULL: nobody proven
    shop_order INTEGER REFERENCES shop_order(id),
    text TEXT NOT NULL,  -- in full, in the shopper's words
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    promise INTEGER NOT NULL,  -- by when a person answers
    at INTEGER NOT NULL,
    cause TEXT NOT NULL DEFAULT '',  -- these three before it may close
    resolution TEXT NOT NULL DEFAULT '',
    callback TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX complaint_by_order ON complaint(shop_order) WHERE shop_order IS NOT NULL;

CREATE TABLE complaint_event (  -- its life, append-only
    n INTEGER PRIMARY KEY,
    complaint INTEGER NOT NULL REFERENCES complaint(id),
    at INTEGER NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_event_by_complaint ON complaint_event(complaint);

CREATE TABLE points (  -- the ledger; balances are derived, never kept
    n INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id),
    kind TEXT NOT NULL,
    delta INTEGER NOT NULL CHECK (delta <> 0),
    lot INTEGER REFERENCES points(n),  -- what it takes from; NULL: this row is a lot of its own
    expires INTEGER,  -- of a lot: the last day; NULL: never
    at INTEGER NOT NULL,
    ref TEXT NOT NULL,  -- the order, or the reason
    key TEXT NOT NULL UNIQUE  -- what made it, so that it is made once
) STRICT;
CREATE INDEX points_by_customer ON points(customer);
CREATE TRIGGER points_only_grow BEFORE UPDATE ON points
BEGIN SELECT RAISE(ABORT, 'the points ledger only grows'); END;
CREATE TRIGGER points_never_shrink BEFORE DELETE ON points
BEGIN SELECT RAISE(ABORT, 'the points ledger only grows'); END;

-- Conversations -------------------------------------------------------------------------------

CREATE TABLE conversation (  -- the head of each chat: where its journal ends, and its state
    id INTEGER PRIMARY KEY,
    last_row INTEGER NOT NULL,  -- journal.n of its newest row
    last_seq INTEGER NOT NULL,
    customer INTEGER REFERENCES customer(id),
    at INTEGER NOT NULL,
    wake_at INTEGER NOT NULL,  -- 0: no timer
    wake_hour INTEGER NOT NULL,  -- wake_at in hours, rounded down: its index is seldom touched
    version INTEGER NOT NULL,
    state BLOB NOT NULL  -- as wire/ encodes it
) STRICT;
CREATE INDEX conversation_by_customer ON conversation(customer) WHERE customer IS NOT NULL;
CREATE INDEX conversation_by_wake ON conversation(wake_hour) WHERE wake_hour > 0;

CREATE TABLE journal (  -- one row a turn, for ever; no other index: chains are walked from the head
    n INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    prev INTEGER NOT NULL,  -- the conversation's row before; 0: its first
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    format INTEGER NOT NULL,  -- of the body; 0: plain JSON
    key_id INTEGER NOT NULL,  -- of the key that seals the body; 0: not sealed
    body BLOB NOT NULL
) STRICT;

CREATE TABLE session (  -- who may speak as the shopper of a conversation
    hash TEXT PRIMARY KEY,  -- of the token; the token itself is nowhere
    conversation INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_conversation ON session(conversation);

CREATE TABLE nonce (  -- of sign-in tokens, until they expire: each token works once
    nonce TEXT PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_by_expiry ON nonce(expires);

CREATE TABLE attempt (  -- failed proofs: 'order:<no>', 'conversation:<id>', 'address:<ip>'
    n INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_by_who ON attempt(who, at);
CREATE INDEX attempt_by_age ON attempt(at);

-- People's desk -------------------------------------------------------------------------------

CREATE TABLE agent (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL,  -- shown to shoppers
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL
) STRICT;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    subject TEXT NOT NULL,
    summary TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    holds_chat INTEGER NOT NULL,
    customer INTEGER REFERENCES customer(id),
    customer_name TEXT NOT NULL,
    tier TEXT NOT NULL,
    lang TEXT NOT NULL,
    agent INTEGER REFERENCES agent(id),
    agent_name TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    first_reply_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_live ON ticket(opened_at)
    WHERE state NOT IN ('solved', 'closed', 'abandoned', 'merged', 'spam');
CREATE INDEX ticket_by_conversation ON ticket(conversation);

CREATE TABLE ticket_event (  -- its life, append-only
    n INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES ticket(id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    agent INTEGER REFERENCES agent(id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    client_id TEXT NOT NULL
) STRICT;
CREATE INDEX ticket_event_by_ticket ON ticket_event(ticket);

CREATE TABLE outbox (  -- what the shop's other systems must be told, written with what it tells of
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,  -- 'rma.opened', 'complaint.opened', 'ticket.opened'
    subject TEXT NOT NULL,  -- the number of the thing
    at INTEGER NOT NULL,
    told_at INTEGER  -- NULL: not yet
) STRICT;
CREATE INDEX outbox_untold ON outbox(n) WHERE told_at IS NULL;
)sql";

}  // namespace clerk::store
