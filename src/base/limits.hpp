// Every bound of the program, with the arithmetic that ties them together. A queue, buffer, loop or
// table that input can grow has its limit here and a stated behaviour when full.
//
// What a shop may set (rates, session caps) has its *default* here and its value in config; what
// protects the process is fixed.
#pragma once

#include <cstddef>
#include <cstdint>

namespace clerk::limits {

// --- one message ------------------------------------------------------------------------------
constexpr std::size_t message_text_bytes_max = 4'096;  // a shopper's text; longer: nack too_long
constexpr std::size_t reply_text_bytes_max = 8'192;    // an agent's or the clerk's text
constexpr std::size_t client_id_bytes_max = 64;        // 128 bits in any usual spelling
constexpr std::size_t frame_bytes_max = 16'384;        // one WebSocket message; longer: close 1009
// JSON escapes at worst six bytes for one ("\u0001"); an agent's reply must fit a frame unescaped.
static_assert(message_text_bytes_max * 2 + 1'024 <= frame_bytes_max);
static_assert(reply_text_bytes_max + 1'024 <= frame_bytes_max);

// --- JSON and YAML ----------------------------------------------------------------------------
constexpr std::size_t json_depth_max = 16;
constexpr std::size_t json_keys_max = 256;
constexpr std::size_t yaml_bytes_max = 1'048'576;
constexpr std::size_t yaml_depth_max = 32;

// --- HTTP -------------------------------------------------------------------------------------
constexpr std::size_t http_header_bytes_max = 8'192;
constexpr std::size_t http_headers_max = 64;
constexpr std::size_t http_body_bytes_max = 65'536;
static_assert(http_body_bytes_max >= frame_bytes_max);  // a frame's JSON fits a POST
constexpr std::int64_t http_header_timeout_ms = 10'000;
constexpr std::int64_t http_body_timeout_ms = 20'000;
constexpr std::int64_t http_write_timeout_ms = 20'000;
constexpr std::int64_t http_request_timeout_ms = 60'000;
constexpr std::int64_t http_keep_alive_ms = 30'000;
constexpr std::int64_t long_poll_wait_ms_max = 25'000;
static_assert(long_poll_wait_ms_max + http_write_timeout_ms < http_request_timeout_ms);
constexpr std::int64_t http_linger_ms = 2'000;   // after the last byte, for the peer to hang up
constexpr std::int64_t http_answer_ms = 15'000;  // for the engine's answer to a request; then 503
static_assert(
    http_header_timeout_ms + http_body_timeout_ms + http_answer_ms < http_request_timeout_ms
);
static_assert(
    http_header_timeout_ms + http_body_timeout_ms + long_poll_wait_ms_max < http_request_timeout_ms
);
constexpr std::size_t turned_away_at_once_max = 256;  // connections over a cap that are told so
constexpr std::size_t static_file_bytes_max = 8u << 20;
constexpr std::size_t static_files_bytes_max = 64u << 20;
constexpr std::int64_t ws_handshake_timeout_ms = 10'000;
constexpr std::int64_t ws_hello_timeout_ms = 10'000;
constexpr std::int64_t ws_dead_peer_ms = 60'000;  // a peer that answers no ping is gone by then
constexpr std::int64_t ws_close_timeout_ms = 5'000;
constexpr std::int64_t shutdown_ms_max = 10'000;
static_assert(ws_close_timeout_ms < shutdown_ms_max);

// --- sessions ---------------------------------------------------------------------------------
constexpr std::size_t outbox_messages_max = 256;  // overflow: close 1013, the client resumes by seq
constexpr std::size_t outbox_bytes_max = 1'048'576;
constexpr std::size_t sessions_max_default = 20'000;
constexpr std::size_t sessions_per_address_max_default = 64;
constexpr std::size_t sessions_per_conversation_max = 8;
constexpr std::size_t message_burst_default = 20;       // token bucket a session …
constexpr std::size_t messages_per_second_default = 5;  // … and its refill
constexpr std::size_t pull_events_max = 200;
constexpr int refused_frames_max = 20;           // each good frame forgives one; then close 1008
// Pings, pongs and empty fragments: bytes between two looks at the clock that end no message. One
// in frames of a single byte, seven on the wire, still passes.
constexpr std::size_t unsaid_bytes_max = 131'072;
static_assert(unsaid_bytes_max > 7 * frame_bytes_max);
constexpr std::size_t desk_burst = 60;           // an agent's token bucket …
constexpr std::size_t desk_frames_per_second = 20;
constexpr std::size_t openings_burst_default = 60;  // new conversations an address: a shop's …
constexpr double openings_per_second_default = 1;  // … Wi-Fi opens many at once, a script for ever
constexpr std::size_t requests_burst_default = 120;  // HTTP requests an address …
constexpr std::size_t requests_per_second_default = 40;
constexpr std::size_t rate_keys_max = 20'000;       // addresses and sessions that were busy lately
constexpr std::size_t read_at_once_bytes = 65'536;  // what one wake-up takes from one socket
static_assert(2 * frame_bytes_max <= read_at_once_bytes);

// --- engine -----------------------------------------------------------------------------------
constexpr std::size_t inbox_max = 8'192;  // full: nack busy, never wait
constexpr std::size_t batch_max = 512;    // stimuli a transaction
constexpr std::size_t effect_rounds_max = 16;
constexpr std::size_t steps_per_turn_max = 256;
constexpr std::size_t flow_stack_max = 8;
constexpr std::size_t events_per_turn_max = 256;
constexpr std::size_t turns_per_conversation_max = 4'096;
// What is walked of a chain: its turns, and those that need no message of the shopper's.
constexpr std::size_t rows_per_conversation_max = turns_per_conversation_max + 64;
constexpr std::size_t conversations_cached_max = 20'000;
constexpr std::size_t value_list_max = 64;  // elements an action may return in a list
constexpr std::size_t slots_per_flow_max = 64;
constexpr std::size_t clauses_per_message_max = 8;
constexpr std::size_t tries_by_default = 3;     // of a question that content gives no `again`
constexpr std::size_t clarify_options_max = 4;  // meanings to choose from, "none of these" beside
constexpr std::size_t early_messages_kept_max = 8;  // of a running flow, for slots given early
constexpr std::size_t last_words_bytes_max = 240;   // of the shopper's newest message, for a ticket
// What ending everything takes beyond the bound: a frame or an errand an event, and the apology.
constexpr std::size_t events_to_break_down = flow_stack_max + clauses_per_message_max + 16;
static_assert(events_to_break_down < events_per_turn_max);
constexpr std::size_t preview_bytes_max = 240;  // of the last words, in the desk's lists

// --- conditions and texts of content ------------------------------------------------------------
constexpr std::size_t expr_bytes_max = 2'000;
constexpr std::size_t expr_depth_max =
    64;  // levels of the tree: parentheses, `not`, one `and` each
constexpr std::size_t shown_depth_max = 8;  // lists in lists, records whose titles are records

// --- matching ---------------------------------------------------------------------------------
constexpr std::size_t pattern_bytes_max = 2'000;
constexpr std::int64_t regex_memory_bytes_max = 1 << 19;  // one rule's program and its DFA
constexpr std::size_t rules_max = 20'000;
// One rule on one clause: a clause of a whole message tried from every byte, some steps each;
// beyond it RE2 decides, which is slower but linear.
constexpr int match_steps_max = 20'000;
static_assert(match_steps_max > 4 * static_cast<int>(message_text_bytes_max));
constexpr std::size_t phrase_depth_max = 16;
constexpr std::size_t hits_per_clause_max = 64;

// --- identity ---------------------------------------------------------------------------------
constexpr int proof_failures_per_order_max = 5;
constexpr int proof_failures_per_conversation_max = 10;
constexpr int proof_failures_per_address_hour_max = 30;
// How long after the last of so many failures the next try of an order, or of a conversation, has
// to wait: not at all after the first, which is mostly a slip; then two seconds, twice as long each
// time.
constexpr std::int64_t proof_delay_ms(int failures) {
    constexpr std::int64_t most = 60'000;
    return failures < 2 ? 0 : failures > 6 ? most : 1'000LL << (failures - 1);
}

// An order's failures are forgotten after a day: a stranger must not lock its owner out for ever.
constexpr std::int64_t proof_order_window_ms = 86'400'000;
constexpr std::int64_t proof_address_window_ms = 3'600'000;
constexpr std::int64_t token_life_ms_max = 600'000;  // a shop's JWT: exp at most 10 min ahead
constexpr std::size_t token_bytes_max = 4'096;
constexpr std::int64_t agent_idle_ms = 1'800'000;
constexpr std::int64_t agent_session_ms_max = 28'800'000;
constexpr int password_hashes_at_once_max = 2;
constexpr std::size_t password_queue_max = 32;
constexpr std::size_t password_bytes_min = 12;
constexpr std::size_t password_bytes_max = 256;
constexpr std::size_t session_secret_bytes_max = 128;  // ours have 43 characters
constexpr std::int64_t pass_life_ms = 30'000;          // a desk's one-time pass
constexpr std::size_t sessions_per_agent_max = 8;      // sign-ins; the least used makes room
constexpr std::int64_t session_recheck_ms = 2'000;     // a desk socket asks: still signed in?
static_assert(session_recheck_ms < 5'000);             // a sign-out closes sockets within 5 s
constexpr int sign_in_failures_per_login_max = 10;     // in a quarter of an hour
constexpr int sign_in_failures_per_address_max = 30;
constexpr int sign_in_failures_everywhere_max = 100;  // high: a stranger must not lock an agent out
constexpr std::int64_t sign_in_window_ms = 900'000;
constexpr std::size_t sign_in_keys_max = 10'000;  // logins and addresses that failed lately

// --- storage ----------------------------------------------------------------------------------
// The log goes into the file in bites, while which everybody waits: of 256 pages in any moment
// in which the inbox is empty, of 4,096 when it never is.
constexpr std::int64_t checkpoint_idle_bytes = 1LL << 20;
constexpr std::int64_t checkpoint_wal_bytes = 16LL << 20;
static_assert(checkpoint_idle_bytes < checkpoint_wal_bytes);
// Rows of the journal that a head may lie behind; a start after a kill reads and folds so many. Of
// 64 chats that talk at once each head is written once in 256 turns, of 5,000 once in four.
constexpr std::int64_t heads_behind_rows_max = 16'384;
constexpr std::size_t heads_at_once_max = 512;  // in a transaction of their own
constexpr std::size_t journal_row_bytes_max = 262'144;
constexpr std::size_t read_jobs_max = 256;
// The quick check at start reads about 1 GB/s: 64 MiB of 4 KiB pages cost under 0.1 s.
constexpr std::int64_t start_check_pages_max = (64LL << 20) / 4'096;
constexpr std::size_t orders_per_customer_read_max = 1'000;
constexpr std::size_t orders_listed_max = 10;  // what a shopper is shown of their orders
static_assert(orders_listed_max <= value_list_max);
constexpr std::size_t shipment_events_max = value_list_max;  // what an action can hand on
constexpr std::size_t items_per_order_max = value_list_max;
constexpr std::int64_t attempt_kept_ms = 30LL * 86'400'000;

// --- import -----------------------------------------------------------------------------------
constexpr std::size_t import_line_bytes_max = 262'144;
constexpr std::size_t import_text_bytes_max = 1'000;
constexpr std::size_t import_id_bytes_max = 64;
constexpr std::size_t import_rows_a_commit = 5'000;
constexpr std::size_t demo_rows_a_commit = 1'000;
// A shipment's 64 events fit a line, each with a place and a text in two languages.
static_assert(shipment_events_max * 3 * import_text_bytes_max <= import_line_bytes_max);

}  // namespace clerk::limits
